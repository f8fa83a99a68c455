//! A raised requirement in a version that does not say so.

use upsafe_config::{BumpPart, Ecosystem};
use upsafe_core::{Sink, Subject};

use crate::{
    Evidence, Semver,
    judge::{proposed, too_low},
    policy::requirement_changes,
};

upsafe_core::rule!(Semver, "semver/raised-requirement", "raised_requirement.md",
    level: Warning, since: "0.1.0",
    summary: "a requirement was added or raised in a release that is too small for it", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, proposed) in proposed(evidence) {
        let part = match (evidence.settings.requirement_bump, package.ecosystem) {
            (Some(part), _) => part,
            (None, Ecosystem::Go) => BumpPart::Minor,
            (None, _) => continue,
        };
        let Some(base) = &package.at_base else {
            continue;
        };
        let needed = match too_low(package, &proposed, part) {
            Some(needed) => needed,
            None => continue,
        };
        for change in requirement_changes(base, &package.declared) {
            let (name, other) = (&package.declared.name, &change.requirement.name);
            let subject = Subject::dependency(package.ecosystem.name(), name, other);
            sink.report(
                subject,
                format!("`{name}` {}: {}", proposed.text, change.text),
            )
            .at_if(change.requirement.range_place(), "not so before")
            .because(format!("by the policy that asks for {needed} at least"))
            .because("whoever shares the dependency is moved by an update that looks like a fix")
            .help("raise the version; `requirement-bump` in `[semver]` is the policy");
        }
    }
}
