//! The gate `config`: do the exceptions still say something true?

use upsafe_config::{Spanned, Waiver};
use upsafe_core::{Date, Finding, Gate, GateRun, GateStatus, Place, Rule, SourceId, Span, Subject};

use super::{WaiverUse, rules::RULES};

/// The gate that judges waivers and the baseline, when all other gates have run.
#[derive(Clone, Copy, Debug)]
pub enum ConfigGate {}

impl Gate for ConfigGate {
    const NAME: &'static str = "config";
    type Evidence<'e> = ConfigEvidence<'e>;

    fn rules() -> &'static [&'static Rule<Self>] {
        RULES
    }
}

/// What the rules of the gate `config` look at.
#[derive(Debug)]
#[non_exhaustive]
pub struct ConfigEvidence<'e> {
    /// The waivers of `upsafe.toml`.
    pub waivers: &'e [Spanned<Waiver>],
    /// How each of them was used, in the same order.
    pub uses: &'e [WaiverUse],
    /// `upsafe.toml`, if there is one.
    pub source: Option<SourceId>,
    /// The baseline, if there is one.
    pub baseline: Option<BaselineEvidence>,
    /// The day on which waivers are judged.
    pub today: Date,
    /// How the other gates went.
    pub gates: &'e [GateRun],
}

/// What the baseline was good for.
#[derive(Debug)]
#[non_exhaustive]
pub struct BaselineEvidence {
    /// The file.
    pub source: SourceId,
    /// The file's path.
    pub path: String,
    /// How many entries it has.
    pub entries: usize,
    /// The entries that allow more than was found: what they allow, what was found and where they
    /// stand.
    pub stale: Vec<StaleEntry>,
}

/// An entry of the baseline that allows more than was found.
#[derive(Debug)]
#[non_exhaustive]
pub struct StaleEntry {
    /// The rule and the subject.
    pub name: String,
    /// How many copies it allows.
    pub allowed: usize,
    /// How many were found.
    pub found: usize,
    /// Where it stands.
    pub span: Option<Span>,
}

/// Whether a rule had its say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ran {
    /// It looked at everything.
    Fully,
    /// It looked, but part of the evidence was missing.
    InPart,
    /// Its gate looked, but the rule is off.
    Off,
    /// Its gate did not look.
    No,
}

/// Whether the rule of this id had its say.
pub(crate) fn ran(rule: &str, gates: &[GateRun]) -> Ran {
    let gate = rule.split_once('/').map_or(rule, |(gate, _)| gate);
    let mut looked = gates
        .iter()
        .filter(|run| run.name == gate && run.status == GateStatus::Checked);
    match looked.next() {
        None => Ran::No,
        Some(run) if !run.rules.iter().any(|meta| meta.id == rule) => Ran::Off,
        Some(run) if run.limits.iter().any(|limit| limit.rule == rule) => Ran::InPart,
        Some(_) => Ran::Fully,
    }
}

impl ConfigEvidence<'_> {
    /// The waivers with their use.
    pub(crate) fn used(&self) -> impl Iterator<Item = (&Waiver, &WaiverUse)> {
        self.waivers.iter().map(|waiver| &**waiver).zip(self.uses)
    }

    /// Labels a place in `upsafe.toml`, if the text is at hand.
    pub(crate) fn label(&self, finding: &mut Finding, span: Span, text: impl Into<String>) {
        if let Some(source) = self.source {
            finding.at(Place::new(source, span), text);
        }
    }
}

/// The key of a waiver: what it waives.
pub(crate) fn subject(waiver: &Waiver) -> Subject {
    Subject::other(
        "waiver",
        &format!("{}:{}", waiver.rule.as_str(), waiver.subject.as_str()),
    )
}

/// The waiver in a sentence.
pub(crate) fn named(waiver: &Waiver) -> String {
    format!(
        "the waiver of `{}` for `{}`",
        waiver.rule.as_str(),
        waiver.subject.as_str()
    )
}

/// What became of the findings of a waiver that does not hold.
pub(crate) fn consequence(used: &WaiverUse) -> String {
    match used.returned {
        0 => "another waiver holds for all that it matches".to_owned(),
        1 => "1 finding counts again".to_owned(),
        n => format!("{n} findings count again"),
    }
}
