//! One thing that the tree says of a version that it uses.

use upsafe_core::Place;

use crate::matrix::{Planes, Range, Version};

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
