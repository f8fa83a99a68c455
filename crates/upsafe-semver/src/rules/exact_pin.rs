//! A requirement of exactly one version.

use upsafe_config::{Ecosystem, GroupKind};
use upsafe_core::Sink;

use crate::{
    Evidence, Semver,
    judge::{dependency, published, sibling},
};

upsafe_core::rule!(Semver, "semver/exact-pin", "exact_pin.md",
    level: Error, since: "0.1.0",
    summary: "a published package takes exactly one version of a dependency", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, requirement) in published(evidence) {
        let Some(range) = &requirement.range else {
            continue;
        };
        let allowed = evidence.settings.exact_pins.iter();
        let in_step = sibling(evidence, package, requirement).is_some_and(|other| {
            let group = evidence.groups.get(package.group);
            let locked = group.is_some_and(|group| group.kind == GroupKind::LockStep);
            other.group == package.group && locked
        });
        let pinned = is_pin(package.ecosystem, &range.value);
        if !pinned
            || in_step
            || allowed
                .into_iter()
                .any(|one| one.matches(&requirement.name))
        {
            continue;
        }
        let (name, other) = (&package.declared.name, &requirement.name);
        let subject = dependency(package, requirement);
        let message = format!("`{name}` takes exactly `{}` of `{other}`", range.value);
        sink.report(subject, message)
            .at_if(requirement.range_place(), "one version only")
            .because("whoever needs another version of it, a fix for one, cannot use this package")
            .help("ask for a range, or name it in `exact-pins` of `[semver]`");
    }
}

fn is_pin(ecosystem: Ecosystem, range: &str) -> bool {
    let range = range.trim();
    match ecosystem {
        Ecosystem::Cargo => range.starts_with('=') && !range.contains('*'),
        Ecosystem::Python => {
            let one = !range.contains(',');
            one && (range.starts_with("===") || (range.starts_with("==") && !range.ends_with(".*")))
        }
        Ecosystem::Maven => {
            let inside = range
                .strip_prefix('[')
                .and_then(|rest| rest.strip_suffix(']'));
            inside.is_some_and(|inside| !inside.contains(','))
        }
        Ecosystem::Npm => {
            let plain = range.trim_start_matches(['=', 'v']);
            upsafe_version::Scheme::Semver.valid(plain)
        }
        _ => false,
    }
}
