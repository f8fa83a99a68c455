//! The findings of one answer: what breaks what was found broken, and what else can.
//!
//! A finding is confirmed where a document shows it: the reader's refusal of the witness leads to
//! it, or for Avro a value of its own. The others can break the same direction by their kind, and
//! no document was looked for.

use super::{Asked, unknown};
use crate::{
    any::{Disagreement, Format, Judgement, Parsed, Ruling},
    change::{Breaks, Location, Scope},
    evidence::MarkedChange,
    json::Value,
    mode::Direction,
    told::causes,
};
use ahash::AHashMap as HashMap;

/// One finding before it is written.
struct Found {
    rule: String,
    path: String,
    message: String,
    breaks: Breaks,
    is_confirmed: bool,
    aliases: &'static [&'static str],
}

/// Findings in the order in which they were found, each once.
#[derive(Default)]
struct All {
    found: Vec<Found>,
    known: HashMap<(String, String, String), usize>,
}

impl All {
    fn add(&mut self, finding: Found) {
        let Found {
            rule,
            path,
            message,
            ..
        } = &finding;
        let key = (rule.clone(), path.clone(), message.clone());
        let next = self.found.len();
        let nth = *self.known.entry(key).or_insert(next);
        match self.found.get_mut(nth) {
            Some(known) => {
                known.breaks = known.breaks.union(finding.breaks);
                known.is_confirmed |= finding.is_confirmed;
            }
            None => self.found.push(finding),
        }
    }
}

fn whom(direction: Direction) -> Breaks {
    match direction {
        Direction::Backward => Breaks::Readers,
        Direction::Forward => Breaks::Writers,
    }
}

/// What is confirmed comes first.
pub(super) fn of(asked: &[Asked<'_>], history: &[Parsed], new: &Parsed) -> Vec<String> {
    let mut all = All::default();
    // Both directions of a version stand together.
    let mut changes: Option<(usize, Vec<MarkedChange>)> = None;
    for one in asked {
        let Asked {
            version,
            direction,
            judgement,
        } = *one;
        if judgement.ruling() == Ruling::Compatible {
            continue;
        }
        let unconfirmed = |rule: &str, path: &str, message| Found {
            rule: rule.to_owned(),
            path: path.to_owned(),
            message,
            breaks: whom(direction),
            is_confirmed: false,
            aliases: &[],
        };
        if let Some(incumbent) = &judgement.incumbent {
            for reason in &incumbent.report.findings {
                let message = format!("`{}` refuses it", incumbent.profile.name());
                all.add(Found {
                    aliases: incumbent.profile.aliases(reason.rule),
                    ..unconfirmed(reason.rule, &reason.path, message)
                });
            }
        }
        if judgement.ruling() == Ruling::Unknown {
            let reason = unknown(judgement).unwrap_or_default();
            all.add(unconfirmed("schema/undecided", "", reason));
        } else if judgement.incumbent.is_none() {
            if changes.as_ref().is_none_or(|(of, _)| *of != version) {
                let old = history.get(version);
                let found = old.map_or_else(Vec::new, |old| {
                    MarkedChange::between(old, new, Scope::Breaking)
                });
                changes = Some((version, found));
            }
            let changes = changes.as_ref().map_or(&[][..], |(_, changes)| changes);
            broken(judgement, direction, changes, new.format(), &mut all);
        }
    }
    all.found.sort_by_key(|one| !one.is_confirmed);
    all.found.iter().map(written).collect()
}

/// The changes that break a direction, or can; and what the reader says beside them.
fn broken(
    judgement: &Judgement,
    direction: Direction,
    changes: &[MarkedChange],
    format: Format,
    all: &mut All,
) {
    let breaking = changes.iter();
    let breaking = breaking.filter(|marked| marked.change.breaks.includes(direction));
    let breaking: Vec<&MarkedChange> = breaking.collect();
    let disagreements = &judgement.disagreements;
    let causes = causes(disagreements, &breaking, direction);
    let shows = |nth: usize| {
        let mut told = causes.iter().zip(disagreements);
        told.any(|(cause, one)| *cause == Some(nth) && one.is_shown)
    };
    for (nth, marked) in breaking.iter().enumerate() {
        let change = &marked.change;
        let location = match direction {
            Direction::Backward => change.new.as_ref(),
            Direction::Forward => change.old.as_ref(),
        };
        let pointer = location.and_then(|location: &Location| location.pointer.clone());
        all.add(Found {
            rule: format!("{}/{}", format.name(), change.kind),
            path: pointer.unwrap_or_else(|| change.path.clone()),
            message: change.message.clone(),
            breaks: whom(direction),
            is_confirmed: shows(nth),
            aliases: &[],
        });
    }
    let alone = disagreements.iter().zip(&causes);
    for (one, _) in alone.filter(|(_, cause)| cause.is_none()) {
        all.add(of_disagreement(one, direction));
    }
    if breaking.is_empty() && disagreements.is_empty() {
        let (rule, message) = match judgement.ruling() {
            Ruling::Misread => ("schema/misread", "misread"),
            _ => ("schema/incompatible", "refused"),
        };
        all.add(Found {
            rule: rule.to_owned(),
            path: String::new(),
            message: message.to_owned(),
            breaks: whom(direction),
            is_confirmed: true,
            aliases: &[],
        });
    }
}

fn of_disagreement(one: &Disagreement, direction: Direction) -> Found {
    Found {
        rule: one.rule.clone(),
        path: one.path.clone(),
        message: one.message.clone(),
        breaks: whom(direction),
        is_confirmed: one.is_shown,
        aliases: one.aliases,
    }
}

fn written(found: &Found) -> String {
    let breaks = match found.breaks {
        Breaks::Writers => "[\"writers\"]",
        Breaks::Both => "[\"readers\",\"writers\"]",
        Breaks::Readers | Breaks::Nobody => "[\"readers\"]",
    };
    let aliases = match found.aliases {
        [] => String::new(),
        names => format!("\"aliases\":[\"{}\"],", names.join("\",\"")),
    };
    format!(
        "{{\"rule\":{},\"path\":{},\"breaks\":{breaks},\"confirmed\":{},{aliases}\"message\":{}}}",
        Value::text(&found.rule),
        Value::text(&found.path),
        found.is_confirmed,
        Value::text(&found.message)
    )
}
