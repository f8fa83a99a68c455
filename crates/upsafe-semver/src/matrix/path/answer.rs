//! What is said of a path.

use serde::Serialize;
use upsafe_core::Span;

use crate::matrix::Version;

/// The answer to the question for a path.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct PathAnswer {
    /// The component.
    pub component: String,
    /// Where it begins.
    pub from: Version,
    /// Where it should end.
    pub to: Version,
    /// Whether it leads up or down.
    pub direction: Direction,
    /// Whether there is one.
    pub outcome: Outcome,
    /// The versions on the way, both ends included; empty where there is no path.
    pub path: Vec<Version>,
    /// The steps of the path.
    pub steps: Vec<PathStep>,
    /// The version nearest to the end that can be reached, where the end cannot.
    pub nearest: Option<Version>,
    /// Why the end is not reached in one step, or not at all: rules that refuse every step from
    /// what can be reached to what leads on, each once.
    pub refused: Vec<Refusal>,
    /// What would help.
    pub help: Vec<String>,
    /// What was not looked at, and what was taken for granted.
    pub notes: Vec<String>,
}

/// Whether a path leads up or down. Complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// To a newer version.
    Up,
    /// To an older version.
    Down,
    /// To the same version.
    Stay,
}

/// Whether there is a path. Complete: safe, not safe, cannot tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// There is one.
    Allowed,
    /// There is none over the known versions.
    Refused,
    /// It cannot be known: no versions between the ends are known.
    CannotTell,
}

impl Outcome {
    /// The word in the JSON answer.
    pub fn name(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Refused => "refused",
            Self::CannotTell => "cannot-tell",
        }
    }
}

/// A step of a path.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct PathStep {
    /// The version before it.
    pub from: Version,
    /// The version after it.
    pub to: Version,
    /// What the version after it needs of other components.
    pub needs: Vec<NeedAt>,
}

/// What a version needs of another component.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct NeedAt {
    /// The other component.
    pub component: String,
    /// The range, as it was written.
    pub range: String,
    /// Where it stands, in bytes of `upsafe.toml`.
    #[serde(skip)]
    pub span: Span,
}

/// Why a step is not allowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Refusal {
    /// Which kind of rule refuses it.
    pub rule: RuleKind,
    /// The version before the step.
    pub from: Version,
    /// The version after it.
    pub to: Version,
    /// What the rule says, one line.
    pub message: String,
    /// Where the rule stands, in bytes of `upsafe.toml`; empty where it is a default.
    #[serde(skip)]
    pub span: Span,
}

/// The kinds of rules that refuse steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RuleKind {
    /// The version is blocked.
    Blocked,
    /// Rows are declared, and the version is in none.
    NoRow,
    /// The step is wider than steps up may be.
    UpgradeWidth,
    /// The step is wider than steps down may be.
    DowngradeWidth,
    /// The version is only entered from others.
    OnlyFrom,
    /// The step is forbidden.
    Never,
    /// A version that runs beside it is not what it needs, or needs something else.
    Need,
    /// A version that runs beside it is too far from it.
    Skew,
}

impl RuleKind {
    /// The word in the JSON answer.
    pub fn name(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::NoRow => "no-row",
            Self::UpgradeWidth => "upgrade-width",
            Self::DowngradeWidth => "downgrade-width",
            Self::OnlyFrom => "only-from",
            Self::Never => "never",
            Self::Need => "need",
            Self::Skew => "skew",
        }
    }
}
