//! A package that shows types of a sibling that breaks, and stays as it was released.

use upsafe_config::BumpPart;
use upsafe_core::{Sink, Subject};

use crate::{
    Evidence, Exposure, Package, Semver,
    judge::{proposed, sibling},
    policy::{Release, needed_core},
};

upsafe_core::rule!(Semver, "semver/unreleased-dependent", "unreleased_dependent.md",
    level: Error, since: "0.1.0",
    summary: "a sibling that stands in the public API breaks, and the package is not released with it", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let breaking: Vec<(&Package, Release)> = proposed(evidence)
        .filter(|(package, release)| breaks(package, release))
        .collect();
    for package in evidence.packages.iter().filter(|one| is_left(one)) {
        let Exposure::Known(exposed) = &package.exposure else {
            continue;
        };
        for requirement in package.carried() {
            let Some(item) = exposed.get(&requirement.name) else {
                continue;
            };
            let Some(other) = sibling(evidence, package, requirement) else {
                continue;
            };
            let broken = breaking
                .iter()
                .find(|(one, _)| one.manifest == other.manifest);
            let Some((_, release)) = broken else { continue };
            let (name, other) = (&package.declared.name, &requirement.name);
            let message = format!(
                "`{name}` shows types of `{other}`, which breaks with {}, and is not released with it",
                release.text
            );
            sink.report(
                Subject::dependency(package.ecosystem.name(), name, other),
                message,
            )
            .at(package.version_place(), "released already")
            .at_if(
                requirement.range_place(),
                format!("`{other}` goes to {}", release.text),
            )
            .because(format!("`{item}` shows it"))
            .because("types of two versions are not the same: who uses both packages cannot update")
            .help(format!("release `{name}` as well, as a break"));
        }
    }
}

/// Whether a version is a break of what was released before it.
fn breaks(package: &Package, release: &Release) -> bool {
    let base = package.base_release_tag();
    base.is_some_and(|base| {
        release.core >= needed_core(&base.release.core, BumpPart::Major, package.zero)
    })
}

/// Whether a package is published, and its version is one that is out already.
fn is_left(package: &Package) -> bool {
    let released = package.own_tag().is_some_and(|tag| !tag.is_head);
    package.is_published() && package.has_history && released
}
