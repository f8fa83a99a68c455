//! A version of a package on crates.io.

use super::{Class, diagnose};
use crate::{Difference, Error, Part, semver};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// A version as Cargo reads it: SemVer 2.0.0 with numbers of at most 64 bits.
///
/// [`Ord`] is the total order of the crate `semver`, in which build metadata counts;
/// [`Version::cmp_precedence`] leaves it out, as SemVer does.
///
/// ```
/// use upsafe_version::cargo::Version;
///
/// let version = Version::parse("0.3.1-rc.1")?;
/// assert!(version < Version::parse("0.3.1")?);
/// assert_eq!(version.class().to_string(), "0.3");
/// # Ok::<(), upsafe_version::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(::semver::Version);

impl Version {
    /// A release.
    #[must_use]
    pub const fn new(major: u64, minor: u64, patch: u64) -> Self {
        Self(::semver::Version::new(major, minor, patch))
    }

    /// Parses a version.
    ///
    /// # Errors
    /// With the first character that does not fit, or the number that does not fit 64 bits.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match ::semver::Version::parse(text) {
            Ok(version) => Ok(Self(version)),
            Err(error) => Err(diagnose::version(text, &error)),
        }
    }

    /// The first number.
    #[must_use]
    pub fn major(&self) -> u64 {
        self.0.major
    }

    /// The second number.
    #[must_use]
    pub fn minor(&self) -> u64 {
        self.0.minor
    }

    /// The third number.
    #[must_use]
    pub fn patch(&self) -> u64 {
        self.0.patch
    }

    /// The pre-release without its `-`; empty if there is none.
    #[must_use]
    pub fn prerelease(&self) -> &str {
        self.0.pre.as_str()
    }

    /// The build metadata without its `+`; empty if there is none.
    #[must_use]
    pub fn build(&self) -> &str {
        self.0.build.as_str()
    }

    /// Whether there is a pre-release.
    #[must_use]
    pub fn is_prerelease(&self) -> bool {
        !self.0.pre.is_empty()
    }

    /// SemVer's precedence: build metadata does not count.
    #[must_use]
    pub fn cmp_precedence(&self, other: &Self) -> Ordering {
        self.0.cmp_precedence(&other.0)
    }

    /// The versions that Cargo takes for compatible with this one.
    #[must_use]
    pub fn class(&self) -> Class {
        Class::of(self.0.major, self.0.minor, self.0.patch)
    }

    /// The next version that raises `part`, as [`semver::Version::bump`] does.
    ///
    /// # Errors
    /// Where the raised number does not fit 64 bits.
    pub fn bump(&self, part: Part) -> Result<Self, Error> {
        Self::parse(&self.to_semver().bump(part).to_string())
    }

    /// The greatest part in which two versions differ.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Difference {
        let (a, b) = (&self.0, &other.0);
        if a.major != b.major {
            Difference::Major
        } else if a.minor != b.minor {
            Difference::Minor
        } else if a.patch != b.patch {
            Difference::Patch
        } else if a.pre != b.pre {
            Difference::Prerelease
        } else if a.build != b.build {
            Difference::Build
        } else {
            Difference::Same
        }
    }

    /// The same version without the limit of 64 bits.
    #[must_use]
    pub fn to_semver(&self) -> semver::Version {
        semver::Version::parse(&self.0.to_string()).expect("Cargo's versions are SemVer versions")
    }

    /// The version as the crate `semver` has it.
    #[must_use]
    pub fn as_inner(&self) -> &::semver::Version {
        &self.0
    }
}

impl From<::semver::Version> for Version {
    fn from(version: ::semver::Version) -> Self {
        Self(version)
    }
}

impl FromStr for Version {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cargo::Version({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_character() {
        for (text, expected) in [
            ("", "unexpected empty text, expected a digit"),
            (
                "1.x.0",
                "unexpected character `x` at column 3 of `1.x.0`, expected a digit",
            ),
            (
                "1.2.3 ",
                "unexpected character ` ` at column 6 of `1.2.3 `, expected a digit, `-` or `+`",
            ),
            (
                "1.18446744073709551616.0",
                "unexpected number `18446744073709551616` at column 3 of `1.18446744073709551616.0`, \
                 expected at most 18446744073709551615",
            ),
        ] {
            assert_eq!(Version::parse(text).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn bump_stops_at_64_bits() {
        let version = Version::parse("18446744073709551615.0.0").unwrap();
        assert_eq!(
            version.bump(Part::Minor).unwrap().to_string(),
            "18446744073709551615.1.0"
        );
        assert_eq!(
            version.bump(Part::Major).unwrap_err().expected(),
            Some("at most 18446744073709551615")
        );
    }
}
