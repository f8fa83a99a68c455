//! A version of a Python project.

use super::grammar;
use crate::{Error, Number};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// A version of PEP 440: `[EPOCH!]RELEASE[{a|b|rc}N][.postN][.devN][+LOCAL]`, with numbers of any
/// size.
///
/// [`fmt::Display`] gives the normalized form. [`Ord`] is a total order for ranking: that of PEP 440,
/// and of versions that are equal there (`1.0` and `1.0.0`) the shorter one first; [`Eq`] agrees with
/// it. [`Version::cmp_precedence`] is the order of PEP 440 alone.
///
/// ```
/// use upsafe_version::pep440::Version;
///
/// let version = Version::parse(" v1.0-Alpha_2+Ubuntu-1 ")?;
/// assert_eq!(version.to_string(), "1.0a2+ubuntu.1");
/// assert!(version < Version::parse("1.0rc1")?);
/// # Ok::<(), upsafe_version::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Version {
    pub(super) epoch: Number,
    pub(super) release: Vec<Number>,
    pub(super) prerelease: Option<(Letter, Number)>,
    pub(super) post: Option<Number>,
    pub(super) dev: Option<Number>,
    pub(super) local: Vec<Local>,
}

/// The kind of a pre-release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Letter {
    Alpha,
    Beta,
    Candidate,
}

/// One part of a local version; numbers stand above texts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Local {
    Text(Box<str>),
    Number(Number),
}

impl Version {
    /// Parses a version in any of the spellings of PEP 440, with white space around it.
    ///
    /// # Errors
    /// With the first character that does not fit.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let start = text.len() - text.trim_start_matches(grammar::is_space).len();
        grammar::version(text.trim_matches(grammar::is_space))
            .map_err(|error| error.within(text, start))
    }

    /// The epoch; 0 where none is written.
    #[must_use]
    pub fn epoch(&self) -> &Number {
        &self.epoch
    }

    /// The numbers of the release, at least one.
    #[must_use]
    pub fn release(&self) -> &[Number] {
        &self.release
    }

    /// Whether this is a pre-release: an alpha, a beta, a release candidate or a development release.
    #[must_use]
    pub fn is_prerelease(&self) -> bool {
        self.prerelease.is_some() || self.dev.is_some()
    }

    /// Whether this is a post-release.
    #[must_use]
    pub fn is_post_release(&self) -> bool {
        self.post.is_some()
    }

    /// Whether this is a development release.
    #[must_use]
    pub fn is_dev_release(&self) -> bool {
        self.dev.is_some()
    }

    /// The local version without its `+`; `None` if there is none.
    #[must_use]
    pub fn local(&self) -> Option<String> {
        (!self.local.is_empty()).then(|| {
            self.local
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(".")
        })
    }

    /// The version without its local part.
    #[must_use]
    pub fn public(&self) -> Self {
        Self {
            local: Vec::new(),
            ..self.clone()
        }
    }

    /// Epoch and release alone.
    #[must_use]
    pub fn base(&self) -> Self {
        Self {
            epoch: self.epoch.clone(),
            release: self.release.clone(),
            ..Self::default()
        }
    }

    /// The order of PEP 440, where zeros at the end of the release do not count and the local version
    /// does.
    #[must_use]
    pub fn cmp_precedence(&self, other: &Self) -> Ordering {
        self.cmp_public(other)
            .then_with(|| self.local.cmp(&other.local))
    }

    /// The order without local versions.
    pub(super) fn cmp_public(&self, other: &Self) -> Ordering {
        self.epoch
            .cmp(&other.epoch)
            .then_with(|| self.trimmed().cmp(other.trimmed()))
            .then_with(|| self.suffix().cmp(&other.suffix()))
    }

    /// Whether epoch and release are the same, zeros at the end apart.
    pub(super) fn has_release_of(&self, other: &Self) -> bool {
        self.epoch == other.epoch && self.trimmed() == other.trimmed()
    }

    fn trimmed(&self) -> &[Number] {
        let zeros = self
            .release
            .iter()
            .rev()
            .take_while(|number| number.is_zero())
            .count();
        &self.release[..self.release.len() - zeros]
    }

    /// A key for what follows the release: development releases of a release stand below its alphas,
    /// and a part that is missing below or above one that is there.
    fn suffix(&self) -> (Stage<'_>, Option<&Number>, bool, Option<&Number>) {
        let stage = match &self.prerelease {
            Some((letter, number)) => Stage::Prerelease(*letter, number),
            None if self.post.is_none() && self.dev.is_some() => Stage::Dev,
            None => Stage::Final,
        };
        (
            stage,
            self.post.as_ref(),
            self.dev.is_none(),
            self.dev.as_ref(),
        )
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Stage<'a> {
    Dev,
    Prerelease(Letter, &'a Number),
    Final,
}

impl FromStr for Version {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

/// The normalized form.
impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.epoch.is_zero() {
            write!(f, "{}!", self.epoch)?;
        }
        for (n, number) in self.release.iter().enumerate() {
            write!(f, "{}{number}", if n > 0 { "." } else { "" })?;
        }
        if let Some((letter, number)) = &self.prerelease {
            write!(f, "{letter}{number}")?;
        }
        if let Some(number) = &self.post {
            write!(f, ".post{number}")?;
        }
        if let Some(number) = &self.dev {
            write!(f, ".dev{number}")?;
        }
        for (n, part) in self.local.iter().enumerate() {
            write!(f, "{}{part}", if n > 0 { "." } else { "+" })?;
        }
        Ok(())
    }
}

impl fmt::Display for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Alpha => "a",
            Self::Beta => "b",
            Self::Candidate => "rc",
        })
    }
}

impl fmt::Display for Local {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "pep440::Version({self})")
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.cmp_precedence(other)
            .then_with(|| self.release.len().cmp(&other.release.len()))
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

    #[track_caller]
    fn check(text: &str, expected: Result<&str, &str>) {
        let found = Version::parse(text).map(|version| version.to_string());
        assert_eq!(
            found.as_deref().map_err(ToString::to_string),
            expected.map_err(ToOwned::to_owned),
            "{text}"
        );
    }

    #[test]
    fn normalizes() {
        check("\tV3.4.05\n", Ok("3.4.5"));
        check("07!3", Ok("7!3"));
        check("3.4.ALPHA", Ok("3.4a0"));
        check("3.4-preview_7", Ok("3.4rc7"));
        check("3.4c7", Ok("3.4rc7"));
        check("3.4-7", Ok("3.4.post7"));
        check("3.4r7", Ok("3.4.post7"));
        check("3.4.rev.dev", Ok("3.4.post0.dev0"));
        check("3.4a.post-7_dev8+X-09_y", Ok("3.4a0.post7.dev8+x.9.y"));
        check("3.4a--7", Ok("3.4a0.post7"));
        check("99999999999999999999.0", Ok("99999999999999999999.0"));
    }

    #[test]
    fn errors_name_the_character() {
        check("", Err("unexpected empty text, expected a digit"));
        check(
            "  x",
            Err("unexpected character `x` at column 3 of `  x`, expected a digit"),
        );
        check(
            "3.4.",
            Err(
                "unexpected end of `3.4.` at column 5, expected a digit, `a`, `b`, `rc`, `post` or `dev`",
            ),
        );
        check(
            "3..4",
            Err(
                "unexpected character `.` at column 3 of `3..4`, expected a digit, `a`, `b`, `rc`, `post` or `dev`",
            ),
        );
        check(
            "3.4foo",
            Err(
                "unexpected character `f` at column 4 of `3.4foo`, expected a digit, `.`, `a`, `b`, `rc`, `post`, `dev` or `+`",
            ),
        );
        check(
            "3.4+",
            Err("unexpected end of `3.4+` at column 5, expected a letter or a digit"),
        );
        check(
            "3.4+a&b",
            Err(
                "unexpected character `&` at column 6 of `3.4+a&b`, expected a letter, a digit, `.`, `-` or `_`",
            ),
        );
    }

    #[test]
    fn a_ladder_in_rising_order() {
        let ladder = [
            "1.dev1",
            "1a1.dev1",
            "1a1",
            "1a1.post1.dev1",
            "1a1.post1",
            "1a2",
            "1b1",
            "1rc1.dev1",
            "1rc1",
            "1",
            "1+a",
            "1+a.b",
            "1+1",
            "1+1.1",
            "1+2",
            "1.post1.dev1",
            "1.post1",
            "1.0.1",
            "1.10",
            "1!0.1",
        ];
        for (i, a) in ladder.iter().enumerate() {
            for (j, b) in ladder.iter().enumerate() {
                let (a, b) = (Version::parse(a).unwrap(), Version::parse(b).unwrap());
                assert_eq!(a.cmp(&b), i.cmp(&j), "{a} {b}");
            }
        }
    }

    #[test]
    fn zeros_at_the_end_do_not_count() {
        let (a, b) = (
            Version::parse("1.0").unwrap(),
            Version::parse("1.0.0").unwrap(),
        );
        assert_eq!(a.cmp_precedence(&b), Ordering::Equal);
        assert!(a != b && a < b);
    }
}
