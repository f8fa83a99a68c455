//! A version that is below one that was released from the same line.

use std::cmp::Ordering;

use upsafe_core::Sink;

use crate::{Evidence, Semver};

upsafe_core::rule!(Semver, "semver/version-goes-back", "version_goes_back.md",
    level: Error, since: "0.1.0",
    summary: "a version is below a release that it contains", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for package in evidence
        .packages
        .iter()
        .filter(|package| package.is_published())
    {
        let Some(proposed) = package.release() else {
            continue;
        };
        let above = package
            .tags
            .iter()
            .rfind(|tag| tag.is_reachable && tag.release.compare(&proposed) == Ordering::Greater);
        let Some(tag) = above else { continue };
        let name = &package.declared.name;
        let (found, released) = (&proposed.text, &tag.release.text);
        let message = format!("`{name}` is at {found}, but {released} is released already");
        sink.report(package.subject(), message)
            .at(package.version_place(), format!("below `{}`", tag.name))
            .because(format!(
                "HEAD contains `{}`, so users of it would go back",
                tag.name
            ))
            .help(format!(
                "give it a version above {released}; a fix of an older line is released from a \
                 branch that does not contain `{}`",
                tag.name
            ));
    }
}
