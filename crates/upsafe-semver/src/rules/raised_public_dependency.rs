//! A breaking update of a dependency that stands in the API.

use upsafe_config::BumpPart;
use upsafe_core::{Sink, Subject};

use crate::{
    Evidence, Exposure, Semver,
    judge::{proposed, too_low},
    policy::lowest,
};

upsafe_core::rule!(Semver, "semver/raised-public-dependency", "raised_public_dependency.md",
    level: Error, since: "0.1.0",
    summary: "a dependency that stands in the public API went to a breaking version", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, proposed) in proposed(evidence) {
        let (Some(base), Exposure::Known(exposed)) = (&package.at_base, &package.exposure) else {
            continue;
        };
        let Some(needed) = too_low(package, &proposed, BumpPart::Major) else {
            continue;
        };
        for requirement in &package.declared.requirements {
            let before = base
                .requirements
                .iter()
                .find(|one| one.name == requirement.name);
            let (Some(item), Some(before)) = (exposed.get(&requirement.name), before) else {
                continue;
            };
            let (Some(old), Some(new)) = (&before.range, &requirement.range) else {
                continue;
            };
            let class = |range: &str| Some(class(lowest(range)?));
            if class(&old.value) == class(&new.value) {
                continue;
            }
            let (name, other) = (&package.declared.name, &requirement.name);
            let subject = Subject::dependency(package.ecosystem.name(), name, other);
            let message = format!(
                "`{name}` {} moves `{other}` from `{}` to `{}`, which stands in its API",
                proposed.text, old.value, new.value
            );
            sink.report(subject, message)
                .at_if(
                    requirement.range_place(),
                    format!("expected {needed} at least for it"),
                )
                .because(format!("`{item}` shows it"))
                .because(
                    "types of the two versions are not the same: whoever passes one does not build",
                )
                .help(format!("release {needed}, or keep `{}`", old.value));
        }
    }
}

/// The numbers that must be the same in compatible versions.
fn class([major, minor, patch]: [u64; 3]) -> [u64; 3] {
    match (major, minor) {
        (0, 0) => [0, 0, patch],
        (0, minor) => [0, minor, 0],
        (major, _) => [major, 0, 0],
    }
}
