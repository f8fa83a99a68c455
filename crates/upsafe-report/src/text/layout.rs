//! How much of each finding fits on the screen.
//!
//! The most telling form that fits is taken: everything in full; errors in full and the rest a line
//! each; everything a line each. A line is as long as the screen allows: up to three rows of it.
//! Warnings and then infos that do not fit are counted by rule.

use annotate_snippets::Renderer;
use upsafe_core::{GateStatus, Label, Level, Report, Sources, count};

use super::{
    compact::{self, Group, Look},
    full, summary,
};
use crate::{Options, words};

/// The most lines, unless there are more errors than that.
const SCREEN: usize = 60;
/// The most lines of errors in full where other findings wait for room as well.
const HALF: usize = 36;
/// The most lines of other findings below errors: they must not push the errors off the screen.
const BELOW_ERRORS: usize = 16;
/// The most rows of the screen that a finding's line takes.
const ROWS: usize = 3;

pub(crate) fn render(report: &Report, options: &Options) -> String {
    let renderer = renderer(options);
    let mut tail = troubles(report, &renderer);
    let notes = summary::notes(report, options);
    if !notes.is_empty() {
        tail.push(notes.join("\n"));
    }
    tail.push(summary::verdict(report, options));
    // Without findings the verdict follows its notes; below findings it stands apart.
    let tail = tail.join("\n");

    let body = body(report, options, &renderer, height(&tail) + 1);
    if body.is_empty() {
        format!("{tail}\n")
    } else {
        format!("{body}\n\n{tail}\n")
    }
}

/// An error about an input, in the look of a finding. Ends in a newline.
///
/// The places are shown with the lines around them; an error that knows none is its message. This
/// is for what no rule reports: a configuration with a mistake, a file that cannot be understood.
pub fn render_error(
    message: &str,
    labels: &[Label],
    help: Option<&str>,
    sources: &Sources,
    options: &Options,
) -> String {
    let shown = full::error(message, labels, help, sources, &renderer(options));
    format!("{shown}\n")
}

fn width(options: &Options) -> usize {
    options.width.clamp(60, 1_000)
}

fn renderer(options: &Options) -> Renderer {
    let renderer = if options.color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.term_width(width(options))
}

fn body(report: &Report, options: &Options, renderer: &Renderer, taken: usize) -> String {
    let room = SCREEN.saturating_sub(taken);
    let n_findings = report.findings.len();
    if options.verbose || n_findings <= SCREEN / 4 {
        let all = in_full(report, &words::LEVELS, renderer);
        if options.verbose || height(&all) <= room {
            return all;
        }
    }
    let look = |rows| Look {
        width: width(options),
        rows,
        color: options.color,
    };
    let forms = (2..=ROWS).rev().map(look);
    let fitting = forms
        .map(|look| (compact(report, options, renderer, look, room), look.width))
        .find(|(text, width)| rows(text, *width) <= room);
    match fitting {
        Some((text, _)) => text,
        None => compact(report, options, renderer, look(1), room),
    }
}

/// Errors in full where there is room for them, and the rest a line each.
fn compact(
    report: &Report,
    options: &Options,
    renderer: &Renderer,
    look: Look,
    room: usize,
) -> String {
    let room = room.saturating_sub(1); // the line that says so
    let errors = report.counts().error;
    let rest: Vec<_> = [Level::Warning, Level::Info]
        .into_iter()
        .flat_map(|level| compact::groups(report, level))
        .collect();
    let rest_height = rest
        .iter()
        .map(Group::height)
        .sum::<usize>()
        .min(BELOW_ERRORS);
    let mut blocks = Vec::new();
    if errors > 0 {
        let tall = (errors <= SCREEN / 4)
            .then(|| in_full(report, &[Level::Error], renderer))
            .filter(|tall| {
                let fits = height(tall) + 1 + rest_height <= room;
                fits || (height(tall) <= HALF && rest_height > 0)
            });
        blocks.push(tall.unwrap_or_else(|| {
            let groups = compact::groups(report, Level::Error);
            let lines: Vec<_> = groups
                .iter()
                .flat_map(|group| group.lines(group.len(), &report.sources, look))
                .collect();
            lines.join("\n")
        }));
    }
    let used: usize = blocks.iter().map(|block| height(block) + 1).sum();
    let most = if errors > 0 { BELOW_ERRORS } else { SCREEN };
    let lines = fitted(report, &rest, room.saturating_sub(used).min(most), look);
    if !lines.is_empty() {
        blocks.push(lines.join("\n"));
    }
    format!("{}\n{}", blocks.join("\n\n"), summary::shortened(options))
}

/// Lines for as many of the findings as fit; the others are counted by rule in the last line.
fn fitted(report: &Report, groups: &[Group<'_>], room: usize, look: Look) -> Vec<String> {
    let needed: usize = groups.iter().map(Group::height).sum();
    let mut left = if needed <= room {
        room
    } else {
        room.saturating_sub(1)
    };
    let mut lines = Vec::new();
    let mut hidden: Vec<&str> = Vec::new();
    // Every rule gets a fair share, so that a chatty one does not hide the others.
    for (at, group) in groups.iter().enumerate() {
        let waiting: usize = groups[at + 1..]
            .iter()
            .map(|other| other.height().min(4))
            .sum();
        let share = left
            .saturating_sub(waiting)
            .max(left.min(4))
            .min(group.height());
        let shown = match share {
            0 => 0,
            1 if group.len() > 1 => 0,
            _ if group.len() == 1 => 1,
            _ => share - 1,
        };
        if shown > 0 {
            let new = group.lines(shown, &report.sources, look);
            left -= new.len().min(left);
            lines.extend(new);
        }
        hidden.extend(std::iter::repeat_n(group.rule(), group.len() - shown));
    }
    if !hidden.is_empty() {
        let tally = words::tally(hidden.iter().copied());
        lines.push(format!(
            "... {}: {tally}",
            count(hidden.len(), "more finding")
        ));
    }
    lines
}

fn in_full(report: &Report, levels: &[Level], renderer: &Renderer) -> String {
    let of = |level: &Level| {
        let level = *level;
        report
            .findings
            .iter()
            .filter(move |finding| finding.level == level)
    };
    let shown: Vec<_> = levels
        .iter()
        .flat_map(of)
        .map(|finding| full::finding(finding, &report.sources, renderer))
        .collect();
    shown.join("\n\n")
}

/// A block for each gate that could not look: without one, the verdict is not understood.
fn troubles(report: &Report, renderer: &Renderer) -> Vec<String> {
    let failed = report.gates.iter().filter_map(|gate| match &gate.status {
        GateStatus::Failed { reason } => {
            let message = format!("the gate `{}` could not look", gate.name);
            Some(format!("{}\n", full::trouble(&message, reason, renderer)))
        }
        _ => None,
    });
    failed.collect()
}

/// How many rows of a screen a text takes.
fn rows(text: &str, width: usize) -> usize {
    let rows = |line: &str| seen(line).max(1).div_ceil(width);
    text.split('\n').map(rows).sum()
}

/// How many characters of a line are seen: those outside of escape sequences for colours.
fn seen(line: &str) -> usize {
    let mut parts = line.split('\u{1b}');
    let plain = parts.next().map_or(0, |part| part.chars().count());
    let colored = parts.map(|part| {
        part.split_once('m')
            .map_or(0, |(_, text)| text.chars().count())
    });
    plain + colored.sum::<usize>()
}

fn height(text: &str) -> usize {
    if text.is_empty() {
        0
    } else {
        text.bytes().filter(|&b| b == b'\n').count() + 1
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use upsafe_core::Place;

    use super::*;

    fn check(text: &str, places: &[(std::ops::Range<usize>, &str)], expected: &Expect) {
        let mut sources = Sources::new();
        let id = sources.add("upsafe.toml", text);
        let labels: Vec<_> = places
            .iter()
            .map(|(span, text)| Label::new(Place::new(id, span.clone()), *text))
            .collect();
        let help = Some("did you mean `tier`?");
        let message = "unknown key `teir`";
        let options = Options::default();
        expected.assert_eq(&render_error(message, &labels, help, &sources, &options));
    }

    #[test]
    fn an_error_looks_like_a_finding() {
        check(
            "[deps]\nteir = \"fast\"\n",
            &[(7..11, "expected a key"), (1..5, "of this table")],
            &expect![[r#"
                error: unknown key `teir`
                 --> upsafe.toml:2:1
                  |
                1 | [deps]
                  |  ---- of this table
                2 | teir = "fast"
                  | ^^^^ expected a key
                  |
                help: did you mean `tier`?
            "#]],
        );
    }

    #[test]
    fn an_error_without_text_or_place_is_shown() {
        check(
            "",
            &[(0..0, "expected a table")],
            &expect![[r#"
                error: unknown key `teir`
                --> upsafe.toml:1:1
                 = note: expected a table
                help: did you mean `tier`?
            "#]],
        );
        check(
            "",
            &[(7..9, "")],
            &expect![[r#"
                error: unknown key `teir`
                --> upsafe.toml:1:1
                 |
                help: did you mean `tier`?
            "#]],
        );
        check(
            "x",
            &[],
            &expect![[r#"
                error: unknown key `teir`
                 |
                help: did you mean `tier`?
            "#]],
        );
    }
}
