//! What a dependency asks for: intervals of versions, or a wish.

use super::Version;
use crate::{Error, Number};
use std::fmt;
use std::str::FromStr;

/// A version requirement of a POM: `[1.0,2.0)`, `(,1.0],[1.2,)`, `[1.5]`, `[1.2.*]`, `1.0`.
///
/// These are the ranges of Maven's `VersionRange`, and of the resolver's the form `[1.2.*]`: all
/// versions that begin with these numbers. A version without brackets is a wish that any version
/// meets; [`Range::wish`] tells it. (The resolver refuses that form here and reads it elsewhere.)
///
/// ```
/// use upsafe_version::maven::{Range, Version};
///
/// let range = Range::parse("[1.0,2.0),[2.5]")?;
/// assert!(range.contains(&Version::parse("1.9-SNAPSHOT")?));
/// assert!(!range.contains(&Version::parse("2.0")?));
/// # Ok::<(), upsafe_version::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Range(Kind);

#[derive(Clone, PartialEq, Eq)]
enum Kind {
    Wish(Version),
    Intervals(Vec<Interval>),
}

#[derive(Clone, PartialEq, Eq)]
enum Interval {
    Between {
        low: Option<Bound>,
        high: Option<Bound>,
    },
    /// `[1.2.*]`: the text before the `.*`, and its numbers.
    Prefix(Box<str>, Vec<Number>),
}

#[derive(Clone, PartialEq, Eq)]
struct Bound {
    version: Version,
    is_inclusive: bool,
}

impl Range {
    /// Parses a range.
    ///
    /// # Errors
    /// With the character or the part that does not fit, also where the bounds of an interval or the
    /// intervals stand in the wrong order.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut at = skip_spaces(text, 0);
        if !text[at..].starts_with(['[', '(']) {
            let version = text.trim();
            let start = text.len() - text.trim_start().len();
            let wish = Version::parse(version).map_err(|error| error.within(text, start))?;
            return Ok(Self(Kind::Wish(wish)));
        }
        let mut intervals: Vec<Interval> = Vec::new();
        while at < text.len() {
            if !text[at..].starts_with(['[', '(']) {
                return Err(Error::unexpected(text, at, "`[` or `(`"));
            }
            let Some(len) = text[at..].find([']', ')']) else {
                return Err(Error::unexpected(text, text.len(), "`]` or `)`"));
            };
            let interval = Interval::parse(text, at, at + len)?;
            if let Some(last) = intervals.last()
                && !last.is_before(&interval)
            {
                let expected = "intervals in rising order that do not overlap";
                return Err(Error::refused(text, at..at + len + 1, "interval", expected));
            }
            intervals.push(interval);
            at = skip_spaces(text, at + len + 1);
            if text[at..].starts_with(',') {
                at = skip_spaces(text, at + 1);
            }
        }
        Ok(Self(Kind::Intervals(intervals)))
    }

    /// Whether `version` is in one of the intervals. Maven knows no special rule for pre-releases.
    #[must_use]
    pub fn contains(&self, version: &Version) -> bool {
        match &self.0 {
            Kind::Wish(_) => true,
            Kind::Intervals(intervals) => intervals.iter().any(|i| i.contains(version)),
        }
    }

    /// The version that is wished for, where the range is no more than a wish.
    #[must_use]
    pub fn wish(&self) -> Option<&Version> {
        match &self.0 {
            Kind::Wish(version) => Some(version),
            Kind::Intervals(_) => None,
        }
    }
}

fn skip_spaces(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start().len()
}

impl Interval {
    /// Parses the interval between the brackets at `open` and `close`.
    fn parse(text: &str, open: usize, close: usize) -> Result<Self, Error> {
        let is_low_inclusive = text[open..].starts_with('[');
        let is_high_inclusive = text[close..].starts_with(']');
        let inner = &text[open + 1..close];
        let Some(comma) = inner.find(',') else {
            return Self::single(text, open, close);
        };
        if let Some(second) = inner[comma + 1..].find(',') {
            let at = open + 1 + comma + 1 + second;
            return Err(Error::unexpected(text, at, "`]` or `)` behind two bounds"));
        }
        let bound = |start: usize, part: &str, is_inclusive| {
            let version = part.trim();
            if version.is_empty() {
                return Ok(None);
            }
            let start = start + part.len() - part.trim_start().len();
            let version = Version::parse(version).map_err(|error| error.within(text, start))?;
            Ok(Some(Bound {
                version,
                is_inclusive,
            }))
        };
        let low = bound(open + 1, &inner[..comma], is_low_inclusive)?;
        let high = bound(open + comma + 2, &inner[comma + 1..], is_high_inclusive)?;
        if let (Some(low), Some(high)) = (&low, &high) {
            let order = low.version.cmp_precedence(&high.version);
            if order.is_gt() || (order.is_eq() && !(is_low_inclusive && is_high_inclusive)) {
                let expected =
                    "a lower bound below the upper bound, or `[` and `]` around equal ones";
                return Err(Error::refused(text, open..close + 1, "interval", expected));
            }
        }
        Ok(Self::Between { low, high })
    }

    /// Parses `[1.5]` or `[1.2.*]`.
    fn single(text: &str, open: usize, close: usize) -> Result<Self, Error> {
        if text[open..].starts_with('(') {
            return Err(Error::unexpected(text, open, "`[` before a single version"));
        }
        if text[close..].starts_with(')') {
            return Err(Error::unexpected(
                text,
                close,
                "`]` behind a single version, or `,`",
            ));
        }
        let inner = &text[open + 1..close];
        let start = open + 1 + inner.len() - inner.trim_start().len();
        let version = inner.trim();
        if version.is_empty() {
            return Err(Error::unexpected(text, close, "a version"));
        }
        let Some(prefix) = version.strip_suffix(".*") else {
            let version = Version::parse(version).map_err(|error| error.within(text, start))?;
            let bound = Some(Bound {
                version,
                is_inclusive: true,
            });
            return Ok(Self::Between {
                low: bound.clone(),
                high: bound,
            });
        };
        let numbers: Option<Vec<_>> = prefix.split('.').map(Number::from_digits).collect();
        numbers
            .map(|numbers| Self::Prefix(prefix.into(), numbers))
            .ok_or_else(|| {
                let span = start..start + version.len();
                Error::refused(text, span, "version", "numbers with dots before `.*`")
            })
    }

    fn contains(&self, version: &Version) -> bool {
        let (low, high) = match self {
            Self::Between { low, high } => (low, high),
            Self::Prefix(_, prefix) => {
                let numbers = version.numbers();
                let number = |n: usize| numbers.get(n).unwrap_or(&Number::ZERO);
                return prefix
                    .iter()
                    .enumerate()
                    .all(|(n, wanted)| number(n) == wanted);
            }
        };
        let is_above = low.as_ref().is_none_or(|low| {
            let order = low.version.cmp_precedence(version);
            order.is_lt() || (order.is_eq() && low.is_inclusive)
        });
        let is_below = high.as_ref().is_none_or(|high| {
            let order = high.version.cmp_precedence(version);
            order.is_gt() || (order.is_eq() && high.is_inclusive)
        });
        is_above && is_below
    }

    /// Whether `other` may follow: its lower bound is not below this upper bound. Behind an interval
    /// without an upper bound Maven lets anything follow.
    fn is_before(&self, other: &Self) -> bool {
        let low = match other {
            Self::Between { low, .. } => low.as_ref().map(|bound| bound.version.clone()),
            Self::Prefix(text, _) => Some(Version::of_any(text)),
        };
        let high = match self {
            Self::Between { high: None, .. } => return true,
            Self::Between {
                high: Some(bound), ..
            } => bound.version.clone(),
            Self::Prefix(text, _) => Version::of_any(text),
        };
        low.is_some_and(|low| low.cmp_precedence(&high).is_ge())
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
        let intervals = match &self.0 {
            Kind::Wish(version) => return fmt::Display::fmt(version, f),
            Kind::Intervals(intervals) => intervals,
        };
        for (n, interval) in intervals.iter().enumerate() {
            write!(f, "{}{interval}", if n > 0 { "," } else { "" })?;
        }
        Ok(())
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Prefix(prefix, _) => write!(f, "[{prefix}.*]"),
            Self::Between {
                low: Some(low),
                high: Some(high),
            } if low == high => {
                write!(f, "[{}]", low.version)
            }
            Self::Between { low, high } => {
                match low {
                    Some(low) if low.is_inclusive => write!(f, "[{}", low.version)?,
                    Some(low) => write!(f, "({}", low.version)?,
                    None => f.write_str("(")?,
                }
                f.write_str(",")?;
                match high {
                    Some(high) if high.is_inclusive => write!(f, "{}]", high.version),
                    Some(high) => write!(f, "{})", high.version),
                    None => f.write_str(")"),
                }
            }
        }
    }
}

impl fmt::Debug for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "maven::Range({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, inside: &[&str], outside: &[&str]) {
        let range = Range::parse(text).unwrap();
        for version in inside {
            assert!(
                range.contains(&Version::of_any(version)),
                "{version} in {text}"
            );
        }
        for version in outside {
            assert!(
                !range.contains(&Version::of_any(version)),
                "{version} not in {text}"
            );
        }
        assert_eq!(Range::parse(&range.to_string()).unwrap(), range, "{text}");
    }

    #[test]
    fn contains_what_lies_between() {
        check(
            "[3.1,3.4)",
            &["3.1", "3.4-SNAPSHOT", "3.3.9"],
            &["3.1-rc", "3.4", "4"],
        );
        check("(3.1,)", &["3.1.1", "9"], &["3.1", "3.0"]);
        check(
            " (,3.1] , [3.5] ",
            &["1", "3.1.0", "3.5"],
            &["3.2", "3.5.1"],
        );
        check(
            "[3.1.*]",
            &["3.1", "3.1-alpha", "3.1.99"],
            &["3", "3.2-rc", "3.10"],
        );
        check("3.1", &["1", "3.1", "9"], &[]);
        assert_eq!(Range::parse("3.1").unwrap().wish().unwrap().as_str(), "3.1");
    }

    #[test]
    fn errors_name_the_character() {
        for (text, expected) in [
            ("", "unexpected empty text, expected a version"),
            (
                "3.1]",
                "unexpected character `]` at column 4 of `3.1]`, expected a letter, a digit, `.`, `-`, `_` or `+`",
            ),
            (
                "[3.1",
                "unexpected end of `[3.1` at column 5, expected `]` or `)`",
            ),
            (
                "(3.1]",
                "unexpected character `(` at column 1 of `(3.1]`, expected `[` before a single version",
            ),
            (
                "[3.1)",
                "unexpected character `)` at column 5 of `[3.1)`, expected `]` behind a single version, or `,`",
            ),
            (
                "(3,4,5)",
                "unexpected character `,` at column 5 of `(3,4,5)`, expected `]` or `)` behind two bounds",
            ),
            (
                "[3,4],5",
                "unexpected character `5` at column 7 of `[3,4],5`, expected `[` or `(`",
            ),
            (
                "[4,3]",
                "unexpected interval `[4,3]`, expected a lower bound below the upper bound, or `[` and `]` around equal ones",
            ),
            (
                "[3,4],[3.5,5]",
                "unexpected interval `[3.5,5]` at column 7 of `[3,4],[3.5,5]`, expected intervals in rising order that do not overlap",
            ),
            (
                "[x.*]",
                "unexpected version `x.*` at column 2 of `[x.*]`, expected numbers with dots before `.*`",
            ),
        ] {
            assert_eq!(Range::parse(text).unwrap_err().to_string(), expected);
        }
    }
}
