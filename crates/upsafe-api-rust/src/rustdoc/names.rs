//! The names of things: which path stands for an id.

use std::collections::{BTreeMap, BTreeSet};

use rustdoc_types::{Attribute, Crate, Id, Item};

use super::{reach::Reached, read::Facts};
use crate::model::{Dependency, Reach, is_std};

/// What an id is called.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) path: String,
    pub(super) also: Vec<String>,
    pub(super) reach: Reach,
}

/// Names of own items and of foreign crates.
pub(super) struct Names<'a> {
    krate: &'a Crate,
    own: BTreeMap<Id, Name>,
    labels: BTreeMap<u32, String>,
}

impl<'a> Names<'a> {
    pub(super) fn new(krate: &'a Crate, reached: &Reached, facts: &Facts) -> Self {
        let mut own = BTreeMap::new();
        for (id, found) in &reached.paths {
            let (paths, reach) = match found.public.is_empty() {
                false => (&found.public, Reach::Public),
                true => (&found.hidden, Reach::Hidden),
            };
            let defined = krate.paths.get(id).map(|summary| summary.path.join("::"));
            let path = match defined {
                Some(defined) if paths.contains(&defined) => defined,
                _ => match paths
                    .iter()
                    .min_by_key(|path| (path.matches("::").count(), *path))
                {
                    Some(path) => path.clone(),
                    None => continue,
                },
            };
            let also = paths
                .iter()
                .filter(|other| **other != path)
                .cloned()
                .collect();
            own.insert(*id, Name { path, also, reach });
        }
        Names {
            krate,
            own,
            labels: labels(krate, facts),
        }
    }

    pub(super) fn own(&self, id: Id) -> Option<&Name> {
        self.own.get(&id)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (Id, &Name)> {
        self.own.iter().map(|(id, name)| (*id, name))
    }

    /// The path of a definition, and whether it is an own one that cannot be named.
    pub(super) fn path(&self, id: Id) -> Option<(String, bool)> {
        if let Some(name) = self.own.get(&id) {
            return Some((name.path.clone(), false));
        }
        let summary = self.krate.paths.get(&id)?;
        if summary.crate_id == 0 {
            return Some((summary.path.join("::"), true));
        }
        Some((self.foreign(summary.crate_id, &summary.path), false))
    }

    /// `core`, `alloc` and `std` are one: items move between them without breaking anybody.
    fn foreign(&self, krate: u32, path: &[String]) -> String {
        let first = path.first().map_or("", String::as_str);
        let label = self.labels.get(&krate).map_or(first, String::as_str);
        let label = if matches!(label, "core" | "alloc") {
            "std"
        } else {
            label
        };
        let mut text = label.to_owned();
        for segment in path.iter().skip(1) {
            text.push_str("::");
            text.push_str(segment);
        }
        text
    }

    /// The crates of the labels that are in use.
    pub(super) fn dependencies(
        &self,
        used: &BTreeSet<String>,
        facts: &Facts,
    ) -> BTreeMap<String, Dependency> {
        let mut found = BTreeMap::new();
        for (id, label) in &self.labels {
            if !used.contains(label) || is_std(label) {
                continue;
            }
            let known = self
                .krate
                .external_crates
                .get(id)
                .and_then(|krate| artifact(facts, krate));
            let (package, version) = known.unzip();
            found.insert(label.clone(), Dependency { package, version });
        }
        found
    }
}

fn artifact(facts: &Facts, krate: &rustdoc_types::ExternalCrate) -> Option<(String, String)> {
    let path = krate.path.to_str()?;
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    facts.artifacts.get(stem).cloned()
}

/// Crates by their names; with the version where two share a name.
fn labels(krate: &Crate, facts: &Facts) -> BTreeMap<u32, String> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, external) in sorted(krate) {
        *count.entry(&external.name).or_default() += 1;
    }
    sorted(krate)
        .map(|(id, external)| {
            let name = external.name.as_str();
            let several = count.get(name).is_some_and(|&count| count > 1);
            let version = several.then(|| artifact(facts, external)).flatten();
            let label = match version {
                Some((_, version)) => format!("{name}@{}", class(&version)),
                None => name.to_owned(),
            };
            (id, label)
        })
        .collect()
}

/// The numbers of a version that decide about compatibility: `1`, `0.5`, `0.0.3`.
fn class(version: &str) -> String {
    let core = version.split(['-', '+']).next().unwrap_or(version);
    let numbers: Vec<&str> = core.split('.').collect();
    let zeros = numbers
        .iter()
        .take(2)
        .take_while(|number| **number == "0")
        .count();
    numbers
        .iter()
        .take(zeros + 1)
        .copied()
        .collect::<Vec<_>>()
        .join(".")
}

fn sorted(krate: &Crate) -> impl Iterator<Item = (u32, &rustdoc_types::ExternalCrate)> {
    let ids: BTreeSet<u32> = krate.external_crates.keys().copied().collect();
    ids.into_iter()
        .filter_map(|id| Some((id, krate.external_crates.get(&id)?)))
}

/// Whether an item is `#[doc(hidden)]`, and so no promise. One that is deprecated as well was one,
/// and is kept for those who rely on it.
pub(super) fn is_hidden(item: &Item) -> bool {
    let hidden = item.attrs.iter().any(|attribute| match attribute {
        Attribute::Other(text) => text
            .strip_prefix("#[doc(")
            .is_some_and(|rest| rest.contains("hidden")),
        _ => false,
    });
    hidden && item.deprecation.is_none()
}
