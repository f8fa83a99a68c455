//! A requirement that takes any version.

use upsafe_config::Ecosystem;
use upsafe_core::Sink;

use crate::{
    Evidence, Semver,
    judge::{dependency, published},
};

upsafe_core::rule!(Semver, "semver/any-version", "any_version.md",
    level: Error, since: "0.1.0",
    summary: "a published package takes any version of a dependency", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, requirement) in published(evidence) {
        let any = match &requirement.range {
            Some(range) => is_any(&range.value),
            // Maven takes it from a parent, Go has none.
            None => {
                let elsewhere = requirement.path.is_some() || requirement.is_git;
                let managed = matches!(package.ecosystem, Ecosystem::Maven | Ecosystem::Go);
                !elsewhere && !managed
            }
        };
        if !any {
            continue;
        }
        let (name, other) = (&package.declared.name, &requirement.name);
        let subject = dependency(package, requirement);
        sink.report(subject, format!("`{name}` takes any version of `{other}`"))
            .at_if(requirement.range_place(), "any version")
            .because("the next breaking release of it breaks every release of this one")
            .help("ask for the version that it is built with");
    }
}

fn is_any(range: &str) -> bool {
    let range = range.trim();
    matches!(
        range,
        "" | "*"
            | "x"
            | "X"
            | "latest"
            | "next"
            | "LATEST"
            | "RELEASE"
            | ">=0"
            | ">=0.0.0"
            | ">=0.0"
    ) || range.starts_with("*.")
}
