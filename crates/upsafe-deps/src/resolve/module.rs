//! A module at a version: the node of a requirement graph.

use std::fmt;

/// A module at a version, or the absence of a module.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Module<P, V> {
    /// What is selected: at most one version of a path ends in a build list.
    pub path: P,
    /// Which version of it; `None` is "absent" (Go writes `none`), below every version.
    pub version: Option<V>,
}

impl<P, V> Module<P, V> {
    /// `path` at `version`.
    pub fn new(path: P, version: V) -> Self {
        Self {
            path,
            version: Some(version),
        }
    }

    /// `path` in no version at all.
    pub fn absent(path: P) -> Self {
        Self {
            path,
            version: None,
        }
    }
}

impl<P: fmt::Display, V: fmt::Display> fmt::Display for Module<P, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.version {
            Some(version) => write!(f, "{}@{version}", self.path),
            None => write!(f, "{}@none", self.path),
        }
    }
}
