//! A stored object that is read, and refused at its next write.

use upsafe_core::Sink;

use crate::{Evidence, StoredMetadata, reader::Verdict, told::by_verdict};

upsafe_core::rule!(StoredMetadata, "metadata/update-blocked", "update_blocked.md",
    level: Error, since: "0.1.0",
    summary: "a stored object is refused at its next write", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    by_verdict(
        evidence,
        sink,
        Verdict::UpdateBlocked,
        "change the objects before the upgrade, while they can still be written",
    );
}
