//! Which tags are releases of a package, and which versions they name.

use upsafe_config::{Ecosystem, Semver as Settings};
use upsafe_version::{Scheme, go};

use super::ecosystem::Manifest;
use crate::{
    evidence::{Declared, Tag, TagManifest},
    git::{Head, TagObject},
    policy::Release,
};

/// Templates that are tried where none is configured, the most telling first.
const COMMON: [&str; 7] = [
    "{name}-v{version}",
    "{name}@{version}",
    "{name}@v{version}",
    "{name}/v{version}",
    "{name}-{version}",
    "v{version}",
    "{version}",
];

/// The template of a package: configured, demanded by its ecosystem, or the first common one that
/// tags of the repository follow.
pub(super) fn template(
    settings: &Settings,
    manifest: &Manifest,
    declared: &Declared,
    tags: &[TagObject],
) -> String {
    let of_group = settings.group.iter().find(|group| {
        let mut patterns = group.packages.iter();
        patterns.any(|pattern| pattern.matches(&declared.name))
    });
    let of_group = of_group.and_then(|group| group.template.as_ref());
    if let Some(template) = of_group.or(settings.tags.template.as_ref()) {
        return template.as_str().to_owned();
    }
    if manifest.ecosystem == Ecosystem::Go {
        return match go_prefix(manifest.dir()) {
            "" => "v{version}".to_owned(),
            prefix => format!("{prefix}/v{{version}}"),
        };
    }
    let follows = |template: &&str| {
        tags.iter()
            .any(|tag| version_in(template, manifest, declared, &tag.name).is_some())
    };
    let known = COMMON.iter().copied().find(follows);
    known.unwrap_or("v{version}").to_owned()
}

/// What stands before `/vX.Y.Z` in the tags of a Go module: its folder without a last `vN`.
fn go_prefix(dir: &str) -> &str {
    let is_major = |step: &str| {
        step.strip_prefix('v')
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
    };
    match dir.rsplit_once('/') {
        Some((above, last)) if is_major(last) => above,
        None if is_major(dir) => "",
        _ => dir,
    }
}

/// The version that a tag names, if it follows the template.
fn version_in(
    template: &str,
    manifest: &Manifest,
    declared: &Declared,
    tag: &str,
) -> Option<Release> {
    let filled = template
        .replace("{name}", &declared.name)
        .replace("{dir}", manifest.dir());
    let (before, after) = filled.split_once("{version}")?;
    let version = tag.strip_prefix(before)?.strip_suffix(after)?;
    if !version.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let scheme = manifest.scheme();
    match scheme {
        Scheme::Go => {
            // `v1` and `v1.2` are versions to Go, but no releases.
            let release = Release::parse(scheme, &format!("v{version}"))?;
            let canonical = version.split(['-', '+']).next()?.split('.').count() == 3;
            canonical.then_some(release)
        }
        _ => Release::parse(scheme, version),
    }
}

/// The release tags of a package, the lowest first.
pub(super) fn of_package(
    template: &str,
    manifest: &Manifest,
    declared: &Declared,
    tags: &[TagObject],
    head: Option<&Head>,
) -> Vec<Tag> {
    let mut found: Vec<Tag> = tags
        .iter()
        .filter_map(|tag| {
            let release = version_in(template, manifest, declared, &tag.name)?;
            if manifest.ecosystem == Ecosystem::Go && !belongs(&release, &declared.name) {
                return None;
            }
            let is_head = head.is_some_and(|head| tag.target.as_ref() == Some(&head.commit));
            Some(Tag {
                name: tag.name.clone(),
                named: release.clone(),
                release,
                kind: tag.kind,
                leads_to_commit: tag.target.is_some(),
                is_reachable: tag.is_reachable,
                is_head,
                manifest: TagManifest::NotJudged,
                branches: None,
                signature: None,
            })
        })
        .collect();
    found.sort_by(|a, b| {
        a.release
            .compare(&b.release)
            .then_with(|| a.name.cmp(&b.name))
    });
    found
}

/// A module with `/vN` at its end has only versions of that major; without one, what it must not
/// have is judged by a rule.
fn belongs(release: &Release, path: &str) -> bool {
    let Ok((_, major)) = go::path::split_path_version(path) else {
        return true;
    };
    let Ok(version) = go::Version::parse(&release.text) else {
        return false;
    };
    major.is_empty() || go::path::matches_path_major(&version, major)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_follow_templates() {
        let manifest = Manifest::new(Ecosystem::Cargo, "crates/core/Cargo.toml", None);
        let declared = Declared {
            name: "core".to_owned(),
            ..Declared::default()
        };
        let check = |template: &str, tag: &str, expected: Option<&str>| {
            let found = version_in(template, &manifest, &declared, tag);
            assert_eq!(
                found.map(|found| found.text).as_deref(),
                expected,
                "{template} {tag}"
            );
        };
        check("v{version}", "v1.2.3", Some("1.2.3"));
        check("v{version}", "v1.2", None);
        check("v{version}", "core-v1.2.3", None);
        check("{name}-v{version}", "core-v1.2.3-rc.1", Some("1.2.3-rc.1"));
        check("{dir}/v{version}", "crates/core/v1.0.0", Some("1.0.0"));
        check("{version}-ga", "1.0.0-ga", Some("1.0.0"));
        assert_eq!(go_prefix("nest/v2"), "nest");
        assert_eq!(go_prefix("v2"), "");
        assert_eq!(go_prefix("nest"), "nest");
    }
}
