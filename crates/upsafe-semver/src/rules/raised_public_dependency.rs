//! A breaking update of a dependency that stands in the API.

use upsafe_config::BumpPart;
use upsafe_core::{Sink, Subject};

use crate::{
    Evidence, Semver,
    judge::{proposed, too_low},
    policy::raised_public,
};

upsafe_core::rule!(Semver, "semver/raised-public-dependency", "raised_public_dependency.md",
    level: Error, since: "0.1.0",
    summary: "a dependency that stands in the public API went to a breaking version", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, proposed) in proposed(evidence) {
        let Some(needed) = too_low(package, &proposed, BumpPart::Major) else {
            continue;
        };
        for raised in raised_public(package) {
            let (name, other) = (&package.declared.name, &raised.requirement.name);
            let (old, new, item) = (raised.old, raised.new, raised.item);
            let subject = Subject::dependency(package.ecosystem.name(), name, other);
            let message = format!(
                "`{name}` {} moves `{other}` from `{old}` to `{new}`, which stands in its API",
                proposed.text
            );
            sink.report(subject, message)
                .at_if(
                    raised.requirement.range_place(),
                    format!("expected {needed} at least for it"),
                )
                .because(format!("`{item}` shows it"))
                .because(
                    "types of the two versions are not the same: whoever passes one does not build",
                )
                .help(format!("release {needed}, or keep `{old}`"));
        }
    }
}
