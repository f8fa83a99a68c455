//! Ranges of plain SemVer: comparisons by precedence.

use super::Version;
use crate::Error;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// Comparisons with commas between them, which must all hold: `>=1.2.0, <2.0.0`.
///
/// The specification defines no ranges. These use nothing but its precedence (section 11): the
/// operators `=`, `!=`, `<`, `<=`, `>`, `>=`, and no operator for `=`. Pre-releases and build metadata
/// have no special rule; for the rules of a package manager see its own scheme.
///
/// ```
/// use upsafe_version::semver::{Range, Version};
///
/// let range = Range::parse(">=1.2.0, <2.0.0")?;
/// assert!(range.contains(&Version::parse("1.9.0+build")?));
/// assert!(!range.contains(&Version::parse("1.2.0-rc.1")?));
/// # Ok::<(), upsafe_version::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Range(Vec<(Operator, Version)>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

/// The signs; of two that begin alike the longer one first.
const SIGNS: [(&str, Operator); 6] = [
    ("!=", Operator::NotEqual),
    ("<=", Operator::LessEqual),
    (">=", Operator::GreaterEqual),
    ("<", Operator::Less),
    (">", Operator::Greater),
    ("=", Operator::Equal),
];

impl Range {
    /// Parses a range; spaces around operators and versions are allowed.
    ///
    /// # Errors
    /// With the first character that does not fit.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut comparisons = Vec::new();
        let mut at = 0;
        for part in text.split(',') {
            let trimmed = part.trim_start_matches(' ');
            let (operator, behind) = SIGNS
                .iter()
                .find_map(|(sign, operator)| Some((*operator, trimmed.strip_prefix(sign)?)))
                .unwrap_or((Operator::Equal, trimmed));
            let version = behind.trim_start_matches(' ');
            let start = at + part.len() - version.len();
            let version = Version::parse(version.trim_end_matches(' '))
                .map_err(|error| error.within(text, start))?;
            comparisons.push((operator, version));
            at += part.len() + 1;
        }
        Ok(Self(comparisons))
    }

    /// Whether all comparisons hold for `version`.
    #[must_use]
    pub fn contains(&self, version: &Version) -> bool {
        self.0.iter().all(|(operator, bound)| {
            let order = version.cmp_precedence(bound);
            match operator {
                Operator::Equal => order == Ordering::Equal,
                Operator::NotEqual => order.is_ne(),
                Operator::Less => order.is_lt(),
                Operator::LessEqual => order.is_le(),
                Operator::Greater => order.is_gt(),
                Operator::GreaterEqual => order.is_ge(),
            }
        })
    }
}

impl FromStr for Range {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, (operator, version)) in self.0.iter().enumerate() {
            let sign = SIGNS
                .iter()
                .find(|(_, o)| o == operator)
                .map_or("", |(sign, _)| sign);
            write!(f, "{}{sign}{version}", if n > 0 { ", " } else { "" })?;
        }
        Ok(())
    }
}

impl fmt::Debug for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "semver::Range({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparisons() {
        for (range, version, expected) in [
            ("1.2.3", "1.2.3+meta", true),
            ("!= 1.2.3 , > 1.0.0", "1.2.3", false),
            (">1.0.0, <= 2.0.0", "2.0.0-rc", true),
            (">=1.0.0", "1.0.0-rc", false),
        ] {
            let range = Range::parse(range).unwrap();
            assert_eq!(
                range.contains(&Version::parse(version).unwrap()),
                expected,
                "{range} {version}"
            );
            assert_eq!(Range::parse(&range.to_string()), Ok(range));
        }
    }

    #[test]
    fn errors_name_the_character() {
        for (text, expected) in [
            ("", "unexpected empty text, expected a digit"),
            (
                ">=1.0.0, ^2",
                "unexpected character `^` at column 10 of `>=1.0.0, ^2`, expected a digit",
            ),
            (
                ">=1.0.0,",
                "unexpected end of `>=1.0.0,` at column 9, expected a digit",
            ),
            (
                ">=1",
                "unexpected end of `>=1` at column 4, expected a digit or `.`",
            ),
        ] {
            assert_eq!(Range::parse(text).unwrap_err().to_string(), expected);
        }
    }
}
