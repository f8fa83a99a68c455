//! A release that requires a pre-release.

use upsafe_core::Sink;

use crate::{
    Evidence, Semver,
    judge::{dependency, names_prerelease, published},
};

upsafe_core::rule!(Semver, "semver/prerelease-requirement", "prerelease_requirement.md",
    level: Error, since: "0.1.0",
    summary: "a release requires a pre-release", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, requirement) in published(evidence) {
        let release = package.release();
        // A Go module has a version only where it is tagged; it is taken for a release.
        let version = match &release {
            Some(release) if release.is_prerelease() => continue,
            Some(release) => format!(" {}", release.text),
            None if package.scheme == upsafe_version::Scheme::Go => String::new(),
            None => continue,
        };
        let Some(range) = &requirement.range else {
            continue;
        };
        if !names_prerelease(package.ecosystem, &range.value) {
            continue;
        }
        let (name, other) = (&package.declared.name, &requirement.name);
        let subject = dependency(package, requirement);
        let message = format!(
            "`{name}`{version} is a release, but requires `{other}` `{}`",
            range.value
        );
        sink.report(subject, message)
            .at_if(requirement.range_place(), "a pre-release")
            .because("a release promises what a pre-release may still change")
            .help(format!(
                "wait for the release of `{other}`, or make this one a pre-release"
            ));
    }
}
