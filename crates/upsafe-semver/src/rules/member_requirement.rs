//! A requirement by path or git that does not hold for users.

use upsafe_core::Sink;

use crate::{
    Evidence, Semver,
    judge::{dependency, published, sibling},
};

upsafe_core::rule!(Semver, "semver/member-requirement", "member_requirement.md",
    level: Error, since: "0.1.0",
    summary: "a requirement by path or git has no version, or another one", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, requirement) in published(evidence) {
        let name = &package.declared.name;
        let other = &requirement.name;
        let subject = dependency(package, requirement);
        let from = match (requirement.path.as_deref(), requirement.is_git) {
            // A workspace protocol is replaced when the package is packed.
            (Some(""), _) => continue,
            (Some(path), _) => format!("from `{path}`"),
            (None, true) => "from git".to_owned(),
            (None, false) => continue,
        };
        let Some(range) = &requirement.range else {
            sink.report(
                subject,
                format!("`{name}` takes `{other}` {from} and asks for no version"),
            )
            .at_if(requirement.place.as_ref(), "a registry needs a version")
            .because("users get it from the registry, where no path leads and no version is named")
            .help("add the version beside the path");
            continue;
        };
        let Some(member) = sibling(evidence, package, requirement) else {
            continue;
        };
        let Some(version) = &member.declared.version else {
            continue;
        };
        if package.scheme.satisfies(&version.value, &range.value) != Ok(false) {
            continue;
        }
        let (asked, there) = (&range.value, &version.value);
        sink.report(
            subject,
            format!("`{name}` asks for `{other}` `{asked}`, but it is at {there}"),
        )
        .at_if(requirement.range_place(), format!("does not take {there}"))
        .at(member.version_place(), "the version")
        .because("what is built here is not what users get")
        .help(format!("ask for `{there}`"));
    }
}
