//! A changed schema of stored data in a version that does not say so.

use upsafe_core::Sink;

use crate::{
    Evidence, Semver,
    judge::{proposed, too_low},
};

upsafe_core::rule!(Semver, "semver/stored-schema-changed", "stored_schema_changed.md",
    level: Error, since: "0.1.0",
    summary: "the schema of what is stored changed more than the version says", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, proposed) in proposed(evidence) {
        let Some(tag) = package.compared_tag() else {
            continue;
        };
        let Some(part) = package.stored.iter().map(|change| change.part).max() else {
            continue;
        };
        let Some(needed) = too_low(package, &proposed, part) else {
            continue;
        };
        let (name, text) = (&package.declared.name, &proposed.text);
        let message = format!(
            "`{name}` {text} changes what it stores so that it has to be {needed} at least"
        );
        let finding = sink.report(package.subject(), message);
        finding.at(
            package.version_place(),
            format!("compared with `{}`", tag.name),
        );
        for change in package.stored.iter().filter(|change| change.part == part) {
            finding.because(change.to_string());
        }
        finding.help(format!(
            "release {needed}, or keep the schema; `upsafe check schema` shows the documents"
        ));
    }
}
