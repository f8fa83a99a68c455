//! Cargo's compatibility classes.

use std::fmt;

/// The versions that Cargo takes for compatible with each other, and of which it therefore keeps
/// only one: those with the same first number that is not zero.
///
/// ```
/// use upsafe_version::cargo::Version;
///
/// let class = |text| Version::parse(text).unwrap().class();
/// assert_eq!(class("0.3.1"), class("0.3.9"));
/// assert_eq!(class("0.3.1").to_string(), "0.3");
/// assert_eq!(class("0.0.7").to_string(), "0.0.7");
/// assert_eq!(class("2.4.0").to_string(), "2");
/// ```
// Complete: a version has three numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// `0.0.z`: compatible with nothing but itself.
    Patch(u64),
    /// `0.y`, where y is not zero.
    Minor(u64),
    /// `x`, where x is not zero.
    Major(u64),
}

impl Class {
    pub(super) fn of(major: u64, minor: u64, patch: u64) -> Self {
        match (major, minor) {
            (0, 0) => Self::Patch(patch),
            (0, minor) => Self::Minor(minor),
            (major, _) => Self::Major(major),
        }
    }

    /// The first release of the class above; `None` at the end of 64 bits.
    pub(super) fn next_release(self) -> Option<[u64; 3]> {
        Some(match self {
            Self::Patch(patch) => [0, 0, patch.checked_add(1)?],
            Self::Minor(minor) => [0, minor.checked_add(1)?, 0],
            Self::Major(major) => [major.checked_add(1)?, 0, 0],
        })
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Patch(patch) => write!(f, "0.0.{patch}"),
            Self::Minor(minor) => write!(f, "0.{minor}"),
            Self::Major(major) => write!(f, "{major}"),
        }
    }
}
