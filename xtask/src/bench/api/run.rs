//! Both tables, and the bar.

use std::{ffi::OsString, path::PathBuf};

use lexopt::prelude::{Long, ValueExt};

use super::{
    cases,
    releases::{Pair, RELEASES, Release, Row, line, table},
    sides::Tools,
};
use crate::{
    Outcome,
    bench::{command::USAGE, measure::Cost, table::bar, tools},
    say,
};

const CARGO_SEMVER_CHECKS: &str = "0.51.0";

/// The most of the rival's CPU time that ours may take with a committed snapshot.
const MOST_CPU: f64 = 0.6;

pub(in crate::bench) fn run(args: &[OsString]) -> Outcome {
    let options = parse(args)?;
    let tools = Tools {
        upsafe: match &options.upsafe {
            Some(binary) => tools::absolute(binary)?,
            None => tools::upsafe()?,
        },
        rival: tools::rival("cargo-semver-checks", CARGO_SEMVER_CHECKS)?,
    };
    if !options.only_pairs {
        cases::run(&tools, options.cases.as_deref())?;
    }
    let n_pairs = options.n_pairs.unwrap_or(RELEASES.len());
    let is_meant = |one: &&Release| options.only.as_ref().is_none_or(|name| name == one.name);
    let mut rows = Vec::new();
    for release in RELEASES.iter().filter(is_meant).take(n_pairs) {
        let measured = Pair::prepare(release).and_then(|pair| pair.measure(&tools, options.rounds));
        match measured {
            Ok(row) => {
                // A run takes minutes: what is known already is not lost with it.
                say(&line(&row));
                rows.push(row);
            }
            Err(reason) => say(&format!("{}: left out: {reason}\n", release.name)),
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    say(&format!("\n{}\n", table(&rows)));
    let held = |state: &str, nth: usize| {
        let total =
            |of: fn(&Row) -> &[Cost; 2]| rows.iter().map(|row| of(row)[nth].cpu).sum::<f64>();
        let (ours, theirs) = (total(|row| &row.ours), total(|row| &row.theirs));
        let what = format!(
            "{state}, committed snapshot: {:.2} of the CPU of cargo-semver-checks, at most {MOST_CPU} is wanted",
            ours / theirs
        );
        bar(&what, ours <= MOST_CPU * theirs)
    };
    let bars = [held("cold", 0), held("warm", 1)];
    for (line, _) in &bars {
        say(line);
    }
    match bars.iter().all(|(_, holds)| *holds) {
        true => Ok(()),
        false => Err("a bar was missed".to_owned()),
    }
}

struct Options {
    /// A build of ours that is there already.
    upsafe: Option<PathBuf>,
    cases: Option<PathBuf>,
    /// Whether the table of small cases is left out.
    only_pairs: bool,
    n_pairs: Option<usize>,
    /// The one crate that is compared.
    only: Option<String>,
    rounds: usize,
}

fn parse(args: &[OsString]) -> Result<Options, String> {
    let mut parser = lexopt::Parser::from_args(args.iter().cloned());
    let mut options = Options {
        upsafe: None,
        cases: None,
        only_pairs: false,
        n_pairs: None,
        only: None,
        rounds: 1,
    };
    let usage = |error: lexopt::Error| format!("{error}\n{}", USAGE);
    while let Some(arg) = parser.next().map_err(usage)? {
        match arg {
            Long("cases") => {
                options.cases = Some(PathBuf::from(parser.value().map_err(usage)?));
            }
            Long("upsafe") => {
                options.upsafe = Some(PathBuf::from(parser.value().map_err(usage)?));
            }
            Long("only-pairs") => options.only_pairs = true,
            Long("pairs") => {
                let n_pairs = parser.value().and_then(|value| value.parse());
                options.n_pairs = Some(n_pairs.map_err(usage)?);
            }
            Long("crate") => {
                let name = parser.value().and_then(|value| value.string());
                options.only = Some(name.map_err(usage)?);
            }
            Long("rounds") => {
                let rounds = parser.value().and_then(|value| value.parse::<usize>());
                options.rounds = rounds.map_err(usage)?.max(1);
            }
            other => return Err(usage(other.unexpected())),
        }
    }
    Ok(options)
}
