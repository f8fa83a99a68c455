//! A version of an npm package.

use super::grammar::{MAX_LENGTH, MAX_SAFE_INTEGER, Parts, is_space};
use super::{Options, diagnose};
use crate::identifiers::is_numeric;
use crate::{Difference, Error, semver};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// A version as node-semver reads it: SemVer 2.0.0 with an optional `v` in front, at most 256
/// characters, and numbers up to 2^53 - 1.
///
/// [`Ord`] is a total order for ranking: precedence, then build metadata. [`Version::cmp_precedence`]
/// is node-semver's `compare`, where build metadata does not count.
///
/// ```
/// use upsafe_version::npm::Version;
///
/// let version = Version::parse("v1.2.3-beta.1+build")?;
/// assert_eq!(version.to_string(), "1.2.3-beta.1");
/// assert!(version < Version::parse("1.2.3-beta.11")?);
/// # Ok::<(), upsafe_version::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Version {
    pub(super) numbers: [u64; 3],
    pub(super) prerelease: Vec<Identifier>,
    pub(super) build: Box<str>,
}

/// One identifier of a pre-release. Numbers of 2^53 - 1 and above stay texts, as in JavaScript.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Identifier {
    Number(u64),
    Text(Box<str>),
}

impl Version {
    /// Parses a version strictly.
    ///
    /// # Errors
    /// With the first character that does not fit, or the number or text that is too long.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::parse_with(text, Options::default())
    }

    /// Parses a version; only [`Options::loose`] counts.
    ///
    /// # Errors
    /// With the first character that does not fit, or the number or text that is too long.
    pub fn parse_with(text: &str, options: Options) -> Result<Self, Error> {
        Self::read(text, options.loose).ok_or_else(|| diagnose::version(text, options.loose))
    }

    pub(super) fn read(text: &str, loose: bool) -> Option<Self> {
        if text.len() > MAX_LENGTH && text.encode_utf16().count() > MAX_LENGTH {
            return None;
        }
        let parts = Parts::of(text.trim_matches(is_space), loose)?;
        if !parts.is_version(loose) {
            return None;
        }
        let mut numbers = [0; 3];
        for (number, digits) in numbers.iter_mut().zip(parts.numbers) {
            *number = digits?.parse().ok().filter(|&n| n <= MAX_SAFE_INTEGER)?;
        }
        Some(Self {
            numbers,
            prerelease: parts.prerelease.map_or_else(Vec::new, Identifier::list),
            build: parts.build.unwrap_or_default().into(),
        })
    }

    pub(super) fn release(numbers: [u64; 3]) -> Self {
        Self {
            numbers,
            prerelease: Vec::new(),
            build: "".into(),
        }
    }

    /// The first number.
    #[must_use]
    pub fn major(&self) -> u64 {
        self.numbers[0]
    }

    /// The second number.
    #[must_use]
    pub fn minor(&self) -> u64 {
        self.numbers[1]
    }

    /// The third number.
    #[must_use]
    pub fn patch(&self) -> u64 {
        self.numbers[2]
    }

    /// The pre-release without its `-`; empty if there is none.
    #[must_use]
    pub fn prerelease(&self) -> String {
        self.prerelease
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(".")
    }

    /// The build metadata without its `+`; empty if there is none.
    #[must_use]
    pub fn build(&self) -> &str {
        &self.build
    }

    /// Whether there is a pre-release.
    #[must_use]
    pub fn is_prerelease(&self) -> bool {
        !self.prerelease.is_empty()
    }

    /// node-semver's `compare`: build metadata does not count.
    #[must_use]
    pub fn cmp_precedence(&self, other: &Self) -> Ordering {
        self.numbers.cmp(&other.numbers).then_with(|| {
            match (self.is_prerelease(), other.is_prerelease()) {
                (true, true) => Identifier::compare_lists(&self.prerelease, &other.prerelease),
                (a, b) => b.cmp(&a),
            }
        })
    }

    /// The versions that a caret range takes for compatible: `1` of `1.2.3`, `0.3` of `0.3.1`,
    /// `0.0.3` of `0.0.3`.
    #[must_use]
    pub fn class(&self) -> String {
        match self.numbers {
            [0, 0, patch] => format!("0.0.{patch}"),
            [0, minor, _] => format!("0.{minor}"),
            [major, ..] => major.to_string(),
        }
    }

    /// The greatest part in which two versions differ. [`Version::release_difference`] is what
    /// node-semver calls `diff`.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Difference {
        const NUMBERS: [Difference; 3] = [Difference::Major, Difference::Minor, Difference::Patch];
        let differs = |n: &usize| self.numbers[*n] != other.numbers[*n];
        match (0..3).find(differs) {
            Some(n) => NUMBERS[n],
            None if self.prerelease != other.prerelease => Difference::Prerelease,
            None if self.build != other.build => Difference::Build,
            None => Difference::Same,
        }
    }

    /// The same version without the limit of npm.
    #[must_use]
    pub fn to_semver(&self) -> Option<semver::Version> {
        let build = if self.build.is_empty() {
            String::new()
        } else {
            format!("+{}", self.build)
        };
        semver::Version::parse(&format!("{self}{build}")).ok()
    }
}

impl Identifier {
    pub(super) fn list(text: &str) -> Vec<Self> {
        text.split('.')
            .map(|identifier| match identifier.parse() {
                Ok(number) if is_numeric(identifier) && number < MAX_SAFE_INTEGER => {
                    Self::Number(number)
                }
                _ => Self::Text(identifier.into()),
            })
            .collect()
    }

    pub(super) fn compare_lists(a: &[Self], b: &[Self]) -> Ordering {
        a.iter()
            .zip(b)
            .map(|(a, b)| a.compare(b))
            .find(|order| order.is_ne())
            .unwrap_or_else(|| a.len().cmp(&b.len()))
    }

    /// Numbers by value and below words. JavaScript compares the numbers that it leaves as texts by
    /// the nearest number of 64 bits with a fraction, so that great neighbours are equal.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.cmp(b),
            (Self::Text(a), Self::Text(b)) => match (self.as_double(), other.as_double()) {
                (Some(a), Some(b)) => a.total_cmp(&b),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => a.cmp(b),
            },
            // A number that stayed a text is greater than one that did not.
            (Self::Number(_), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), Self::Number(_)) => Ordering::Greater,
        }
    }

    fn as_double(&self) -> Option<f64> {
        match self {
            Self::Text(text) if is_numeric(text) => text.parse().ok(),
            _ => None,
        }
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl FromStr for Version {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

/// As node-semver prints versions: without `v` and build metadata.
impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.numbers;
        write!(f, "{major}.{minor}.{patch}")?;
        for (n, identifier) in self.prerelease.iter().enumerate() {
            write!(f, "{}{identifier}", if n == 0 { '-' } else { '.' })?;
        }
        Ok(())
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "npm::Version({self}")?;
        if !self.build.is_empty() {
            write!(f, "+{}", self.build)?;
        }
        write!(f, ")")
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.cmp_precedence(other)
            .then_with(|| self.prerelease().cmp(&other.prerelease()))
            .then_with(|| self.build.cmp(&other.build))
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOSE: Options = Options {
        loose: true,
        include_prerelease: false,
    };

    #[track_caller]
    fn check(text: &str, options: Options, expected: Result<&str, &str>) {
        let found = Version::parse_with(text, options).map(|v| v.to_string());
        assert_eq!(
            found.as_deref().map_err(ToString::to_string),
            expected.map_err(ToOwned::to_owned),
            "{text}"
        );
    }

    #[test]
    fn reads_strictly_and_loosely() {
        let strict = Options::default();
        check("  v1.2.3-beta.1+b ", strict, Ok("1.2.3-beta.1"));
        check("9007199254740991.0.0", strict, Ok("9007199254740991.0.0"));
        check("=1.2.3beta", LOOSE, Ok("1.2.3-beta"));
        check("01.02.03-01", LOOSE, Ok("1.2.3-1"));
    }

    #[test]
    fn errors_name_the_character() {
        let strict = Options::default();
        check(
            "1.2",
            strict,
            Err("unexpected end of `1.2` at column 4, expected a digit or `.`"),
        );
        check(
            "=1.2.3",
            strict,
            Err("unexpected character `=` at column 1 of `=1.2.3`, expected a digit"),
        );
        check(
            "v1.x.3",
            strict,
            Err("unexpected character `x` at column 4 of `v1.x.3`, expected a digit"),
        );
        check(
            "1.2.9007199254740992",
            strict,
            Err(
                "unexpected number `9007199254740992` at column 5 of `1.2.9007199254740992`, expected at \
                 most 9007199254740991",
            ),
        );
        check(
            "junk",
            LOOSE,
            Err("unexpected character `j` at column 1 of `junk`, expected a digit"),
        );
        let long = format!("1.2.3-{}", "a".repeat(251));
        assert_eq!(
            Version::parse(&long).unwrap_err().expected(),
            Some("a version of at most 256 characters")
        );
    }

    #[test]
    fn great_numbers_of_a_prerelease_are_doubles() {
        let version = |text| Version::parse(text).unwrap();
        let (a, b) = (
            version("1.0.0-9007199254740992"),
            version("1.0.0-9007199254740993"),
        );
        assert_eq!(a.cmp_precedence(&b), Ordering::Equal);
        assert!(a < b && version("1.0.0-5") < a);
    }
}
