//! A release tag that no allowed signer signed.

use std::collections::BTreeSet;

use upsafe_core::Sink;

use crate::{Evidence, Semver, Signature};

upsafe_core::rule!(Semver, "semver/bad-signature", "bad_signature.md",
    level: Error, since: "0.1.0",
    summary: "a release tag is not signed by an allowed signer", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for package in evidence
        .packages
        .iter()
        .filter(|package| package.is_published())
    {
        for tag in package.tags.iter().filter(|tag| tag.is_judged()) {
            let (problem, reason) = match &tag.signature {
                Some(Signature::Bad { reason }) => {
                    ("has a signature that does not count", reason.as_str())
                }
                Some(Signature::Unsigned) => {
                    ("is not signed", "anybody who can push may have made it")
                }
                _ => continue,
            };
            if !told.insert(&tag.name) {
                continue;
            }
            sink.report(tag.subject(), format!("the tag `{}` {problem}", tag.name))
                .at(package.version_place(), "of this package")
                .because(reason)
                .help("sign release tags with `git tag -s`; the allowed signers stand in `[semver.tags]`");
        }
    }
}
