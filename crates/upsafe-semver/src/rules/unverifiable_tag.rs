//! A signature that nobody could verify here.

use std::collections::BTreeSet;

use upsafe_core::Sink;

use crate::{Evidence, Semver, Signature};

upsafe_core::rule!(Semver, "semver/unverifiable-tag", "unverifiable_tag.md",
    level: Error, since: "0.1.0",
    summary: "the signature of a release tag could not be verified", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for package in evidence
        .packages
        .iter()
        .filter(|package| package.is_published())
    {
        for tag in package.tags.iter().filter(|tag| tag.is_judged()) {
            let Some(Signature::CannotVerify { reason }) = &tag.signature else {
                continue;
            };
            if !told.insert(&tag.name) {
                continue;
            }
            sink.report(
                tag.subject(),
                format!("the signature of the tag `{}` was not verified", tag.name),
            )
            .at(package.version_place(), "of this package")
            .because(reason.clone())
            .help("commit the allowed signers and name the file in `[semver.tags]`");
        }
    }
}
