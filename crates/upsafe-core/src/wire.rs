//! The report as other programs read it: stable JSON types, append-only within a major version.
//!
//! What must stay true: a field that was once written is written for ever with the same meaning;
//! new fields may come, so readers must ignore those they do not know. Paths are relative, nothing
//! depends on the clock, and two runs on the same input are byte-identical.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{self as core, Audience, Counts, GateRun, Level, Side, Sources, Verdict};

/// The version of these types that is written. Readers refuse a higher one.
pub const FORMAT: u32 = 1;

/// The report of one run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// The version of this format, 1.
    pub format: u32,
    /// The answer; it decides the exit code.
    pub verdict: Verdict,
    /// How each gate went.
    pub gates: Vec<Gate>,
    /// What is unsafe, in a total order.
    pub findings: Vec<Finding>,
    /// What was found but does not count, and why.
    #[serde(default)]
    pub waived: Vec<Waived>,
    /// How many findings there are at each level.
    pub counts: Counts,
}

/// How one gate went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gate {
    /// The gate's name.
    pub name: String,
    /// Whether it looked.
    pub status: GateStatus,
    /// Why it did not look.
    pub reason: Option<String>,
    /// The ids of the rules that ran.
    #[serde(default)]
    pub rules: Vec<String>,
    /// What was looked at and how.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Questions that could not be answered for want of evidence.
    #[serde(default)]
    pub limits: Vec<Limit>,
}

/// Whether a gate looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum GateStatus {
    /// It looked at its evidence.
    Checked,
    /// There was nothing to look at.
    Skipped,
    /// It could not look.
    Failed,
}

/// A question that a rule could not answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Limit {
    /// The rule's id.
    pub rule: String,
    /// What was missing.
    pub message: String,
}

/// One thing that is unsafe about the upgrade.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// The rule's id, `gate/name`.
    pub rule: String,
    /// Its weight.
    pub level: Level,
    /// What it is about, a stable key.
    pub subject: String,
    /// What is wrong, one line.
    pub message: String,
    /// What other tools call the rule, or the changes behind the finding, as `tool:NAME`.
    pub aliases: Vec<String>,
    /// Where; the first is primary.
    pub labels: Vec<Label>,
    /// Why.
    pub because: Vec<String>,
    /// How to mend it, best first.
    pub help: Vec<String>,
    /// Whom it breaks.
    pub breaks: Vec<Audience>,
    /// A document that shows it.
    pub witness: Option<Value>,
    /// The finding's identity across runs, 32 hexadecimal digits.
    pub fingerprint: String,
}

/// A place and what is to be seen there. Lines and columns count from 1, the end is exclusive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Label {
    /// The path relative to the root, with forward slashes.
    pub file: String,
    /// The first line; absent where the file as a whole is meant.
    pub line: Option<u32>,
    /// The first column, in characters.
    pub column: Option<u32>,
    /// The line of the end.
    pub end_line: Option<u32>,
    /// The column of the end, exclusive.
    pub end_column: Option<u32>,
    /// What is to be seen there.
    pub text: String,
    /// `old` for a place in the old one of two compared inputs; absent otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
}

/// A finding that does not count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Waived {
    /// The rule's id.
    pub rule: String,
    /// What it is about.
    pub subject: String,
    /// What was found.
    pub message: String,
    /// Why it does not count.
    pub reason: String,
}

/// The JSON Schema of [`Report`].
#[cfg(feature = "schema")]
pub fn json_schema() -> Value {
    schemars::schema_for!(Report).to_value()
}

impl From<&core::Report> for Report {
    fn from(report: &core::Report) -> Self {
        let fingerprints = report.fingerprints();
        Self {
            format: FORMAT,
            verdict: report.verdict(),
            gates: report.gates.iter().map(Gate::from).collect(),
            findings: report
                .findings
                .iter()
                .zip(fingerprints)
                .map(|(finding, print)| wire_finding(finding, print.to_string(), &report.sources))
                .collect(),
            waived: report
                .waived
                .iter()
                .map(|waived| Waived {
                    rule: waived.finding.rule.to_string(),
                    subject: waived.finding.subject.to_string(),
                    message: waived.finding.message.clone(),
                    reason: waived.reason.clone(),
                })
                .collect(),
            counts: report.counts(),
        }
    }
}

impl From<&GateRun> for Gate {
    fn from(run: &GateRun) -> Self {
        Self {
            name: run.name.to_owned(),
            status: match run.status {
                core::GateStatus::Checked => GateStatus::Checked,
                core::GateStatus::Skipped { .. } => GateStatus::Skipped,
                core::GateStatus::Failed { .. } => GateStatus::Failed,
            },
            reason: run.status.reason().map(str::to_owned),
            rules: run.rules.iter().map(|meta| meta.id.to_owned()).collect(),
            notes: run.notes.clone(),
            limits: run
                .limits
                .iter()
                .map(|limit| Limit {
                    rule: limit.rule.to_owned(),
                    message: limit.message.clone(),
                })
                .collect(),
        }
    }
}

fn wire_finding(finding: &core::Finding, fingerprint: String, sources: &Sources) -> Finding {
    Finding {
        rule: finding.rule.to_string(),
        level: finding.level,
        subject: finding.subject.to_string(),
        message: finding.message.clone(),
        aliases: finding
            .aliases
            .iter()
            .map(|&alias| alias.to_owned())
            .collect(),
        labels: finding
            .labels
            .iter()
            .map(|label| wire_label(label, sources))
            .collect(),
        because: finding.because.iter().map(ToString::to_string).collect(),
        help: finding.help.iter().map(ToString::to_string).collect(),
        breaks: finding.breaks.clone(),
        witness: finding.witness.clone(),
        fingerprint,
    }
}

fn wire_label(label: &core::Label, sources: &Sources) -> Label {
    let source = sources.get(label.place.source);
    let span = label.place.span.as_ref();
    let start = span.map(|span| source.position(span.start));
    let end = span.map(|span| source.position(span.end.max(span.start)));
    Label {
        file: source.path().to_owned(),
        line: start.map(|p| p.line),
        column: start.map(|p| p.column),
        end_line: end.map(|p| p.line),
        end_column: end.map(|p| p.column),
        text: label.text.clone(),
        side: (label.side == Side::Old).then_some(Side::Old),
    }
}
