//! A version of a component, in the order of its scheme.
//!
//! What must stay true: [`Ord`] is the precedence of the scheme, in which different texts can be
//! equal (`1.2.0+a` and `1.2.0+b`), and [`Eq`] agrees with it.

use std::{cmp::Ordering, fmt};

use serde::{Serialize, Serializer};
use upsafe_config::MatrixScheme;
use upsafe_version::{Error, Number, cargo, go, maven, npm, pep440, semver};

/// A version of a component. Prints as it was written.
#[derive(Clone)]
pub struct Version {
    text: Box<str>,
    key: Key,
}

/// The schemes with the numbers and the precedence of SemVer share one key.
#[derive(Clone)]
enum Key {
    Semver(semver::Version),
    Toolchain(go::GoVersion),
    Maven(maven::Version),
    Pep440(pep440::Version),
}

/// What names the minor version that a version belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    epoch: Number,
    major: Number,
    minor: Number,
}

impl Version {
    /// Reads a version of a scheme.
    ///
    /// # Errors
    /// With the first character that does not fit.
    pub fn parse(scheme: MatrixScheme, text: &str) -> Result<Self, Error> {
        let key = match scheme {
            MatrixScheme::Cargo => Key::Semver(cargo::Version::parse(text)?.to_semver()),
            MatrixScheme::Npm => {
                let version = npm::Version::parse(text)?;
                match version.to_semver() {
                    Some(version) => Key::Semver(version),
                    None => Key::Semver(semver::Version::parse(text)?),
                }
            }
            MatrixScheme::Go => Key::Semver(go::Version::parse(text)?.to_semver()),
            MatrixScheme::GoToolchain => Key::Toolchain(go::GoVersion::parse(text)?),
            MatrixScheme::Maven => Key::Maven(maven::Version::parse(text)?),
            MatrixScheme::Pep440 => Key::Pep440(pep440::Version::parse(text)?),
            _ => Key::Semver(semver::Version::parse(text)?),
        };
        Ok(Self {
            text: text.trim().into(),
            key,
        })
    }

    /// A version of SemVer's numbers from a text that the caller put together.
    pub(super) fn of_semver(text: &str) -> Option<Self> {
        semver::Version::parse(text).ok().map(Self::from_semver)
    }

    fn from_semver(version: semver::Version) -> Self {
        Self {
            text: version.to_string().into(),
            key: Key::Semver(version),
        }
    }

    /// The text as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the scheme calls this a pre-release.
    pub fn is_prerelease(&self) -> bool {
        match &self.key {
            Key::Semver(version) => version.is_prerelease(),
            Key::Toolchain(version) => version.is_prerelease(),
            Key::Maven(version) => version.is_prerelease(),
            Key::Pep440(version) => version.is_prerelease(),
        }
    }

    /// The minor version that this one belongs to.
    pub fn line(&self) -> Line {
        let line = |epoch: Number, numbers: &[Number]| {
            let number = |n: usize| numbers.get(n).cloned().unwrap_or_default();
            Line {
                epoch,
                major: number(0),
                minor: number(1),
            }
        };
        match &self.key {
            Key::Semver(version) => line(
                Number::ZERO,
                &[version.major().clone(), version.minor().clone()],
            ),
            Key::Toolchain(version) => {
                let language = version.language().to_string();
                let numbers = language.split('.').map(Number::from_digits);
                line(Number::ZERO, &numbers.flatten().collect::<Vec<_>>())
            }
            Key::Maven(version) => line(Number::ZERO, &version.numbers()),
            Key::Pep440(version) => line(version.epoch().clone(), version.release()),
        }
    }

    /// The lowest release that is not below this place: of the version itself, or of what stands
    /// directly above it. `None` where the scheme has no next release.
    pub(super) fn release_from(&self, above: bool) -> Option<Self> {
        match &self.key {
            Key::Semver(version) => {
                let (major, minor) = (version.major(), version.minor());
                let patch = match above && !version.is_prerelease() {
                    true => version.patch().next(),
                    false => version.patch().clone(),
                };
                Self::of_semver(&format!("{major}.{minor}.{patch}"))
            }
            Key::Toolchain(version) => {
                let text = match (above, version.is_prerelease(), version.is_language()) {
                    (false, false, _) => return Some(self.clone()),
                    (_, true, _) | (true, _, true) => format!("{}.0", two(&version.language())),
                    (true, false, false) => {
                        let last = version.as_str().splitn(3, '.').nth(2);
                        let patch = last.and_then(Number::from_digits).unwrap_or_default();
                        format!("{}.{}", two(&version.language()), patch.next())
                    }
                };
                Self::parse(MatrixScheme::GoToolchain, &text).ok()
            }
            Key::Maven(_) | Key::Pep440(_) => None,
        }
    }

    /// As [`Version::release_from`], the lowest pre-release.
    pub(super) fn prerelease_from(&self, above: bool) -> Option<Self> {
        let Key::Semver(version) = &self.key else {
            return None;
        };
        let (major, minor, patch) = (version.major(), version.minor(), version.patch());
        let prerelease = version.prerelease();
        Self::of_semver(&match (version.is_prerelease(), above) {
            (true, false) => format!("{major}.{minor}.{patch}-{prerelease}"),
            (true, true) => format!("{major}.{minor}.{patch}-{prerelease}.0"),
            (false, _) => format!("{major}.{minor}.{}-0", patch.next()),
        })
    }

    /// The last version below the next pre-release of Go, where this is no pre-release itself: those
    /// of 1.22 stand behind every patch of 1.21.
    pub(super) fn last_before_prereleases(&self) -> Option<Self> {
        /// Stands for a patch above all that are written.
        const LAST: &str = "999999999999999999999999999999";
        let Key::Toolchain(version) = &self.key else {
            return None;
        };
        if version.is_prerelease() {
            return None;
        }
        let language = two(&version.language());
        let language = match version.is_language() {
            false => language,
            true => {
                let (major, minor) = language.split_once('.')?;
                format!("{major}.{}", minor.parse::<u64>().ok()?.checked_sub(1)?)
            }
        };
        Self::parse(MatrixScheme::GoToolchain, &format!("{language}.{LAST}")).ok()
    }

    /// Whether nothing of the scheme stands below this.
    pub(super) fn is_lowest(&self) -> bool {
        match &self.key {
            Key::Semver(version) => {
                let numbers = [version.major(), version.minor(), version.patch()];
                numbers.into_iter().all(Number::is_zero) && matches!(version.prerelease(), "" | "0")
            }
            _ => false,
        }
    }
}

/// A language version with both of its numbers.
fn two(language: &go::GoVersion) -> String {
    match language.as_str().contains('.') {
        true => language.to_string(),
        false => format!("{language}.0"),
    }
}

impl Line {
    /// How many minor versions `self` stands above `other`; `None` where they are of different major
    /// versions or too far apart to count.
    pub fn minors_above(&self, other: &Self) -> Option<i64> {
        if !self.is_same_major(other) {
            return None;
        }
        if self.minor == other.minor {
            return Some(0);
        }
        let number = |line: &Self| i64::try_from(line.minor.to_u64()?).ok();
        number(self)?.checked_sub(number(other)?)
    }

    /// The minor versions at most so far below and above this one, itself included, in rising order.
    pub(super) fn around(&self, far: u64) -> Vec<Self> {
        let Some(minor) = self.minor.to_u64() else {
            return vec![self.clone()];
        };
        let minors = minor.saturating_sub(far)..=minor.saturating_add(far);
        minors
            .map(|minor| Self {
                minor: Number::from(minor),
                ..self.clone()
            })
            .collect()
    }

    /// The first release of this minor version in a scheme.
    pub(super) fn first_version(&self, scheme: MatrixScheme) -> Option<Version> {
        let v = if scheme == MatrixScheme::Go { "v" } else { "" };
        Version::parse(scheme, &format!("{v}{self}.0")).ok()
    }

    /// Whether both are of the same major version.
    pub fn is_same_major(&self, other: &Self) -> bool {
        self.epoch == other.epoch && self.major == other.major
    }

    /// Whether `self` is of the major version directly above that of `other`.
    pub fn is_next_major(&self, other: &Self) -> bool {
        self.epoch == other.epoch && self.major == other.major.next()
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.epoch.is_zero() {
            write!(f, "{}!", self.epoch)?;
        }
        write!(f, "{}.{}", self.major, self.minor)
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.key, &other.key) {
            (Key::Semver(a), Key::Semver(b)) => a.cmp_precedence(b),
            (Key::Toolchain(a), Key::Toolchain(b)) => a.cmp(b),
            (Key::Maven(a), Key::Maven(b)) => a.cmp_precedence(b),
            (Key::Pep440(a), Key::Pep440(b)) => a.cmp_precedence(b),
            (a, b) => rank(a).cmp(&rank(b)),
        }
    }
}

/// Versions of different schemes are never compared in earnest; the order is total all the same.
fn rank(key: &Key) -> u8 {
    match key {
        Key::Semver(_) => 0,
        Key::Toolchain(_) => 1,
        Key::Maven(_) => 2,
        Key::Pep440(_) => 3,
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Version {}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Version({})", self.text)
    }
}

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}
