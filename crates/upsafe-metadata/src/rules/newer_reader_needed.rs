//! A store that a version must still be able to read, and that holds what it does not know.

use upsafe_core::Sink;

use crate::{Evidence, StoredMetadata, since::compare};

upsafe_core::rule!(StoredMetadata, "metadata/newer-reader-needed", "newer_reader_needed.md",
    level: Error, since: "0.1.0",
    summary: "the store holds what a version that must read it does not know", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for store in evidence.stores {
        let (Some(allowed), Some((need, key))) = (&store.oldest_reader, &store.survey.need) else {
            continue;
        };
        if compare(allowed, &need.version).is_ge() {
            continue;
        }
        let message = format!(
            "`{}` needs version {} or newer, and {allowed} must be able to read it",
            store.name, need.version
        );
        let finding = sink.report(store.subject(), message);
        finding.because(format!(
            "`{key}` has `{}`, which is there since {}",
            need.path, need.version
        ));
        finding.help(format!("no way back to {allowed} as long as it is stored: take it out, or raise `oldest-reader`"));
    }
}
