//! A first release with a version that is none of a first release.

use upsafe_core::Sink;

use crate::{Evidence, Semver, judge::proposed};

upsafe_core::rule!(Semver, "semver/odd-first-version", "odd_first_version.md",
    level: Warning, since: "0.1.0",
    summary: "a first release has a version that promises a history", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, proposed) in proposed(evidence) {
        let first = package
            .tags
            .iter()
            .all(|tag| tag.release.has_precedence_of(&proposed.text));
        if !first || package.scheme == upsafe_version::Scheme::Go {
            continue;
        }
        let core = proposed.written(&proposed.core);
        let allowed = || {
            evidence
                .settings
                .first_versions
                .iter()
                .map(|one| one.as_str())
        };
        if allowed().any(|one| package.scheme.compare(one, &core) == Ok(std::cmp::Ordering::Equal))
        {
            continue;
        }
        let (name, text) = (&package.declared.name, &proposed.text);
        let allowed: Vec<&str> = allowed().collect();
        sink.report(
            package.subject(),
            format!("the first release of `{name}` is {text}"),
        )
        .at(
            package.version_place(),
            format!("expected {}", allowed.join(" or ")),
        )
        .because("users look for the versions before it")
        .help("name it in `first-versions` of `[semver]` where it is meant");
    }
}
