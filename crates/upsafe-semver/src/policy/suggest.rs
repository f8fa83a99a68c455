//! The lowest honest version of a package, and why.

use upsafe_config::{BumpPart, Ecosystem, Semver as Settings};
use upsafe_version::{Number, Scheme};

use super::{Need, Release, effective, need::need, needed_core, release::written};
use crate::evidence::{Package, Tag};

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
    suggestion.tag = Some(tag_name(package, &version));
    suggestion.version = Some(version);
    suggestion
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
pub(crate) fn tag_name(package: &Package, version: &str) -> String {
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
