//! Versions of Go itself, as the `go` and `toolchain` lines of a go.mod name them.

use crate::Error;
use crate::cursor::Cursor;
use crate::number::compare_digits;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// A version of the Go language or of a Go release: `1.21`, `1.21rc2`, `1.21.0`.
///
/// The order is that of Go's `internal/gover`: since 1.21 the language version stands below its
/// release candidates and its first release (1.21 < 1.21rc1 < 1.21.0), before that it *is* the first
/// release (1.20rc1 < 1.20 == 1.20.0). [`Eq`] and [`Hash`] follow that order, [`fmt::Display`] gives
/// back what was written.
///
/// ```
/// use upsafe_version::go::GoVersion;
///
/// let [language, candidate, release]: [GoVersion; 3] =
///     [GoVersion::parse("1.21")?, GoVersion::parse("1.21rc1")?, GoVersion::parse("1.21.0")?];
/// assert!(language < candidate && candidate < release);
/// assert_eq!(GoVersion::parse("1.20")?, GoVersion::parse("1.20.0")?);
/// # Ok::<(), upsafe_version::Error>(())
/// ```
#[derive(Clone)]
pub struct GoVersion {
    text: Box<str>,
    major: usize,
    /// Where the minor number ends; equals `major` where it is left out.
    minor: usize,
    tail: Tail,
}

/// What follows the minor number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tail {
    Nothing,
    /// `.3`
    Patch,
    /// `rc1`, with the byte at which the number begins.
    Kind(usize),
}

impl GoVersion {
    /// Parses a version without the `go` in front of it.
    ///
    /// # Errors
    /// With the first character that does not fit.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut cursor = Cursor::new(text);
        cursor.plain_number()?;
        let major = cursor.at();
        let whole = |minor, tail| Self {
            text: text.into(),
            major,
            minor,
            tail,
        };
        if cursor.is_end() {
            return Ok(whole(major, Tail::Nothing));
        }
        if !cursor.eat(b'.') {
            return Err(cursor.unexpected("`.` or a digit"));
        }
        cursor.plain_number()?;
        let minor = cursor.at();
        if cursor.is_end() {
            return Ok(whole(minor, Tail::Nothing));
        }
        if cursor.eat(b'.') {
            cursor.plain_number()?;
            if !cursor.is_end() {
                return Err(cursor.unexpected("a digit or the end"));
            }
            return Ok(whole(minor, Tail::Patch));
        }
        if cursor.take_while(|b| b.is_ascii_lowercase()).is_empty() {
            return Err(cursor.unexpected("a digit, `.` or a small letter"));
        }
        let number = cursor.at();
        if !cursor.is_end() {
            cursor.plain_number()?;
        }
        if !cursor.is_end() {
            return Err(cursor.unexpected("a digit or the end"));
        }
        Ok(whole(minor, Tail::Kind(number)))
    }

    /// The text as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether this names a language version as a whole (`1.21`) and not one release of it. Before
    /// 1.21 there was no difference, and such versions count as releases.
    #[must_use]
    pub fn is_language(&self) -> bool {
        let (_, _, patch, kind, _) = self.key();
        patch.is_empty() && kind.is_empty()
    }

    /// Whether this is an alpha, a beta or a release candidate.
    #[must_use]
    pub fn is_prerelease(&self) -> bool {
        matches!(self.tail, Tail::Kind(_))
    }

    /// The language version: `1.21` of `1.21.3`.
    #[must_use]
    pub fn language(&self) -> Self {
        let (major, minor) = (self.major(), self.minor());
        let text = match (major, minor) {
            ("1", "0") => major.to_owned(),
            _ => format!("{major}.{minor}"),
        };
        let minor = text.len();
        Self {
            text: text.into(),
            major: self.major,
            minor,
            tail: Tail::Nothing,
        }
    }

    fn major(&self) -> &str {
        &self.text[..self.major]
    }

    fn minor(&self) -> &str {
        if self.minor > self.major {
            &self.text[self.major + 1..self.minor]
        } else {
            "0"
        }
    }

    /// Major, minor, patch, kind and number of the kind. A left-out patch is `0` where the language
    /// version is a release.
    fn key(&self) -> (&str, &str, &str, &str, &str) {
        let rest = &self.text[self.minor..];
        let (patch, kind, number) = match self.tail {
            Tail::Nothing if compare_digits(self.minor(), "21").is_lt() => ("0", "", ""),
            Tail::Nothing => ("", "", ""),
            Tail::Patch => (&rest[1..], "", ""),
            Tail::Kind(at) => ("", &rest[..at - self.minor], &rest[at - self.minor..]),
        };
        (self.major(), self.minor(), patch, kind, number)
    }
}

impl Ord for GoVersion {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b) = (self.key(), other.key());
        compare_digits(a.0, b.0)
            .then_with(|| compare_digits(a.1, b.1))
            .then_with(|| compare_digits(a.2, b.2))
            .then_with(|| a.3.cmp(b.3))
            .then_with(|| compare_digits(a.4, b.4))
    }
}

impl PartialOrd for GoVersion {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for GoVersion {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for GoVersion {}

impl Hash for GoVersion {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl FromStr for GoVersion {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl fmt::Display for GoVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for GoVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GoVersion({})", self.text)
    }
}

/// A Go toolchain by its name: `go1.21.3`, `go1.21.3-custom`.
///
/// Ordered by its [`GoVersion`]; where that is equal, by name. (`default`, which a `toolchain` line
/// may also say, names no version and is not a toolchain.)
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Toolchain {
    name: Box<str>,
    version: GoVersion,
}

impl Toolchain {
    /// Parses the name of a toolchain: `go`, a version, and from the first space, tab or `-` on a
    /// suffix that does not count.
    ///
    /// # Errors
    /// With the first character that does not fit; a path separator anywhere does not.
    pub fn parse(name: &str) -> Result<Self, Error> {
        if let Some(at) = name.find(['/', '\\']) {
            return Err(Error::unexpected(name, at, "a name without a path"));
        }
        let Some(rest) = name.strip_prefix("go") else {
            return Err(Error::unexpected(
                name,
                usize::from(name.starts_with('g')),
                "`go`",
            ));
        };
        let end = rest.find([' ', '\t', '-']).unwrap_or(rest.len());
        let version = GoVersion::parse(&rest[..end]).map_err(|error| error.within(name, 2))?;
        Ok(Self {
            name: name.into(),
            version,
        })
    }

    /// The name as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// The version that the name says.
    #[must_use]
    pub fn version(&self) -> &GoVersion {
        &self.version
    }
}

impl From<GoVersion> for Toolchain {
    fn from(version: GoVersion) -> Self {
        Self {
            name: format!("go{version}").into(),
            version,
        }
    }
}

impl Ord for Toolchain {
    fn cmp(&self, other: &Self) -> Ordering {
        self.version
            .cmp(&other.version)
            .then_with(|| self.name.cmp(&other.name))
    }
}

impl PartialOrd for Toolchain {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Toolchain {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Self::parse(name)
    }
}

impl fmt::Display for Toolchain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.name)
    }
}

impl fmt::Debug for Toolchain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Toolchain({})", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> GoVersion {
        GoVersion::parse(text).unwrap()
    }

    #[test]
    fn a_ladder_in_rising_order() {
        let ladder = [
            "1",
            "1.5",
            "1.10",
            "1.10.1",
            "1.18beta1",
            "1.18rc1",
            "1.18",
            "1.18.1",
            "1.21",
            "1.21alpha3",
            "1.21beta2",
            "1.21rc1",
            "1.21rc10",
            "1.21.0",
            "1.21.1",
            "1.22",
            "1.22rc1",
            "1.99999999999999999999",
            "2",
            "2.1",
        ];
        for (i, a) in ladder.iter().enumerate() {
            for (j, b) in ladder.iter().enumerate() {
                assert_eq!(version(a).cmp(&version(b)), i.cmp(&j), "{a} {b}");
            }
        }
    }

    #[test]
    fn the_language_was_a_release_before_1_21() {
        assert_eq!(version("1.20"), version("1.20.0"));
        assert_ne!(version("1.21"), version("1.21.0"));
        assert_eq!(version("1"), version("1.0"));
        assert!(version("1.21").is_language() && !version("1.20").is_language());
        assert!(!version("1.21rc1").is_language() && !version("1").is_language());
    }

    #[test]
    fn language_of_a_release() {
        for (text, expected) in [
            ("1.21.3", "1.21"),
            ("1.4rc3", "1.4"),
            ("1", "1"),
            ("1.0.3", "1"),
            ("2", "2.0"),
        ] {
            assert_eq!(version(text).language().as_str(), expected);
        }
    }

    #[test]
    fn errors_name_the_character() {
        for (text, expected) in [
            ("", "unexpected empty text, expected a digit"),
            (
                "v1.2",
                "unexpected character `v` at column 1 of `v1.2`, expected a digit",
            ),
            ("1.", "unexpected end of `1.` at column 3, expected a digit"),
            (
                "1.2.3rc1",
                "unexpected character `r` at column 6 of `1.2.3rc1`, expected a digit or the end",
            ),
            (
                "1.2+x",
                "unexpected character `+` at column 4 of `1.2+x`, expected a digit, `.` or a small letter",
            ),
            (
                "1.2rc01",
                "unexpected number `01` at column 6 of `1.2rc01`, expected a number without a leading zero",
            ),
            (
                "1.2rc1.5",
                "unexpected character `.` at column 7 of `1.2rc1.5`, expected a digit or the end",
            ),
        ] {
            assert_eq!(GoVersion::parse(text).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn toolchains_are_ordered_by_their_version() {
        let toolchain = |name| Toolchain::parse(name).unwrap();
        assert_eq!(toolchain("go1.21.3-custom").version(), &version("1.21.3"));
        assert_eq!(toolchain("go1.21.3 X:boring").version(), &version("1.21.3"));
        assert!(toolchain("go1.9") < toolchain("go1.21.3-custom"));
        assert_eq!(Toolchain::from(version("1.22.1")).as_str(), "go1.22.1");
        for (name, expected) in [
            (
                "1.21",
                "unexpected character `1` at column 1 of `1.21`, expected `go`",
            ),
            (
                "go1.x",
                "unexpected character `x` at column 5 of `go1.x`, expected a digit",
            ),
            (
                "x/go1.21",
                "unexpected character `/` at column 2 of `x/go1.21`, expected a name without a path",
            ),
        ] {
            assert_eq!(Toolchain::parse(name).unwrap_err().to_string(), expected);
        }
    }
}
