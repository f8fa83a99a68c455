//! The next version, the class and the difference: PEP 440 has no rule for these.
//!
//! The release is read as major, minor and patch; what is left out is zero.

use super::Version;
use super::version::Letter;
use crate::{Difference, Number, Part};

impl Version {
    /// The next version that raises `part`, without post-release and local version.
    ///
    /// A pre-release becomes the release that it announces, where that raises `part` already. The
    /// next pre-release of a release is the first alpha of its next patch; that of a development
    /// release of an alpha, beta or candidate is what it announces.
    #[must_use]
    pub fn bump(&self, part: Part) -> Self {
        if part == Part::Prerelease && self.is_prerelease() {
            return self.next_prerelease();
        }
        let at = match part {
            Part::Major => 0,
            Part::Minor => 1,
            Part::Patch | Part::Prerelease => 2,
        };
        let mut release = self.release.clone();
        release.resize(release.len().max(at + 1), Number::ZERO);
        let is_announced = self.is_prerelease()
            && self.post.is_none()
            && release[at + 1..].iter().all(Number::is_zero);
        if !is_announced {
            release[at] = release[at].next();
        }
        release[at + 1..].fill(Number::ZERO);
        let prerelease = (part == Part::Prerelease).then(|| (Letter::Alpha, Number::from(1)));
        Self {
            epoch: self.epoch.clone(),
            release,
            prerelease,
            ..Self::default()
        }
    }

    fn next_prerelease(&self) -> Self {
        let mut next = self.base();
        match (&self.prerelease, &self.dev) {
            (Some(prerelease), Some(_)) if self.post.is_none() => {
                next.prerelease = Some(prerelease.clone());
            }
            (Some((letter, number)), _) => next.prerelease = Some((*letter, number.next())),
            (None, dev) => {
                next.post.clone_from(&self.post);
                next.dev = dev.as_ref().map(Number::next);
            }
        }
        next
    }

    /// What releases stay compatible with each other by custom: `1` of `1.2.3`, `0.3` of `0.3.1`,
    /// with the epoch before it if there is one.
    #[must_use]
    pub fn class(&self) -> String {
        let epoch = if self.epoch.is_zero() {
            String::new()
        } else {
            format!("{}!", self.epoch)
        };
        let number = |n: usize| self.release.get(n).unwrap_or(&Number::ZERO);
        if number(0).is_zero() {
            format!("{epoch}0.{}", number(1))
        } else {
            format!("{epoch}{}", number(0))
        }
    }

    /// The greatest part in which two versions differ; an epoch counts as more than major, and
    /// post-releases and local versions as build metadata.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Difference {
        if self.epoch != other.epoch {
            return Difference::Major;
        }
        let number = |version: &Self, n: usize| version.release.get(n).cloned().unwrap_or_default();
        let length = self.release.len().max(other.release.len());
        match (0..length).find(|&n| number(self, n) != number(other, n)) {
            Some(0) => Difference::Major,
            Some(1) => Difference::Minor,
            Some(_) => Difference::Patch,
            None if (&self.prerelease, &self.dev) != (&other.prerelease, &other.dev) => {
                Difference::Prerelease
            }
            None if self.cmp_precedence(other).is_ne() => Difference::Build,
            None => Difference::Same,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bumps() {
        for (text, part, expected) in [
            ("1.2", Part::Major, "2.0"),
            ("1.2", Part::Patch, "1.2.1"),
            ("2!1.2.3.post4+x", Part::Minor, "2!1.3.0"),
            ("1.2.0rc1", Part::Minor, "1.2.0"),
            ("1.2.1.dev3", Part::Minor, "1.3.0"),
            ("1.2.3", Part::Prerelease, "1.2.4a1"),
            ("1.2.4b9", Part::Prerelease, "1.2.4b10"),
            ("1.2.4b9.dev1", Part::Prerelease, "1.2.4b9"),
            ("1.2.4.dev9", Part::Prerelease, "1.2.4.dev10"),
        ] {
            assert_eq!(
                Version::parse(text).unwrap().bump(part).to_string(),
                expected,
                "{text} {part}"
            );
        }
    }

    #[test]
    fn classes_and_differences() {
        let version = |text| Version::parse(text).unwrap();
        assert_eq!(version("3!0.4.1").class(), "3!0.4");
        assert_eq!(version("2").class(), "2");
        for (a, b, expected) in [
            ("1!1", "1", Difference::Major),
            ("1.2", "1.3", Difference::Minor),
            ("1.2", "1.2.0.1", Difference::Patch),
            ("1.2a1", "1.2", Difference::Prerelease),
            ("1.2.post1", "1.2", Difference::Build),
            ("1.2.0", "1.2", Difference::Same),
        ] {
            assert_eq!(version(a).difference(&version(b)), expected, "{a} {b}");
        }
    }
}
