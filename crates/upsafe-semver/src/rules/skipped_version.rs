//! A version that skips numbers.

use upsafe_core::Sink;

use crate::{Evidence, Semver, judge::proposed, policy::next_cores};

upsafe_core::rule!(Semver, "semver/skipped-version", "skipped_version.md",
    level: Error, since: "0.1.0",
    summary: "a version skips numbers after the last release", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, proposed) in proposed(evidence) {
        let Some(base) = package.base_release_tag() else {
            continue;
        };
        if proposed.is_odd {
            continue;
        }
        // A release of another line counts, too: it took the number.
        let follows = package.tags.iter().any(|tag| {
            let below = tag.release.compare(&proposed).is_lt() && !tag.release.is_prerelease();
            below && next_cores(&tag.release.core).contains(&proposed.core)
        });
        if follows || proposed.core == base.release.core {
            continue;
        }
        let (name, found, last) = (&package.declared.name, &proposed.text, &base.release.text);
        let allowed = next_cores(&base.release.core).map(|core| proposed.written(&core));
        let [patch, minor, major] = &allowed;
        let message = format!("`{name}` goes from {last} to {found} and skips numbers");
        sink.report(package.subject(), message)
            .at(
                package.version_place(),
                format!("expected {patch}, {minor} or {major}"),
            )
            .because("users look for the version between, and cannot tell that there was none")
            .help("`upsafe semver suggest` names the lowest honest version");
    }
}
