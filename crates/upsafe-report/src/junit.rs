//! `junit`: a suite for each gate, a case for each rule, and a suite `upsafe` with the verdict.
//!
//! The format has no standard; this is the part that Jenkins, GitLab and GitHub's reporters agree
//! on. A rule fails if one of its findings is an error; lesser findings stand in its output. A rule
//! with open questions and no finding is skipped, a gate that could not look is an error.

use upsafe_core::{Finding, GateRun, GateStatus, Level, Report, Verdict, count};

use crate::{clean, place, words};

pub(crate) fn render(report: &Report) -> String {
    let mut suites: Vec<Suite> = report
        .gates
        .iter()
        .map(|run| of_gate(report, run))
        .collect();
    suites.extend(of_the_run(report));
    suites.push(verdict(report));
    let total =
        |of: fn(&Outcome) -> bool| suites.iter().map(|suite| suite.count(of)).sum::<usize>();
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.push_str(&format!(
        "<testsuites name=\"upsafe\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n",
        total(|_| true),
        total(Outcome::is_failure),
        total(Outcome::is_error),
    ));
    for suite in &suites {
        suite.write(&mut xml);
    }
    xml.push_str("</testsuites>\n");
    xml
}

struct Suite {
    name: String,
    cases: Vec<Case>,
}

struct Case {
    name: String,
    outcome: Outcome,
    output: String,
}

enum Outcome {
    Passed,
    Skipped { reason: String },
    Failed { message: String, text: String },
    Error { message: String },
}

impl Outcome {
    fn is_failure(&self) -> bool {
        matches!(self, Self::Failed { .. })
    }

    fn is_error(&self) -> bool {
        matches!(self, Self::Error { .. })
    }

    fn is_skipped(&self) -> bool {
        matches!(self, Self::Skipped { .. })
    }
}

fn of_gate(report: &Report, run: &GateRun) -> Suite {
    let whole = |outcome| {
        vec![Case {
            name: "gate".to_owned(),
            outcome,
            output: String::new(),
        }]
    };
    let cases = match &run.status {
        GateStatus::Failed { reason } => {
            let message = format!("the gate could not look: {reason}");
            whole(Outcome::Error { message })
        }
        GateStatus::Skipped { reason } => whole(Outcome::Skipped {
            reason: reason.clone(),
        }),
        GateStatus::Checked => Vec::new(),
    };
    let ran = run.rules.iter().map(|meta| meta.id);
    let found = findings_of(report, run.name).map(|finding| finding.rule.as_str());
    let rules = distinct(ran.chain(found))
        .into_iter()
        .map(|rule| of_rule(report, run, rule));
    let mut cases: Vec<Case> = cases.into_iter().chain(rules).collect();
    if cases.is_empty() {
        cases = whole(Outcome::Passed);
    }
    Suite {
        name: run.name.to_owned(),
        cases,
    }
}

/// Findings of no gate: those about the run itself, such as an expired waiver.
fn of_the_run(report: &Report) -> Vec<Suite> {
    let known = |gate: &str| report.gates.iter().any(|run| run.name == gate);
    let names = report
        .findings
        .iter()
        .map(|finding| finding.rule.gate())
        .filter(|gate| !known(gate));
    let suite = |name: &str| {
        let run = GateRun::new("", GateStatus::Checked);
        let rules = distinct(findings_of(report, name).map(|finding| finding.rule.as_str()));
        let cases = rules
            .into_iter()
            .map(|rule| of_rule(report, &run, rule))
            .collect();
        Suite {
            name: name.to_owned(),
            cases,
        }
    };
    distinct(names).into_iter().map(suite).collect()
}

fn findings_of<'r>(report: &'r Report, gate: &str) -> impl Iterator<Item = &'r Finding> {
    report
        .findings
        .iter()
        .filter(move |finding| finding.rule.gate() == gate)
}

fn distinct<'r>(names: impl Iterator<Item = &'r str>) -> Vec<&'r str> {
    let mut seen = Vec::new();
    for name in names {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen
}

fn of_rule(report: &Report, run: &GateRun, rule: &str) -> Case {
    let here = |error: bool| {
        report
            .findings
            .iter()
            .filter(move |finding| (finding.level == Level::Error) == error)
            .filter(|finding| finding.rule.as_str() == rule)
    };
    let errors: Vec<_> = here(true)
        .map(|finding| describe(finding, report))
        .collect();
    let mut output: Vec<_> = here(false)
        .map(|finding| describe(finding, report))
        .collect();
    let waived = report
        .waived
        .iter()
        .filter(|waived| waived.finding.rule.as_str() == rule);
    output.extend(waived.map(|waived| {
        let (message, reason) = (
            clean::line(&waived.finding.message),
            clean::line(&waived.reason),
        );
        format!("waived: {message} ({reason})")
    }));
    let limits: Vec<_> = run
        .limits
        .iter()
        .filter(|limit| limit.rule == rule)
        .map(|limit| clean::line(&limit.message))
        .collect();
    let outcome = if let Some(first) = here(true).next() {
        let more = match errors.len() {
            1 => String::new(),
            n => format!(" (and {} more)", n - 1),
        };
        Outcome::Failed {
            message: format!("{}{more}", first.message),
            text: errors.join("\n\n"),
        }
    } else if output.is_empty() && !limits.is_empty() {
        let reason = format!("{} could not be answered", count(limits.len(), "question"));
        Outcome::Skipped {
            reason: format!("{reason}: {}", limits.join("; ")),
        }
    } else {
        Outcome::Passed
    };
    let name = rule.split_once('/').map_or(rule, |(_, name)| name);
    Case {
        name: name.to_owned(),
        outcome,
        output: output.join("\n\n"),
    }
}

fn describe(finding: &Finding, report: &Report) -> String {
    let mut lines = vec![format!(
        "{}: {}",
        finding.level,
        clean::line(&finding.message)
    )];
    let line = |head: &str, text: &str| format!("  {head}{}", clean::line(text));
    for label in &finding.labels {
        let text = if label.text.is_empty() {
            String::new()
        } else {
            format!(": {}", label.text)
        };
        lines.push(line(
            "at ",
            &format!("{}{text}", place::text(label, &report.sources)),
        ));
    }
    lines.extend(
        finding
            .because
            .iter()
            .map(|why| line("because ", &why.to_string())),
    );
    if !finding.breaks.is_empty() {
        lines.push(line("", &words::breaks(&finding.breaks)));
    }
    lines.extend(
        finding
            .help
            .iter()
            .map(|help| line("help: ", &help.to_string())),
    );
    lines.join("\n")
}

fn verdict(report: &Report) -> Suite {
    let verdict = report.verdict();
    let message = format!("{verdict}: {}", words::counts(report));
    let outcome = match verdict {
        Verdict::Safe => Outcome::Passed,
        Verdict::NotSafe => Outcome::Failed {
            message,
            text: words::gates(report).join("\n"),
        },
        Verdict::CannotTell => Outcome::Error { message },
    };
    let output = report
        .gates
        .iter()
        .flat_map(|run| &run.notes)
        .map(|note| clean::line(note));
    let output = output.collect::<Vec<_>>().join("\n");
    let cases = vec![Case {
        name: "verdict".to_owned(),
        outcome,
        output,
    }];
    Suite {
        name: "upsafe".to_owned(),
        cases,
    }
}

impl Suite {
    fn count(&self, of: fn(&Outcome) -> bool) -> usize {
        self.cases.iter().filter(|case| of(&case.outcome)).count()
    }

    fn write(&self, xml: &mut String) {
        let name = escape(&self.name);
        xml.push_str(&format!(
            "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">\n",
            self.cases.len(),
            self.count(Outcome::is_failure),
            self.count(Outcome::is_error),
            self.count(Outcome::is_skipped),
        ));
        for case in &self.cases {
            case.write(&name, xml);
        }
        xml.push_str("  </testsuite>\n");
    }
}

impl Case {
    fn write(&self, suite: &str, xml: &mut String) {
        xml.push_str(&format!(
            "    <testcase classname=\"{suite}\" name=\"{}\"",
            escape(&self.name)
        ));
        let mut inner = match &self.outcome {
            Outcome::Passed => String::new(),
            Outcome::Skipped { reason } => format!("<skipped message=\"{}\"/>", attribute(reason)),
            Outcome::Failed { message, text } => format!(
                "<failure type=\"error\" message=\"{}\">{}</failure>",
                attribute(message),
                escape(text)
            ),
            Outcome::Error { message } => {
                format!(
                    "<error type=\"cannot-tell\" message=\"{}\"/>",
                    attribute(message)
                )
            }
        };
        if !self.output.is_empty() {
            inner.push_str(&format!(
                "<system-out>{}</system-out>",
                escape(&self.output)
            ));
        }
        if inner.is_empty() {
            xml.push_str("/>\n");
        } else {
            xml.push_str(&format!(">{inner}</testcase>\n"));
        }
    }
}

/// One line, escaped: a raw newline in an attribute would be read as a space.
fn attribute(text: &str) -> String {
    escape(&clean::line(text))
}

/// Text for an element or attribute. Characters that XML 1.0 forbids (section 2.2) become visible
/// stand-ins: they cannot even be written as references.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            escaped.push('\n');
        }
        for c in clean::line(line).chars() {
            match c {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '"' => escaped.push_str("&quot;"),
                '\'' => escaped.push_str("&apos;"),
                '\u{fffe}' | '\u{ffff}' => escaped.push(char::REPLACEMENT_CHARACTER),
                _ => escaped.push(c),
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_element() {
        let check = |text, expected| assert_eq!(escape(text), expected);
        check("a]]></failure>\"'", "a]]&gt;&lt;/failure&gt;&quot;&apos;");
        check("&amp;", "&amp;amp;");
        check("\0\u{1b}\u{ffff}\n\r", "␀␛\u{fffd}\n␍");
    }
}
