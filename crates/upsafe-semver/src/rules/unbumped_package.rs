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
        let (Some(base), Some(version)) = (&package.at_base, &package.declared.version) else {
            continue;
        };
        let before = base.version.as_ref();
        // Where the version has a tag of its own, another rule tells what differs from it.
        if before.is_none_or(|before| before.value != version.value) || package.own_tag().is_some()
        {
            continue;
        }
        let (Some(Ok(files)), Some(tag)) = (&package.changed, package.compared_tag()) else {
            continue;
        };
        let Some(first) = files.first() else {
            continue;
        };
        let name = &package.declared.name;
        let message = format!(
            "`{name}` changed since `{}`, but is still at {}",
            tag.name, version.value
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
