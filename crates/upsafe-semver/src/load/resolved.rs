//! What `Cargo.lock` resolves the requirements of a package to, as far as pre-releases go.
//!
//! The lock does not tell requirements of tests from others; those of members are told by their
//! manifests, and packages of a registry have no others in it.

use std::collections::{BTreeMap, BTreeSet};

use upsafe_config::Ecosystem;
use upsafe_core::LoadError;
use upsafe_version::Scheme;

use super::{
    docs::{Doc, Docs, HeadDocs, folder},
    ecosystem::Manifest,
    toml_text::TomlText,
};
use crate::{
    evidence::{Package, ResolvedPrerelease, Text},
    policy::Release,
};

/// A package of the lock.
struct Locked {
    name: String,
    version: Text,
    /// Whether it is one of this workspace.
    is_own: bool,
    /// The names that it needs, each with the version where there are several.
    needs: Vec<(String, Option<String>)>,
}

/// Adds to each Cargo package the pre-releases that its release would be built with.
pub(super) fn add_prereleases(
    packages: &mut [Package],
    found: &[Manifest],
    docs: &mut HeadDocs<'_>,
) -> Result<(), LoadError> {
    let needed: BTreeMap<String, BTreeSet<String>> = packages
        .iter()
        .map(|package| {
            let names = package.carried().map(|one| one.name.clone());
            (package.declared.name.clone(), names.collect())
        })
        .collect();
    for (package, manifest) in packages.iter_mut().zip(found) {
        if manifest.ecosystem != Ecosystem::Cargo || !package.is_published() {
            continue;
        }
        let top = manifest.parent.as_deref().map_or(manifest.dir(), folder);
        let path = match top {
            "" => "Cargo.lock".to_owned(),
            top => format!("{top}/Cargo.lock"),
        };
        let Some(doc) = docs.doc(&path)? else {
            continue;
        };
        let locked = read(&doc)?;
        package.prereleases = reached(&package.declared.name, &locked, &needed);
    }
    Ok(())
}

fn read(doc: &Doc) -> Result<Vec<Locked>, LoadError> {
    let toml = TomlText::parse(doc)?;
    let packages = toml.root().get("package").and_then(|value| value.items());
    let mut found = Vec::new();
    for package in packages.unwrap_or_default() {
        let Some(table) = package.table() else {
            continue;
        };
        let (Some(name), Some(version)) = (table.text("name"), table.text("version")) else {
            continue;
        };
        let needs = table.strings("dependencies").into_iter().map(|need| {
            let mut words = need.value.split(' ').map(str::to_owned);
            (words.next().unwrap_or_default(), words.next())
        });
        found.push(Locked {
            name: name.value,
            version,
            is_own: table.get("source").is_none(),
            needs: needs.collect(),
        });
    }
    Ok(found)
}

/// The pre-releases that can be reached from a package, each with the shortest chain to it.
fn reached(
    name: &str,
    locked: &[Locked],
    needed: &BTreeMap<String, BTreeSet<String>>,
) -> Vec<ResolvedPrerelease> {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, one) in locked.iter().enumerate() {
        by_name.entry(&one.name).or_default().push(at);
    }
    let own = by_name.get(name).into_iter().flatten();
    let Some(start) = own.copied().find(|at| locked[*at].is_own) else {
        return Vec::new();
    };
    let mut from: BTreeMap<usize, usize> = BTreeMap::from([(start, start)]);
    let mut open = std::collections::VecDeque::from([start]);
    let mut found = Vec::new();
    while let Some(at) = open.pop_front() {
        let one = &locked[at];
        let is_release = |text: &str| {
            Release::parse(Scheme::Cargo, text).is_none_or(|release| !release.is_prerelease())
        };
        if !one.is_own && !is_release(&one.version.value) {
            found.push(ResolvedPrerelease {
                name: one.name.clone(),
                version: one.version.clone(),
                chain: chain(at, start, &from, locked),
            });
        }
        // A member's own list holds what its tests need, too.
        let carried = one.is_own.then(|| needed.get(&one.name)).flatten();
        for (need, version) in &one.needs {
            if carried.is_some_and(|carried| !carried.contains(need)) {
                continue;
            }
            let named = by_name.get(need.as_str()).into_iter().flatten().copied();
            let fits = |at: &usize| {
                version
                    .as_ref()
                    .is_none_or(|version| locked[*at].version.value == *version)
            };
            for next in named.filter(fits) {
                if let std::collections::btree_map::Entry::Vacant(entry) = from.entry(next) {
                    entry.insert(at);
                    open.push_back(next);
                }
            }
        }
    }
    found
}

/// The packages from the start to one, with their versions.
fn chain(to: usize, start: usize, from: &BTreeMap<usize, usize>, locked: &[Locked]) -> Vec<String> {
    let mut chain = Vec::new();
    let mut at = to;
    while chain.len() <= from.len() {
        let one = &locked[at];
        chain.push(format!("{} {}", one.name, one.version.value));
        if at == start {
            break;
        }
        at = from.get(&at).copied().unwrap_or(start);
    }
    chain.reverse();
    chain
}
