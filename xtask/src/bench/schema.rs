//! `cargo xtask bench schema`: the schema gate beside the incumbents, and its own bars.
//!
//! What is compared are whole commands on the same file of pairs: the start of the process, what it
//! loads, and reading and writing JSON lines count on every side. What a command costs without any
//! pair is printed beside it, so that nobody has to take it on trust that the comparison is fair.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use lexopt::prelude::{Long, ValueExt};

use super::{
    measure::{Cost, measure},
    pairs::{self, Format},
    peers::{Peer, Peers},
    table::{Contender, Warming, bar, compare, table},
    tools,
};
use crate::{
    Outcome,
    process::{self, cargo, program, read, root},
    say,
};

/// How many times less CPU than each Python incumbent is wanted.
const TIMES_LESS: f64 = 20.0;
/// The most memory of ours, in MiB, however many pairs there are.
const MOST_MEMORY: f64 = 64.0;
/// The most that 95 of 100 pairs of 4 KB may take, in milliseconds.
const MOST_PAIR: f64 = 5.0;
/// The most that the family of twelve recursive types may take, in milliseconds.
const MOST_FAMILY: f64 = 1000.0;

/// On how many pairs the memory is looked at: it must not grow with them.
const N_BOUNDED: u64 = 2000;

type Bar = (String, bool);

pub(super) fn run(args: &[OsString]) -> Outcome {
    let options = parse(args)?;
    let upsafe = tools::upsafe()?;
    let peers = Peers::install(options.karapace.as_deref())?;
    let mut bars = Vec::new();
    for format in [Format::JsonSchema, Format::Avro] {
        bars.extend(beside(format, &upsafe, &peers, &options)?);
    }
    let selection = [
        "--release",
        "--package",
        "upsafe-schema",
        "--example",
        "schema_bench",
    ];
    process::run(cargo().arg("build").args(selection))?;
    let figures = read(cargo().args(["run", "--quiet"]).args(selection))?;
    say(&format!("\n{figures}\n"));
    bars.extend(alone(&figures)?);
    for (line, _) in &bars {
        say(line);
    }
    match bars.iter().all(|(_, holds)| *holds) {
        true => Ok(()),
        false => Err("a bar was missed".to_owned()),
    }
}

/// Ours and theirs on the same pairs, in turns.
fn beside(
    format: Format,
    upsafe: &Path,
    peers: &Peers,
    options: &Options,
) -> Result<Vec<Bar>, String> {
    let n_pairs = options.n_pairs.unwrap_or(match format {
        // The incumbent takes most of a second for some pairs.
        Format::JsonSchema => 80,
        Format::Avro => 2000,
    });
    let file = pairs_file(format, "")?;
    let made = pairs::write(format, n_pairs, &file)?;
    let us = Peer {
        name: "upsafe schema batch",
        command: ours(upsafe, format),
        has_bar: false,
    };
    let peers: Vec<Peer> = std::iter::once(us).chain(peers.of(format)).collect();
    let has_bar: Vec<bool> = peers.iter().map(|peer| peer.has_bar).collect();
    let contender = |Peer { name, command, .. }| Contender {
        name,
        command,
        input: Some(file.clone()),
    };
    let mut contenders: Vec<Contender> = peers.into_iter().map(contender).collect();
    // What they say comes first, so that a peer that cannot run is no measurement.
    let mut told = Vec::new();
    for contender in &mut contenders {
        told.push(verdicts(contender, &file)?);
    }
    // That was a round for the caches as well.
    let costs = compare(&contenders, options.rounds, Warming::Done)?;
    let size = fs::metadata(&file).map_or(0, |data| data.len()) / (2 * n_pairs);
    say(&format!(
        "\n{}: {} pairs, {size} bytes a schema\n\n{}\n",
        format.name(),
        n_pairs,
        table(&contenders, &costs)
    ));
    for contender in &contenders {
        let start = measure(&contender.command, None)?.cpu;
        say(&format!(
            "{}: {start:.0} ms of CPU without a pair\n",
            contender.name
        ));
    }
    for (contender, verdicts) in contenders.iter().zip(&told) {
        say(&summary(contender.name, verdicts, &made, &told[0]));
    }
    let mut bars = bars(format, &contenders, &costs, &has_bar);
    bars.push(bounded(upsafe, format)?);
    Ok(bars)
}

fn ours(upsafe: &Path, format: Format) -> Command {
    let mut command = program(&upsafe.to_string_lossy());
    command.args(["schema", "batch", "--format", format.name()]);
    command
}

/// The memory of ours on many pairs.
fn bounded(upsafe: &Path, format: Format) -> Result<Bar, String> {
    let file = pairs_file(format, "-many")?;
    pairs::write(format, N_BOUNDED, &file)?;
    let memory = measure(&ours(upsafe, format), Some(&file))?.memory;
    let what = format!(
        "{}: {memory:.1} MiB on {N_BOUNDED} pairs, at most {MOST_MEMORY} are wanted",
        format.name()
    );
    Ok(bar(&what, memory <= MOST_MEMORY))
}

fn bars(format: Format, contenders: &[Contender], costs: &[Cost], has_bar: &[bool]) -> Vec<Bar> {
    let mut bars = Vec::new();
    let Some((ours, theirs)) = costs.split_first() else {
        return bars;
    };
    let rivals = contenders[1..].iter().zip(theirs).zip(&has_bar[1..]);
    for ((contender, cost), _) in rivals.filter(|(_, has_bar)| **has_bar) {
        let what = format!(
            "{}: {:.1} times less CPU than {}, {TIMES_LESS} are wanted",
            format.name(),
            cost.cpu / ours.cpu,
            contender.name
        );
        bars.push(bar(&what, cost.cpu >= TIMES_LESS * ours.cpu));
    }
    bars
}

/// The verdict of each pair in the order of the pairs.
fn verdicts(contender: &mut Contender, file: &Path) -> Result<Vec<String>, String> {
    let input = fs::File::open(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let text = read(contender.command.stdin(Stdio::from(input)))?;
    Ok(text
        .lines()
        .map(
            |line| match serde_json::from_str::<serde_json::Value>(line) {
                Ok(answer) => answer["verdict"].as_str().unwrap_or("none").to_owned(),
                Err(_) => line.to_owned(),
            },
        )
        .collect())
}

/// How often each verdict was given, and on how many pairs it is not the expected one.
fn summary(name: &str, verdicts: &[String], made: &[&str], ours: &[String]) -> String {
    let mut counts = std::collections::BTreeMap::new();
    for verdict in verdicts {
        *counts.entry(verdict.as_str()).or_insert(0) += 1;
    }
    let counts: Vec<String> = counts
        .iter()
        .map(|(verdict, count)| format!("{count} {verdict}"))
        .collect();
    let n_other = verdicts.iter().zip(made).filter(|(a, b)| a != b).count();
    let n_unlike = verdicts.iter().zip(ours).filter(|(a, b)| a != b).count();
    format!(
        "{name}: {}; {n_other} not as made, {n_unlike} not as upsafe says\n",
        counts.join(", ")
    )
}

/// What the example of the schema crate measured, held against the bars.
fn alone(figures: &str) -> Result<Vec<Bar>, String> {
    let mut bars = Vec::new();
    let mut kind = "";
    for line in figures.lines() {
        if let Some((what, rest)) = line.split_once(" pairs of ") {
            kind = what.split(':').next().unwrap_or(rest);
        } else if let Some(rest) = line.trim().strip_prefix("parse and compare: ") {
            let time = millis(rest, "p95 ")?;
            let what = format!("4 KB, {kind}: {time} ms (p95), at most {MOST_PAIR} are wanted");
            bars.push(bar(&what, time <= MOST_PAIR));
        } else if line.starts_with("twelve recursive types, ") {
            let (what, rest) = line.rsplit_once(", ").unwrap_or((line, ""));
            let time = millis(rest, "")?;
            let what = format!("{what}: {time} ms, at most {MOST_FAMILY} are wanted");
            bars.push(bar(&what, time <= MOST_FAMILY));
        }
    }
    match bars.is_empty() {
        true => Err(format!("expected figures, found:\n{figures}")),
        false => Ok(bars),
    }
}

/// The number before ` ms` that stands behind a word.
fn millis(text: &str, behind: &str) -> Result<f64, String> {
    text.split(", ")
        .find_map(|part| part.strip_prefix(behind)?.strip_suffix(" ms")?.parse().ok())
        .ok_or_else(|| format!("expected `{behind}N ms` in `{text}`"))
}

fn pairs_file(format: Format, which: &str) -> Result<PathBuf, String> {
    let folder = root().join("target/bench");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::canonicalize(&folder))
        .map(|folder| folder.join(format!("pairs-{}{which}.jsonl", format.name())))
        .map_err(|error| format!("{}: {error}", folder.display()))
}

struct Options {
    n_pairs: Option<u64>,
    rounds: usize,
    karapace: Option<String>,
}

fn parse(args: &[OsString]) -> Result<Options, String> {
    let mut parser = lexopt::Parser::from_args(args.iter().cloned());
    let mut options = Options {
        n_pairs: None,
        rounds: 1,
        karapace: None,
    };
    let usage = |error: lexopt::Error| format!("{error}\n{}", super::command::USAGE);
    while let Some(arg) = parser.next().map_err(usage)? {
        match arg {
            Long("pairs") => options.n_pairs = Some(number(&mut parser).map_err(usage)?.max(1)),
            Long("rounds") => options.rounds = number(&mut parser).map_err(usage)?.max(1) as usize,
            Long("karapace") => {
                let requirement = parser.value().and_then(|value| value.string());
                options.karapace = Some(requirement.map_err(usage)?);
            }
            other => return Err(usage(other.unexpected())),
        }
    }
    Ok(options)
}

fn number(parser: &mut lexopt::Parser) -> Result<u64, lexopt::Error> {
    parser.value()?.parse()
}
