//! The next version, and the kind of step between two versions.

use super::grammar::{MAX_SAFE_INTEGER, is_prerelease};
use super::version::Identifier;
use super::{Options, Version};
use crate::Error;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// A kind of step, as `npm version` names them.
// Complete: node-semver's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Release {
    /// The next major version; a pre-release of one becomes that release.
    Major,
    /// A pre-release of the next major version.
    Premajor,
    /// The next minor version; a pre-release of one becomes that release.
    Minor,
    /// A pre-release of the next minor version.
    Preminor,
    /// The next patch; a pre-release of one becomes that release.
    Patch,
    /// A pre-release of the next patch.
    Prepatch,
    /// The next pre-release; of a release, as [`Release::Prepatch`].
    Prerelease,
    /// From a pre-release to its release.
    Release,
    /// Raises the pre-release alone, which of a release gives a *lower* version.
    Pre,
}

impl Release {
    /// Every kind of step.
    pub const ALL: [Self; 9] = [
        Self::Major,
        Self::Premajor,
        Self::Minor,
        Self::Preminor,
        Self::Patch,
        Self::Prepatch,
        Self::Prerelease,
        Self::Release,
        Self::Pre,
    ];

    /// The name, as [`FromStr`] reads it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Major => "major",
            Self::Premajor => "premajor",
            Self::Minor => "minor",
            Self::Preminor => "preminor",
            Self::Patch => "patch",
            Self::Prepatch => "prepatch",
            Self::Prerelease => "prerelease",
            Self::Release => "release",
            Self::Pre => "pre",
        }
    }

    fn is_pre(self) -> bool {
        self.name().starts_with("pre")
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Release {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Self::ALL
            .into_iter()
            .find(|release| release.name() == name)
            .ok_or_else(|| {
                let names: Vec<_> = Self::ALL
                    .iter()
                    .map(|release| format!("`{release}`"))
                    .collect();
                Error::refused(
                    name,
                    0..name.len(),
                    "release",
                    format!("one of {}", names.join(", ")),
                )
            })
    }
}

/// The first number behind the name of a pre-release.
// Complete: node-semver knows these three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum IdentifierBase {
    /// `beta.0`
    #[default]
    Zero,
    /// `beta.1`
    One,
    /// `beta`
    Absent,
}

impl Version {
    /// The next version of the kind `release`, without build metadata.
    ///
    /// `identifier` names the pre-release (`beta`); empty means none.
    ///
    /// # Errors
    /// Where `identifier` cannot be part of a pre-release, is missing although nothing else makes
    /// one, or is there already; for [`Release::Release`] of a release; and where a number would rise
    /// above 2^53 - 1 (which node-semver lets happen, and then cannot read).
    pub fn increment(
        &self,
        release: Release,
        identifier: &str,
        base: IdentifierBase,
        options: Options,
    ) -> Result<Self, Error> {
        if release.is_pre() {
            if identifier.is_empty() && base == IdentifierBase::Absent {
                return Err(Error::request(
                    "a pre-release needs an identifier or a number",
                ));
            }
            if !identifier.is_empty() && !is_prerelease(identifier, options.loose) {
                let expected = "dot-separated letters, digits and `-`";
                let span = 0..identifier.len();
                return Err(Error::refused(identifier, span, "identifier", expected));
            }
        }
        let next = self.step(release, identifier, base)?;
        match next
            .numbers
            .iter()
            .find(|number| **number > MAX_SAFE_INTEGER)
        {
            None => Ok(next),
            Some(number) => Err(Error::request(format!(
                "the next version of `{self}` needs the number {number}, expected at most \
                 {MAX_SAFE_INTEGER}"
            ))),
        }
    }

    fn step(
        &self,
        release: Release,
        identifier: &str,
        base: IdentifierBase,
    ) -> Result<Self, Error> {
        let [major, minor, patch] = self.numbers;
        let is_release = !self.is_prerelease();
        let whole = Self::release;
        match release {
            Release::Major if is_release || minor != 0 || patch != 0 => {
                Ok(whole([major + 1, 0, 0]))
            }
            Release::Minor if is_release || patch != 0 => Ok(whole([major, minor + 1, 0])),
            Release::Patch if is_release => Ok(whole([major, minor, patch + 1])),
            Release::Release if is_release => Err(Error::request(format!(
                "`{self}` is a release, expected a pre-release"
            ))),
            Release::Major | Release::Minor | Release::Patch | Release::Release => {
                Ok(whole(self.numbers))
            }
            Release::Premajor => whole([major + 1, 0, 0]).pre(identifier, base),
            Release::Preminor => whole([major, minor + 1, 0]).pre(identifier, base),
            Release::Prepatch => whole([major, minor, patch + 1]).pre(identifier, base),
            Release::Prerelease if is_release => {
                whole([major, minor, patch + 1]).pre(identifier, base)
            }
            Release::Prerelease | Release::Pre => self.pre(identifier, base),
        }
    }

    /// Raises the pre-release.
    fn pre(&self, identifier: &str, base: IdentifierBase) -> Result<Self, Error> {
        let first = Identifier::Number(u64::from(base == IdentifierBase::One));
        let mut prerelease = self.prerelease.clone();
        let is_number = |identifier: &&mut Identifier| matches!(identifier, Identifier::Number(_));
        if let Some(identifier) = prerelease.iter_mut().rev().find(is_number) {
            *identifier = identifier.next();
        } else if prerelease.is_empty() {
            prerelease.push(first.clone());
        } else {
            if base == IdentifierBase::Absent && self.prerelease() == identifier {
                let span = 0..identifier.len();
                return Err(Error::refused(identifier, span, "identifier", "a new one"));
            }
            prerelease.push(first.clone());
        }
        if !identifier.is_empty() {
            let named = Identifier::list(identifier);
            let is_named = prerelease.len() >= named.len()
                && Identifier::compare_lists(&prerelease[..named.len()], &named) == Ordering::Equal;
            let has_number = prerelease
                .get(named.len())
                .is_some_and(Identifier::is_number);
            if !(is_named && has_number) {
                prerelease = Identifier::list_as_written(identifier);
                if base != IdentifierBase::Absent {
                    prerelease.push(first);
                }
            }
        }
        Ok(Self {
            prerelease,
            ..Self::release(self.numbers)
        })
    }

    /// The version down to `release`, without what is less; a pre-release is kept for the kinds of
    /// steps that make one. `None` for the kinds that are not a part of a version.
    #[must_use]
    pub fn truncate(&self, release: Release) -> Option<Self> {
        let [major, minor, patch] = self.numbers;
        match release {
            Release::Release | Release::Pre => None,
            Release::Major => Some(Self::release([major, 0, 0])),
            Release::Minor => Some(Self::release([major, minor, 0])),
            Release::Patch => Some(Self::release([major, minor, patch])),
            Release::Premajor | Release::Preminor | Release::Prepatch | Release::Prerelease => {
                Some(Self {
                    build: "".into(),
                    ..self.clone()
                })
            }
        }
    }

    /// node-semver's `diff`: the kind of step between two versions, `None` if they compare equal.
    #[must_use]
    pub fn release_difference(&self, other: &Self) -> Option<Release> {
        let (low, high) = match self.cmp_precedence(other) {
            Ordering::Equal => return None,
            Ordering::Less => (self, other),
            Ordering::Greater => (other, self),
        };
        if low.is_prerelease() && !high.is_prerelease() {
            let [_, minor, patch] = low.numbers;
            if minor == 0 && patch == 0 {
                return Some(Release::Major);
            }
            if low.numbers == high.numbers {
                return Some(if patch == 0 {
                    Release::Minor
                } else {
                    Release::Patch
                });
            }
        }
        let [release, pre] = if low.numbers[0] != high.numbers[0] {
            [Release::Major, Release::Premajor]
        } else if low.numbers[1] != high.numbers[1] {
            [Release::Minor, Release::Preminor]
        } else if low.numbers[2] != high.numbers[2] {
            [Release::Patch, Release::Prepatch]
        } else {
            [Release::Prerelease, Release::Prerelease]
        };
        Some(if high.is_prerelease() { pre } else { release })
    }
}

impl Identifier {
    /// The identifier one above a number; a text stays as it is.
    fn next(&self) -> Self {
        match self {
            Self::Number(number) if number + 1 < MAX_SAFE_INTEGER => Self::Number(number + 1),
            Self::Number(number) => Self::Text((number + 1).to_string().into()),
            Self::Text(_) => self.clone(),
        }
    }

    /// As [`Identifier::list`], but zeros in front stay: what is put in is not read again.
    fn list_as_written(text: &str) -> Vec<Self> {
        let as_written = |read: Self, part: &str| {
            if read.to_string() == part {
                read
            } else {
                Self::Text(part.into())
            }
        };
        Self::list(text)
            .into_iter()
            .zip(text.split('.'))
            .map(|(a, b)| as_written(a, b))
            .collect()
    }

    fn is_number(&self) -> bool {
        match self {
            Self::Number(_) => true,
            Self::Text(text) => crate::identifiers::is_numeric(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, release: Release, identifier: &str, expected: Result<&str, &str>) {
        let version = Version::parse(text).unwrap();
        let found = version
            .increment(
                release,
                identifier,
                IdentifierBase::Zero,
                Options::default(),
            )
            .map(|version| version.to_string());
        assert_eq!(
            found.as_deref().map_err(ToString::to_string),
            expected.map_err(ToOwned::to_owned)
        );
    }

    #[test]
    fn increments() {
        check("3.4.5", Release::Major, "", Ok("4.0.0"));
        check("3.0.0-rc", Release::Major, "", Ok("3.0.0"));
        check("3.4.5", Release::Prerelease, "", Ok("3.4.6-0"));
        check("3.4.5-rc.4", Release::Prerelease, "rc", Ok("3.4.5-rc.5"));
        check(
            "3.4.5-rc.4",
            Release::Prerelease,
            "beta",
            Ok("3.4.5-beta.0"),
        );
        check("3.4.5-rc.x", Release::Prerelease, "rc", Ok("3.4.5-rc.0"));
        check("3.4.5-rc", Release::Preminor, "rc", Ok("3.5.0-rc.0"));
        check("3.4.5-rc", Release::Release, "", Ok("3.4.5"));
        check(
            "3.4.5",
            Release::Release,
            "",
            Err("`3.4.5` is a release, expected a pre-release"),
        );
        check(
            "3.4.5",
            Release::Prerelease,
            "a/b",
            Err("unexpected identifier `a/b`, expected dot-separated letters, digits and `-`"),
        );
    }

    #[test]
    fn differences() {
        for (a, b, expected) in [
            ("3.4.5", "4.0.0-rc", Some(Release::Premajor)),
            ("3.0.0-rc", "3.4.5", Some(Release::Major)),
            ("3.4.0-rc", "3.4.0", Some(Release::Minor)),
            ("3.4.5-a", "3.4.5-b", Some(Release::Prerelease)),
            ("3.4.5+a", "3.4.5+b", None),
        ] {
            let (a, b) = (Version::parse(a).unwrap(), Version::parse(b).unwrap());
            assert_eq!(a.release_difference(&b), expected);
            assert_eq!(b.release_difference(&a), expected);
        }
    }
}
