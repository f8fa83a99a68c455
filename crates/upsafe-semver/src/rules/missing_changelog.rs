//! A release that the changelog does not tell of.

use std::{cmp::Ordering, collections::BTreeSet};

use upsafe_core::Sink;

use crate::{ChangelogEvidence, ChangelogSection, Evidence, Package, Semver, judge::proposed};

upsafe_core::rule!(Semver, "semver/missing-changelog", "missing_changelog.md",
    level: Error, since: "0.1.0",
    summary: "the changelog does not tell of a release", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    // Packages that share a changelog and a version are told once.
    let mut told: BTreeSet<(String, String)> = BTreeSet::new();
    for (package, proposed) in proposed(evidence) {
        let Some(changelog) = &package.changelog else {
            continue;
        };
        if !proposed.is_prerelease() && told.insert((changelog.path.clone(), proposed.text.clone()))
        {
            of_proposed(package, &proposed.text, changelog, sink);
        }
    }
    for package in evidence
        .packages
        .iter()
        .filter(|package| package.is_published())
    {
        let Some(changelog) = &package.changelog else {
            continue;
        };
        let missing: Vec<&str> = package
            .tags
            .iter()
            .filter(|tag| tag.is_judged() && !tag.release.is_prerelease() && !tag.is_head)
            .filter(|tag| section(package, changelog, &tag.release.text).is_none())
            .filter(|tag| told.insert((changelog.path.clone(), tag.release.text.clone())))
            .map(|tag| tag.name.as_str())
            .collect();
        if let (Some(first), Some(last)) = (missing.first(), missing.last()) {
            let (name, path) = (&package.declared.name, &changelog.path);
            let message = match missing.len() {
                1 => format!("`{path}` has no section for the release `{first}` of `{name}`"),
                n => format!(
                    "`{path}` has no section for {n} releases of `{name}`, `{first}` to `{last}`"
                ),
            };
            let finding = sink.report(package.subject(), message);
            finding.class("released").copies(missing.len());
            finding
                .at_if(changelog.place.as_ref(), "not told of here")
                .because(missing.join(", "))
                .help("tell what changed in them, if only that nothing did");
        }
    }
}

fn of_proposed(
    package: &Package,
    version: &str,
    changelog: &ChangelogEvidence,
    sink: &mut Sink<'_>,
) {
    let (name, path) = (&package.declared.name, &changelog.path);
    let heading = format!("## [{version}] - YYYY-MM-DD");
    if changelog.place.is_none() {
        sink.report(
            package.subject(),
            format!("`{name}` {version} has no changelog: `{path}` is not there"),
        )
        .at(package.version_place(), "what changed in it?")
        .help(format!("write `{path}` with a section `{heading}`"));
        return;
    }
    let Some(found) = section(package, changelog, version) else {
        sink.report(
            package.subject(),
            format!("`{path}` has no section for `{name}` {version}"),
        )
        .at_if(changelog.place.as_ref(), format!("expected `{heading}`"))
        .at(package.version_place(), "about to be published")
        .because("whoever updates cannot tell what changed")
        .help("`upsafe semver next --write` turns what is unreleased into a section");
        return;
    };
    let mut say =
        |class: &str, message: String, section: &ChangelogSection, label: &str, help: &str| {
            let finding = sink.report(package.subject(), message);
            finding
                .class(class)
                .at(section.place.clone(), label)
                .help(help);
        };
    if !found.has_text {
        say(
            "empty",
            format!("the section of `{path}` for `{name}` {version} is empty"),
            found,
            "nothing stands below",
            "tell what changed",
        );
    }
    if found.date.is_none() {
        say(
            "date",
            format!("the section of `{path}` for `{name}` {version} has no date"),
            found,
            "expected a date as YYYY-MM-DD",
            "add the day of the release",
        );
    }
    let released = changelog
        .sections
        .iter()
        .filter(|one| one.version.is_some());
    let newest = released.clone().next();
    if let Some(newest) = newest.filter(|newest| above(package, newest, version)) {
        say(
            "order",
            format!("`{path}` does not have {version} of `{name}` at its top"),
            newest,
            "a higher version stands above",
            "put the newest version first",
        );
    }
    let unreleased = changelog
        .sections
        .iter()
        .find(|one| one.version.is_none() && one.has_text);
    if let Some(unreleased) = unreleased {
        say(
            "unreleased",
            format!("`{path}` calls changes unreleased, but {version} of `{name}` carries them"),
            unreleased,
            "not empty",
            "move them below the heading of the version",
        );
    }
}

fn section<'c>(
    package: &Package,
    changelog: &'c ChangelogEvidence,
    version: &str,
) -> Option<&'c ChangelogSection> {
    let plain = version.trim_start_matches('v');
    changelog.sections.iter().find(|one| {
        let Some(told) = &one.version else {
            return false;
        };
        told == plain || package.scheme.compare(told, version) == Ok(Ordering::Equal)
    })
}

fn above(package: &Package, section: &ChangelogSection, version: &str) -> bool {
    let told = section.version.as_deref().unwrap_or_default();
    package.scheme.compare(told, version) == Ok(Ordering::Greater)
}
