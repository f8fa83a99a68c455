//! The lowest honest version of a package, and why.

use std::{cmp::Ordering, collections::BTreeSet};

use upsafe_config::{BumpPart, Ecosystem, GroupKind, Semver as Settings};
use upsafe_version::{
    Number, Scheme,
    go::{
        self,
        path::{matches_path_major, split_path_version},
    },
};

use super::{
    Need, Release,
    commit::{loudest, title},
    effective,
    need::need,
    needed_core,
    release::written,
};
use crate::{
    api::ApiVerdict,
    evidence::{GroupEvidence, Package, Tag},
    load::Loaded,
};

/// What to publish next.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Suggestion {
    /// The package.
    pub name: String,
    /// The version it is compared with.
    pub base: Option<String>,
    /// The lowest honest version; none where nothing is to be published, or nobody can tell.
    pub version: Option<String>,
    /// The tag of that version.
    pub tag: Option<String>,
    /// Why this one, and no lower.
    pub why: Vec<String>,
    /// What could not be told: with any of these there is no version.
    pub unknown: Vec<String>,
    /// What nobody looked at: the version may have to be higher for it.
    pub limits: Vec<String>,
}

/// Names the lowest honest version of each published package. Packages in lock-step get the highest
/// of what its members need.
pub fn suggest_all(loaded: &Loaded, settings: &Settings) -> Vec<Suggestion> {
    let mut found: Vec<Option<Suggestion>> = Vec::new();
    for package in &loaded.packages {
        let mut troubles: Vec<String> = loaded.troubles.clone();
        let subject = package.subject();
        let of_it = loaded
            .history_troubles
            .iter()
            .filter(|one| one.is_about(&subject));
        troubles.extend(of_it.map(|trouble| trouble.message.clone()));
        let published = package.is_published();
        found.push(published.then(|| suggest(package, settings, &troubles)));
    }
    for group in loaded
        .groups
        .iter()
        .filter(|group| group.kind == GroupKind::LockStep)
    {
        in_step(group, &loaded.packages, &mut found);
    }
    found.into_iter().flatten().collect()
}

/// Gives every member the highest version, with the reasons of those that need it.
fn in_step(group: &GroupEvidence, packages: &[Package], found: &mut [Option<Suggestion>]) {
    let members = || group.members.iter().copied();
    let scheme = members()
        .next()
        .and_then(|at| packages.get(at))
        .map(|package| package.scheme);
    let Some(scheme) = scheme else { return };
    let of = |found: &[Option<Suggestion>]| -> Vec<Suggestion> {
        members()
            .filter_map(|at| found.get(at).cloned().flatten())
            .collect()
    };
    let all = of(found);
    let unknown: BTreeSet<String> = all.iter().flat_map(|one| one.unknown.clone()).collect();
    let versions = all.iter().filter_map(|one| one.version.clone());
    let highest = versions.max_by(|a, b| scheme.compare(a, b).unwrap_or(Ordering::Equal));
    let mut why: Vec<String> = Vec::new();
    for one in all
        .iter()
        .filter(|one| one.version == highest && highest.is_some())
    {
        let told = one.why.iter().map(|why| format!("`{}`: {why}", one.name));
        why.extend(told);
    }
    for at in group.members.iter().copied() {
        let (Some(Some(suggestion)), Some(package)) = (found.get_mut(at), packages.get(at)) else {
            continue;
        };
        suggestion.unknown = unknown.iter().cloned().collect();
        let version = highest.clone().filter(|_| unknown.is_empty());
        suggestion.tag = version.as_ref().map(|version| tag_name(package, version));
        if version.is_some() && suggestion.version != version {
            suggestion.why = vec![format!(
                "it goes in lock-step with the group `{}`",
                group.name
            )];
        }
        if all.len() > 1 && suggestion.version == version && !why.is_empty() {
            suggestion.why.clone_from(&why);
        }
        suggestion.version = version;
    }
}

/// Names the lowest honest version of a package.
///
/// The base is the highest reachable release, whatever the manifest says now. A pre-release above it
/// is finished where its numbers suffice.
pub fn suggest(package: &Package, settings: &Settings, troubles: &[String]) -> Suggestion {
    let mut suggestion = Suggestion {
        name: package.declared.name.clone(),
        base: None,
        version: None,
        tag: None,
        why: Vec::new(),
        unknown: troubles.to_vec(),
        limits: Vec::new(),
    };
    let reachable = || package.tags.iter().filter(|tag| tag.is_reachable);
    let Some(newest) = reachable().next_back() else {
        return first(package, settings, suggestion);
    };
    let need = need(package, settings);
    suggestion.unknown.extend(need.unknown.iter().cloned());
    let release = reachable().rfind(|tag| !tag.release.is_prerelease());
    suggestion.base = Some(release.unwrap_or(newest).release.text.clone());
    if !suggestion.unknown.is_empty() {
        return suggestion;
    }
    let Some(core) = lowest(package, release, newest, &need, &mut suggestion.why) else {
        return suggestion;
    };
    let version = written(package.scheme, &core);
    if let Some(reason) = refused(package, release, &core, &version) {
        suggestion.unknown.push(reason);
        return suggestion;
    }
    let taken = package
        .tags
        .iter()
        .find(|tag| tag.release.has_precedence_of(&version));
    if let Some(tag) = taken {
        let name = &tag.name;
        suggestion.unknown.push(format!(
            "`{version}` is there already, as the tag `{name}` that HEAD does not contain"
        ));
        return suggestion;
    }
    if let (Some((part, commit)), Some(release)) = (loudest(&package.commits), release)
        && needed_core(&release.release.core, part, package.zero) > core
    {
        let (commit, title) = (commit.commit.short(), title(commit));
        let limit = format!("a commit asks for the {part}: {commit} {title}");
        suggestion.limits.push(limit);
    }
    if package.api.since_release == ApiVerdict::NotAsked {
        let help = match package.ecosystem {
            Ecosystem::Cargo => "; `--deep` builds and compares it",
            _ => "",
        };
        suggestion.limits.push(format!(
            "nobody compared the public API, and a break or an addition asks for more{help}"
        ));
    }
    suggestion.tag = Some(tag_name(package, &version));
    suggestion.version = Some(version);
    suggestion
}

/// Why the lowest version cannot be released from here.
fn refused(
    package: &Package,
    release: Option<&Tag>,
    core: &[Number; 3],
    version: &str,
) -> Option<String> {
    let base = release?;
    if package.scheme.compare(version, &base.release.text) != Ok(Ordering::Greater) {
        let text = &base.release.text;
        return Some(format!(
            "`{text}` has more than three numbers, and nobody can count on from it"
        ));
    }
    if package.is_maintenance && core[..2] != base.release.core[..2] {
        return Some(format!(
            "the branch only gets fixes, but what changed asks for {version}"
        ));
    }
    let suffix = split_path_version(&package.declared.name).map_or("", |(_, suffix)| suffix);
    let fits = go::Version::parse(version).is_ok_and(|version| match suffix {
        "" => matches!(version.major(), "v0" | "v1"),
        suffix => matches_path_major(&version, suffix),
    });
    (package.scheme == Scheme::Go && !fits).then(|| {
        format!("what changed asks for {version}, which needs a path of its own major at the end of the module's path")
    })
}

/// The lowest numbers; none where nothing is to be published.
fn lowest(
    package: &Package,
    release: Option<&Tag>,
    newest: &Tag,
    need: &Need,
    why: &mut Vec<String>,
) -> Option<[Number; 3]> {
    let Some(release) = release else {
        why.push(format!(
            "it finishes the pre-release `{}`",
            newest.release.text
        ));
        return Some(newest.release.core.clone());
    };
    let Some(part) = need.part() else {
        if newest.release.is_prerelease() {
            why.push(format!(
                "it finishes the pre-release `{}`",
                newest.release.text
            ));
            return Some(newest.release.core.clone());
        }
        why.push(format!("nothing of it changed since `{}`", release.name));
        return None;
    };
    let needed = needed_core(&release.release.core, part, package.zero);
    let needed = match package.ecosystem {
        // In Go, an addition raises the minor also before v1.
        Ecosystem::Go if release.release.core[0].is_zero() && part != BumpPart::Patch => {
            super::next_cores(&release.release.core)[1].clone()
        }
        _ => needed,
    };
    for reason in need.reasons.iter().filter(|reason| reason.part == part) {
        why.push(format!(
            "{}: {}",
            effective_name(&release.release, part, package),
            reason.text
        ));
    }
    if newest.release.is_prerelease() && newest.release.core >= needed {
        why.push(format!(
            "it finishes the pre-release `{}`",
            newest.release.text
        ));
        return Some(newest.release.core.clone());
    }
    Some(needed)
}

fn effective_name(base: &Release, part: BumpPart, package: &Package) -> &'static str {
    effective(&base.core, part, package.zero).name()
}

fn first(package: &Package, settings: &Settings, mut suggestion: Suggestion) -> Suggestion {
    if !suggestion.unknown.is_empty() {
        return suggestion;
    }
    let first = settings.first_versions.first().map(|first| first.as_str());
    let version = match package.scheme {
        Scheme::Go => crate::go_release::first_version(&package.declared.name),
        _ => first.unwrap_or("0.1.0").to_owned(),
    };
    suggestion.why.push("it is the first release".to_owned());
    suggestion.tag = Some(tag_name(package, &version));
    suggestion.version = Some(version);
    suggestion
}

/// The name of the tag of a version.
fn tag_name(package: &Package, version: &str) -> String {
    let version = match package.scheme {
        Scheme::Go => version.strip_prefix('v').unwrap_or(version),
        _ => version,
    };
    package
        .template
        .replace("{name}", &package.declared.name)
        .replace("{dir}", &package.dir)
        .replace("{version}", version)
}
