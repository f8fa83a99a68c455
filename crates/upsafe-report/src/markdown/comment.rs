//! The comment: the verdict, a table of findings, and folded reasons.

use upsafe_core::{Because, Finding, GateStatus, Level, Report, Verdict, count};

use super::escape::{inline, verbatim};
use crate::{clean, place, words};

/// The first line of every comment: CI looks for it to update the comment in place of adding one.
pub const MARKER: &str = "<!-- upsafe-report -->";

/// GitHub takes 65,536 characters; this leaves room for what is around.
const WHOLE: usize = 60_000;
/// How much of it the table may take.
const TABLE: usize = 24_000;
/// How much of it the folded reasons may take.
const REASONS: usize = 26_000;
/// The most characters of one text: the table shows what is wrong, not a novel.
const TEXT: usize = 400;
/// The most characters of a gate's note, of which it shows a few.
const NOTE: usize = 160;

pub(crate) fn render(report: &Report) -> String {
    let mut out = format!("{MARKER}\n## {}\n\n", headline(report.verdict()));
    out.push_str(&format!("{}.\n\n", words::counts(report)));
    out.push_str(&gates(report));
    let sorted: Vec<&Finding> = words::LEVELS
        .into_iter()
        .flat_map(|level| {
            report
                .findings
                .iter()
                .filter(move |finding| finding.level == level)
        })
        .collect();
    if !sorted.is_empty() {
        out.push_str(&table(report, &sorted));
        out.push_str(&reasons(report, &sorted));
    }
    for part in [waived(report), open(report)] {
        if out.len() + part.len() <= WHOLE {
            out.push_str(&part);
        }
    }
    format!("{}\n", out.trim_end())
}

fn headline(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Safe => "\u{2705} upsafe: safe",
        Verdict::NotSafe => "\u{274c} upsafe: not safe",
        Verdict::CannotTell => "\u{2754} upsafe: cannot tell",
    }
}

fn gates(report: &Report) -> String {
    if report.gates.is_empty() {
        return "No gate ran.\n\n".to_owned();
    }
    let mut out = String::from("| gate | | |\n|---|---|---|\n");
    for gate in &report.gates {
        let at = |level| {
            let here = report
                .findings
                .iter()
                .filter(|finding| finding.rule.gate() == gate.name);
            here.filter(|finding| finding.level == level).count()
        };
        let (errors, others) = (at(Level::Error), at(Level::Warning) + at(Level::Info));
        let said = match &gate.status {
            GateStatus::Checked if errors > 0 => format!("**{}**", count(errors, "error")),
            GateStatus::Checked if others > 0 => count(others, "remark"),
            GateStatus::Checked => "ok".to_owned(),
            GateStatus::Skipped { .. } => "skipped".to_owned(),
            GateStatus::Failed { .. } => "**could not look**".to_owned(),
        };
        let short = |text: &str| inline(&clean::short(text, NOTE));
        let why = match gate.status.reason() {
            Some(reason) => short(reason),
            None => gate
                .notes
                .iter()
                .take(4)
                .map(|note| short(note))
                .collect::<Vec<_>>()
                .join("<br>"),
        };
        out.push_str(&format!("| {} | {said} | {why} |\n", text(gate.name)));
    }
    out + "\n"
}

fn table(report: &Report, findings: &[&Finding]) -> String {
    let head = "| | rule | finding | place |\n|---|---|---|---|\n";
    let row = |finding: &Finding| {
        let place = finding
            .labels
            .first()
            .map(|label| place::text(label, &report.sources));
        let place = place
            .map(|place| verbatim(&clean::short(&place, TEXT)))
            .unwrap_or_default();
        let rule = verbatim(finding.rule.as_str());
        format!(
            "| {} | {rule} | {} | {place} |\n",
            level(finding.level),
            text(&finding.message)
        )
    };
    let (rows, hidden) = within(TABLE, findings, row);
    format!("{head}{rows}\n{}", more(hidden))
}

fn reasons(report: &Report, findings: &[&Finding]) -> String {
    let telling: Vec<_> = findings
        .iter()
        .copied()
        .filter(|finding| tells_more(finding))
        .collect();
    if telling.is_empty() {
        return String::new();
    }
    let (blocks, hidden) = within(REASONS, &telling, |finding| reason(report, finding));
    let head = "<details><summary>Why, and how to fix it</summary>\n\n";
    format!("{head}{blocks}{}</details>\n\n", more(hidden))
}

fn tells_more(finding: &Finding) -> bool {
    !(finding.because.is_empty()
        && finding.help.is_empty()
        && finding.breaks.is_empty()
        && finding.witness.is_none()
        && finding.labels.len() < 2)
}

fn reason(report: &Report, finding: &Finding) -> String {
    let mut out = format!(
        "**{}** {}\n\n",
        level(finding.level),
        text(&finding.message)
    );
    let mut item = |text: &str| out.push_str(&format!("- {text}\n"));
    for label in finding.labels.iter().filter(|label| !label.text.is_empty()) {
        let place = verbatim(&clean::short(&place::text(label, &report.sources), TEXT));
        item(&format!("{place}: {}", text(&label.text)));
    }
    for because in &finding.because {
        match because {
            Because::Path(_) => item(&verbatim(&clean::short(&because.to_string(), TEXT))),
            _ => item(&text(&because.to_string())),
        }
    }
    if !finding.breaks.is_empty() {
        item(&words::breaks(&finding.breaks));
    }
    if let Some(witness) = &finding.witness {
        item(&format!(
            "shown by {}",
            verbatim(&clean::short(&witness.to_string(), TEXT))
        ));
    }
    for help in &finding.help {
        let command = help.command.as_ref().map(|command| verbatim(command));
        let words: Vec<_> = command
            .into_iter()
            .chain((!help.text.is_empty()).then(|| text(&help.text)))
            .collect();
        item(&format!("help: {}", words.join(" ")));
    }
    out + "\n"
}

/// As many blocks as fit in `room` characters, and the findings that did not.
fn within<'f>(
    room: usize,
    findings: &[&'f Finding],
    block: impl Fn(&Finding) -> String,
) -> (String, Vec<&'f Finding>) {
    let mut out = String::new();
    for (at, finding) in findings.iter().enumerate() {
        let block = block(finding);
        if out.len() + block.len() > room {
            return (out, findings[at..].to_vec());
        }
        out.push_str(&block);
    }
    (out, Vec::new())
}

fn more(hidden: Vec<&Finding>) -> String {
    if hidden.is_empty() {
        return String::new();
    }
    let tally = words::tally(hidden.iter().map(|finding| finding.rule.as_str()));
    let tally = clean::short(&tally, TEXT);
    format!(
        "... {} in the full report: {}\n\n",
        count(hidden.len(), "more finding"),
        inline(&tally)
    )
}

fn waived(report: &Report) -> String {
    folded(
        &count(report.waived.len(), "finding"),
        "waived",
        report.waived.iter().map(|waived| {
            let rule = verbatim(waived.finding.rule.as_str());
            format!(
                "{rule} {}: {}",
                text(&waived.finding.message),
                text(&waived.reason)
            )
        }),
    )
}

fn open(report: &Report) -> String {
    let limits: Vec<_> = report.gates.iter().flat_map(|gate| &gate.limits).collect();
    folded(
        &count(limits.len(), "question"),
        "could not be answered",
        limits
            .iter()
            .map(|limit| format!("{} {}", verbatim(limit.rule), text(&limit.message))),
    )
}

/// A folded list of at most 30 items; nothing for none.
fn folded(what: &str, verb: &str, items: impl ExactSizeIterator<Item = String>) -> String {
    let n = items.len();
    if n == 0 {
        return String::new();
    }
    let mut out = format!("<details><summary>{what} {verb}</summary>\n\n");
    for item in items.take(30) {
        out.push_str(&format!("- {item}\n"));
    }
    if n > 30 {
        out.push_str(&format!("- ... {} more\n", n - 30));
    }
    out + "\n</details>\n\n"
}

fn text(text: &str) -> String {
    inline(&clean::short(text, TEXT))
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "info",
    }
}
