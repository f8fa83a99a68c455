//! What a dependency asks for: alternatives of comparators that must all hold.

use super::grammar::{MAX_RANGE_LENGTH, is_space};
use super::{Comparator, Options, Version, diagnose, expand};
use crate::Error;
use crate::identifiers::is_identifier_byte;
use std::fmt;
use std::str::FromStr;

/// A version range of a package.json: `^1.2.3`, `>=1 <3 || 4.x`, `1.2 - 2.3`, `*`.
///
/// [`fmt::Display`] gives node-semver's `range`: plain comparators only.
///
/// ```
/// use upsafe_version::npm::{Range, Version};
///
/// let range = Range::parse("^1.2 || 3.x")?;
/// assert_eq!(range.to_string(), ">=1.2.0 <2.0.0-0||>=3.0.0 <4.0.0-0");
/// assert!(range.matches(&Version::parse("3.1.4")?));
/// assert!(!range.matches(&Version::parse("3.1.4-beta")?));
/// # Ok::<(), upsafe_version::Error>(())
/// ```
#[derive(Clone)]
pub struct Range {
    pub(super) alternatives: Vec<Alternative>,
    pub(super) options: Options,
}

/// Comparators that must all hold.
#[derive(Clone)]
pub(super) struct Alternative {
    /// The text without build metadata; `None` if nothing meets it. node-semver keeps what it has
    /// parsed, so that equal texts give the same object and `subset` sees it.
    pub(super) source: Option<String>,
    pub(super) comparators: Vec<Comparator>,
}

impl Range {
    /// Parses a range strictly.
    ///
    /// # Errors
    /// With the first character that does not fit, or where the text is longer than 16 KiB (which
    /// node-semver does not limit: its time grows with the square of the length).
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::parse_with(text, Options::default())
    }

    /// Parses a range.
    ///
    /// # Errors
    /// With the first character that does not fit.
    pub fn parse_with(text: &str, options: Options) -> Result<Self, Error> {
        Self::read(text, options).ok_or_else(|| diagnose::range(text, options.loose))
    }

    fn read(text: &str, options: Options) -> Option<Self> {
        if text.len() > MAX_RANGE_LENGTH {
            return None;
        }
        let words: Vec<&str> = text
            .split(is_space)
            .filter(|word| !word.is_empty())
            .collect();
        let text = words.join(" ");
        let mut alternatives = Vec::new();
        for part in text.split("||") {
            let alternative = Alternative::read(part.trim_matches(is_space), options)?;
            if !alternative.comparators.is_empty() {
                alternatives.push(alternative);
            }
        }
        let first = alternatives.first()?.clone();
        if alternatives.len() > 1 {
            alternatives.retain(|alternative| !alternative.is_none());
            if alternatives.is_empty() {
                alternatives.push(first);
            } else if alternatives.len() > 1
                && let Some(any) = alternatives.iter().find(|alternative| alternative.is_any())
            {
                alternatives = vec![any.clone()];
            }
        }
        Some(Self {
            alternatives,
            options,
        })
    }

    /// The range of one comparator.
    pub(super) fn of(comparator: Comparator, options: Options) -> Self {
        let source = Some(comparator.to_string());
        Self {
            alternatives: vec![Alternative {
                source,
                comparators: vec![comparator],
            }],
            options,
        }
    }

    /// Whether `version` meets the range. Without [`Options::include_prerelease`] a pre-release does
    /// so only if a comparator names a pre-release of the same three numbers.
    #[must_use]
    pub fn matches(&self, version: &Version) -> bool {
        self.alternatives
            .iter()
            .any(|alternative| alternative.matches(version, self.options))
    }

    /// Whether every release meets the range: `*`, the empty text.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.alternatives.iter().any(Alternative::is_any)
    }
}

impl Alternative {
    /// Reads an alternative without white space around it.
    fn read(text: &str, options: Options) -> Option<Self> {
        let source = without_build(text);
        let mut comparators: Vec<Comparator> = Vec::new();
        for word in expand::alternative(&source, options) {
            let comparator = match Comparator::read(&word, options.loose) {
                Some(comparator) => comparator,
                // What looks like a comparator must be one; loosely, anything else is passed over.
                None if options.loose && !looks_like_version(&word) => continue,
                None => return None,
            };
            if comparators.contains(&comparator) {
                continue;
            }
            comparators.push(comparator);
        }
        if let Some(nothing) = comparators.iter().find(|comparator| comparator.is_none()) {
            return Some(Self {
                source: None,
                comparators: vec![nothing.clone()],
            });
        }
        if comparators.len() > 1 {
            comparators.retain(|comparator| !comparator.is_any());
        }
        Some(Self {
            source: Some(source),
            comparators,
        })
    }

    fn is_none(&self) -> bool {
        self.comparators.first().is_some_and(Comparator::is_none)
    }

    pub(super) fn is_any(&self) -> bool {
        matches!(&*self.comparators, [comparator] if comparator.is_any())
    }

    fn matches(&self, version: &Version, options: Options) -> bool {
        let all_hold = self
            .comparators
            .iter()
            .all(|comparator| comparator.admits(version));
        let may_be_prerelease = || {
            self.comparators
                .iter()
                .filter_map(|comparator| comparator.0.as_ref())
                .any(|(_, named)| named.is_prerelease() && named.numbers == version.numbers)
        };
        all_hold && (!version.is_prerelease() || options.include_prerelease || may_be_prerelease())
    }
}

/// Whether the word has the shape of a comparator, though a number or the whole may be too long.
fn looks_like_version(word: &str) -> bool {
    let (_, version) = super::comparator::Operator::split(word);
    super::grammar::Parts::of(version, true).is_some_and(|parts| parts.is_version(true))
}

/// Takes out build metadata: `+` and dot-separated identifiers.
fn without_build(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('+') {
        let behind = &rest[at + 1..];
        let mut end = 0;
        loop {
            let dot = usize::from(end > 0);
            let start = (end + dot).min(behind.len());
            let len = behind[start..]
                .bytes()
                .take_while(|&b| is_identifier_byte(b))
                .count();
            if len == 0 {
                break;
            }
            end = start + len;
            if !behind[end..].starts_with('.') {
                break;
            }
        }
        out.push_str(&rest[..at]);
        if end == 0 {
            out.push('+');
        }
        rest = &behind[end..];
    }
    out.push_str(rest);
    out
}

impl FromStr for Range {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_any() {
            return f.write_str("*");
        }
        for (n, alternative) in self.alternatives.iter().enumerate() {
            f.write_str(if n > 0 { "||" } else { "" })?;
            for (n, comparator) in alternative.comparators.iter().enumerate() {
                write!(f, "{}{comparator}", if n > 0 { " " } else { "" })?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "npm::Range({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOSE: Options = Options {
        loose: true,
        include_prerelease: false,
    };
    const PRERELEASES: Options = Options {
        loose: false,
        include_prerelease: true,
    };

    #[track_caller]
    fn check(text: &str, options: Options, expected: Option<&str>) {
        let found = Range::parse_with(text, options)
            .ok()
            .map(|range| range.to_string());
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn carets_and_tildes() {
        let strict = Options::default();
        check("^3.4.5", strict, Some(">=3.4.5 <4.0.0-0"));
        check("^0.4.5-rc.1", strict, Some(">=0.4.5-rc.1 <0.5.0-0"));
        check("^0.0.5", strict, Some(">=0.0.5 <0.0.6-0"));
        check("^0.0", strict, Some("<0.1.0-0"));
        check("^ 3", strict, Some(">=3.0.0 <4.0.0-0"));
        check("~> 3.4", strict, Some(">=3.4.0 <3.5.0-0"));
        check("~3", PRERELEASES, Some(">=3.0.0-0 <4.0.0-0"));
        check("^x", strict, Some("*"));
    }

    #[test]
    fn wildcards_and_hyphens() {
        let strict = Options::default();
        check("", strict, Some("*"));
        check(" 3.4.* || * ", strict, Some("*"));
        check("<=3.4", strict, Some("<3.5.0-0"));
        check(">3", PRERELEASES, Some(">=4.0.0-0"));
        check("<*", strict, Some("<0.0.0-0"));
        check("3.*.5", strict, None);
        check("3.4 - 5", strict, Some(">=3.4.0 <6.0.0-0"));
        check("3.4.5 - 5.6.7", PRERELEASES, Some(">=3.4.5-0 <5.6.8-0"));
        check("* - 5.6.7-rc", strict, Some("<=5.6.7-rc"));
    }

    #[test]
    fn oddities_of_the_reference() {
        let strict = Options::default();
        check("3.4.5*", strict, Some("3.4.5"));
        check("==3.4", strict, Some(">=3.4.0 <3.5.0-0"));
        check("==3.4.5", strict, None);
        check("> = 3.4.5", strict, None);
        check(">  3.4.5", strict, Some(">3.4.5"));
        check("9007199254740991.x", strict, None);
        check("junk 3.4.5", LOOSE, Some("3.4.5"));
        check("junk", LOOSE, None);
        check("junk 3.4.5", strict, None);
    }

    #[test]
    fn errors_name_the_character() {
        for (text, expected) in [
            (
                "^1.2.a",
                "unexpected character `a` at column 6 of `^1.2.a`, expected a digit or `x`",
            ),
            (
                ">=1 <2 || !3",
                "unexpected character `!` at column 11 of `>=1 <2 || !3`, expected a digit or `x`",
            ),
            (
                "1.x.3",
                "unexpected character `3` at column 5 of `1.x.3`, expected `x`, since only a wildcard follows a wildcard",
            ),
            (
                ">01.2",
                "unexpected number `01` at column 2 of `>01.2`, expected a number without a leading zero",
            ),
            (
                "==1.2.3",
                "unexpected range `==1.2.3`, expected comparators such as `>=1.2.3 <2.0.0`, `^1.2`, `1.x` or `1.2 - 2.3`",
            ),
        ] {
            assert_eq!(Range::parse(text).unwrap_err().to_string(), expected);
        }
    }
}
