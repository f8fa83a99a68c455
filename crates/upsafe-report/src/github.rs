//! `github`: workflow commands of GitHub Actions, which become annotations on a pull request.
//!
//! Documented under "Workflow commands for GitHub Actions"; the escapes are those of the official
//! toolkit (`@actions/core`, `command.ts`). GitHub shows ten annotations of each level for a step, so
//! errors come first, and of the notices nine at most, because the last one is the verdict.

use upsafe_core::{Finding, GateStatus, Level, Report, count};

use crate::{clean, place, words};

/// How many annotations of one level GitHub shows for a step.
const SHOWN: usize = 10;

pub(crate) fn render(report: &Report) -> String {
    let mut out = String::new();
    let mut n_errors = 0;
    for gate in &report.gates {
        if let GateStatus::Failed { reason } = &gate.status {
            n_errors += 1;
            let text = format!(
                "the gate `{}` could not look: {}",
                gate.name,
                clean::line(reason)
            );
            out.push_str(&command("error", &[("title", gate.name.to_owned())], &text));
        }
    }
    let mut hidden = 0;
    for level in words::LEVELS {
        let found: Vec<_> = report
            .findings
            .iter()
            .filter(|finding| finding.level == level)
            .collect();
        let most = if level == Level::Info {
            SHOWN - 1
        } else {
            usize::MAX
        };
        for finding in found.iter().take(most) {
            out.push_str(&annotation(finding, report));
        }
        let n = found.len() + if level == Level::Error { n_errors } else { 0 };
        hidden += n.saturating_sub(most.min(SHOWN));
    }
    let mut lines = vec![format!("{}: {}", report.verdict(), words::counts(report))];
    lines.extend(words::gates(report));
    if hidden > 0 {
        let findings = count(hidden, "finding");
        lines.push(format!(
            "{findings} beyond the {SHOWN} annotations that GitHub shows for a level"
        ));
    }
    let lines: Vec<_> = lines.iter().map(|line| clean::line(line)).collect();
    out.push_str(&command(
        "notice",
        &[("title", "upsafe".to_owned())],
        &lines.join("\n"),
    ));
    out
}

fn annotation(finding: &Finding, report: &Report) -> String {
    let mut properties = Vec::new();
    if let Some(label) = finding.labels.first() {
        let spot = place::spot(label, &report.sources);
        properties.push(("file", clean::line(spot.path).into_owned()));
        if let Some((start, end)) = spot.range {
            properties.push(("line", start.line.to_string()));
            properties.push(("endLine", end.line.to_string()));
            // Columns are only taken for places on one line; theirs is the last column.
            if start.line == end.line {
                properties.push(("col", start.column.to_string()));
                let last = end.column.saturating_sub(1).max(start.column);
                properties.push(("endColumn", last.to_string()));
            }
        }
    }
    properties.push(("title", clean::line(finding.rule.as_str()).into_owned()));
    let mut lines = vec![clean::line(&finding.message).into_owned()];
    lines.extend(
        finding
            .because
            .iter()
            .map(|why| clean::line(&why.to_string()).into_owned()),
    );
    if !finding.breaks.is_empty() {
        lines.push(words::breaks(&finding.breaks));
    }
    lines.extend(
        finding
            .help
            .iter()
            .map(|help| format!("help: {}", clean::line(&help.to_string()))),
    );
    let name = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "notice",
    };
    command(name, &properties, &lines.join("\n"))
}

fn command(name: &str, properties: &[(&str, String)], text: &str) -> String {
    let properties: Vec<_> = properties
        .iter()
        .map(|(key, value)| format!("{key}={}", property(value)))
        .collect();
    format!("::{name} {}::{}\n", properties.join(","), data(text))
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_command() {
        let line = command(
            "error",
            &[("file", "a,b:c%".to_owned())],
            "x\n::error::y\r%0A",
        );
        assert_eq!(line, "::error file=a%2Cb%3Ac%25::x%0A::error::y%0D%250A\n");
    }
}
