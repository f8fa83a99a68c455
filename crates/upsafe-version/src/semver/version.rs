//! A version as the specification writes it, with numbers of any size.

use crate::cursor::Cursor;
use crate::identifiers::{self, compare_lists, compare_prerelease};
use crate::number::increment;
use crate::{Difference, Error, Number, Part};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// A version of SemVer 2.0.0: three numbers, a pre-release and build metadata.
///
/// The specification sets no limit to the numbers, so there is none (the crate `semver`, which
/// Cargo uses, stops at 64 bits).
///
/// [`Ord`] is a total order for ranking that agrees with [`Eq`]: precedence, then build metadata.
/// [`Version::cmp_precedence`] is the order of section 11, where build metadata does not count.
///
/// ```
/// use upsafe_version::semver::Version;
///
/// let candidate = Version::parse("1.0.0-rc.1")?;
/// assert!(candidate < Version::parse("1.0.0")?);
/// assert_eq!(candidate.to_string(), "1.0.0-rc.1");
/// # Ok::<(), upsafe_version::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Version {
    major: Number,
    minor: Number,
    patch: Number,
    prerelease: Box<str>,
    build: Box<str>,
}

impl Version {
    /// Parses a version.
    ///
    /// # Errors
    /// With the first character that does not fit the grammar.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut cursor = Cursor::new(text);
        let major = number(&mut cursor)?;
        dot(&mut cursor)?;
        let minor = number(&mut cursor)?;
        dot(&mut cursor)?;
        let patch = number(&mut cursor)?;
        let mut expected = "a digit, `-` or `+`";
        let mut prerelease = "";
        if cursor.eat(b'-') {
            prerelease = identifiers::prerelease(&mut cursor)?;
            expected = "a letter, a digit, `-`, `.` or `+`";
        }
        let mut build = "";
        if cursor.eat(b'+') {
            build = identifiers::build(&mut cursor)?;
            expected = "a letter, a digit, `-` or `.`";
        }
        if !cursor.is_end() {
            return Err(cursor.unexpected(expected));
        }
        Ok(Self {
            major,
            minor,
            patch,
            prerelease: prerelease.into(),
            build: build.into(),
        })
    }

    /// The first number.
    #[must_use]
    pub fn major(&self) -> &Number {
        &self.major
    }

    /// The second number.
    #[must_use]
    pub fn minor(&self) -> &Number {
        &self.minor
    }

    /// The third number.
    #[must_use]
    pub fn patch(&self) -> &Number {
        &self.patch
    }

    /// The pre-release without its `-`; empty if there is none.
    #[must_use]
    pub fn prerelease(&self) -> &str {
        &self.prerelease
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

    /// The order of section 11: build metadata does not count.
    #[must_use]
    pub fn cmp_precedence(&self, other: &Self) -> Ordering {
        self.major
            .cmp(&other.major)
            .then_with(|| self.minor.cmp(&other.minor))
            .then_with(|| self.patch.cmp(&other.patch))
            .then_with(|| compare_prerelease(&self.prerelease, &other.prerelease))
    }

    /// What a release stays compatible with: `1` of `1.2.3`, `0.3` of `0.3.1`, `0.0.3` of `0.0.3`.
    ///
    /// The specification promises nothing before `1.0.0`; the classes there are those of Cargo and
    /// npm, where the first number that is not zero is the one that breaks.
    #[must_use]
    pub fn class(&self) -> String {
        match (self.major.is_zero(), self.minor.is_zero()) {
            (false, _) => self.major.to_string(),
            (true, false) => format!("0.{}", self.minor),
            (true, true) => format!("0.0.{}", self.patch),
        }
    }

    /// The next version that raises `part`, without build metadata.
    ///
    /// A pre-release is raised to the release that it announces, where that raises `part` already.
    #[must_use]
    pub fn bump(&self, part: Part) -> Self {
        let Self {
            major,
            minor,
            patch,
            ..
        } = self;
        let was_release = !self.is_prerelease();
        let zero = || Number::ZERO;
        match part {
            Part::Major if was_release || !minor.is_zero() || !patch.is_zero() => {
                Self::release(major.next(), zero(), zero())
            }
            Part::Minor if was_release || !patch.is_zero() => {
                Self::release(major.clone(), minor.next(), zero())
            }
            Part::Patch if was_release => Self::release(major.clone(), minor.clone(), patch.next()),
            Part::Prerelease if was_release => Self {
                prerelease: "0".into(),
                ..Self::release(major.clone(), minor.clone(), patch.next())
            },
            Part::Prerelease => Self {
                prerelease: next_prerelease(&self.prerelease).into(),
                ..Self::release(major.clone(), minor.clone(), patch.clone())
            },
            Part::Major | Part::Minor | Part::Patch => {
                Self::release(major.clone(), minor.clone(), patch.clone())
            }
        }
    }

    /// The greatest part in which two versions differ.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Difference {
        if self.major != other.major {
            Difference::Major
        } else if self.minor != other.minor {
            Difference::Minor
        } else if self.patch != other.patch {
            Difference::Patch
        } else if self.prerelease != other.prerelease {
            Difference::Prerelease
        } else if self.build != other.build {
            Difference::Build
        } else {
            Difference::Same
        }
    }

    fn release(major: Number, minor: Number, patch: Number) -> Self {
        Self {
            major,
            minor,
            patch,
            prerelease: "".into(),
            build: "".into(),
        }
    }
}

fn number(cursor: &mut Cursor<'_>) -> Result<Number, Error> {
    let start = cursor.at();
    let digits = cursor.plain_number()?;
    Number::from_digits(digits).ok_or_else(|| {
        let span = start..cursor.at();
        cursor.refused(span, "number", "digits")
    })
}

fn dot(cursor: &mut Cursor<'_>) -> Result<(), Error> {
    if cursor.eat(b'.') {
        Ok(())
    } else {
        Err(cursor.unexpected("a digit or `.`"))
    }
}

/// Raises the last identifier that is a number; without one, a `.0` follows.
fn next_prerelease(prerelease: &str) -> String {
    let mut identifiers: Vec<String> = prerelease.split('.').map(str::to_owned).collect();
    match identifiers
        .iter_mut()
        .rfind(|identifier| identifiers::is_numeric(identifier))
    {
        Some(number) => *number = increment(number),
        None => identifiers.push("0".to_owned()),
    }
    identifiers.join(".")
}

impl FromStr for Version {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)?;
        if !self.prerelease.is_empty() {
            write!(f, "-{}", self.prerelease)?;
        }
        if !self.build.is_empty() {
            write!(f, "+{}", self.build)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "semver::Version({self})")
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.cmp_precedence(other).then_with(|| {
            match (self.build.is_empty(), other.build.is_empty()) {
                (false, false) => compare_lists(&self.build, &other.build)
                    .then_with(|| self.build.cmp(&other.build)),
                (a, b) => b.cmp(&a),
            }
        })
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

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap()
    }

    #[test]
    fn what_is_written_comes_back() {
        for text in [
            "0.0.0",
            "1.2.3",
            "1.2.3-rc.1",
            "1.2.3+007.a",
            "1.2.3--.-+-",
            "10.20.30-0.1a.x-y+z",
            "99999999999999999999999.999999999999999999.99999999999999999",
        ] {
            assert_eq!(version(text).to_string(), text);
        }
    }

    #[test]
    fn errors_name_the_character() {
        for (text, expected) in [
            ("", "unexpected empty text, expected a digit"),
            (
                "1",
                "unexpected end of `1` at column 2, expected a digit or `.`",
            ),
            (
                "1.2",
                "unexpected end of `1.2` at column 4, expected a digit or `.`",
            ),
            (
                "1.2.x",
                "unexpected character `x` at column 5 of `1.2.x`, expected a digit",
            ),
            (
                "v1.2.3",
                "unexpected character `v` at column 1 of `v1.2.3`, expected a digit",
            ),
            (
                "1.02.3",
                "unexpected number `02` at column 3 of `1.02.3`, expected a number without a leading zero",
            ),
            (
                "1.2.3.4",
                "unexpected character `.` at column 6 of `1.2.3.4`, expected a digit, `-` or `+`",
            ),
            (
                "1.2.3-",
                "unexpected end of `1.2.3-` at column 7, expected a letter, a digit or `-`",
            ),
            (
                "1.2.3-a..b",
                "unexpected character `.` at column 9 of `1.2.3-a..b`, expected a letter, a digit or `-`",
            ),
            (
                "1.2.3-00",
                "unexpected identifier `00` at column 7 of `1.2.3-00`, expected a number without a leading zero",
            ),
            (
                "1.2.3+a+b",
                "unexpected character `+` at column 8 of `1.2.3+a+b`, expected a letter, a digit, `-` or `.`",
            ),
        ] {
            assert_eq!(Version::parse(text).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn build_metadata_counts_for_ranking_only() {
        let (plain, a, b) = (version("1.0.0"), version("1.0.0+2"), version("1.0.0+10"));
        assert_eq!(plain.cmp_precedence(&a), Ordering::Equal);
        assert!(plain < a && a < b);
    }

    #[test]
    fn bumps() {
        for (text, part, expected) in [
            ("1.2.3", Part::Major, "2.0.0"),
            ("1.2.3+b", Part::Minor, "1.3.0"),
            ("1.2.3", Part::Patch, "1.2.4"),
            ("1.2.3", Part::Prerelease, "1.2.4-0"),
            ("2.0.0-rc.1", Part::Major, "2.0.0"),
            ("2.1.0-rc.1", Part::Major, "3.0.0"),
            ("2.1.0-rc.1", Part::Minor, "2.1.0"),
            ("2.1.1-rc.1", Part::Minor, "2.2.0"),
            ("2.1.1-rc.1", Part::Patch, "2.1.1"),
            ("2.1.1-rc.9", Part::Prerelease, "2.1.1-rc.10"),
            ("2.1.1-rc", Part::Prerelease, "2.1.1-rc.0"),
            ("2.1.1-1.rc", Part::Prerelease, "2.1.1-2.rc"),
            (
                "18446744073709551615.0.0",
                Part::Major,
                "18446744073709551616.0.0",
            ),
        ] {
            assert_eq!(
                version(text).bump(part).to_string(),
                expected,
                "{text} {part}"
            );
        }
    }

    #[test]
    fn classes_and_differences() {
        for (text, class) in [
            ("1.2.3", "1"),
            ("0.3.1", "0.3"),
            ("0.0.3", "0.0.3"),
            ("2.0.0-rc.1", "2"),
        ] {
            assert_eq!(version(text).class(), class);
        }
        let base = version("1.2.3-a+b");
        for (text, difference) in [
            ("2.2.3-a+b", Difference::Major),
            ("1.0.3-a+b", Difference::Minor),
            ("1.2.0", Difference::Patch),
            ("1.2.3+b", Difference::Prerelease),
            ("1.2.3-a", Difference::Build),
            ("1.2.3-a+b", Difference::Same),
        ] {
            assert_eq!(base.difference(&version(text)), difference, "{text}");
        }
    }
}
