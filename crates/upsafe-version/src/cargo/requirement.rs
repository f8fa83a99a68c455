//! What a dependency asks for: a list of comparators that must all hold.

use super::{Class, Version, diagnose};
use crate::Error;
use ::semver::{BuildMetadata, Comparator, Op, Prerelease, VersionReq};
use std::fmt;
use std::str::FromStr;

/// A version requirement of a Cargo.toml: `1.2`, `=0.3.1`, `>=1.0, <3.0`, `*`.
///
/// [`Eq`] compares the comparators, so that `1.2` and `^1.2` are equal and `*` equals `x`.
///
/// ```
/// use upsafe_version::cargo::{Requirement, Version};
///
/// let requirement = Requirement::parse("0.3.1")?;
/// assert!(requirement.matches(&Version::new(0, 3, 9)));
/// assert!(!requirement.matches(&Version::new(0, 4, 0)));
/// assert_eq!(requirement.lowest(), Some(Version::new(0, 3, 1)));
/// assert_eq!(requirement.class().unwrap().to_string(), "0.3");
/// assert_eq!(requirement.to_string(), "^0.3.1");
/// # Ok::<(), upsafe_version::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Requirement(VersionReq);

impl Requirement {
    /// The requirement `*`, which every release meets.
    pub const ANY: Self = Self(VersionReq::STAR);

    /// Parses a requirement.
    ///
    /// # Errors
    /// With the first character that does not fit.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match VersionReq::parse(text) {
            Ok(requirement) => Ok(Self(requirement)),
            Err(error) => Err(diagnose::requirement(text, &error)),
        }
    }

    /// Parses one comparator: no comma, and no `*` that stands alone.
    ///
    /// # Errors
    /// With the first character that does not fit.
    pub fn parse_comparator(text: &str) -> Result<Self, Error> {
        match Comparator::parse(text) {
            Ok(comparator) => Ok(Self(VersionReq {
                comparators: vec![comparator],
            })),
            Err(error) => Err(diagnose::comparator(text, &error)),
        }
    }

    /// Whether `version` meets the requirement. A pre-release does so only if a comparator names a
    /// pre-release of the same three numbers.
    #[must_use]
    pub fn matches(&self, version: &Version) -> bool {
        self.0.matches(version.as_inner())
    }

    /// Whether this is `*`, which every release meets.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.0.comparators.is_empty()
    }

    /// Whether there is no upper limit, so that every later major version meets it: `>=1.2`, `*`.
    #[must_use]
    pub fn is_open_ended(&self) -> bool {
        self.0
            .comparators
            .iter()
            .all(|c| matches!(c.op, Op::Greater | Op::GreaterEq))
    }

    /// The lowest version that meets the requirement, whether or not it was ever published; `None`
    /// if none can.
    ///
    /// Time and space are linear in the number of comparators, of which there are at most 32, times
    /// the number of comparators with a pre-release.
    #[must_use]
    pub fn lowest(&self) -> Option<Version> {
        let release = self
            .lowest_release()
            .filter(|version| self.matches(version));
        self.tagged_candidates()
            .filter(|version| self.matches(version))
            .chain(release)
            .min()
    }

    /// The class that all versions belong to that meet the requirement; `None` if they belong to
    /// several classes or there are none.
    #[must_use]
    pub fn class(&self) -> Option<Class> {
        let class = self.lowest()?.class();
        // The releases that meet all comparators follow each other without a gap, so that they leave
        // the class only over the first release of the next one, or start beyond it.
        let first = self.lowest_release().filter(|first| self.matches(first));
        let is_wider = first.is_some_and(|first| {
            let next = class
                .next_release()
                .map(|[major, minor, patch]| Version::new(major, minor, patch));
            first.class() != class || next.is_some_and(|next| self.matches(&next))
        });
        let has_other_tags = self
            .tagged_candidates()
            .any(|version| version.class() != class && self.matches(&version));
        (!is_wider && !has_other_tags).then_some(class)
    }

    /// The lowest release that no comparator puts too low; it may be too high for another one.
    fn lowest_release(&self) -> Option<Version> {
        let mut lowest = Version::new(0, 0, 0);
        for comparator in &self.0.comparators {
            lowest = lowest.max(lowest_release(comparator)?);
        }
        Some(lowest)
    }

    /// The pre-releases of which one is the lowest, if it is a pre-release: for the three numbers of
    /// each comparator that names a pre-release the first one, the named one and the one behind it.
    fn tagged_candidates(&self) -> impl Iterator<Item = Version> + '_ {
        self.0
            .comparators
            .iter()
            .filter(|c| !c.pre.is_empty())
            .flat_map(|comparator| {
                let named = comparator.pre.as_str();
                ["0".to_owned(), named.to_owned(), format!("{named}.0")]
                    .into_iter()
                    .filter_map(|pre| Some(tagged(comparator, Prerelease::new(&pre).ok()?)))
            })
    }

    /// The requirement as the crate `semver` has it.
    #[must_use]
    pub fn as_inner(&self) -> &VersionReq {
        &self.0
    }
}

fn tagged(comparator: &Comparator, pre: Prerelease) -> Version {
    Version::from(::semver::Version {
        major: comparator.major,
        minor: comparator.minor.unwrap_or(0),
        patch: comparator.patch.unwrap_or(0),
        pre,
        build: BuildMetadata::EMPTY,
    })
}

/// The lowest release that is not below `comparator`; `None` at the end of 64 bits.
fn lowest_release(comparator: &Comparator) -> Option<Version> {
    let Comparator {
        major,
        minor,
        patch,
        ..
    } = *comparator;
    let named = Version::new(major, minor.unwrap_or(0), patch.unwrap_or(0));
    Some(match comparator.op {
        Op::Less | Op::LessEq => Version::new(0, 0, 0),
        // The release itself stands above the pre-releases that announce it.
        Op::Greater if !comparator.pre.is_empty() => named,
        Op::Greater => match (minor, patch) {
            (None, _) => Version::new(major.checked_add(1)?, 0, 0),
            (Some(minor), None) => match minor.checked_add(1) {
                Some(minor) => Version::new(major, minor, 0),
                None => Version::new(major.checked_add(1)?, 0, 0),
            },
            (Some(minor), Some(patch)) => match patch.checked_add(1) {
                Some(patch) => Version::new(major, minor, patch),
                None => Version::new(major, minor.checked_add(1)?, 0),
            },
        },
        _ => named,
    })
}

impl From<VersionReq> for Requirement {
    fn from(requirement: VersionReq) -> Self {
        Self(requirement)
    }
}

impl FromStr for Requirement {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cargo::Requirement({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn requirement(text: &str) -> Requirement {
        Requirement::parse(text).unwrap()
    }

    #[track_caller]
    fn check(text: &str, lowest: Option<&str>, class: Option<&str>) {
        let requirement = requirement(text);
        assert_eq!(
            requirement.lowest().map(|v| v.to_string()).as_deref(),
            lowest,
            "{text}"
        );
        assert_eq!(
            requirement.class().map(|c| c.to_string()).as_deref(),
            class,
            "{text}"
        );
    }

    #[test]
    fn lowest_and_class() {
        check("1.2", Some("1.2.0"), Some("1"));
        check("0.3.1", Some("0.3.1"), Some("0.3"));
        check("0.0.4", Some("0.0.4"), Some("0.0.4"));
        check("0.0", Some("0.0.0"), None);
        check("0", Some("0.0.0"), None);
        check("*", Some("0.0.0"), None);
        check("=1.2.3", Some("1.2.3"), Some("1"));
        check("1.*", Some("1.0.0"), Some("1"));
        check(">1.2.3, <2", Some("1.2.4"), Some("1"));
        check(">1", Some("2.0.0"), None);
        check(">1.2", Some("1.3.0"), None);
        check(">=1, <3", Some("1.0.0"), None);
        check("<0.2.0", Some("0.0.0"), None);
        check("<0.0.1", Some("0.0.0"), Some("0.0.0"));
        check("^1, <1", None, None);
        check("~0.2.3", Some("0.2.3"), Some("0.2"));
        check(
            "18446744073709551615",
            Some("18446744073709551615.0.0"),
            Some("18446744073709551615"),
        );
    }

    #[test]
    fn lowest_with_prereleases() {
        check("1.0.0-rc.1", Some("1.0.0-rc.1"), Some("1"));
        check("=2.0.0-alpha", Some("2.0.0-alpha"), Some("2"));
        check(">1.0.0-rc.1, <2", Some("1.0.0-rc.1.0"), Some("1"));
        check(">0.1.0, >=0.1.1-b, <0.2", Some("0.1.1-b"), Some("0.1"));
        check(">=1.0.0, <2.0.0-rc", Some("1.0.0"), None);
        check("<1.0.0-b, >=1.0.0-0", Some("1.0.0-0"), Some("1"));
    }

    #[test]
    fn open_ends() {
        for (text, expected) in [
            ("*", true),
            (">=1.2", true),
            (">1, >2", true),
            ("1", false),
            (">=1, <2", false),
        ] {
            assert_eq!(requirement(text).is_open_ended(), expected, "{text}");
        }
    }

    #[test]
    fn errors_name_the_character() {
        for (text, expected) in [
            (
                "",
                "unexpected empty text, expected a digit or one of `=`, `>`, `>=`, `<`, `<=`, `~`, `^`",
            ),
            (
                "> 0.1.0,",
                "unexpected end of `> 0.1.0,` at column 9, expected a digit or one of `=`, `>`, `>=`, `<`, `<=`, `~`, `^`",
            ),
            (
                "1.2 || 2",
                "unexpected character `|` at column 5 of `1.2 || 2`, expected `,`",
            ),
            (
                "1.2 <2",
                "unexpected character `<` at column 5 of `1.2 <2`, expected `,`",
            ),
            (
                "1.*.3",
                "unexpected character `3` at column 5 of `1.*.3`, expected `*`, since only a wildcard follows a wildcard",
            ),
            (
                "*, 1",
                "unexpected character `,` at column 2 of `*, 1`, expected nothing else, since a wildcard stands alone",
            ),
            (
                "1, *",
                "unexpected wildcard `*` at column 4 of `1, *`, expected a comparator, since a wildcard stands alone",
            ),
            (
                "1.a",
                "unexpected character `a` at column 3 of `1.a`, expected a digit or `*`",
            ),
            (
                "^01",
                "unexpected number `01` at column 2 of `^01`, expected a number without a leading zero",
            ),
            (
                "1.0.0-",
                "unexpected end of `1.0.0-` at column 7, expected a letter, a digit or `-`",
            ),
            (
                "99999999999999999999",
                "unexpected number `99999999999999999999`, expected at most 18446744073709551615",
            ),
        ] {
            assert_eq!(Requirement::parse(text).unwrap_err().to_string(), expected);
        }
        let many = vec![">0"; 33].join(",");
        assert_eq!(
            Requirement::parse(&many).unwrap_err().expected(),
            Some("the end, since a requirement has at most 32 comparators")
        );
    }

    proptest! {
        /// The scanner finds a place in every text that the crate refuses.
        #[test]
        fn every_refusal_has_a_place(text in "[0-9.,<>=~^*xX +|a-]{0,12}") {
            if let Err(error) = Requirement::parse(&text) {
                prop_assert!(!error.to_string().contains("something else"), "{error}");
            }
            if let Err(error) = Requirement::parse_comparator(&text) {
                prop_assert!(!error.to_string().contains("something else"), "{error}");
            }
            if let Err(error) = Version::parse(&text) {
                prop_assert!(!error.to_string().contains("something else"), "{error}");
            }
        }

        #[test]
        fn nothing_below_the_lowest_matches(
            text in "(>|>=|<|<=|~|\\^|=)?[0-3]\\.[0-3]\\.[0-3](-[ab])?(, (>|>=|<|<=)[0-3]\\.[0-3]\\.[0-3](-[ab])?)?",
            version in "[0-3]\\.[0-3]\\.[0-3](-([ab0]|a\\.0))?",
        ) {
            let requirement = requirement(&text);
            let version = Version::parse(&version).unwrap();
            match requirement.lowest() {
                Some(lowest) => {
                    prop_assert!(requirement.matches(&lowest));
                    prop_assert!(!requirement.matches(&version) || lowest <= version);
                    if let Some(class) = requirement.class() {
                        prop_assert!(!requirement.matches(&version) || version.class() == class);
                    }
                }
                None => prop_assert!(!requirement.matches(&version)),
            }
        }
    }
}
