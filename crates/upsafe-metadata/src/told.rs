//! Findings about objects and causes, in the words that all rules share.

use serde_json::Value as Json;
use upsafe_core::{Finding, Sink, Subject, count};

use crate::{
    evidence::{Evidence, Grain, StoreEvidence},
    reader::Verdict,
};

/// So many objects of a cause are named.
const NAMED: usize = 5;

/// Reports every object, or every cause, of a verdict.
pub(crate) fn by_verdict(
    evidence: &Evidence<'_>,
    sink: &mut Sink<'_>,
    verdict: Verdict,
    help: &str,
) {
    for store in evidence.stores {
        match store.grain {
            Grain::Object => objects(evidence, store, sink, verdict, help),
            Grain::Cause => causes(evidence, store, sink, verdict, help),
        }
    }
}

fn objects(
    evidence: &Evidence<'_>,
    store: &StoreEvidence,
    sink: &mut Sink<'_>,
    verdict: Verdict,
    help: &str,
) {
    let survey = &store.survey;
    for object in &survey.objects {
        let mut of_verdict = object
            .causes
            .iter()
            .filter(|cause| survey.causes[cause.group].verdict == verdict);
        let Some(first) = of_verdict.next() else {
            continue;
        };
        let group = &survey.causes[first.group];
        let title = match first.path.is_empty() {
            true => group.reason.clone(),
            false => format!("`{}`: {}", first.path, group.reason),
        };
        let finding = sink.report(
            Subject::key(&object.key),
            format!("`{}`: {title}", object.key),
        );
        let place = store.place(&object.place.path, first.position, evidence.sources);
        finding.at_if(place.as_ref(), "");
        value(finding, verdict, first.value.as_ref());
        if object.place.path != object.key && place.is_none() {
            finding.because(format!(
                "in `{}`, line {}",
                object.place.path, object.place.line
            ));
        }
        if let Some(detail) = &first.detail {
            finding.because(detail);
        }
        for cause in of_verdict {
            let reason = &survey.causes[cause.group].reason;
            let lost = cause
                .value
                .as_ref()
                .map_or_else(String::new, |value| format!(": {}", short(value)));
            finding.because(format!("also `{}`: {reason}{lost}", cause.path));
        }
        finding.help(group.help.unwrap_or(help));
        if let Some(value) = &first.value {
            finding.witness(value.clone());
        }
    }
}

fn causes(
    evidence: &Evidence<'_>,
    store: &StoreEvidence,
    sink: &mut Sink<'_>,
    verdict: Verdict,
    help: &str,
) {
    let survey = &store.survey;
    for (n, group) in store.ranked() {
        let Some((object, cause)) = store.witness(n).filter(|_| group.verdict == verdict) else {
            continue;
        };
        let kind = if group.kind.is_empty() {
            "object"
        } else {
            &*group.kind
        };
        let n_objects = match group.kind.is_empty() {
            true => count(group.n_objects, kind),
            false => format!("{} `{kind}`", group.n_objects),
        };
        let finding = sink.report(
            store.subject(),
            format!(
                "`{}`: {n_objects} {}: {}",
                store.name,
                verdict.name(),
                group.title()
            ),
        );
        finding.class(format!("{kind} {}", group.title()));
        finding.copies(group.n_objects);
        finding.at_if(
            store
                .place(&object.place.path, cause.position, evidence.sources)
                .as_ref(),
            "",
        );
        value(finding, verdict, cause.value.as_ref());
        if let Some(detail) = &group.detail {
            finding.because(detail);
        }
        let with = survey
            .objects
            .iter()
            .filter(|object| object.causes.iter().any(|cause| cause.group == n));
        let keys: Vec<String> = with
            .take(NAMED)
            .map(|object| format!("`{}`", object.key))
            .collect();
        let more = if group.n_objects > NAMED { ", ..." } else { "" };
        finding.because(format!("{}{more}", keys.join(", ")));
        finding.help(group.help.unwrap_or(help));
    }
}

/// The value that is lost or refused, as a note.
fn value(finding: &mut Finding, verdict: Verdict, value: Option<&Json>) {
    if let Some(value) = value {
        let what = if verdict == Verdict::Lossy {
            "lost"
        } else {
            "found"
        };
        finding.because(format!("{what}: {}", short(value)));
    }
}

/// A value in backticks, cut where it is long.
pub(crate) fn short(value: &Json) -> String {
    let text = value.to_string();
    match text.char_indices().nth(120) {
        Some((end, _)) => format!("`{}...`", &text[..end]),
        None => format!("`{text}`"),
    }
}
