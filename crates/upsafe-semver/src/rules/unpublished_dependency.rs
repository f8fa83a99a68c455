//! A published package that needs one that is not.

use upsafe_core::Sink;

use crate::{
    Evidence, Semver,
    judge::{dependency, published, sibling},
};

upsafe_core::rule!(Semver, "semver/unpublished-dependency", "unpublished_dependency.md",
    level: Error, since: "0.1.0",
    summary: "a published package needs one that is not published", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, requirement) in published(evidence) {
        let Some(member) = sibling(evidence, package, requirement) else {
            continue;
        };
        if member.is_published() {
            continue;
        }
        let (name, other) = (&package.declared.name, &requirement.name);
        let subject = dependency(package, requirement);
        let finding = sink.report(
            subject,
            format!("`{name}` is published, but `{other}`, which it needs, is not"),
        );
        finding
            .at_if(requirement.place.as_ref(), "needed here")
            .at(member.manifest_place.clone(), "not published")
            .because(
                "publishing stops in the middle: what comes before is out, what comes after is not",
            );
        let needing = evidence.packages.iter().filter(|one| {
            one.is_published() && one.carried().any(|requirement| requirement.name == *name)
        });
        for one in needing.take(5) {
            finding.because_path([one.declared.name.clone(), name.clone(), other.clone()]);
        }
        finding.help(format!("publish `{other}`, or do without it"));
    }
}
