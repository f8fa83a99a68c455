//! A gate: a list of rules over one kind of evidence, and how a run of it went.

use crate::{Finding, Limit, Rule, RuleMeta, Setting, Sink};

/// A question that can be asked of an upgrade, answered by rules over one kind of evidence.
pub trait Gate: Sized + 'static {
    /// The gate's name: the part before the slash in its rules' ids.
    const NAME: &'static str;
    /// What its rules may look at, and nothing else.
    type Evidence<'e>;
    /// Every rule of the gate.
    fn rules() -> &'static [&'static Rule<Self>];
}

/// Runs every rule of a gate that is not off. The findings come in no particular order:
/// [`crate::Report::sort`] gives them theirs.
pub fn run_rules<G: Gate>(
    evidence: &G::Evidence<'_>,
    setting: impl Fn(&'static RuleMeta) -> Setting,
) -> (Vec<Finding>, GateRun) {
    let mut findings = Vec::new();
    let mut run = GateRun::new(G::NAME, GateStatus::Checked);
    for rule in G::rules() {
        if let Setting::At(level) = setting(rule.meta) {
            (rule.check)(
                evidence,
                &mut Sink::new(rule.meta, level, &mut findings, &mut run.limits),
            );
            run.rules.push(rule.meta);
        }
    }
    (findings, run)
}

/// How the run of one gate went.
#[derive(Debug)]
#[non_exhaustive]
pub struct GateRun {
    /// The gate's name.
    pub name: &'static str,
    /// Whether it looked.
    pub status: GateStatus,
    /// The rules that ran.
    pub rules: Vec<&'static RuleMeta>,
    /// What was looked at and how, a line each: the tier, the files, the counts.
    pub notes: Vec<String>,
    /// Questions that rules could not answer for want of evidence.
    pub limits: Vec<Limit>,
}

impl GateRun {
    /// A run with no rules, notes or limits yet.
    pub fn new(name: &'static str, status: GateStatus) -> Self {
        Self {
            name,
            status,
            rules: Vec::new(),
            notes: Vec::new(),
            limits: Vec::new(),
        }
    }

    /// A gate that had nothing to look at, and why in one line.
    pub fn skipped(name: &'static str, reason: impl Into<String>) -> Self {
        let reason = reason.into();
        Self::new(name, GateStatus::Skipped { reason })
    }

    /// A gate that could not look, and why in one line.
    pub fn failed(name: &'static str, reason: impl Into<String>) -> Self {
        let reason = reason.into();
        Self::new(name, GateStatus::Failed { reason })
    }

    /// Makes it a run that could not look, or gives one that could not another reason.
    pub fn fail(&mut self, reason: &str) {
        let reason = match &self.status {
            GateStatus::Failed { reason: first } => format!("{first}; {reason}"),
            GateStatus::Checked | GateStatus::Skipped { .. } => reason.to_owned(),
        };
        self.status = GateStatus::Failed { reason };
    }
}

/// Whether a gate looked. The enum is complete: the JSON report promises these three.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GateStatus {
    /// It looked at its evidence.
    Checked,
    /// There was nothing for it to look at, and why that is no failure.
    Skipped {
        /// Why, in one line.
        reason: String,
    },
    /// It could not look: the report's verdict cannot be "safe".
    Failed {
        /// Why, in one line.
        reason: String,
    },
}

impl GateStatus {
    /// The word in the JSON report.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Checked => "checked",
            Self::Skipped { .. } => "skipped",
            Self::Failed { .. } => "failed",
        }
    }

    /// Why the gate did not look.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Checked => None,
            Self::Skipped { reason } | Self::Failed { reason } => Some(reason),
        }
    }
}
