//! A stored object that loses fields when the new version reads and writes it.

use upsafe_core::Sink;

use crate::{Evidence, StoredMetadata, reader::Verdict, told::by_verdict};

upsafe_core::rule!(StoredMetadata, "metadata/lossy", "lossy.md",
    level: Error, since: "0.1.0",
    summary: "a stored object loses fields when it is read and written", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    by_verdict(
        evidence,
        sink,
        Verdict::Lossy,
        "move what is lost to where the new version looks for it: a step `rename` or `move` of a migration",
    );
}
