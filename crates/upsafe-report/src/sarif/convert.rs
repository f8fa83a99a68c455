//! From the report to SARIF's object model.

use std::collections::BTreeMap;

use upsafe_core::{
    Finding, Fingerprint, GateStatus, Label, Level, Report, RuleMeta, Side, Sources,
};

use super::model::*;
use crate::{clean, json, place};

/// The name under which relative paths are resolved; code scanning services know it.
const ROOT: &str = "%SRCROOT%";
/// The name of our fingerprint; a new way to compute it takes a new number.
const FINGERPRINT: &str = "upsafe/v1";

pub(crate) fn render(report: &Report) -> String {
    let rules = Rules::of(report);
    let none = || (!report.waived.is_empty()).then(Vec::new);
    let found = report
        .findings
        .iter()
        .zip(report.fingerprints())
        .map(|(finding, print)| outcome(finding, print, none(), &rules, &report.sources));
    let waived = report.waived.iter().map(|waived| {
        let suppression = Suppression {
            kind: "external",
            status: "accepted",
            justification: clean::line(&waived.reason).into_owned(),
        };
        let finding = &waived.finding;
        outcome(
            finding,
            finding.fingerprint(),
            Some(vec![suppression]),
            &rules,
            &report.sources,
        )
    });
    let run = Run {
        results: found.chain(waived).collect(),
        invocations: [invocation(report, &rules)],
        original_uri_base_ids: BTreeMap::from([(
            ROOT,
            Base {
                description: message("the folder that `upsafe` was run for"),
            },
        )]),
        column_kind: "unicodeCodePoints",
        properties: RunProperties {
            verdict: report.verdict(),
            notes: report
                .gates
                .iter()
                .flat_map(|gate| {
                    gate.notes
                        .iter()
                        .map(|note| format!("{}: {}", gate.name, clean::line(note)))
                })
                .collect(),
        },
        tool: Tool {
            driver: Driver {
                name: "upsafe",
                semantic_version: env!("CARGO_PKG_VERSION"),
                information_uri: env!("CARGO_PKG_REPOSITORY"),
                rules: rules.0.into_iter().map(descriptor).collect(),
            },
        },
    };
    json::pretty(&Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [run],
    })
}

/// The rules that ran, then those that only findings name (of the run itself).
struct Rules<'r>(Vec<(&'r str, Option<&'static RuleMeta>)>);

impl<'r> Rules<'r> {
    fn of(report: &'r Report) -> Self {
        let mut rules: Vec<(&str, Option<&'static RuleMeta>)> = Vec::new();
        let ran = report
            .gates
            .iter()
            .flat_map(|gate| &gate.rules)
            .map(|meta| (meta.id, Some(*meta)));
        let limits = report
            .gates
            .iter()
            .flat_map(|gate| &gate.limits)
            .map(|limit| (limit.rule, None));
        let waived = report.waived.iter().map(|waived| &waived.finding);
        let named = report
            .findings
            .iter()
            .chain(waived)
            .map(|finding| (finding.rule.as_str(), None));
        for (id, meta) in ran.chain(limits).chain(named) {
            if !rules.iter().any(|(known, _)| *known == id) {
                rules.push((id, meta));
            }
        }
        Self(rules)
    }

    fn index(&self, id: &str) -> usize {
        self.0
            .iter()
            .position(|(known, _)| *known == id)
            .unwrap_or_default()
    }
}

fn descriptor((id, meta): (&str, Option<&'static RuleMeta>)) -> Descriptor {
    Descriptor {
        id: id.to_owned(),
        about: meta.map(|meta| About {
            name: meta.name(),
            short_description: message(meta.summary),
            help: Help {
                text: plain(meta.docs),
                markdown: meta.docs,
            },
            default_configuration: Configuration {
                level: level(meta.level),
            },
            properties: RuleProperties {
                since: meta.since,
                tags: vec![meta.gate()],
                aliases: meta.aliases,
            },
        }),
    }
}

/// A Markdown page without its heading marks and fences.
fn plain(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut fenced = false;
    for line in markdown.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        let heading = !fenced && line.starts_with('#');
        text.push_str(if heading {
            line.trim_start_matches('#').trim_start()
        } else {
            line
        });
        text.push('\n');
    }
    text
}

fn invocation(report: &Report, rules: &Rules<'_>) -> Invocation {
    let mut notifications = Vec::new();
    for gate in &report.gates {
        let (weight, what) = match &gate.status {
            GateStatus::Checked => continue,
            GateStatus::Skipped { .. } => ("note", "was skipped"),
            GateStatus::Failed { .. } => ("error", "could not look"),
        };
        let reason = gate.status.reason().unwrap_or_default();
        notifications.push(Notification {
            level: weight,
            message: message(&format!("the gate `{}` {what}: {reason}", gate.name)),
            associated_rule: None,
        });
    }
    notifications.extend(
        report
            .gates
            .iter()
            .flat_map(|gate| &gate.limits)
            .map(|limit| Notification {
                level: "note",
                message: message(&limit.message),
                associated_rule: Some(RuleReference {
                    id: limit.rule,
                    index: rules.index(limit.rule),
                }),
            }),
    );
    Invocation {
        execution_successful: notifications
            .iter()
            .all(|notification| notification.level != "error"),
        tool_execution_notifications: notifications,
    }
}

fn outcome<'r>(
    finding: &'r Finding,
    fingerprint: Fingerprint,
    suppressions: Option<Vec<Suppression>>,
    rules: &Rules<'_>,
    sources: &Sources,
) -> Outcome<'r> {
    let subject = finding.subject.as_str();
    let about = vec![Logical {
        fully_qualified_name: subject,
    }];
    let first = match finding.labels.first() {
        Some(label) => Location {
            logical_locations: about,
            ..location(label, sources)
        },
        None => Location {
            id: None,
            physical_location: None,
            logical_locations: about,
            message: None,
        },
    };
    let related = finding.labels.iter().enumerate().skip(1);
    Outcome {
        rule_id: finding.rule.as_str(),
        rule_index: rules.index(finding.rule.as_str()),
        level: level(finding.level),
        message: Message {
            text: whole_text(finding),
        },
        locations: [first],
        related_locations: related
            .map(|(id, label)| Location {
                id: Some(id),
                ..location(label, sources)
            })
            .collect(),
        partial_fingerprints: BTreeMap::from([(FINGERPRINT, fingerprint.to_string())]),
        suppressions,
        properties: OutcomeProperties {
            subject,
            breaks: &finding.breaks,
            witness: finding.witness.as_ref(),
        },
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    }
}

/// The message, then a line for each reason and each help.
fn whole_text(finding: &Finding) -> String {
    let mut lines = vec![clean::line(&finding.message).into_owned()];
    lines.extend(
        finding
            .because
            .iter()
            .map(|why| format!("- {}", clean::line(&why.to_string()))),
    );
    lines.extend(
        finding
            .help
            .iter()
            .map(|help| format!("help: {}", clean::line(&help.to_string()))),
    );
    literal(&lines.join("\n"))
}

fn message(text: &str) -> Message {
    Message {
        text: literal(&clean::line(text)),
    }
}

/// Text in which SARIF reads no link (`[text](target)`, 3.11.6) and no placeholder (`{0}`, 3.11.5).
///
/// The escapes are written only where they matter: many viewers show them as they stand.
fn literal(text: &str) -> String {
    let mut text = text.to_owned();
    if text.contains("](") {
        text = text
            .replace('\\', "\\\\")
            .replace('[', "\\[")
            .replace(']', "\\]");
    }
    let placeholder = |text: &str| {
        text.match_indices('{').any(|(at, _)| {
            let inner = text[at + 1..].trim_start_matches(|c: char| c.is_ascii_digit());
            inner.starts_with('}') && !text[at + 1..].starts_with('}')
        })
    };
    if placeholder(&text) {
        text = text.replace('{', "{{").replace('}', "}}");
    }
    text
}

fn location<'r>(label: &Label, sources: &Sources) -> Location<'r> {
    let spot = place::spot(label, sources);
    let text = match label.side {
        Side::Old if label.text.is_empty() => "in the old input".to_owned(),
        Side::Old => format!("{} (in the old input)", label.text),
        Side::New => label.text.clone(),
    };
    Location {
        id: None,
        physical_location: Some(Physical {
            artifact_location: Artifact {
                uri: uri(spot.path),
                uri_base_id: ROOT,
            },
            region: spot.range.map(|(start, end)| Region {
                start_line: start.line,
                start_column: start.column,
                end_line: end.line,
                end_column: end.column,
            }),
        }),
        logical_locations: Vec::new(),
        message: (!text.is_empty()).then(|| message(&text)),
    }
}

/// A relative path as a URI reference (RFC 3986): all but unreserved characters and `/` escaped,
/// `:` too, which would make a scheme of the first segment.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uri_references() {
        assert_eq!(uri("crates/a b/Cargo.toml"), "crates/a%20b/Cargo.toml");
        assert_eq!(uri("c:x/ö%?#"), "c%3Ax/%C3%B6%25%3F%23");
    }

    #[test]
    fn messages_hold_no_link_and_no_placeholder() {
        let check = |text, expected| assert_eq!(literal(text), expected);
        check("a [b] {c} {}", "a [b] {c} {}");
        check("a [b](http://c)", "a \\[b\\](http://c)");
        check("a {0} {b}", "a {{0}} {{b}}");
    }

    #[test]
    fn pages_lose_their_marks() {
        assert_eq!(plain("# A\n\ntext\n```sh\n# b\n```\n"), "A\n\ntext\n# b\n");
    }
}
