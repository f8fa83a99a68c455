//! What every format tells about a change.

use crate::json::Place;
use crate::mode::Direction;

/// The kind of a change that no rule claims: something a differ cannot put a name to.
pub const UNCLAIMED: &str = "unclaimed-change";

/// One change, with its places.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Change {
    /// What it is, in kebab-case; [`UNCLAIMED`] where the differ has no name for it.
    pub kind: &'static str,
    /// In one line, with names in backticks.
    pub message: String,
    /// Where it is in the old schema; for something added, what it was added to.
    pub old: Option<Location>,
    /// Where it is in the new schema; for something removed, what it was removed from.
    pub new: Option<Location>,
    /// The way there through the data, such as `a.b[].c`; empty at the root.
    pub path: String,
    /// Whom it can break.
    pub breaks: Breaks,
}

impl Change {
    /// Whether a rule claims it.
    pub fn is_claimed(&self) -> bool {
        self.kind != UNCLAIMED
    }
}

/// Which changes are told. Complete: nobody wants others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Scope {
    /// Every one.
    All,
    /// Those that can break somebody.
    Breaking,
}

impl Scope {
    pub(crate) fn takes(self, breaks: Breaks) -> bool {
        self == Scope::All || breaks != Breaks::Nobody
    }
}

/// A place in a schema.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[non_exhaustive]
pub struct Location {
    /// The index of the text, for schemas that are read from several texts.
    pub text: usize,
    /// Line and column.
    pub place: Place,
    /// The JSON Pointer (RFC 6901) in the text, where the format tells it; empty at the root.
    pub pointer: Option<String>,
}

/// Whom a change can break.
///
/// An upper bound by the kind of the change: `Nobody` is a promise (under the default
/// semantics), the others are not. Complete: a pair has two sides.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Breaks {
    /// Nobody: every old document means what it meant, and so does every new one.
    #[default]
    Nobody,
    /// New readers: documents of the old schema may be refused by the new one (backward).
    Readers,
    /// Writers: documents of the new schema may be refused by the old one (forward).
    Writers,
    /// Both.
    Both,
}

impl Breaks {
    /// From the two questions.
    pub(crate) fn new(breaks_readers: bool, breaks_writers: bool) -> Breaks {
        match (breaks_readers, breaks_writers) {
            (false, false) => Breaks::Nobody,
            (true, false) => Breaks::Readers,
            (false, true) => Breaks::Writers,
            (true, true) => Breaks::Both,
        }
    }

    /// Whether it can break that direction.
    pub fn includes(self, direction: Direction) -> bool {
        match direction {
            Direction::Backward => matches!(self, Breaks::Readers | Breaks::Both),
            Direction::Forward => matches!(self, Breaks::Writers | Breaks::Both),
        }
    }

    /// Whom either of two changes can break.
    #[must_use]
    pub fn union(self, other: Breaks) -> Breaks {
        match (self, other) {
            (Breaks::Nobody, other) => other,
            (one, Breaks::Nobody) => one,
            (one, other) if one == other => one,
            _ => Breaks::Both,
        }
    }

    /// The same change the other way round.
    #[must_use]
    pub fn flipped(self) -> Breaks {
        match self {
            Breaks::Readers => Breaks::Writers,
            Breaks::Writers => Breaks::Readers,
            same => same,
        }
    }

    /// A name in kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Breaks::Nobody => "nobody",
            Breaks::Readers => "readers",
            Breaks::Writers => "writers",
            Breaks::Both => "both",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Breaks;

    #[test]
    fn breaks_join_and_flip() {
        let check = |a: Breaks, b: Breaks, expected: &str| {
            assert_eq!(a.union(b).name(), expected);
            assert_eq!(b.union(a), a.union(b));
            let flipped = a.flipped().union(b.flipped());
            assert_eq!(a.union(b).flipped(), flipped);
        };
        check(Breaks::Nobody, Breaks::Nobody, "nobody");
        check(Breaks::Nobody, Breaks::Readers, "readers");
        check(Breaks::Writers, Breaks::Writers, "writers");
        check(Breaks::Writers, Breaks::Readers, "both");
        check(Breaks::Both, Breaks::Readers, "both");
    }
}
