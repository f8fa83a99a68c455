//! The tree uses a version that its own row of the matrix does not name.

use upsafe_core::{Place, Sink, Subject};

use crate::{Evidence, Semver};

upsafe_core::rule!(Semver, "semver/matrix-row-broken", "matrix_row_broken.md",
    level: Error, since: "0.1.0",
    summary: "the tree uses versions that its own row of the matrix does not name", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let Some(matrix) = evidence.matrix else {
        return;
    };
    let Some(own) = &matrix.own else {
        return;
    };
    let (name, version) = (&own.component, &own.version);
    if own.has_no_row {
        let subject = Subject::other("component", name);
        let message = format!("`{name}` {version} is in no row of the version matrix");
        sink.report(subject, message)
            .class("no row")
            .at(
                Place::new(matrix.source, own.span.clone()),
                "its rows stand here",
            )
            .at_if(own.place.as_ref(), "the version")
            .help(format!(
                "add a row for {version} that names what it was tested with"
            ));
    }
    for breach in &own.breaches {
        let subject = Subject::other("component", &breach.component);
        let (other, needed, fact) = (&breach.component, &breach.needed, &breach.fact);
        let message = format!(
            "the {} of `{}` says `{other}` {}, but `{name}` {version} needs {needed}",
            fact.what, fact.path, breach.beyond
        );
        sink.report(subject, message)
            .class(format!("{} {}", fact.path, fact.what))
            .at(fact.place.clone(), format!("`{other}` {}", fact.text))
            .at(
                Place::new(matrix.source, breach.span.clone()),
                format!("the row of {version}"),
            )
            .help(format!(
                "use a version in {needed}, or widen the row once it was tested"
            ));
    }
    for untold in &own.untold {
        sink.limit(format!(
            "the row of `{name}` {version} needs `{untold}`, and no `[[semver.matrix.fact]]` tells which one is used"
        ));
    }
}
