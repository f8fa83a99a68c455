//! What the rules of the gate may look at: contracts, their versions, and answers already given.
//!
//! What must stay true: every comparison was made before; a rule only reads.

use std::ops::Range;

use upsafe_core::{SourceId, Subject};

use crate::{
    any::{Format, Judge, Judgement, Parsed, Switches},
    change::{Change, Scope},
    mode::{Direction, Mode},
};

/// Everything that was loaded and compared.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Evidence<'e> {
    /// The contracts, in the order in which they were named.
    pub contracts: &'e [ContractEvidence],
}

/// One schema that others read or write data by.
#[derive(Debug)]
#[non_exhaustive]
pub struct ContractEvidence {
    /// What findings call it.
    pub name: String,
    /// The language.
    pub format: Format,
    /// Who must be able to read whom.
    pub mode: Mode,
    /// Who judged.
    pub judge: Judge,
    /// The meaning of reading, and the budget.
    pub switches: Switches,
    /// Where the versions come from, in the user's words.
    pub baseline: String,
    /// What has become of it.
    pub state: State,
    /// The versions that count, oldest first.
    pub versions: Vec<Version>,
    /// The answers, newest version first.
    pub answers: Vec<PairAnswer>,
}

/// What has become of a contract. Complete: it is there or it is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It is there.
    Present {
        /// Its path.
        path: String,
        /// Its text.
        source: SourceId,
        /// Its path in the newest version, where it was another one.
        moved_from: Option<String>,
    },
    /// It was there and is gone.
    Deleted {
        /// Its last path.
        path: String,
    },
}

/// A version of a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Version {
    /// What it is called: a revision, a tag, a file.
    pub label: String,
    /// Its text.
    pub source: SourceId,
    /// Every change from it to the contract, where the mode asks about it.
    pub changes: Vec<MarkedChange>,
}

/// A change with the bytes that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MarkedChange {
    /// The change.
    pub change: Change,
    /// The bytes of the version's text; none where another text is meant.
    pub old: Option<Range<usize>>,
    /// The bytes of the contract's text; none where another text is meant.
    pub new: Option<Range<usize>>,
}

/// The answer about one version and one direction.
#[derive(Debug)]
#[non_exhaustive]
pub struct PairAnswer {
    /// The index among the versions.
    pub version: usize,
    /// Who reads.
    pub direction: Direction,
    /// What was found out.
    pub judgement: Judgement,
}

impl Version {
    /// A version of which nothing was asked yet.
    pub(crate) fn new(label: String, source: SourceId) -> Version {
        Version {
            label,
            source,
            changes: Vec::new(),
        }
    }
}

impl MarkedChange {
    /// The changes between two texts. Looking up places costs more than the changes themselves.
    pub(crate) fn between(old: &Parsed, new: &Parsed, scope: Scope) -> Vec<MarkedChange> {
        let changes = Parsed::changes_within(old, new, scope).into_iter();
        let marked = changes.map(|change| MarkedChange {
            old: change.old.as_ref().and_then(|at| old.mark(at)),
            new: change.new.as_ref().and_then(|at| new.mark(at)),
            change,
        });
        marked.collect()
    }
}

impl ContractEvidence {
    /// The key of findings about it.
    pub fn subject(&self) -> Subject {
        Subject::other("contract", &self.name)
    }

    /// The answers with the version that each is about.
    pub fn told(&self) -> impl Iterator<Item = (&PairAnswer, &Version)> {
        let versions = &self.versions;
        self.answers
            .iter()
            .filter_map(move |answer| Some((answer, versions.get(answer.version)?)))
    }
}
