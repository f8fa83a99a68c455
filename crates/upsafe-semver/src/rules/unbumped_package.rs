//! A package that changed and has the version it had.

use upsafe_core::Sink;

use crate::{Evidence, Semver};

upsafe_core::rule!(Semver, "semver/unbumped-package", "unbumped_package.md",
    level: Error, since: "0.1.0",
    summary: "a package changed since the last tag, but its version did not", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for package in evidence
        .packages
        .iter()
        .filter(|package| package.is_published())
    {
        let (Some(tag), Some(Ok(files))) = (package.own_tag(), &package.changed_since_own) else {
            continue;
        };
        // Where the tag is of this version, another rule tells what differs from it.
        let (false, Some(first)) = (
            tag.named.has_precedence_of(&tag.release.text),
            files.first(),
        ) else {
            continue;
        };
        let (name, version) = (&package.declared.name, &tag.release.text);
        let message = format!(
            "`{name}` changed since `{}`, but is still at {version}",
            tag.name
        );
        let finding = sink.report(package.subject(), message);
        finding
            .at(package.version_place(), "not raised")
            .because(match files.len() {
                1 => format!("`{first}` changed"),
                n => format!("{n} files changed, such as `{first}`"),
            });
        finding.help("raise it: `upsafe semver next`");
    }
}
