//! Which packages move to which version, and what has to change in which files for it.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use upsafe_config::{BumpPart, Ecosystem, GroupKind, Semver as Settings};
use upsafe_core::{Date, Place, SourceId, Sources, Span};
use upsafe_version::{Part, Scheme};

use super::changelog;
use crate::{
    evidence::{Package, Requirement},
    judge::sibling,
    load::Loaded,
    policy::{Suggestion, suggest_all},
};

/// What somebody wants the next versions to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wish {
    /// The lowest honest ones.
    #[default]
    Lowest,
    /// Those that raise this part of what the manifests say.
    Bump(BumpPart),
    /// This one.
    Version(String),
}

/// What has to be done.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Plan {
    /// The packages that get another version, by path.
    pub moves: Vec<Move>,
    /// What has to change, by file and place.
    pub edits: Vec<Edit>,
    /// What nobody but a person can do.
    pub left: Vec<String>,
    /// What could not be told: with any of these there is nothing to apply.
    pub unknown: Vec<String>,
}

/// A package that gets another version.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Move {
    /// The package.
    pub name: String,
    /// Its version now.
    pub from: String,
    /// Its next version.
    pub to: String,
    /// Why.
    pub why: Vec<String>,
}

/// Bytes of a file that are replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Edit {
    /// The text as it was read.
    pub source: SourceId,
    /// Which bytes of it.
    pub span: Span,
    /// What stands there then.
    pub new: String,
    /// What it is, in words.
    pub what: String,
}

/// Plans the next versions. `packages` are the names of those that are asked for; all where there are
/// none. `loaded` comes from [`crate::load_for_suggestion`], and `sources` are the texts of it.
pub fn plan(
    loaded: &Loaded,
    settings: &Settings,
    sources: &Sources,
    wish: &Wish,
    packages: &[String],
    today: Date,
) -> Plan {
    let mut plan = Plan::default();
    let mut targets = targets(loaded, settings, wish, packages, &mut plan);
    if !plan.unknown.is_empty() {
        return plan;
    }
    cascade(loaded, &mut targets);
    inherit(loaded, &mut targets);
    let mut seen: BTreeSet<(SourceId, usize)> = BTreeSet::new();
    let mut edit = |plan: &mut Plan, place: &Place, new: &str, what: String| {
        let Some(span) = place.span.clone() else {
            return;
        };
        if seen.insert((place.source, span.start)) {
            let old = sources
                .get(place.source)
                .text()
                .get(span.clone())
                .unwrap_or_default();
            plan.edits.push(Edit {
                source: place.source,
                new: quoted_as(old, new),
                span,
                what,
            });
        }
    };
    for (&at, target) in &targets {
        let package = &loaded.packages[at];
        let name = &package.declared.name;
        let Some(version) = &package.declared.version else {
            continue;
        };
        match version.place.clone() {
            Some(place) => edit(
                &mut plan,
                &place,
                &target.version,
                format!("the version of `{name}`"),
            ),
            None => plan
                .left
                .push(format!("tag it: `{name}` {}", target.version)),
        }
        for lock in &package.locks {
            if let Some(place) = &lock.version.place {
                edit(
                    &mut plan,
                    place,
                    &target.version,
                    format!("`{name}` in the lock"),
                );
            }
        }
        plan.moves.push(Move {
            name: name.clone(),
            from: version.value.clone(),
            to: target.version.clone(),
            why: target.why.clone(),
        });
    }
    for (package, at) in loaded.packages.iter().zip(0..) {
        for requirement in &package.declared.requirements {
            let Some(target) = required(loaded, package, requirement, &targets) else {
                continue;
            };
            let (Some(range), name) = (&requirement.range, &requirement.name) else {
                continue;
            };
            let moves = targets.contains_key(&at);
            let fits = package.scheme.satisfies(&target.version, &range.value) == Ok(true);
            let new = raised(package.scheme, &range.value, &target.version);
            if (fits && !moves) || new == range.value {
                continue;
            }
            if let Some(place) = &range.place {
                edit(
                    &mut plan,
                    place,
                    &new,
                    format!("what `{}` asks of `{name}`", package.declared.name),
                );
            }
        }
    }
    changelogs(loaded, sources, &targets, today, &mut plan);
    plan.edits
        .sort_by_key(|edit| (edit.source, edit.span.start));
    plan.edits.retain(|edit| {
        sources.get(edit.source).text().get(edit.span.clone()) != Some(edit.new.as_str())
    });
    plan
}

/// Where a package goes.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) version: String,
    pub(super) why: Vec<String>,
}

fn targets(
    loaded: &Loaded,
    settings: &Settings,
    wish: &Wish,
    asked: &[String],
    plan: &mut Plan,
) -> BTreeMap<usize, Target> {
    let mut targets = BTreeMap::new();
    for name in asked {
        if !loaded
            .packages
            .iter()
            .any(|package| package.declared.name == *name)
        {
            let names: Vec<&str> = loaded
                .packages
                .iter()
                .map(|package| package.declared.name.as_str())
                .collect();
            plan.unknown.push(format!(
                "there is no package `{name}`; the packages are: {}",
                names.join(", ")
            ));
        }
    }
    // Members of a group in lock-step are asked for together.
    let wanted = |at: usize, package: &Package| {
        let in_step = loaded.groups.get(package.group).is_some_and(|group| {
            let named = |other: &usize| {
                loaded
                    .packages
                    .get(*other)
                    .is_some_and(|one| asked.contains(&one.declared.name))
            };
            group.kind == GroupKind::LockStep
                && group.members.contains(&at)
                && group.members.iter().any(named)
        });
        asked.is_empty() || asked.contains(&package.declared.name) || in_step
    };
    let lowest: BTreeMap<String, Suggestion> = match wish {
        Wish::Lowest => suggest_all(loaded, settings)
            .into_iter()
            .map(|one| (one.name.clone(), one))
            .collect(),
        _ => BTreeMap::new(),
    };
    for (at, package) in loaded.packages.iter().enumerate() {
        let Some(now) = package
            .declared
            .version
            .as_ref()
            .map(|version| version.value.clone())
        else {
            continue;
        };
        if !wanted(at, package) || !package.is_published() {
            continue;
        }
        let (version, why) = match wish {
            Wish::Version(version) => {
                if let Err(error) = package.scheme.check(version) {
                    plan.unknown.push(error.to_string());
                    continue;
                }
                (version.clone(), vec!["it was asked for".to_owned()])
            }
            Wish::Bump(part) => match package.scheme.bump(&now, to_part(*part)) {
                Ok(version) => (version, vec![format!("its {part} was asked for")]),
                Err(error) => {
                    plan.unknown.push(error.to_string());
                    continue;
                }
            },
            Wish::Lowest => {
                let Some(suggestion) = lowest.get(&package.declared.name) else {
                    continue;
                };
                let name = &package.declared.name;
                plan.unknown.extend(
                    suggestion
                        .unknown
                        .iter()
                        .map(|one| format!("`{name}`: {one}")),
                );
                match &suggestion.version {
                    Some(version) => (version.clone(), suggestion.why.clone()),
                    None => continue,
                }
            }
        };
        // What the manifest says already may be higher, and is not taken back.
        match package.scheme.compare(&version, &now) {
            Ok(Ordering::Greater) => drop(targets.insert(at, Target { version, why })),
            Ok(Ordering::Less) if matches!(wish, Wish::Version(_)) => {
                let name = &package.declared.name;
                let reason = format!("`{name}` is at {now}, and {version} is below that");
                plan.unknown.push(reason);
            }
            _ => {}
        }
    }
    targets
}

fn to_part(part: BumpPart) -> Part {
    match part {
        BumpPart::Major => Part::Major,
        BumpPart::Minor => Part::Minor,
        _ => Part::Patch,
    }
}

/// A package whose requirement no longer takes a member has to change, and so to be released.
fn cascade(loaded: &Loaded, targets: &mut BTreeMap<usize, Target>) {
    loop {
        let mut more: Vec<(usize, Target)> = Vec::new();
        for (at, package) in loaded.packages.iter().enumerate() {
            if targets.contains_key(&at) || !package.is_published() {
                continue;
            }
            let broken = package.carried().find_map(|requirement| {
                let target = required(loaded, package, requirement, targets)?;
                let range = &requirement.range.as_ref()?.value;
                let fits = package.scheme.satisfies(&target.version, range) == Ok(true);
                (!fits).then(|| (requirement.name.clone(), target.version.clone()))
            });
            let (Some((other, to)), Some(version)) = (broken, &package.declared.version) else {
                continue;
            };
            // A version that is not released yet can carry it.
            let released = package.own_tag().is_some();
            let next = match released {
                true => package.scheme.bump(&version.value, Part::Patch).ok(),
                false => None,
            };
            if let Some(version) = next {
                let why = vec![format!("it asks for `{other}`, which goes to {to}")];
                more.push((at, Target { version, why }));
            }
        }
        if more.is_empty() {
            return;
        }
        targets.extend(more);
    }
}

/// Packages whose version stands in the same place move along, published or not.
fn inherit(loaded: &Loaded, targets: &mut BTreeMap<usize, Target>) {
    let place = |at: usize| {
        loaded
            .packages
            .get(at)?
            .declared
            .version
            .as_ref()?
            .place
            .clone()
    };
    let moved: Vec<(Place, String)> = targets
        .iter()
        .filter_map(|(at, target)| Some((place(*at)?, target.version.clone())))
        .collect();
    for at in 0..loaded.packages.len() {
        let same = moved
            .iter()
            .find(|(moved, _)| place(at).as_ref() == Some(moved));
        if let Some((_, version)) = same {
            targets.entry(at).or_insert_with(|| Target {
                version: version.clone(),
                why: vec!["it inherits the version".to_owned()],
            });
        }
    }
}

fn required<'t>(
    loaded: &Loaded,
    package: &Package,
    requirement: &Requirement,
    targets: &'t BTreeMap<usize, Target>,
) -> Option<&'t Target> {
    let settings = Settings::default();
    let evidence = loaded.evidence(&settings);
    let member = sibling(&evidence, package, requirement)?;
    let at = loaded
        .packages
        .iter()
        .position(|one| one.manifest == member.manifest)?;
    targets.get(&at)
}

/// A requirement moved to a version, in the form that it had: its operator, and as many numbers.
fn raised(scheme: Scheme, range: &str, version: &str) -> String {
    let operator: String = range
        .chars()
        .take_while(|c| !c.is_ascii_digit() && *c != 'v')
        .collect();
    let rest = &range[operator.len()..];
    let is_simple = !rest.contains([',', ' ', '|', '<', '>']) && !operator.contains(['[', '(']);
    if !is_simple {
        // A range of several parts is asked for anew.
        return match scheme {
            Scheme::Npm => format!("^{version}"),
            Scheme::Pep440 => format!(">={version}"),
            _ => version.to_owned(),
        };
    }
    let n_numbers = rest.split('.').count();
    let is_release = !version.contains(['-', '+']);
    match (is_release, n_numbers) {
        (true, 1 | 2) => {
            let numbers: Vec<&str> = version.split('.').take(n_numbers).collect();
            format!("{operator}{}", numbers.join("."))
        }
        _ => format!("{operator}{version}"),
    }
}

/// A text in the quotes that the old one had.
fn quoted_as(old: &str, new: &str) -> String {
    match old.chars().next() {
        Some(quote @ ('"' | '\'')) => format!("{quote}{new}{quote}"),
        _ => new.to_owned(),
    }
}

fn changelogs(
    loaded: &Loaded,
    sources: &Sources,
    targets: &BTreeMap<usize, Target>,
    today: Date,
    plan: &mut Plan,
) {
    let mut of: BTreeMap<&str, BTreeMap<&str, &Package>> = BTreeMap::new();
    for (&at, target) in targets {
        let package = &loaded.packages[at];
        if let Some(changelog) = &package.changelog {
            of.entry(&changelog.path)
                .or_default()
                .insert(&target.version, package);
        }
    }
    for (path, versions) in of {
        if versions.len() > 1 {
            let told: Vec<&str> = versions.keys().copied().collect();
            plan.left.push(format!(
                "tell in `{path}` of {}: several packages share it",
                told.join(", ")
            ));
            continue;
        }
        for (version, package) in versions {
            let Some(changelog) = &package.changelog else {
                continue;
            };
            match changelog::edit(changelog, sources, version, today) {
                Ok(Some(edit)) => plan.edits.push(edit),
                Ok(None) => {}
                Err(reason) => plan.left.push(reason),
            }
        }
    }
    let go = loaded
        .packages
        .iter()
        .any(|package| package.ecosystem == Ecosystem::Go);
    if go && plan.moves.is_empty() {
        plan.left.push(
            "a Go module has no version in a file: `upsafe semver suggest` names its tag"
                .to_owned(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_requirement_keeps_its_form() {
        for (scheme, range, version, expected) in [
            (Scheme::Cargo, "1.2", "1.3.0", "1.3"),
            (Scheme::Cargo, "=1.2.3", "1.3.0", "=1.3.0"),
            (Scheme::Cargo, "^0.4.1", "0.5.0", "^0.5.0"),
            (Scheme::Cargo, "1", "2.0.0-rc.1", "2.0.0-rc.1"),
            (Scheme::Cargo, ">=1, <2", "2.0.0", "2.0.0"),
            (Scheme::Npm, "~1.2.3", "2.0.0", "~2.0.0"),
        ] {
            assert_eq!(
                raised(scheme, range, version),
                expected,
                "{range} {version}"
            );
        }
        assert_eq!(quoted_as("'1'", "2"), "'2'");
        assert_eq!(quoted_as("1", "2"), "2");
    }
}
