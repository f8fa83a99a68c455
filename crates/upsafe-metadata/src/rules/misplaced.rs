//! An object whose name and place do not agree.

use upsafe_core::{Sink, Subject};

use crate::{Evidence, StoredMetadata};

upsafe_core::rule!(StoredMetadata, "metadata/misplaced", "misplaced.md",
    level: Error, since: "0.1.0",
    summary: "the key in an object is not the name of its file", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for store in evidence.stores {
        for (key, place, how) in &store.survey.misplaced {
            let finding = sink.report(Subject::key(key), format!("`{key}`: {how}"));
            finding.class(&store.name);
            finding.at_if(
                store.place(&place.path, None, evidence.sources).as_ref(),
                "",
            );
            finding.because("it is read under the key, and written under the key: the file stays behind, and comes back");
            finding.help("rename the file, or mend the key in it");
        }
    }
}
