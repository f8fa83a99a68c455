//! A feature that is gone in a version that does not say so.

use upsafe_config::BumpPart;
use upsafe_core::Sink;

use crate::{
    Evidence, Semver,
    judge::{proposed, too_low},
    policy::removed_features,
};

upsafe_core::rule!(Semver, "semver/removed-feature", "removed_feature.md",
    level: Error, since: "0.1.0",
    summary: "a feature is gone, or off by default, without a breaking release", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, proposed) in proposed(evidence) {
        let Some(base) = &package.at_base else {
            continue;
        };
        let (Some(needed), Some(tag)) = (
            too_low(package, &proposed, BumpPart::Major),
            package.compared_tag(),
        ) else {
            continue;
        };
        for told in removed_features(base, &package.declared) {
            let (name, text) = (&package.declared.name, &proposed.text);
            sink.report(package.subject(), format!("`{name}` {text}: {told}"))
                .class(told.clone())
                .at(
                    package.version_place(),
                    format!("expected {needed} at least"),
                )
                .because(format!(
                    "it was there in `{}`: whoever turns it on cannot build any more",
                    tag.name
                ))
                .help("keep it, empty if need be, until the next breaking release");
        }
    }
}
