//! The lines of sources that a finding points at, cut out and made safe to draw.
//!
//! annotate-snippets panics on spans past the end or inside a character, and takes time in
//! proportion to the text that it is given. So it only ever gets whole lines around the labels, at
//! most [`WINDOW`] bytes, cleaned, with spans that were clamped to that text.

use std::ops::Range;

use upsafe_core::{Label, Side, Source, SourceId, Sources};

use crate::clean;

/// The most bytes of a source in one excerpt.
const WINDOW: usize = 16 * 1024;

/// Part of a source to draw, or only its name.
#[derive(Debug, PartialEq)]
pub(super) struct Excerpt {
    /// The path to show.
    pub(super) path: String,
    /// Where it starts: the line, and the column where no text is drawn.
    pub(super) line: Option<usize>,
    /// The column in characters, from 1.
    pub(super) column: Option<usize>,
    /// The lines to draw; empty where only the place is named.
    pub(super) text: String,
    /// What to mark in `text`; where that is empty, what to say of the place.
    pub(super) marks: Vec<Mark>,
}

/// A span of an excerpt's text and what to say of it.
#[derive(Debug, PartialEq)]
pub(super) struct Mark {
    pub(super) span: Range<usize>,
    pub(super) text: String,
    /// Whether this is the finding's first place.
    pub(super) primary: bool,
}

struct Spot<'l> {
    span: Range<usize>,
    lines: Range<usize>,
    text: &'l str,
    primary: bool,
}

/// The excerpts of a finding's labels, file by file in the order in which they first appear.
pub(super) fn excerpts(labels: &[Label], sources: &Sources) -> Vec<Excerpt> {
    let mut keys: Vec<(SourceId, Side)> = Vec::new();
    for label in labels {
        let key = (label.place.source, label.side);
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let mut all = Vec::new();
    for (id, side) in keys {
        let source = sources.get(id);
        let path = match side {
            Side::Old => format!("{} (old)", clean::line(source.path())),
            Side::New => clean::line(source.path()).into_owned(),
        };
        let here = labels
            .iter()
            .enumerate()
            .filter(|(_, label)| label.place.source == id && label.side == side);
        let mut spots = Vec::new();
        for (at, label) in here {
            match &label.place.span {
                Some(span) => spots.push(spot(source, span, &label.text, at == 0)),
                None => all.push(named(path.clone(), None, &label.text)),
            }
        }
        push_file(&mut all, source, &path, &spots);
    }
    all
}

fn push_file(all: &mut Vec<Excerpt>, source: &Source, path: &str, spots: &[Spot<'_>]) {
    let start = spots.iter().map(|spot| spot.lines.start).min();
    let end = spots.iter().map(|spot| spot.lines.end).max();
    let (Some(start), Some(end)) = (start, end) else {
        return;
    };
    if end - start <= WINDOW {
        all.push(drawn(source, path, start..end, spots));
        return;
    }
    // The places are far apart, or a line is very long: each for itself.
    for spot in spots {
        if spot.lines.len() <= WINDOW {
            all.push(drawn(
                source,
                path,
                spot.lines.clone(),
                std::slice::from_ref(spot),
            ));
        } else {
            all.push(at_place(source, path, spot));
        }
    }
}

fn drawn(source: &Source, path: &str, window: Range<usize>, spots: &[Spot<'_>]) -> Excerpt {
    let text = &source.text()[window.clone()];
    if text.trim().is_empty() {
        // Nothing to see: the end of a file, an empty line.
        return match spots {
            [] => named(path.to_owned(), None, ""),
            [first, ..] => at_place(source, path, first),
        };
    }
    let before = |at: usize| clean::source(&text[..at - window.start]).len();
    Excerpt {
        path: path.to_owned(),
        line: Some(source.position(window.start).line as usize),
        column: None,
        marks: spots
            .iter()
            .map(|spot| Mark {
                span: before(spot.span.start)..before(spot.span.end),
                text: clean::short(spot.text, super::MESSAGE_MAX).into_owned(),
                primary: spot.primary,
            })
            .collect(),
        text: clean::source(text),
    }
}

fn at_place(source: &Source, path: &str, spot: &Spot<'_>) -> Excerpt {
    let position = source.position(spot.span.start);
    named(
        path.to_owned(),
        Some((position.line as usize, position.column as usize)),
        spot.text,
    )
}

fn named(path: String, at: Option<(usize, usize)>, text: &str) -> Excerpt {
    let text = clean::short(text, super::MESSAGE_MAX).into_owned();
    let mark = (!text.is_empty()).then_some(Mark {
        span: 0..0,
        text,
        primary: false,
    });
    Excerpt {
        path,
        line: at.map(|(line, _)| line),
        column: at.map(|(_, column)| column),
        text: String::new(),
        marks: mark.into_iter().collect(),
    }
}

/// A span clamped to the text, to whole characters and to its order, with the lines it touches.
fn spot<'l>(source: &Source, span: &Range<usize>, text: &'l str, primary: bool) -> Spot<'l> {
    let whole = source.text();
    let start = clamped(whole, span.start);
    let mut end = clamped(whole, span.end).max(start);
    let first = whole[..start].rfind('\n').map_or(0, |at| at + 1);
    let mut last = line_end(
        whole,
        if end > start {
            end - back(whole, end)
        } else {
            end
        },
    );
    if last - first > WINDOW && line_end(whole, start) - first <= WINDOW {
        // A span over very many lines: its first one stands for it.
        last = line_end(whole, start);
        end = end.min(last);
    }
    Spot {
        span: start..end,
        lines: first..last.max(end),
        text,
        primary,
    }
}

/// The nearest offset at or before `at` that splits neither a character nor a line end.
fn clamped(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at.min(text.len()));
    let inside_line_end = text[at..].starts_with('\n') && text[..at].ends_with('\r');
    at - usize::from(inside_line_end)
}

/// Where the line of `from` ends, before its line end.
fn line_end(text: &str, from: usize) -> usize {
    clamped(
        text,
        text[from..].find('\n').map_or(text.len(), |at| from + at),
    )
}

/// The length in bytes of the character before `at`.
fn back(text: &str, at: usize) -> usize {
    text[..at].chars().next_back().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use upsafe_core::{Finding, Level, Place, RuleMeta, Sink, Status, Subject};

    use super::*;

    static META: RuleMeta = RuleMeta {
        id: "deps/x",
        summary: "",
        docs: "",
        level: Level::Error,
        since: "0.1.0",
        status: Status::Stable,
        aliases: &[],
    };

    fn finding() -> Finding {
        let (mut findings, mut limits) = (Vec::new(), Vec::new());
        Sink::new(&META, Level::Error, &mut findings, &mut limits)
            .report(Subject::file("a"), "message");
        findings.remove(0)
    }

    fn check(text: &str, span: Range<usize>, expected: &str) {
        let mut sources = Sources::new();
        let id = sources.add("a", text);
        let mut finding = finding();
        finding.at(Place::new(id, span.clone()), "");
        let shown: Vec<String> = excerpts(&finding.labels, &sources)
            .iter()
            .map(|e| match (e.line, e.column, e.marks.first()) {
                (Some(line), None, Some(mark)) => {
                    let (text, span) = (&e.text, mark.span.clone());
                    let cut = format!(
                        "{}[{}]{}",
                        &text[..span.start],
                        &text[span.clone()],
                        &text[span.end..]
                    );
                    format!("{line}: {cut:?}")
                }
                (line, column, _) => format!("{line:?} {column:?}"),
            })
            .collect();
        assert_eq!(shown.join(" + "), expected, "{text:?} {span:?}");
    }

    #[test]
    fn spans_are_clamped_and_lines_are_whole() {
        check("one\ntwo\nthree", 4..7, r#"2: "[two]""#);
        check("one\ntwo\nthree", 5..9, r#"2: "t[wo\nt]hree""#);
        check("one\ntwo\nthree", 4..8, r#"2: "[two\n]""#);
        check("one\r\ntwo\r\n", 5..8, r#"2: "[two]""#);
        check("one\r\ntwo\r\n", 6..9, r#"2: "t[wo]""#);
        check("one\r\ntwo\r\n", 6..10, r#"2: "t[wo\r\n]""#);
        check("zwölf", 3..4, r#"1: "zw[ö]lf""#);
        check("one\ntwo", 100..200, r#"2: "two[]""#);
        check("one\ntwo", Range { start: 6, end: 4 }, r#"2: "tw[]o""#);
        check("one\n", 4..4, "Some(2) Some(1)");
        check("", 0..0, "Some(1) Some(1)");
        check("a\u{1b}b\nc", 1..3, r#"1: "a[␛b]""#);
    }

    #[test]
    fn long_lines_are_named_and_far_places_stand_apart() {
        let long = "x".repeat(WINDOW + 1);
        check(&long, 5..9, "Some(1) Some(6)");
        let many = "line\n".repeat(WINDOW);
        check(&many, 5..many.len(), r#"2: "[line]""#);

        let mut sources = Sources::new();
        let id = sources.add("a", many.as_str());
        let mut finding = finding();
        finding
            .at(Place::new(id, 0..4), "first")
            .at(Place::new(id, 75_000..75_004), "second");
        let lines: Vec<_> = excerpts(&finding.labels, &sources)
            .iter()
            .map(|e| e.line)
            .collect();
        assert_eq!(lines, [Some(1), Some(15_001)]);
    }
}
