//! Versions of Go modules, ordered as `golang.org/x/mod/semver` orders them.

use crate::cursor::Cursor;
use crate::identifiers::{self, compare_prerelease};
use crate::number::compare_digits;
use crate::{Difference, Error, Part, semver};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// A version of a Go module: SemVer 2.0.0 with a leading `v`, where `v1` and `v1.2` are short for
/// `v1.0.0` and `v1.2.0`, and numbers have no upper limit.
///
/// [`Ord`] is a total order for ranking: Go's `semver.Compare`, and where that is equal (build
/// metadata, short forms) the order of the texts, as Go's `semver.Sort` does. [`Eq`] agrees with it:
/// two versions are equal if they are written the same. [`Version::cmp_precedence`] is
/// `semver.Compare` itself.
///
/// One allocation each; comparing allocates nothing.
///
/// ```
/// use upsafe_version::go::Version;
///
/// let old: Version = "v1.9.0".parse()?;
/// let new: Version = "v1.10.0-0.20240102030405-abcdef123456".parse()?;
/// assert!(old < new && new.is_pseudo());
/// assert_eq!(new.major(), "v1");
/// # Ok::<(), upsafe_version::Error>(())
/// ```
#[derive(Clone)]
pub struct Version {
    text: Box<str>,
    ends: Ends,
}

/// Where the parts of a version end, in bytes. A number that is left out ends where the one before
/// it ends.
#[derive(Clone, Copy)]
struct Ends {
    major: u32,
    minor: u32,
    patch: u32,
    prerelease: u32,
}

/// A version that is not owned: what comparing two texts needs.
#[derive(Clone, Copy)]
struct View<'a> {
    text: &'a str,
    ends: Ends,
}

impl Version {
    /// Parses a version.
    ///
    /// # Errors
    /// With the first character that does not fit.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let View { ends, .. } = View::parse(text)?;
        Ok(Self {
            text: text.into(),
            ends,
        })
    }

    fn view(&self) -> View<'_> {
        View {
            text: &self.text,
            ends: self.ends,
        }
    }

    /// The text as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Go's `semver.Compare`: build metadata does not count, and `v1` equals `v1.0.0`.
    #[must_use]
    pub fn cmp_precedence(&self, other: &Self) -> Ordering {
        self.view().compare(other.view())
    }

    /// The major version with its `v`: `v2` of `v2.1.0`.
    #[must_use]
    pub fn major(&self) -> &str {
        &self.text[..self.ends.major as usize]
    }

    /// Major and minor version with the `v`: `v2.1` of `v2.1.0`.
    #[must_use]
    pub fn major_minor(&self) -> String {
        format!("{}.{}", self.major(), self.view().minor())
    }

    /// The pre-release with its `-`, or the empty text: `-rc.1` of `v2.1.0-rc.1+meta`.
    #[must_use]
    pub fn prerelease(&self) -> &str {
        self.view().prerelease()
    }

    /// The build metadata with its `+`, or the empty text: `+meta` of `v2.1.0-rc.1+meta`.
    #[must_use]
    pub fn build(&self) -> &str {
        self.view().build()
    }

    /// The three numbers in decimal; what a short form leaves out is `0`.
    #[must_use]
    pub fn numbers(&self) -> [&str; 3] {
        let view = self.view();
        [view.major(), view.minor(), view.patch()]
    }

    /// Whether there is a pre-release. Pseudo-versions are pre-releases too.
    #[must_use]
    pub fn is_prerelease(&self) -> bool {
        !self.prerelease().is_empty()
    }

    /// Whether the build metadata is `+incompatible`: a major version of 2 or more of a module whose
    /// path does not say so.
    #[must_use]
    pub fn is_incompatible(&self) -> bool {
        self.build() == "+incompatible"
    }

    /// Whether this is a pseudo-version: it names a commit and not a tag.
    #[must_use]
    pub fn is_pseudo(&self) -> bool {
        super::pseudo::is_pseudo(self)
    }

    /// Whether the version is written in full and without other build metadata than
    /// `+incompatible`: what a go.mod may hold.
    #[must_use]
    pub fn is_canonical(&self) -> bool {
        self.ends.patch > self.ends.minor
            && self.ends.minor > self.ends.major
            && (self.build().is_empty() || self.is_incompatible())
    }

    /// Go's `module.CanonicalVersion`: the short forms filled up, and no build metadata except
    /// `+incompatible`.
    #[must_use]
    pub fn canonical(&self) -> Self {
        if self.is_canonical() {
            return self.clone();
        }
        let mut text = self.without_build();
        if self.is_incompatible() {
            text.push_str("+incompatible");
        }
        Self::from_valid(text)
    }

    /// Go's `semver.Canonical`: the short forms filled up, and no build metadata at all.
    #[must_use]
    pub fn without_build(&self) -> String {
        let [major, minor, patch] = self.numbers();
        format!("v{major}.{minor}.{patch}{}", self.prerelease())
    }

    /// What a release promises to stay compatible with: the major version. `v0` promises nothing but
    /// shares its module path with `v1`.
    #[must_use]
    pub fn class(&self) -> &str {
        self.major()
    }

    /// The next version that raises `part`; build metadata falls away, except `+incompatible`.
    #[must_use]
    pub fn bump(&self, part: Part) -> Self {
        let suffix = if self.is_incompatible() {
            "+incompatible"
        } else {
            ""
        };
        Self::from_valid(format!("v{}{suffix}", self.to_semver().bump(part)))
    }

    /// The greatest part in which two versions differ.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Difference {
        self.to_semver().difference(&other.to_semver())
    }

    /// The same version without the `v`, as SemVer 2.0.0 writes it.
    #[must_use]
    pub fn to_semver(&self) -> semver::Version {
        let text = format!("{}{}", self.without_build(), self.build());
        semver::Version::parse(&text[1..])
            .expect("a Go version in full, less its `v`, is a SemVer version")
    }

    fn from_valid(text: String) -> Self {
        let View { ends, .. } = View::parse(&text)
            .expect("a Go version put together from parts of a Go version parses");
        Self {
            text: text.into(),
            ends,
        }
    }
}

impl<'a> View<'a> {
    fn parse(text: &'a str) -> Result<Self, Error> {
        if u32::try_from(text.len()).is_err() {
            return Err(Error::request("the version is longer than 4 GiB"));
        }
        let mut cursor = Cursor::new(text);
        if !cursor.eat(b'v') {
            return Err(cursor.unexpected("`v`"));
        }
        let mut ends = [0; 3];
        for n in 0..3 {
            if n > 0 && !cursor.eat(b'.') {
                // A short form ends here: no pre-release and no build metadata may follow.
                if !cursor.is_end() {
                    return Err(cursor.unexpected("`.` or a digit"));
                }
                ends[n] = ends[n - 1];
                continue;
            }
            cursor.plain_number()?;
            ends[n] = cursor.at();
        }
        let patch = cursor.at();
        if cursor.eat(b'-') {
            identifiers::prerelease(&mut cursor)?;
        }
        let prerelease = cursor.at();
        if cursor.eat(b'+') {
            identifiers::build(&mut cursor)?;
        }
        if !cursor.is_end() {
            return Err(cursor.unexpected(match (prerelease, cursor.at()) {
                (_, at) if at > prerelease => "a letter, a digit, `-` or `.`",
                (at, _) if at > patch => "a letter, a digit, `-`, `.` or `+`",
                _ => "a digit, `-` or `+`",
            }));
        }
        let ends = Ends {
            major: short(ends[0]),
            minor: short(ends[1]),
            patch: short(ends[2]),
            prerelease: short(prerelease),
        };
        Ok(Self { text, ends })
    }

    fn major(self) -> &'a str {
        &self.text[1..self.ends.major as usize]
    }

    fn minor(self) -> &'a str {
        self.number(self.ends.major, self.ends.minor)
    }

    fn patch(self) -> &'a str {
        self.number(self.ends.minor, self.ends.patch)
    }

    fn number(self, dot: u32, end: u32) -> &'a str {
        if end > dot {
            &self.text[dot as usize + 1..end as usize]
        } else {
            "0"
        }
    }

    fn prerelease(self) -> &'a str {
        // A short form ends with its last number, so that both ends are the same there.
        &self.text[self.ends.patch as usize..self.ends.prerelease as usize]
    }

    fn build(self) -> &'a str {
        &self.text[self.ends.prerelease as usize..]
    }

    fn compare(self, other: Self) -> Ordering {
        compare_digits(self.major(), other.major())
            .then_with(|| compare_digits(self.minor(), other.minor()))
            .then_with(|| compare_digits(self.patch(), other.patch()))
            .then_with(|| {
                let (a, b) = (self.prerelease(), other.prerelease());
                compare_prerelease(
                    a.strip_prefix('-').unwrap_or(a),
                    b.strip_prefix('-').unwrap_or(b),
                )
            })
    }
}

/// A byte of a text of which `View::parse` has seen that it is shorter than 4 GiB.
fn short(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Go's `semver.Compare` on any two texts: a text that is no version stands below every version, and
/// two such texts are equal.
///
/// ```
/// use std::cmp::Ordering;
/// use upsafe_version::go::compare;
///
/// assert_eq!(compare("1.0.0", "v0.0.1"), Ordering::Less);
/// assert_eq!(compare("v1", "v1.0.0+meta"), Ordering::Equal);
/// assert_eq!(compare("bad", "worse"), Ordering::Equal);
/// ```
#[must_use]
pub fn compare(a: &str, b: &str) -> Ordering {
    match (View::parse(a), View::parse(b)) {
        (Ok(a), Ok(b)) => a.compare(b),
        (a, b) => a.is_ok().cmp(&b.is_ok()),
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
        f.pad(&self.text)
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "go::Version({})", self.text)
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Version {}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.text == other.text {
            return Ordering::Equal;
        }
        self.cmp_precedence(other)
            .then_with(|| self.text.cmp(&other.text))
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
        let found = Version::parse(text).map(|v| v.canonical().to_string());
        assert_eq!(
            found.as_deref().map_err(ToString::to_string),
            expected.map_err(ToOwned::to_owned),
            "{text}"
        );
    }

    #[test]
    fn canonical_forms() {
        check("v1", Ok("v1.0.0"));
        check("v1.2", Ok("v1.2.0"));
        check("v1.2.3-rc.1+meta", Ok("v1.2.3-rc.1"));
        check("v3.0.0+incompatible", Ok("v3.0.0+incompatible"));
        check(
            "v99999999999999999999999.0.1",
            Ok("v99999999999999999999999.0.1"),
        );
    }

    #[test]
    fn errors_name_the_character() {
        check(
            "1.2.3",
            Err("unexpected character `1` at column 1 of `1.2.3`, expected `v`"),
        );
        check(
            "v1.2-rc",
            Err("unexpected character `-` at column 5 of `v1.2-rc`, expected `.` or a digit"),
        );
        check(
            "v1.2.",
            Err("unexpected end of `v1.2.` at column 6, expected a digit"),
        );
        check(
            "v1.2.3-",
            Err("unexpected end of `v1.2.3-` at column 8, expected a letter, a digit or `-`"),
        );
        check(
            "v01.0.0",
            Err(
                "unexpected number `01` at column 2 of `v01.0.0`, expected a number without a leading zero",
            ),
        );
        check(
            "v1.0.0-01",
            Err(
                "unexpected identifier `01` at column 8 of `v1.0.0-01`, expected a number without a leading zero",
            ),
        );
        check(
            "v1.0.0-rc_1",
            Err(
                "unexpected character `_` at column 10 of `v1.0.0-rc_1`, expected a letter, a digit, `-`, `.` or `+`",
            ),
        );
        check(
            "v1.0.0 ",
            Err("unexpected character ` ` at column 7 of `v1.0.0 `, expected a digit, `-` or `+`"),
        );
        check("", Err("unexpected empty text, expected `v`"));
    }

    #[test]
    fn a_ladder_in_rising_order() {
        let ladder = [
            "v0.0.0-20200101000000-abcdefabcdef",
            "v0.0.1-0.20200101000000-abcdefabcdef",
            "v0.0.1-rc.1",
            "v0.0.1",
            "v0.9.0",
            "v0.10.0",
            "v1.0.0-rc.2",
            "v1.0.0-rc.11",
            "v1",
            "v1.0.1",
            "v2.0.0+incompatible",
            "v18446744073709551616.0.0",
        ];
        for (i, a) in ladder.iter().enumerate() {
            for (j, b) in ladder.iter().enumerate() {
                let (a, b) = (Version::parse(a).unwrap(), Version::parse(b).unwrap());
                assert_eq!(a.cmp(&b), i.cmp(&j), "{a} {b}");
                assert_eq!(a.cmp_precedence(&b), i.cmp(&j), "{a} {b}");
            }
        }
    }

    #[test]
    fn order_agrees_with_equality_where_precedence_does_not() {
        let (a, b) = (
            Version::parse("v1.0.0").unwrap(),
            Version::parse("v1.0.0+meta").unwrap(),
        );
        assert_eq!(a.cmp_precedence(&b), Ordering::Equal);
        assert!(a != b && a < b);
    }

    #[test]
    fn parts() {
        let version = Version::parse("v2.1.0-rc.1+meta").unwrap();
        assert_eq!(version.major(), "v2");
        assert_eq!(version.major_minor(), "v2.1");
        assert_eq!(version.prerelease(), "-rc.1");
        assert_eq!(version.build(), "+meta");
        assert_eq!(Version::parse("v1").unwrap().major_minor(), "v1.0");
    }

    #[test]
    fn bump_keeps_the_v_and_incompatible() {
        let bump = |text: &str, part| Version::parse(text).unwrap().bump(part).to_string();
        assert_eq!(bump("v1.2.3", Part::Minor), "v1.3.0");
        assert_eq!(bump("v1.2.3-rc.1", Part::Patch), "v1.2.3");
        assert_eq!(
            bump("v2.0.0+incompatible", Part::Patch),
            "v2.0.1+incompatible"
        );
        assert_eq!(
            bump("v1.99999999999999999999", Part::Minor),
            "v1.100000000000000000000.0"
        );
    }
}
