//! A change of an API in words, on one line: what, before, after, where.

use std::collections::BTreeMap;

use upsafe_api_rust::{Change, RULES, Verdict};
use upsafe_config::{BumpPart, SemverApi};
use upsafe_semver::{ApiChange, Certainty};

use super::fill::part;

/// Larger texts are cut: an item's signature can be of any length.
const LONGEST: usize = 200;

/// Suspicions that somebody vouches for, and which of them were met.
pub(super) struct Acknowledged<'s> {
    settings: &'s SemverApi,
    met: Vec<bool>,
}

impl<'s> Acknowledged<'s> {
    pub(super) fn new(settings: &'s SemverApi) -> Self {
        Self {
            settings,
            met: vec![false; settings.acknowledged.len()],
        }
    }

    /// Whether somebody vouches for a change of a package.
    fn covers(&mut self, package: &str, change: &Change) -> bool {
        let mut covered = false;
        for (one, met) in self.settings.acknowledged.iter().zip(&mut self.met) {
            if one.package.as_str() == package && one.item.matches(&change.path) {
                covered = true;
                *met = true;
            }
        }
        covered
    }

    /// The package and item of those that met nothing.
    pub(super) fn unmatched(&self) -> Vec<(String, String)> {
        let pairs = self.settings.acknowledged.iter().zip(&self.met);
        let unmet = pairs.filter(|(_, met)| !**met).map(|(one, _)| one);
        unmet
            .map(|one| (one.package.to_string(), one.item.to_string()))
            .collect()
    }
}

/// Where items stand in the texts that are compared.
#[derive(Default)]
pub(super) struct Lines {
    /// The name of the text.
    path: String,
    lines: BTreeMap<String, usize>,
}

impl Lines {
    /// The lines of a snapshot, an item each.
    pub(super) fn of(path: impl Into<String>, text: &str, items: &[upsafe_api_rust::Item]) -> Self {
        let mut lines = BTreeMap::new();
        let mut rest = text
            .lines()
            .enumerate()
            .skip_while(|(_, line)| *line != "\"items\": [");
        rest.next();
        for (item, (at, line)) in items.iter().zip(rest) {
            if line.contains(&item.path) {
                lines.insert(item.path.clone(), at + 1);
            }
        }
        Self {
            path: path.into(),
            lines,
        }
    }

    fn place(&self, item: &str) -> Option<String> {
        let line = self.lines.get(item)?;
        Some(format!("{}:{line}", self.path))
    }
}

/// What changes ask for, with the places of the items.
pub(super) fn changes(
    package: &str,
    found: &[Change],
    (old, new): (&Lines, &Lines),
    acknowledged: &mut Acknowledged<'_>,
) -> Vec<ApiChange> {
    let mut told = Vec::new();
    for change in found {
        let suspect = change.verdict == Verdict::Suspect;
        let vouched = suspect && acknowledged.covers(package, change);
        let part = match vouched {
            true => BumpPart::Patch,
            false => part(change.verdict.bump()),
        };
        let place = match &change.location {
            Some(location) => Some(location.to_string()),
            None => new.place(&change.path).or_else(|| old.place(&change.path)),
        };
        told.push(ApiChange {
            part,
            certainty: match suspect {
                true => Certainty::Suspect,
                false => Certainty::Proved,
            },
            text: text(change, place.as_deref()),
        });
    }
    told
}

fn text(change: &Change, place: Option<&str>) -> String {
    let rule = RULES.iter().find(|rule| rule.id == change.rule);
    let what = rule.map_or(change.rule.as_str(), |rule| rule.summary);
    let mut text = format!("`{}`: {what}", change.path);
    let quoted = |one: &String| format!("`{}`", cut(one));
    match (
        change.before.as_ref().map(quoted),
        change.after.as_ref().map(quoted),
    ) {
        (Some(before), Some(after)) => text += &format!(": {before} became {after}"),
        (Some(one), None) | (None, Some(one)) => text += &format!(": {one}"),
        (None, None) => {}
    }
    if let Some(place) = place {
        text += &format!(" ({place})");
    }
    text
}

fn cut(text: &str) -> String {
    let mut chars = text.chars();
    let head: String = chars.by_ref().take(LONGEST).collect();
    match chars.next() {
        Some(_) => format!("{head}..."),
        None => head,
    }
}
