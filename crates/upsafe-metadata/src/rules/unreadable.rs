//! A stored object that the new version cannot read.

use upsafe_core::Sink;

use crate::{Evidence, StoredMetadata, reader::Verdict, told::by_verdict};

upsafe_core::rule!(StoredMetadata, "metadata/unreadable", "unreadable.md",
    level: Error, since: "0.1.0",
    summary: "the new version cannot read a stored object", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    by_verdict(
        evidence,
        sink,
        Verdict::Unreadable,
        "migrate the store before anything is stopped: `upsafe metadata migrate`, or stay with a version that reads it",
    );
}
