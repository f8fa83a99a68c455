//! A copy that says something else than the source of truth.

use upsafe_core::{Sink, Subject, count};

use crate::{Evidence, StoredMetadata, drift::Drifted};

upsafe_core::rule!(StoredMetadata, "metadata/drifted-copy", "drifted_copy.md",
    level: Error, since: "0.1.0",
    summary: "two stores that describe the same do not agree", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for pair in evidence.drifts {
        for objects in pair.drift.differences.chunk_by(|a, b| a.key == b.key) {
            let Some(first) = objects.first() else {
                continue;
            };
            let key = &first.key;
            let what = match (&first.truth, &first.copy, first.path.is_empty()) {
                (Some(_), None, true) => format!("is in `{}` alone", pair.truth),
                (None, Some(_), true) => format!("is in `{}` alone", pair.copy),
                _ => format!("differs at {}", count(objects.len(), "place")),
            };
            let finding = sink.report(
                Subject::key(key),
                format!("`{}`: `{key}` {what}", pair.name),
            );
            finding.class(&pair.name);
            for one in objects.iter().take(5).filter(|one| !one.path.is_empty()) {
                finding.because(told(one));
            }
            finding.help("find out which of them is right before readers change over to the other");
        }
    }
}

fn told(one: &Drifted) -> String {
    let text = |value: &Option<serde_json::Value>| {
        value
            .as_ref()
            .map_or_else(|| "nothing".to_owned(), crate::told::short)
    };
    format!(
        "`{}`: {} in the truth, {} in the copy",
        one.path,
        text(&one.truth),
        text(&one.copy)
    )
}
