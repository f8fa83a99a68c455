//! `upsafe rules` and `upsafe explain`: what the gates look for.

use std::fmt::Write as _;

use serde::Serialize;
use upsafe::core::{RuleMeta, closest};

use crate::{
    args::{ListFormat, Rules},
    failure::Failure,
    output::{print, print_json},
};

#[derive(Serialize)]
struct Row {
    id: &'static str,
    level: &'static str,
    since: &'static str,
    summary: &'static str,
    aliases: &'static [&'static str],
}

pub(crate) fn list(args: &Rules) -> Result<u8, Failure> {
    let rules = upsafe::rules();
    match args.output {
        ListFormat::Json => {
            let rows: Vec<_> = rules
                .iter()
                .map(|rule| Row {
                    id: rule.id,
                    level: rule.level.name(),
                    since: rule.since,
                    summary: rule.summary,
                    aliases: rule.aliases,
                })
                .collect();
            print_json(&rows)?;
        }
        ListFormat::Text => {
            let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
            let mut text = String::new();
            for rule in rules {
                writeln!(
                    text,
                    "{:width$}  {:7}  {}",
                    rule.id, rule.level, rule.summary
                )
                .expect("a String can always be written");
            }
            print(&text)?;
        }
    }
    Ok(0)
}

pub(crate) fn explain(name: &str) -> Result<u8, Failure> {
    let rules = upsafe::rules();
    let fits = |rule: &&&'static RuleMeta| rule.id == name || rule.name() == name;
    let fitting: Vec<_> = rules.iter().filter(fits).collect();
    match fitting[..] {
        [rule] => {
            print(&format!("{}\n", page(rule).trim_end()))?;
            Ok(0)
        }
        [] => {
            let known = rules.iter().flat_map(|rule| [rule.id, rule.name()]);
            let failure = Failure::new(format_args!("there is no rule `{name}`"));
            Err(match closest(name, known) {
                Some(near) => failure.with_hint(format_args!("did you mean `{near}`?")),
                None => failure.with_hint("`upsafe rules` lists them all"),
            })
        }
        _ => {
            let ids: Vec<_> = fitting.iter().map(|rule| rule.id).collect();
            Err(Failure::new(format_args!(
                "several rules are called `{name}`: {}",
                ids.join(", ")
            )))
        }
    }
}

/// The rule's page with its facts under the title.
fn page(rule: &RuleMeta) -> String {
    let (title, rest) = rule.docs.split_once('\n').unwrap_or((rule.docs, ""));
    format!(
        "{title}\n\nrule `{}`, default level {}, since {}\n{rest}",
        rule.id, rule.level, rule.since
    )
}
