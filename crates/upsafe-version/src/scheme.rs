//! The layer over all schemes, for callers that have the scheme's name and texts only.

use crate::{Difference, Error, Part, cargo, go, maven, merge, npm, pep440, semver};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// A way to write, order and ask for versions.
///
/// ```
/// use std::cmp::Ordering;
/// use upsafe_version::{Part, Scheme};
///
/// let scheme: Scheme = "npm".parse()?;
/// assert_eq!(scheme.compare("1.10.0", "1.9.0")?, Ordering::Greater);
/// assert!(scheme.satisfies("1.10.0", "^1.2")?);
/// assert_eq!(scheme.bump("1.10.0", Part::Minor)?, "1.11.0");
/// # Ok::<(), upsafe_version::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Scheme {
    /// SemVer 2.0.0, strictly: [`semver`].
    Semver,
    /// Cargo: [`cargo`].
    Cargo,
    /// npm, as node-semver has it: [`npm`].
    Npm,
    /// Go modules: [`go`].
    Go,
    /// Maven: [`maven`].
    Maven,
    /// Python, PEP 440: [`pep440`].
    Pep440,
}

/// A version of any scheme.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Version {
    Semver(semver::Version),
    Cargo(cargo::Version),
    Npm(npm::Version),
    Go(go::Version),
    Maven(maven::Version),
    Pep440(pep440::Version),
}

impl Scheme {
    /// Every scheme.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &[
            Self::Semver,
            Self::Cargo,
            Self::Npm,
            Self::Go,
            Self::Maven,
            Self::Pep440,
        ]
    }

    /// The name, as [`FromStr`] reads it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Semver => "semver",
            Self::Cargo => "cargo",
            Self::Npm => "npm",
            Self::Go => "go",
            Self::Maven => "maven",
            Self::Pep440 => "pep440",
        }
    }

    /// Checks that `version` is one of this scheme.
    ///
    /// # Errors
    /// With the first character that does not fit.
    pub fn check(self, version: &str) -> Result<(), Error> {
        self.parse(version).map(|_| ())
    }

    /// Whether `version` is one of this scheme.
    #[must_use]
    pub fn valid(self, version: &str) -> bool {
        self.check(version).is_ok()
    }

    /// Compares two versions by the precedence of the scheme, in which different texts can be equal.
    ///
    /// # Errors
    /// Where one of them is no version.
    pub fn compare(self, a: &str, b: &str) -> Result<Ordering, Error> {
        Ok(match (self.parse(a)?, self.parse(b)?) {
            (Version::Semver(a), Version::Semver(b)) => a.cmp_precedence(&b),
            (Version::Cargo(a), Version::Cargo(b)) => a.cmp_precedence(&b),
            (Version::Npm(a), Version::Npm(b)) => a.cmp_precedence(&b),
            (Version::Go(a), Version::Go(b)) => a.cmp_precedence(&b),
            (Version::Maven(a), Version::Maven(b)) => a.cmp_precedence(&b),
            (Version::Pep440(a), Version::Pep440(b)) => a.cmp_precedence(&b),
            (a, b) => a.cmp(&b),
        })
    }

    /// Whether `version` is one that `range` asks for, in the words of the scheme.
    ///
    /// # Errors
    /// Where one of the two is not what it should be.
    pub fn satisfies(self, version: &str, range: &str) -> Result<bool, Error> {
        Ok(match self.parse(version)? {
            Version::Semver(version) => semver::Range::parse(range)?.contains(&version),
            Version::Cargo(version) => cargo::Requirement::parse(range)?.matches(&version),
            Version::Npm(version) => npm::Range::parse(range)?.matches(&version),
            Version::Go(version) => go::Range::parse(range)?.contains(&version),
            Version::Maven(version) => maven::Range::parse(range)?.contains(&version),
            Version::Pep440(version) => pep440::Specifiers::parse(range)?.contains(&version),
        })
    }

    /// Sorts versions by the order of the scheme, the lowest first; those that are equal in it by
    /// their texts. The same versions come out in the same order, however they were given.
    ///
    /// Maven's order runs in circles among some odd qualifiers ([`maven`] tells which). There, too,
    /// each version that is followed by another is at most that one, which is all that can be held.
    ///
    /// # Errors
    /// Where one of them is no version; nothing is moved then.
    pub fn sort<T: AsRef<str>>(self, versions: &mut [T]) -> Result<(), Error> {
        let mut parsed = BTreeMap::new();
        for text in versions.iter().map(AsRef::as_ref) {
            if !parsed.contains_key(text) {
                parsed.insert(text.to_owned(), self.parse(text)?);
            }
        }
        let sorted = merge::sorted(parsed.into_iter().collect(), |(_, a), (_, b)| a.cmp(b));
        let texts = sorted.into_iter().map(|(text, _)| text);
        let ranks: BTreeMap<String, usize> = texts.zip(0..).collect();
        versions.sort_by_cached_key(|version| ranks.get(version.as_ref()).copied());
        Ok(())
    }

    /// The next version that raises `part`.
    ///
    /// # Errors
    /// Where `version` is none, or the raised number is above what the scheme allows.
    pub fn bump(self, version: &str, part: Part) -> Result<String, Error> {
        Ok(match self.parse(version)? {
            Version::Semver(version) => version.bump(part).to_string(),
            Version::Cargo(version) => version.bump(part)?.to_string(),
            Version::Npm(version) => {
                let release = match part {
                    Part::Major => npm::Release::Major,
                    Part::Minor => npm::Release::Minor,
                    Part::Patch => npm::Release::Patch,
                    Part::Prerelease => npm::Release::Prerelease,
                };
                let base = npm::IdentifierBase::default();
                version
                    .increment(release, "", base, npm::Options::default())?
                    .to_string()
            }
            Version::Go(version) => version.bump(part).to_string(),
            Version::Maven(version) => version.bump(part).to_string(),
            Version::Pep440(version) => version.bump(part).to_string(),
        })
    }

    /// The greatest part in which two versions differ.
    ///
    /// # Errors
    /// Where one of them is no version.
    pub fn difference(self, a: &str, b: &str) -> Result<Difference, Error> {
        Ok(match (self.parse(a)?, self.parse(b)?) {
            (Version::Semver(a), Version::Semver(b)) => a.difference(&b),
            (Version::Cargo(a), Version::Cargo(b)) => a.difference(&b),
            (Version::Npm(a), Version::Npm(b)) => a.difference(&b),
            (Version::Go(a), Version::Go(b)) => a.difference(&b),
            (Version::Maven(a), Version::Maven(b)) => a.difference(&b),
            (Version::Pep440(a), Version::Pep440(b)) => a.difference(&b),
            _ => Difference::Major,
        })
    }

    /// What names the versions that are taken for compatible with this one: `1`, `0.3`, `v2`.
    ///
    /// # Errors
    /// Where `version` is none.
    pub fn class(self, version: &str) -> Result<String, Error> {
        Ok(match self.parse(version)? {
            Version::Semver(version) => version.class(),
            Version::Cargo(version) => version.class().to_string(),
            Version::Npm(version) => version.class(),
            Version::Go(version) => version.class().to_owned(),
            Version::Maven(version) => version.class(),
            Version::Pep440(version) => version.class(),
        })
    }

    /// The form in which the scheme's own tools write the version.
    ///
    /// # Errors
    /// Where `version` is none.
    pub fn canonical(self, version: &str) -> Result<String, Error> {
        Ok(match self.parse(version)? {
            Version::Semver(version) => version.to_string(),
            Version::Cargo(version) => version.to_string(),
            Version::Npm(version) => version.to_string(),
            Version::Go(version) => version.canonical().to_string(),
            Version::Maven(version) => version.canonical(),
            Version::Pep440(version) => version.to_string(),
        })
    }

    fn parse(self, text: &str) -> Result<Version, Error> {
        Ok(match self {
            Self::Semver => Version::Semver(semver::Version::parse(text)?),
            Self::Cargo => Version::Cargo(cargo::Version::parse(text)?),
            Self::Npm => Version::Npm(npm::Version::parse(text)?),
            Self::Go => Version::Go(go::Version::parse(text)?),
            Self::Maven => Version::Maven(maven::Version::parse(text)?),
            Self::Pep440 => Version::Pep440(pep440::Version::parse(text)?),
        })
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Scheme {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Self::all()
            .iter()
            .copied()
            .find(|scheme| scheme.name() == name)
            .ok_or_else(|| {
                let names: Vec<_> = Self::all()
                    .iter()
                    .map(|scheme| format!("`{scheme}`"))
                    .collect();
                Error::refused(
                    name,
                    0..name.len(),
                    "scheme",
                    format!("one of {}", names.join(", ")),
                )
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for scheme in Scheme::all() {
            assert_eq!(scheme.to_string().parse(), Ok(*scheme));
        }
        assert_eq!(
            "ruby".parse::<Scheme>().unwrap_err().to_string(),
            "unexpected scheme `ruby`, expected one of `semver`, `cargo`, `npm`, `go`, `maven`, `pep440`"
        );
    }

    #[test]
    fn every_scheme_does_everything() {
        for (scheme, a, b, range, next, class) in [
            (Scheme::Semver, "1.2.3", "1.2.4", ">=1.2.3", "1.3.0", "1"),
            (Scheme::Cargo, "0.2.3", "0.2.4", "0.2.1", "0.3.0", "0.2"),
            (Scheme::Npm, "1.2.3", "1.2.4", "1.x", "1.3.0", "1"),
            (Scheme::Go, "v1.2.3", "v1.2.4", "v1.0.0", "v1.3.0", "v1"),
            (Scheme::Maven, "1.2.3", "1.2.4", "[1.2,)", "1.3.0", "1"),
            (Scheme::Pep440, "1.2.3", "1.2.4", "~=1.2", "1.3.0", "1"),
        ] {
            assert_eq!(scheme.compare(a, b), Ok(Ordering::Less), "{scheme}");
            assert_eq!(scheme.satisfies(a, range), Ok(true), "{scheme}");
            assert_eq!(scheme.bump(a, Part::Minor).as_deref(), Ok(next), "{scheme}");
            assert_eq!(scheme.difference(a, b), Ok(Difference::Patch), "{scheme}");
            assert_eq!(scheme.class(a).as_deref(), Ok(class), "{scheme}");
            assert_eq!(scheme.canonical(a).as_deref(), Ok(a), "{scheme}");
            let mut versions = [b, a];
            scheme.sort(&mut versions).unwrap();
            assert_eq!(versions, [a, b], "{scheme}");
            assert!(scheme.valid(a) && !scheme.valid("a b"), "{scheme}");
        }
    }

    #[test]
    fn sort_refuses_before_it_moves() {
        let mut versions = ["2.0.0", "1.0.0", "x"];
        assert!(Scheme::Semver.sort(&mut versions).is_err());
        assert_eq!(versions, ["2.0.0", "1.0.0", "x"]);
    }

    /// Maven's order runs in circles: `0.rc-1 < 0 < 0.ga.spga0 < 0.rc-1`. A sort of the standard
    /// library may panic on such an order from 20 items on.
    #[test]
    fn sort_ends_where_mavens_order_is_a_circle() {
        let less = |a: &str, b: &str| Scheme::Maven.compare(a, b).unwrap().is_lt();
        assert!(less("0.rc-1", "0") && less("0", "0.ga.spga0") && less("0.ga.spga0", "0.rc-1"));
        let mut versions: Vec<String> = (0..40)
            .flat_map(|n| [format!("0.rc-{n}"), "0".to_owned(), format!("0.ga.spga{n}")])
            .chain(["0.0".to_owned(), "0.ga".to_owned(), "0-sp".to_owned()])
            .collect();
        let mut reversed: Vec<String> = versions.iter().rev().cloned().collect();
        let mut as_texts = versions.clone();
        Scheme::Maven.sort(&mut versions).unwrap();
        Scheme::Maven.sort(&mut reversed).unwrap();
        assert_eq!(versions, reversed);
        let at_most = |a: &String, b: &String| !less(b, a);
        assert!(versions.is_sorted_by(at_most), "{versions:?}");
        versions.sort();
        as_texts.sort();
        assert_eq!(versions, as_texts);
    }

    #[test]
    fn npm_stops_at_its_greatest_number() {
        let error = Scheme::Npm
            .bump("9007199254740991.0.0", Part::Major)
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "the next version of `9007199254740991.0.0` needs the number 9007199254740992, expected at \
             most 9007199254740991"
        );
    }
}
