//! The parts of a version: what a bump raises and in what two versions differ.

use crate::Error;
use std::fmt;
use std::str::FromStr;

/// The part of a version that a bump raises.
// Complete: these are the parts that every scheme has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The next pre-release: `1.2.3` to `1.2.4-0`, `1.2.4-rc.1` to `1.2.4-rc.2`.
    Prerelease,
    /// The third number: `1.2.3` to `1.2.4`, `1.2.4-rc.1` to `1.2.4`.
    Patch,
    /// The second number: `1.2.3` to `1.3.0`, `1.3.0-rc.1` to `1.3.0`.
    Minor,
    /// The first number: `1.2.3` to `2.0.0`, `2.0.0-rc.1` to `2.0.0`.
    Major,
}

impl Part {
    /// Every part, the greatest first.
    pub const ALL: [Self; 4] = [Self::Major, Self::Minor, Self::Patch, Self::Prerelease];

    /// The name, as [`FromStr`] reads it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Major => "major",
            Self::Minor => "minor",
            Self::Patch => "patch",
            Self::Prerelease => "prerelease",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Part {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Self::ALL
            .into_iter()
            .find(|part| part.name() == name)
            .ok_or_else(|| {
                Error::refused(
                    name,
                    0..name.len(),
                    "part",
                    "`major`, `minor`, `patch` or `prerelease`",
                )
            })
    }
}

/// The greatest part in which two versions differ; the order is that of weight.
// Complete: see `Part`; what is less than a pre-release does not count in any scheme's precedence or
// is beyond the parts that schemes share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Difference {
    /// They have the same parts.
    Same,
    /// Only in what stands behind the pre-release: build metadata, a local version, a post-release.
    Build,
    /// In the pre-release.
    Prerelease,
    /// In the third number, or one behind it.
    Patch,
    /// In the second number.
    Minor,
    /// In the first number, or in what stands before it (an epoch).
    Major,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Same => "same",
            Self::Build => "build",
            Self::Prerelease => "prerelease",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_by_their_names() {
        for part in Part::ALL {
            assert_eq!(part.to_string().parse(), Ok(part));
        }
        assert_eq!(
            "Major".parse::<Part>().unwrap_err().to_string(),
            "unexpected part `Major`, expected `major`, `minor`, `patch` or `prerelease`"
        );
    }
}
