//! A requirement of a member below the version that it is built with.

use upsafe_core::Sink;

use crate::{
    Evidence, Semver,
    judge::{dependency, published, sibling},
    policy::{Release, lowest},
};

upsafe_core::rule!(Semver, "semver/loose-member-requirement", "loose_member_requirement.md",
    level: Warning, since: "0.1.0",
    summary: "a member is required at less than the version that it is built with", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, requirement) in published(evidence) {
        let (Some(range), Some(member)) =
            (&requirement.range, sibling(evidence, package, requirement))
        else {
            continue;
        };
        let Some(release) = member.release() else {
            continue;
        };
        let (Some(low), Some(high)) = (lowest(&range.value), numbers(&release)) else {
            continue;
        };
        if low[0] != high[0] || low[1] >= high[1] {
            continue;
        }
        let (name, other) = (&package.declared.name, &requirement.name);
        let subject = dependency(package, requirement);
        let (asked, there) = (&range.value, &release.text);
        let message =
            format!("`{name}` is built with `{other}` {there}, but is content with `{asked}`");
        sink.report(subject, message)
            .at_if(
                requirement.range_place(),
                "nobody tests this version with it",
            )
            .because("users who have the older one get code that was never built with it")
            .help(format!("ask for `{there}`"));
    }
}

fn numbers(release: &Release) -> Option<[u64; 2]> {
    Some([release.core[0].to_u64()?, release.core[1].to_u64()?])
}
