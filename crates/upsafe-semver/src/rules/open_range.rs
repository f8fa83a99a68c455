//! A requirement without an upper bound.

use upsafe_config::Ecosystem;
use upsafe_core::Sink;

use crate::{
    Evidence, Semver,
    judge::{dependency, published},
};

upsafe_core::rule!(Semver, "semver/open-range", "open_range.md",
    level: Warning, since: "0.1.0",
    summary: "a published package takes every later version of a dependency", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, requirement) in published(evidence) {
        let Some(range) = &requirement.range else {
            continue;
        };
        let mut allowed = evidence.settings.open_ranges.iter();
        if !is_open(package.ecosystem, &range.value)
            || allowed.any(|one| one.matches(&requirement.name))
        {
            continue;
        }
        let (name, other) = (&package.declared.name, &requirement.name);
        let subject = dependency(package, requirement);
        let message = format!(
            "`{name}` takes `{}` of `{other}`, breaking releases too",
            range.value
        );
        sink.report(subject, message)
            .at_if(requirement.range_place(), "no upper bound")
            .because("the next breaking release of it breaks every release of this one")
            .help("ask for a compatible range (`^1.2`), or name it in `open-ranges` of `[semver]`");
    }
}

/// Whether an alternative has a lower bound and no upper one. Python projects cap at their peril, so
/// they are not asked to.
fn is_open(ecosystem: Ecosystem, range: &str) -> bool {
    let separators: &[char] = match ecosystem {
        Ecosystem::Cargo => &[','],
        Ecosystem::Npm => &[' '],
        Ecosystem::Maven => {
            let range = range.trim();
            return range.ends_with(",)") || range.ends_with(",]");
        }
        _ => return false,
    };
    // `>= 1` is one comparator.
    let joined = range
        .replace("> ", ">")
        .replace("= ", "=")
        .replace("< ", "<");
    joined.split("||").any(|alternative| {
        let comparators = || {
            alternative
                .split(separators)
                .map(str::trim)
                .filter(|one| !one.is_empty())
        };
        let lower = comparators().any(|one| one.starts_with('>'));
        lower && comparators().all(|one| one.starts_with('>'))
    })
}
