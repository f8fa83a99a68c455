//! What the tree says of the versions that it uses.
//!
//! [`extract`] reads texts and does no I/O; [`load_facts`] reads the files that `[[semver.matrix.fact]]`
//! names. A file that is not there, or in which nothing is found, is a trouble: a fact that could not
//! be looked at must not pass for one that is right.

mod extract;
mod files;
mod lists;

use upsafe_core::Place;

use super::{Planes, Range, Version};

pub use files::{LoadedFacts, load_facts};

/// What a file of the tree says of a component's version.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Fact {
    /// The index of the component.
    pub component: usize,
    /// What it says.
    pub said: Said,
    /// The text that says it.
    pub text: String,
    /// What the text is, as it follows "the": ``line `go` ``.
    pub what: String,
    /// The file's path.
    pub path: String,
    /// Where it stands.
    pub place: Place,
}

/// A version, or all versions of a range. Complete.
#[derive(Clone, Debug)]
pub enum Said {
    /// This version.
    Version(Version),
    /// Any version of a range.
    Range(Range),
}

impl Said {
    /// The versions that are said and not among those that do; `None` if there is none.
    pub fn beyond(&self, allowed: &Range) -> Option<String> {
        match self {
            Self::Version(version) => {
                (!allowed.contains(version)).then(|| version.as_str().to_owned())
            }
            Self::Range(range) => {
                let beyond: Planes = range.planes().minus(allowed.planes());
                (!beyond.releases.is_empty()).then(|| beyond.releases.to_string())
            }
        }
    }
}
