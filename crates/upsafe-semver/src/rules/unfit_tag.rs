//! A release tag that can be moved, or is where no release is made.

use std::collections::BTreeSet;

use upsafe_core::Sink;

use crate::{Evidence, Semver, TagKind};

upsafe_core::rule!(Semver, "semver/unfit-tag", "unfit_tag.md",
    level: Error, since: "0.1.0",
    summary: "a release tag is not annotated, leads to no commit, or is on no branch of releases", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for package in evidence
        .packages
        .iter()
        .filter(|package| package.is_published())
    {
        for tag in &package.tags {
            let (problem, why, help) = if !tag.leads_to_commit {
                (
                    "leads to no commit",
                    "nobody can check out what was released",
                    "tag the commit",
                )
            } else if !tag.is_judged() {
                continue;
            } else if tag.kind == TagKind::Lightweight && evidence.settings.tags.annotated {
                (
                    "is not annotated",
                    "nobody can tell who made it and when, nor sign it",
                    "make release tags with `git tag -a`, or set `annotated = false` in `[semver.tags]`",
                )
            } else if tag.branches.as_ref().is_some_and(Vec::is_empty) {
                (
                    "is on none of the branches that releases are made from",
                    "what was released was never merged, and the next release loses it",
                    "merge it, or name its branch in `branches` of `[semver]`",
                )
            } else {
                continue;
            };
            if !told.insert(&tag.name) {
                continue;
            }
            sink.report(tag.subject(), format!("the tag `{}` {problem}", tag.name))
                .at(package.version_place(), "of this package")
                .because(why)
                .help(help);
        }
    }
}
