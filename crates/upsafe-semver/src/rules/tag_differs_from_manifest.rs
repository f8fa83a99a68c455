//! A tag that names another version than the manifest below it.

use std::collections::BTreeMap;

use upsafe_core::Sink;

use crate::{Evidence, Package, Semver, Tag, TagManifest};

upsafe_core::rule!(Semver, "semver/tag-differs-from-manifest", "tag_differs_from_manifest.md",
    level: Error, since: "0.1.0",
    summary: "a release tag names another version than the manifest", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    // Packages may share tags: one of them has to have the version.
    let mut tags: BTreeMap<&str, Vec<(&Package, &Tag)>> = BTreeMap::new();
    for package in evidence
        .packages
        .iter()
        .filter(|package| package.is_published())
    {
        for tag in package.tags.iter().filter(|tag| tag.is_judged()) {
            tags.entry(&tag.name).or_default().push((package, tag));
        }
    }
    for (name, packages) in tags {
        let version = |tag: &Tag| match &tag.manifest {
            TagManifest::Version(version) => Some(version.clone()),
            _ => None,
        };
        let fits = |(_, tag): &&(&Package, &Tag)| {
            version(tag).is_none_or(|version| tag.named.has_precedence_of(&version))
        };
        if packages.iter().any(|one| fits(&one)) {
            continue;
        }
        let Some((package, tag)) = packages.first() else {
            continue;
        };
        let found = version(tag).unwrap_or_default();
        let expected = &tag.named.text;
        let manifest = &package.manifest;
        sink.report(
            tag.subject(),
            format!("the tag `{name}` is for {expected}, but `{manifest}` says {found} there"),
        )
        .at(package.version_place(), "in this manifest")
        .because("who builds the tag gets something that calls itself another version")
        .help("tag the commit whose manifest has the version, and never move a tag that is out");
    }
}
