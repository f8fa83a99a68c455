//! An API that nobody could compare.

use upsafe_core::Sink;

use crate::{ApiVerdict, Evidence, Semver, judge::proposed};

upsafe_core::rule!(Semver, "semver/unknown-api", "unknown_api.md",
    level: Error, since: "0.1.0",
    summary: "the public API could not be compared, so nobody can tell what the version must be", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, proposed) in proposed(evidence) {
        let verdicts = [&package.api.since_release, &package.api.since_prerelease];
        let unknown = verdicts.into_iter().find_map(|verdict| match verdict {
            ApiVerdict::Unknown { reason } => Some(reason),
            _ => None,
        });
        let Some(reason) = unknown else { continue };
        let (name, text) = (&package.declared.name, &proposed.text);
        sink.report(
            package.subject(),
            format!("the API of `{name}` {text} was not compared: {reason}"),
        )
        .at(package.version_place(), "maybe honest, maybe not")
        .help("mend what stopped it; a tool that failed is no proof that nothing changed");
    }
}
