//! The findings of one answer: the changes that can break what was found broken.

use super::{Asked, unknown};
use crate::{
    any::{Format, Judgement, Parsed, Ruling},
    change::{Breaks, Change, Location},
    json::Value,
    mode::Direction,
};
use ahash::AHashMap as HashMap;

/// One finding before it is written.
struct Found {
    rule: String,
    path: String,
    message: String,
    breaks: Breaks,
}

/// Findings in the order in which they were found, each once.
#[derive(Default)]
struct All {
    found: Vec<Found>,
    known: HashMap<(String, String, String), usize>,
}

impl All {
    fn add(&mut self, rule: String, path: String, message: String, direction: Direction) {
        let breaks = match direction {
            Direction::Backward => Breaks::Readers,
            Direction::Forward => Breaks::Writers,
        };
        let key = (rule.clone(), path.clone(), message.clone());
        let next = self.found.len();
        let nth = *self.known.entry(key).or_insert(next);
        if let Some(known) = self.found.get_mut(nth) {
            known.breaks = known.breaks.union(breaks);
            return;
        }
        self.found.push(Found {
            rule,
            path,
            message,
            breaks,
        });
    }
}

pub(super) fn of(asked: &[Asked<'_>], history: &[Parsed], new: &Parsed) -> Vec<String> {
    let mut all = All::default();
    // Both directions of a version stand together.
    let mut changes: Option<(usize, Vec<Change>)> = None;
    for one in asked {
        let Asked {
            version,
            direction,
            judgement,
        } = *one;
        if judgement.ruling() == Ruling::Compatible {
            continue;
        }
        if let Some(incumbent) = &judgement.incumbent {
            for reason in &incumbent.report.findings {
                let profile = incumbent.profile.name();
                let message = format!("`{profile}` refuses it");
                all.add(
                    reason.rule.to_owned(),
                    reason.path.clone(),
                    message,
                    direction,
                );
            }
        }
        if judgement.ruling() == Ruling::Unknown {
            let reason = unknown(judgement).unwrap_or_default();
            all.add(
                "schema/undecided".to_owned(),
                String::new(),
                reason,
                direction,
            );
        } else if judgement.incumbent.is_none() {
            if changes.as_ref().is_none_or(|(of, _)| *of != version) {
                let old = history.get(version);
                let found = old.map_or_else(Vec::new, |old| Parsed::changes(old, new));
                changes = Some((version, found));
            }
            let changes = changes.as_ref().map_or(&[][..], |(_, changes)| changes);
            broken(judgement, direction, changes, new.format(), &mut all);
        }
    }
    all.found.iter().map(written).collect()
}

/// The changes that can break a direction; where there is none, what the reader says.
fn broken(
    judgement: &Judgement,
    direction: Direction,
    changes: &[Change],
    format: Format,
    all: &mut All,
) {
    let mut is_told = false;
    for change in changes.iter().filter(|one| one.breaks.includes(direction)) {
        let location = match direction {
            Direction::Backward => change.new.as_ref(),
            Direction::Forward => change.old.as_ref(),
        };
        let pointer = location.and_then(|location: &Location| location.pointer.clone());
        let path = pointer.unwrap_or_else(|| change.path.clone());
        let rule = format!("{}/{}", format.name(), change.kind);
        all.add(rule, path, change.message.clone(), direction);
        is_told = true;
    }
    if is_told {
        return;
    }
    for one in &judgement.disagreements {
        all.add(
            one.rule.clone(),
            one.path.clone(),
            one.message.clone(),
            direction,
        );
    }
    if judgement.disagreements.is_empty() {
        let (rule, message) = match judgement.ruling() {
            Ruling::Misread => ("schema/misread", "misread"),
            _ => ("schema/incompatible", "refused"),
        };
        all.add(
            rule.to_owned(),
            String::new(),
            message.to_owned(),
            direction,
        );
    }
}

fn written(found: &Found) -> String {
    let breaks = match found.breaks {
        Breaks::Writers => "[\"writers\"]",
        Breaks::Both => "[\"readers\",\"writers\"]",
        Breaks::Readers | Breaks::Nobody => "[\"readers\"]",
    };
    format!(
        "{{\"rule\":{},\"path\":{},\"breaks\":{breaks},\"message\":{}}}",
        Value::text(&found.rule),
        Value::text(&found.path),
        Value::text(&found.message)
    )
}
