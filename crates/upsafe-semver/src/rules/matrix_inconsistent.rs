//! The version matrix contradicts itself or leaves something open.

use upsafe_core::{Place, Sink, Subject};

use crate::{
    Evidence, Semver,
    matrix::{Issue, IssueKind},
};

upsafe_core::rule!(Semver, "semver/matrix-inconsistent", "matrix_inconsistent.md",
    level: Error, since: "0.1.0",
    summary: "the version matrix has gaps, overlaps or ranges without bounds", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let Some(matrix) = evidence.matrix else {
        return;
    };
    for issue in &matrix.issues {
        let subject = Subject::other("component", &issue.component);
        let finding = sink.report(subject, issue.message.clone());
        finding
            .class(format!("{} {}", issue.kind.name(), issue.versions))
            .at(
                Place::new(matrix.source, issue.span.clone()),
                seen(issue.kind),
            )
            .help(help(issue));
        if let Some((span, text)) = &issue.related {
            finding.at(Place::new(matrix.source, span.clone()), text.clone());
        }
    }
}

fn seen(kind: IssueKind) -> &'static str {
    match kind {
        IssueKind::Gap => "the rows leave a gap",
        IssueKind::Overlap => "one of the rows",
        IssueKind::Contradiction => "one of the needs",
        IssueKind::Unbounded => "open on one side",
        IssueKind::Empty => "holds nothing",
        IssueKind::Outside => "the row",
        IssueKind::Unmet => "nothing does",
    }
}

fn help(issue: &Issue) -> String {
    let versions = &issue.versions;
    match issue.kind {
        IssueKind::Gap => format!("add a row for `{versions}`, or take it out of `supported`"),
        IssueKind::Overlap | IssueKind::Contradiction => {
            format!("let one row alone be about `{versions}`")
        }
        IssueKind::Unbounded => {
            "name the newest version that was tested, so that a later one needs a line here"
                .to_owned()
        }
        IssueKind::Empty => "exchange the ends, or take the line out".to_owned(),
        IssueKind::Outside => "take the row out, or add its versions to `supported`".to_owned(),
        IssueKind::Unmet => "correct the range, or list the version that is meant".to_owned(),
    }
}
