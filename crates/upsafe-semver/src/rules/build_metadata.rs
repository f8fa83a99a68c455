//! Build metadata in a version that is published.

use upsafe_core::Sink;

use crate::{Evidence, Semver};

upsafe_core::rule!(Semver, "semver/build-metadata", "build_metadata.md",
    level: Error, since: "0.1.0",
    summary: "a published version has build metadata", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for package in evidence
        .packages
        .iter()
        .filter(|package| package.is_published())
    {
        let name = &package.declared.name;
        if let Some(release) = package
            .release()
            .filter(|release| !release.build.is_empty())
        {
            let (text, build) = (&release.text, &release.build);
            sink.report(
                package.subject(),
                format!("`{name}` has the version {text} with build metadata"),
            )
            .at(
                package.version_place(),
                format!("`+{build}` does not count in the order"),
            )
            .because("two versions that differ in it alone are the same version to every resolver")
            .help("take it out, or raise the patch");
        }
        let tags = package
            .tags
            .iter()
            .filter(|tag| tag.is_judged() && !tag.release.build.is_empty());
        for tag in tags.filter(|tag| tag.release.build != "incompatible") {
            let message = format!("the tag `{}` of `{name}` has build metadata", tag.name);
            sink.report(tag.subject(), message)
                .at(package.version_place(), "of this package")
                .because(
                    "two versions that differ in it alone are the same version to every resolver",
                )
                .help("release again under a version without it");
        }
    }
}
