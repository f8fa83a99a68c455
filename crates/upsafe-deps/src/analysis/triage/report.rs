//! What the triage found, as evidence for the rule.

use std::sync::Arc;

use semver::Version;
use serde::{Deserialize, Serialize};

use crate::graph::PackageId;

/// Every package that is there in several versions, and why.
#[derive(Clone, Debug, Serialize, Deserialize, Default)]
#[non_exhaustive]
pub struct Triage {
    /// The names with several versions or sources, in order.
    pub names: Vec<DuplicateName>,
    /// Why, one entry for each cause; every copy beyond the first of a name is in one of them.
    pub causes: Vec<RootCause>,
    /// Packages of which the index says nothing, so that what they wait for is not known.
    pub unknown: Vec<String>,
}

/// A name with several versions or sources.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
#[non_exhaustive]
pub struct DuplicateName {
    /// The name.
    pub name: Arc<str>,
    /// Its packages, the one that should stay last.
    pub packages: Vec<PackageId>,
}

/// Who keeps copies that could go, and what it takes to lose them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RootCause {
    /// Who requires them: the one that is hardest to move, where several do.
    pub holder: PackageId,
    /// The copies.
    pub copies: Vec<HeldCopy>,
    /// What it takes to make the holder let go.
    pub fix: Fix,
}

/// A copy that a cause keeps.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct HeldCopy {
    /// The copy.
    pub package: PackageId,
    /// The version that stays.
    pub kept: PackageId,
    /// From the holder to the copy, both included.
    pub path: Vec<PackageId>,
    /// The versions that the last requirement on the path allows.
    pub requirement: Option<String>,
    /// What it takes to lose this copy by way of the holder.
    pub fix: Fix,
    /// The other packages that have to move as well, and what that takes.
    pub others: Vec<(PackageId, Fix)>,
}

/// What it takes to make a holder let go, from the easiest to the hardest.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fix {
    /// Moves within all requirements, which `cargo update` makes today.
    Update {
        /// The moves.
        moves: Vec<Move>,
        /// Packages that come in a further version by that; what is lost is won elsewhere.
        brings: Vec<String>,
    },
    /// Requirements of ours have to allow an incompatible version.
    Ours {
        /// The requirements to raise.
        edits: Vec<Edit>,
        /// Moves within requirements that are needed as well.
        moves: Vec<Move>,
    },
    /// Nothing requires the copy: the lock is stale.
    Nobody,
    /// The copies come from different sources, which no update changes.
    Source,
    /// Cargo would not make the moves, or the copies would stay: what is allowed on paper fails.
    Stuck {
        /// The moves.
        moves: Vec<Move>,
        /// Why, in a few words.
        reason: String,
    },
    /// The index does not say what the package of this name requires in other versions.
    Unknown {
        /// The package.
        package: Arc<str>,
    },
    /// No release of a package of others lets go.
    Upstream {
        /// The package.
        package: Arc<str>,
        /// Its latest release.
        latest: Version,
        /// What that release requires.
        requires: Arc<str>,
        /// The versions that it allows, as stated; `None` where it is for another reason.
        requirement: Option<Arc<str>>,
        /// Whether those are beyond every version that the lock has, so that it is others who are
        /// behind.
        beyond: bool,
    },
}

/// One package that moves within its class of compatible versions.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Move {
    /// The package.
    pub name: Arc<str>,
    /// The locked version.
    pub from: Version,
    /// The version it moves to.
    pub to: Version,
    /// Whether `cargo update` has to be told the version.
    pub precise: bool,
    /// Whether the lock has several versions of the package, so that a command must name one.
    pub ambiguous: bool,
}

impl Move {
    /// The command that makes the move.
    pub fn command(&self) -> String {
        let precise = if self.precise {
            format!(" --precise {}", self.to)
        } else {
            String::new()
        };
        format!("cargo update -p {}{precise}", self.package())
    }

    /// The package as a command names it.
    pub fn package(&self) -> String {
        match self.ambiguous {
            true => format!("{}@{}", self.name, self.from),
            false => self.name.to_string(),
        }
    }
}

/// A requirement of ours that has to allow an incompatible version.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Edit {
    /// The package whose manifest states it.
    pub package: PackageId,
    /// What it requires.
    pub name: Arc<str>,
    /// The versions it allows now, where that is known.
    pub requirement: Option<Arc<str>>,
    /// The lowest version of the class that it has to allow.
    pub to: Version,
}

impl Fix {
    /// How hard it is.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::Update { .. } | Self::Nobody => 0,
            Self::Ours { .. } => 1,
            Self::Stuck { .. } => 2,
            Self::Unknown { .. } => 3,
            Self::Source => 4,
            Self::Upstream { .. } => 5,
        }
    }

    /// Whether it takes nobody but us.
    pub(super) fn can_be_done(&self) -> bool {
        matches!(self, Self::Update { .. } | Self::Ours { .. })
    }

    /// Both of two: the harder one, with what the other needs where that can be done as well.
    pub(super) fn and(self, other: Self) -> Self {
        let (harder, easier) = match self.rank() >= other.rank() {
            true => (self, other),
            false => (other, self),
        };
        match (harder, easier) {
            (
                Self::Update {
                    mut moves,
                    mut brings,
                },
                Self::Update {
                    moves: more,
                    brings: more_brings,
                },
            ) => {
                add(&mut moves, more);
                add(&mut brings, more_brings);
                Self::Update { moves, brings }
            }
            (Self::Ours { edits, mut moves }, Self::Update { moves: more, .. }) => {
                add(&mut moves, more);
                Self::Ours { edits, moves }
            }
            (
                Self::Ours {
                    mut edits,
                    mut moves,
                },
                Self::Ours {
                    edits: more_edits,
                    moves: more_moves,
                },
            ) => {
                add(&mut edits, more_edits);
                add(&mut moves, more_moves);
                Self::Ours { edits, moves }
            }
            (harder, _) => harder,
        }
    }
}

fn add<T: PartialEq + Ord>(all: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all.sort();
}
