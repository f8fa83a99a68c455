//! A stored object that nobody could judge.

use upsafe_core::Sink;

use crate::{Evidence, StoredMetadata, reader::Verdict, told::by_verdict};

upsafe_core::rule!(StoredMetadata, "metadata/unverifiable", "unverifiable.md",
    level: Warning, since: "0.1.0",
    summary: "nobody can tell what becomes of a stored object", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    by_verdict(
        evidence,
        sink,
        Verdict::Unverifiable,
        "give the reader what it lacks; an object that cannot be judged is never taken to be fine",
    );
}
