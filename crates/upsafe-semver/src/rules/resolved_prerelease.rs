//! A release that is built with a pre-release of something further down.

use upsafe_core::{Sink, Subject};

use crate::{Evidence, Semver};

upsafe_core::rule!(Semver, "semver/resolved-prerelease", "resolved_prerelease.md",
    level: Warning, since: "0.1.0",
    summary: "the lock resolves what a release requires to a pre-release", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for package in evidence.packages.iter().filter(|one| one.is_published()) {
        let Some(release) = package.release().filter(|one| !one.is_prerelease()) else {
            continue;
        };
        for one in &package.prereleases {
            // What the manifest itself requires is told by `prerelease-requirement`.
            if one.chain.len() <= 2 {
                continue;
            }
            let (name, other) = (&package.declared.name, &one.name);
            let message = format!(
                "`{name}` {} is a release, but is built with `{other}` {}",
                release.text, one.version.value
            );
            sink.report(
                Subject::dependency(package.ecosystem.name(), name, other),
                message,
            )
            .at_if(one.version.place.as_ref(), "a pre-release")
            .because_path(one.chain.iter().cloned())
            .because("a release promises what a pre-release may still change")
            .help(format!(
                "move `{}` to a version that needs no pre-release, or make this one a pre-release",
                one.chain
                    .get(1)
                    .map_or(other.as_str(), |first| first.as_str())
            ));
        }
    }
}
