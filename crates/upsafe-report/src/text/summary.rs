//! The end of the text: what could not be looked at, what does not count, and the verdict.

use annotate_snippets::renderer::{
    DEFAULT_ERROR_STYLE, DEFAULT_HELP_STYLE, DEFAULT_NOTE_STYLE, DEFAULT_WARNING_STYLE, Style,
};
use upsafe_core::{Report, Verdict, count};

use crate::{Options, clean, words};

/// The most lines of notes, and of open questions, where a screen is the limit.
const FEW: usize = 4;

/// Lines of what stands beside the findings: notes of the gates, open questions, waivers.
pub(super) fn notes(report: &Report, options: &Options) -> Vec<String> {
    let most = if options.verbose { usize::MAX } else { FEW };
    let width = if options.verbose {
        usize::MAX
    } else {
        options.width.max(60)
    };
    let mut lines = Vec::new();
    let notes = report.gates.iter().flat_map(|gate| {
        gate.notes
            .iter()
            .map(move |note| format!("{}: {note}", gate.name))
    });
    push(&mut lines, notes.collect(), most, width, |n| {
        count(n, "more note")
    });
    let limits: Vec<_> = report.gates.iter().flat_map(|gate| &gate.limits).collect();
    if !limits.is_empty() {
        let tally = words::tally(limits.iter().map(|limit| limit.rule));
        lines.push(format!(
            "{} could not be answered: {tally}",
            count(limits.len(), "question")
        ));
        let each = limits
            .iter()
            .map(|limit| format!("  {}: {}", limit.rule, limit.message));
        push(&mut lines, each.collect(), most, width, |n| {
            format!("  {} more", n)
        });
    }
    if !report.waived.is_empty() {
        let tally = words::tally(
            report
                .waived
                .iter()
                .map(|waived| waived.finding.rule.as_str()),
        );
        lines.push(format!(
            "{} waived: {tally}",
            count(report.waived.len(), "finding")
        ));
        if options.verbose {
            lines.extend(report.waived.iter().map(|waived| {
                format!(
                    "  {}: {} (waived: {})",
                    waived.finding.rule, waived.finding.message, waived.reason
                )
            }));
        }
    }
    let note = paint("note", DEFAULT_NOTE_STYLE, options);
    lines
        .iter()
        .map(|line| {
            let line = clean::line(line);
            if line.starts_with("  ") {
                line.into_owned()
            } else {
                format!("{note}: {line}")
            }
        })
        .collect()
}

fn push(
    lines: &mut Vec<String>,
    each: Vec<String>,
    most: usize,
    width: usize,
    more: impl Fn(usize) -> String,
) {
    // One line of "more" takes as much room as the line that it hides.
    let shown = if each.len() <= most {
        each.len()
    } else {
        most - 1
    };
    lines.extend(
        each.iter()
            .take(shown)
            .map(|line| clean::short(line, width).into_owned()),
    );
    if each.len() > shown {
        lines.push(more(each.len() - shown));
    }
}

/// The last line: the verdict, the counts, the gates.
pub(super) fn verdict(report: &Report, options: &Options) -> String {
    let verdict = report.verdict();
    let style = match verdict {
        Verdict::Safe => DEFAULT_NOTE_STYLE,
        Verdict::NotSafe => DEFAULT_ERROR_STYLE,
        Verdict::CannotTell => DEFAULT_WARNING_STYLE,
    };
    let mut parts = vec![format!(
        "{}: {}",
        paint(&verdict.to_string(), style, options),
        words::counts(report)
    )];
    parts.extend(
        words::gates(report)
            .iter()
            .map(|gate| clean::short(gate, 160).into_owned()),
    );
    if report.gates.is_empty() {
        parts.push("no gate ran".to_owned());
    }
    parts.join(" | ")
}

/// Says that the findings were shortened, and how to see all.
pub(super) fn shortened(options: &Options) -> String {
    let help = paint("help", DEFAULT_HELP_STYLE, options);
    format!("{help}: shortened to a screen; `--verbose` shows every place and path")
}

fn paint(text: &str, style: Style, options: &Options) -> String {
    if options.color {
        format!("{style}{text}{style:#}")
    } else {
        text.to_owned()
    }
}
