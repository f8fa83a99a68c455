//! A new version works with less than the one before, and its number does not say so.

use upsafe_config::DroppedSupport;
use upsafe_core::{Place, Sink, Subject};

use crate::{Evidence, Semver};

upsafe_core::rule!(Semver, "semver/matrix-support-dropped", "matrix_support_dropped.md",
    level: Error, since: "0.1.0",
    summary: "a version supports less than the one before and its number does not say so", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let Some(matrix) = evidence.matrix else {
        return;
    };
    if let Some(reason) = &matrix.unknown_before {
        sink.limit(reason.as_str());
    }
    for dropped in matrix.dropped.iter().filter(|one| !one.is_announced) {
        let subject = Subject::other("component", &dropped.component);
        let (own, base, head) = (&dropped.own, &dropped.base, &dropped.head);
        let (other, versions) = (&dropped.component, &dropped.versions);
        let message = format!(
            "`{own}` {head} no longer works with `{other}` {versions}, with which {base} did"
        );
        let release = match dropped.required {
            DroppedSupport::Major => "a major release",
            _ => "a minor release",
        };
        sink.report(subject, message)
            .class(format!("{base} {head}"))
            .at(
                Place::new(matrix.source, dropped.span.clone()),
                "the new range",
            )
            .because(format!("support is dropped in {release} at least"))
            .help(format!(
                "keep `{other}` {versions} working, or make this {release}"
            ));
    }
}
