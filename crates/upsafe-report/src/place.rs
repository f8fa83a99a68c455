//! Where a label points, as lines and columns that are in order.

use upsafe_core::{Label, Position, Side, Sources};

use crate::clean;

/// A path and, where a span is meant, its first position and its end (exclusive).
#[derive(Debug)]
pub(crate) struct Spot<'s> {
    pub(crate) path: &'s str,
    pub(crate) range: Option<(Position, Position)>,
}

/// The place of a label. Positions past the end of the text are its end.
pub(crate) fn spot<'s>(label: &Label, sources: &'s Sources) -> Spot<'s> {
    let source = sources.get(label.place.source);
    let range = label.place.span.as_ref().map(|span| {
        let start = source.position(span.start);
        (start, source.position(span.end).max(start))
    });
    Spot {
        path: source.path(),
        range,
    }
}

/// `Cargo.lock:3:11`, or the path alone for a file as a whole; one harmless line.
pub(crate) fn text(label: &Label, sources: &Sources) -> String {
    let Spot { path, range } = spot(label, sources);
    let path = clean::line(path);
    let old = match label.side {
        Side::Old => " (old)",
        Side::New => "",
    };
    match range {
        None => format!("{path}{old}"),
        Some((at, _)) => format!("{path}:{}:{}{old}", at.line, at.column),
    }
}
