//! A stored object that clients of the new version cannot take.

use upsafe_core::Sink;

use crate::{Evidence, StoredMetadata, reader::Verdict, told::by_verdict};

upsafe_core::rule!(StoredMetadata, "metadata/client-breaking", "client_breaking.md",
    level: Error, since: "0.1.0",
    summary: "clients of the new version cannot take a stored object", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    by_verdict(
        evidence,
        sink,
        Verdict::ClientBreaking,
        "upgrade the clients first, or keep serving what they know",
    );
}
