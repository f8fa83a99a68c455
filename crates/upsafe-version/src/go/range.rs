//! What Go asks for: at least a version, an interval to retract, or a query of `go get`.

use super::Version;
use crate::Error;
use crate::number::compare_digits;
use std::fmt;
use std::str::FromStr;

/// A set of versions of one module, as Go writes them.
///
/// - `v1.2.3` as in a `require` line: this version or a later one. A later major version belongs to
///   another module and does not do, except among `v0`, `v1` and `+incompatible`, which share a path.
/// - `[v1.0.0, v1.2.0]` as in a `retract` line: both ends belong to it.
/// - `<v1.2.3`, `<=v1.2.3`, `>v1.2.3`, `>=v1.2.3` and the prefixes `v1`, `v1.2` as in
///   [a query](https://go.dev/ref/mod#version-queries).
///
/// ```
/// use upsafe_version::go::{Range, Version};
///
/// let range = Range::parse("v1.4.0")?;
/// assert!(range.contains(&Version::parse("v1.5.2")?));
/// assert!(!range.contains(&Version::parse("v2.0.0")?));
/// # Ok::<(), upsafe_version::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Range(Kind);

#[derive(Clone, PartialEq, Eq)]
enum Kind {
    AtLeast(Version),
    Prefix(Version),
    Interval(Version, Version),
    Query(Operator, Version),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Operator {
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

impl Operator {
    const ALL: [(&'static str, Self); 4] = [
        ("<=", Self::LessEqual),
        (">=", Self::GreaterEqual),
        ("<", Self::Less),
        (">", Self::Greater),
    ];
}

impl Range {
    /// Parses a range.
    ///
    /// # Errors
    /// With the first character that does not fit, or where an interval stands in the wrong order.
    pub fn parse(text: &str) -> Result<Self, Error> {
        if text.starts_with('[') {
            return Self::interval(text);
        }
        for (sign, operator) in Operator::ALL {
            if let Some(version) = text.strip_prefix(sign) {
                let version =
                    Version::parse(version).map_err(|error| error.within(text, sign.len()))?;
                return Ok(Self(Kind::Query(operator, version)));
            }
        }
        if !text.starts_with('v') {
            return Err(Error::unexpected(text, 0, "`v`, `[`, `<` or `>`"));
        }
        let version = Version::parse(text)?;
        let is_short = text.bytes().filter(|&b| b == b'.').count() < 2;
        Ok(Self(if is_short {
            Kind::Prefix(version)
        } else {
            Kind::AtLeast(version)
        }))
    }

    fn interval(text: &str) -> Result<Self, Error> {
        let Some(inner) = text[1..].strip_suffix(']') else {
            return Err(Error::unexpected(text, text.len(), "`]`"));
        };
        let Some((low, high)) = inner.split_once(',') else {
            return Err(Error::unexpected(
                text,
                text.len() - 1,
                "`,` and a second version",
            ));
        };
        let bound = |part: &str, start: usize| {
            let start = start + part.len() - part.trim_start().len();
            Version::parse(part.trim()).map_err(|error| error.within(text, start))
        };
        let (low, high) = (bound(low, 1)?, bound(high, 1 + low.len() + 1)?);
        if low.cmp_precedence(&high).is_gt() {
            let expected = "the lower version first";
            return Err(Error::refused(text, 0..text.len(), "interval", expected));
        }
        Ok(Self(Kind::Interval(low, high)))
    }

    /// Whether `version` is in the range. Pre-releases have no special rule.
    #[must_use]
    pub fn contains(&self, version: &Version) -> bool {
        match &self.0 {
            Kind::AtLeast(low) => version.cmp_precedence(low).is_ge() && shares_path(low, version),
            Kind::Prefix(prefix) => {
                let short = prefix.as_str();
                version.major() == short || version.major_minor() == short
            }
            Kind::Interval(low, high) => {
                version.cmp_precedence(low).is_ge() && version.cmp_precedence(high).is_le()
            }
            Kind::Query(operator, bound) => {
                let order = version.cmp_precedence(bound);
                match operator {
                    Operator::Less => order.is_lt(),
                    Operator::LessEqual => order.is_le(),
                    Operator::Greater => order.is_gt(),
                    Operator::GreaterEqual => order.is_ge(),
                }
            }
        }
    }
}

/// Whether two versions can be versions of one module path.
fn shares_path(a: &Version, b: &Version) -> bool {
    let is_unnamed = |version: &Version| {
        compare_digits(version.numbers()[0], "1").is_le() || version.is_incompatible()
    };
    a.major() == b.major() && a.is_incompatible() == b.is_incompatible()
        || is_unnamed(a) && is_unnamed(b)
}

impl FromStr for Range {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::AtLeast(version) | Kind::Prefix(version) => write!(f, "{version}"),
            Kind::Interval(low, high) => write!(f, "[{low}, {high}]"),
            Kind::Query(operator, version) => {
                let sign = Operator::ALL
                    .iter()
                    .find(|(_, o)| o == operator)
                    .map_or("", |o| o.0);
                write!(f, "{sign}{version}")
            }
        }
    }
}

impl fmt::Debug for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "go::Range({self})")
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
                range.contains(&Version::parse(version).unwrap()),
                "{version} in {text}"
            );
        }
        for version in outside {
            assert!(
                !range.contains(&Version::parse(version).unwrap()),
                "{version} not in {text}"
            );
        }
        assert_eq!(Range::parse(&range.to_string()), Ok(range));
    }

    #[test]
    fn ranges() {
        check(
            "v1.4.0",
            &["v1.4.0", "v1.9.0", "v2.0.0+incompatible"],
            &["v1.3.9", "v2.0.0", "v1.4.0-rc.1"],
        );
        check("v2.4.0", &["v2.4.1"], &["v3.0.0", "v2.5.0+incompatible"]);
        check("v1", &["v1.0.0", "v1.9.9-rc.1"], &["v2.0.0", "v0.1.0"]);
        check("v1.4", &["v1.4.9"], &["v1.5.0", "v1.40.0"]);
        check(
            "[v1.0.0, v1.4.0]",
            &["v1.0.0", "v1.4.0"],
            &["v1.4.1", "v0.9.0"],
        );
        check("<v1.4", &["v1.3.9", "v1.4.0-rc.1"], &["v1.4.0"]);
        check(">=v1.4.0", &["v2.0.0"], &["v1.3.0"]);
    }

    #[test]
    fn errors_name_the_character() {
        for (text, expected) in [
            (
                "^v1.0.0",
                "unexpected character `^` at column 1 of `^v1.0.0`, expected `v`, `[`, `<` or `>`",
            ),
            (
                ">= v1",
                "unexpected character ` ` at column 3 of `>= v1`, expected `v`",
            ),
            (
                "[v1.0.0, 1.2.0]",
                "unexpected character `1` at column 10 of `[v1.0.0, 1.2.0]`, expected `v`",
            ),
            (
                "[v1.0.0",
                "unexpected end of `[v1.0.0` at column 8, expected `]`",
            ),
            (
                "[v2.0.0, v1.0.0]",
                "unexpected interval `[v2.0.0, v1.0.0]`, expected the lower version first",
            ),
        ] {
            assert_eq!(Range::parse(text).unwrap_err().to_string(), expected);
        }
    }
}
