//! What the changes since the base ask of the version, and why.

use std::collections::BTreeSet;

use upsafe_config::{BumpPart, Ecosystem, Semver as Settings};
use upsafe_core::count;

use crate::{
    api::{ApiVerdict, Exposure},
    evidence::{Declared, DependencyKind, Package, Requirement, Toolchain},
};

/// What the changes ask of a version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Need {
    /// Every reason, the greatest part first.
    pub reasons: Vec<Reason>,
    /// What could not be told.
    pub unknown: Vec<String>,
}

/// A reason to raise a part of the version.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reason {
    /// The part, before what 0.x means is applied.
    pub part: BumpPart,
    /// Why.
    pub text: String,
}

impl Need {
    /// The greatest part that is asked for; none where nothing changed.
    pub fn part(&self) -> Option<BumpPart> {
        self.reasons.iter().map(|reason| reason.part).max()
    }

    fn add(&mut self, part: BumpPart, text: impl Into<String>) {
        self.reasons.push(Reason {
            part,
            text: text.into(),
        });
    }
}

/// What the changes of a package since its base ask of its version.
pub(crate) fn need(package: &Package, settings: &Settings) -> Need {
    let mut need = Need::default();
    match &package.changed {
        Some(Ok(files)) if files.is_empty() => {}
        Some(Ok(files)) => {
            let first = &files[0];
            let text = match files.len() {
                1 => format!("`{first}` changed"),
                n => format!("{} changed, such as `{first}`", count(n, "file")),
            };
            need.add(BumpPart::Patch, text);
        }
        Some(Err(reason)) => need.unknown.push(reason.clone()),
        None => {}
    }
    if let Some(tag) = package.compared_tag().filter(|_| package.is_base_yanked) {
        need.unknown.push(format!(
            "`{}`, which it would be compared with, was yanked: users have another release",
            tag.name
        ));
    }
    match &package.api.since_release {
        ApiVerdict::Needs { changes } => {
            for change in changes {
                need.add(change.part, change.to_string());
            }
        }
        ApiVerdict::Unknown { reason } => {
            need.unknown
                .push(format!("the public API was not compared: {reason}"));
        }
        ApiVerdict::NotAsked | ApiVerdict::Compatible => {}
    }
    for change in &package.stored {
        need.add(change.part, change.to_string());
    }
    if let Some(stale) = &package.api.stale {
        let path = &stale.path;
        let why = stale.reasons.first().map_or("", String::as_str);
        need.unknown.push(format!(
            "`{path}` is not that of these sources ({why}); `upsafe semver api write` makes it so"
        ));
    }
    if let Some(base) = &package.at_base {
        let now = &package.declared;
        if let Some((old, new)) = oldest_raised(base, now) {
            let (key, old, new) = (new.key, &old.text.value, &new.text.value);
            need.add(
                settings.toolchain_bump,
                format!("`{key}` went from `{old}` to `{new}`"),
            );
        }
        for feature in removed_features(base, now) {
            need.add(BumpPart::Major, feature);
        }
        for raised in raised_public(package) {
            let (name, item) = (&raised.requirement.name, raised.item);
            let (old, new) = (raised.old, raised.new);
            need.add(
                BumpPart::Major,
                format!("`{name}` went from `{old}` to `{new}`, and `{item}` shows it"),
            );
        }
        let for_requirements = match (settings.requirement_bump, package.ecosystem) {
            (Some(part), _) => Some(part),
            (None, Ecosystem::Go) => Some(BumpPart::Minor),
            (None, _) => None,
        };
        if let Some(part) = for_requirements {
            for change in requirement_changes(base, now) {
                need.add(part, change.text);
            }
        }
    }
    need.reasons
        .sort_by(|a, b| b.part.cmp(&a.part).then_with(|| a.text.cmp(&b.text)));
    need
}

/// The toolchain before and now, where the oldest that works was raised or first named.
pub(crate) fn oldest_raised<'d>(
    base: &'d Declared,
    now: &'d Declared,
) -> Option<(&'d Toolchain, &'d Toolchain)> {
    let (old, new) = (base.toolchain.as_ref()?, now.toolchain.as_ref()?);
    let (before, after) = (old.oldest.as_ref()?, new.oldest.as_ref()?);
    let width = before.len().max(after.len());
    let padded = |numbers: &[u64]| {
        let mut numbers = numbers.to_vec();
        numbers.resize(width, 0);
        numbers
    };
    (padded(after) > padded(before)).then_some((old, new))
}

/// Features that are gone, or no longer on by default, told one by one.
pub(crate) fn removed_features(base: &Declared, now: &Declared) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    let names = |declared: &Declared| -> Vec<String> {
        let explicit = declared.features.keys().cloned();
        let named = |requirement: &Requirement| {
            let key = format!("dep:{}", requirement.key);
            declared.features.values().flatten().any(|on| *on == key)
        };
        let implicit = declared.requirements.iter();
        let implicit = implicit
            .filter(|one| one.is_optional && one.kind != DependencyKind::Dev && !named(one))
            .map(|one| one.key.clone());
        let names: BTreeSet<String> = explicit.chain(implicit).collect();
        names.into_iter().collect()
    };
    let (old, new) = (names(base), names(now));
    for feature in &old {
        if !new.contains(feature) {
            told.push(format!("the feature `{feature}` is gone"));
        }
    }
    for feature in reached(base) {
        if new.contains(&feature) && old.contains(&feature) && !reached(now).contains(&feature) {
            told.push(format!(
                "the feature `{feature}` is no longer on by default"
            ));
        }
    }
    told
}

/// The features that `default` turns on, itself left out.
fn reached(declared: &Declared) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = vec!["default".to_owned()];
    while let Some(feature) = open.pop() {
        for on in declared.features.get(&feature).into_iter().flatten() {
            if !found.contains(on) {
                found.push(on.clone());
                open.push(on.clone());
            }
        }
    }
    found
}

/// A requirement that went to a breaking version of what stands in the API.
pub(crate) struct RaisedPublic<'d> {
    pub(crate) requirement: &'d Requirement,
    pub(crate) old: &'d str,
    pub(crate) new: &'d str,
    /// An item that shows it.
    pub(crate) item: &'d str,
}

/// Requirements that went to breaking versions since the base, as far as their types are known to
/// stand in the API.
pub(crate) fn raised_public(package: &Package) -> Vec<RaisedPublic<'_>> {
    let (Some(base), Exposure::Known(exposed)) = (&package.at_base, &package.exposure) else {
        return Vec::new();
    };
    let raised = |requirement: &'_ Requirement| {
        let mut before = base.requirements.iter();
        let before = before.find(|one| one.name == requirement.name)?;
        let item = exposed.get(&requirement.name)?;
        let (old, new) = (before.range.as_ref()?, requirement.range.as_ref()?);
        let class = |range: &str| Some(class(lowest(range)?));
        (class(&old.value) != class(&new.value)).then_some((old, item))
    };
    let requirements = package.declared.requirements.iter();
    let found = requirements.filter_map(|requirement| {
        let (old, item) = raised(requirement)?;
        Some(RaisedPublic {
            requirement,
            old: &old.value,
            new: &requirement.range.as_ref()?.value,
            item,
        })
    });
    found.collect()
}

/// The numbers that must be the same in compatible versions.
fn class([major, minor, patch]: [u64; 3]) -> [u64; 3] {
    match (major, minor) {
        (0, 0) => [0, 0, patch],
        (0, minor) => [0, minor, 0],
        (major, _) => [major, 0, 0],
    }
}

/// A requirement that is new or was raised.
pub(crate) struct RequirementChange<'d> {
    pub(crate) requirement: &'d Requirement,
    pub(crate) text: String,
}

/// Requirements that were added, or whose lowest version was raised by a minor or more.
pub(crate) fn requirement_changes<'d>(
    base: &Declared,
    now: &'d Declared,
) -> Vec<RequirementChange<'d>> {
    let mut changes = Vec::new();
    let counts = |one: &&Requirement| one.kind != DependencyKind::Dev && !one.is_optional;
    for new in now.requirements.iter().filter(counts) {
        let mut before = base.requirements.iter().filter(counts);
        let text = match before.find(|old| old.name == new.name && old.kind == new.kind) {
            None => format!("`{}` is required now", new.name),
            Some(old) => {
                let numbers = |one: &Requirement| {
                    let range = one.range.as_ref()?;
                    lowest(&range.value)
                };
                let (Some(low), Some(high)) = (numbers(old), numbers(new)) else {
                    continue;
                };
                if high[..2] <= low[..2] {
                    continue;
                }
                let told = |one: &Requirement| {
                    one.range
                        .as_ref()
                        .map_or_else(String::new, |range| range.value.clone())
                };
                format!(
                    "`{}` went from `{}` to `{}`",
                    new.name,
                    told(old),
                    told(new)
                )
            }
        };
        changes.push(RequirementChange {
            requirement: new,
            text,
        });
    }
    changes
}

/// The first numbers in a requirement, three of them: what it asks for at least, where it is one
/// of the common forms (`1.2`, `^1.2.3`, `>=1.2, <2`, `v1.2.3`).
pub(crate) fn lowest(range: &str) -> Option<[u64; 3]> {
    let first = range.split(['|', ',']).next()?.trim();
    if first.starts_with('<') || first.starts_with('!') {
        return None;
    }
    let digits = first.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.find(|c: char| !c.is_ascii_digit() && c != '.');
    let mut numbers = digits[..end.unwrap_or(digits.len())].split('.');
    let first = numbers.next()?.parse().ok()?;
    let mut next = || {
        numbers
            .next()
            .and_then(|part| part.parse().ok())
            .unwrap_or(0)
    };
    Some([first, next(), next()])
}

/// The first numbers in a requirement, as a list; for toolchains.
pub(crate) fn lowest_numbers(range: &str) -> Option<Vec<u64>> {
    lowest(range).map(Vec::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_version_of_a_requirement() {
        let check = |range: &str, expected| assert_eq!(lowest(range), expected, "{range}");
        check("^1.2", Some([1, 2, 0]));
        check(">=1.2.3, <2", Some([1, 2, 3]));
        check("v1.5.0", Some([1, 5, 0]));
        check("<2", None);
        check("*", None);
    }
}
