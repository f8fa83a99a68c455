//! Pseudo-versions: how Go names a commit that has no tag.
//!
//! The forms are those of <https://go.dev/ref/mod#pseudo-versions>: `vX.0.0-TIME-REVISION` without an
//! earlier tag, `vX.Y.(Z+1)-0.TIME-REVISION` after a release and `vX.Y.Z-pre.0.TIME-REVISION` after a
//! pre-release, each with the build metadata of the earlier tag.

use super::{Timestamp, Version};
use crate::Error;
use crate::number::{decrement, increment};

/// The parts of a pseudo-version.
#[derive(Clone, Copy, Debug)]
pub struct Pseudo<'a> {
    version: &'a Version,
    /// The pre-release in front of the time stamp, such as `0.` or `rc.1.0.`.
    lead: &'a str,
    timestamp: &'a str,
    revision: &'a str,
}

/// Whether `version` is a pseudo-version; see [`Version::is_pseudo`].
pub(super) fn is_pseudo(version: &Version) -> bool {
    split(version).is_some()
}

fn split(version: &Version) -> Option<Pseudo<'_>> {
    const TIMESTAMP: usize = 14;
    let (front, revision) = version.prerelease().strip_prefix('-')?.rsplit_once('-')?;
    let (lead, timestamp) = front.split_at_checked(front.len().checked_sub(TIMESTAMP)?)?;
    let is_based = lead == "0." || lead.ends_with(".0.");
    let is_first = lead.is_empty() && version.numbers()[1..] == ["0", "0"];
    let fits = (is_based || is_first)
        && timestamp.bytes().all(|b| b.is_ascii_digit())
        && revision.bytes().all(|b| b.is_ascii_alphanumeric());
    fits.then_some(Pseudo {
        version,
        lead,
        timestamp,
        revision,
    })
}

impl<'a> Pseudo<'a> {
    /// Splits a pseudo-version; `None` if `version` is not one.
    #[must_use]
    pub fn of(version: &'a Version) -> Option<Self> {
        split(version)
    }

    /// The time of the commit as it is written: 14 digits, which need not be a real time.
    #[must_use]
    pub fn timestamp(&self) -> &'a str {
        self.timestamp
    }

    /// The time of the commit.
    ///
    /// # Errors
    /// Where the 14 digits are no time, such as the 31st of June.
    pub fn time(&self) -> Result<Timestamp, Error> {
        Timestamp::from_digits(self.timestamp)
            .map_err(|error| error.within(self.version.as_str(), self.timestamp_at()))
    }

    /// The revision: of git, the first 12 digits of the commit.
    #[must_use]
    pub fn revision(&self) -> &'a str {
        self.revision
    }

    /// The tagged version before the commit; `None` if the pseudo-version says that there is none.
    ///
    /// # Errors
    /// Where no such version can exist: `vX.Y.0-0.TIME-REVISION` would follow a negative patch
    /// number, and `vX.0.0-TIME-REVISION+meta` follows no tag but carries a tag's build metadata.
    pub fn base(&self) -> Result<Option<Version>, Error> {
        let text = self.version.as_str();
        let [major, minor, patch] = self.version.numbers();
        let build = self.version.build();
        if self.lead.is_empty() {
            if !build.is_empty() {
                let span = text.len() - build.len()..text.len();
                let expected = "no build metadata on a pseudo-version without an earlier tag";
                return Err(Error::refused(text, span, "build metadata", expected));
            }
            return Ok(None);
        }
        let base = match self.lead.strip_suffix(".0.") {
            Some(prerelease) => format!("v{major}.{minor}.{patch}-{prerelease}{build}"),
            None => {
                let Some(patch) = decrement(patch) else {
                    let at = 1 + major.len() + 1 + minor.len() + 1;
                    let expected = "a patch number above the one of an earlier tag";
                    return Err(Error::refused(
                        text,
                        at..at + patch.len(),
                        "number",
                        expected,
                    ));
                };
                format!("v{major}.{minor}.{patch}{build}")
            }
        };
        Version::parse(&base).map(Some)
    }

    fn timestamp_at(&self) -> usize {
        let behind = self.timestamp.len() + 1 + self.revision.len() + self.version.build().len();
        self.version.as_str().len() - behind
    }
}

/// Builds the pseudo-version of the commit `revision`, made at `time`.
///
/// `older` is the greatest tagged version before the commit; without one, `major` (`v2`) says which
/// major version the commit belongs to.
///
/// # Errors
/// Where `major` or `revision` has a character that a version cannot have.
///
/// ```
/// use upsafe_version::go::{self, Timestamp, Version};
///
/// let time = Timestamp::from_rfc3339("2024-05-06T07:08:09Z")?;
/// let older = Version::parse("v1.2.3")?;
/// let version = go::pseudo_version("v1", Some(&older), time, "0123456789ab")?;
/// assert_eq!(version.as_str(), "v1.2.4-0.20240506070809-0123456789ab");
/// # Ok::<(), upsafe_version::Error>(())
/// ```
pub fn pseudo_version(
    major: &str,
    older: Option<&Version>,
    time: Timestamp,
    revision: &str,
) -> Result<Version, Error> {
    let text = match older {
        None => format!("{major}.0.0-{time}-{revision}"),
        Some(older) => {
            let build = older.build();
            let [major, minor, patch] = older.numbers();
            match older.prerelease() {
                "" => format!(
                    "v{major}.{minor}.{}-0.{time}-{revision}{build}",
                    increment(patch)
                ),
                prerelease => {
                    format!("v{major}.{minor}.{patch}{prerelease}.0.{time}-{revision}{build}")
                }
            }
        }
    };
    Version::parse(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(older: &str, expected: &str) {
        let time = Timestamp::from_digits("20240506070809").unwrap();
        let older = (!older.is_empty()).then(|| Version::parse(older).unwrap());
        let built = pseudo_version("v3", older.as_ref(), time, "0123456789ab").unwrap();
        assert_eq!(built.as_str(), expected);
        assert!(built.is_pseudo());
        let pseudo = Pseudo::of(&built).unwrap();
        assert_eq!(pseudo.revision(), "0123456789ab");
        assert_eq!(pseudo.time().unwrap(), time);
        assert_eq!(pseudo.base().unwrap(), older);
        if let Some(older) = older {
            assert!(built > older, "{built} follows {older}");
        }
    }

    #[test]
    fn builds_and_takes_apart() {
        check("", "v3.0.0-20240506070809-0123456789ab");
        check("v3.1.0", "v3.1.1-0.20240506070809-0123456789ab");
        check("v3.1.9", "v3.1.10-0.20240506070809-0123456789ab");
        check("v3.1.0-rc.1", "v3.1.0-rc.1.0.20240506070809-0123456789ab");
        check(
            "v4.0.0+incompatible",
            "v4.0.1-0.20240506070809-0123456789ab+incompatible",
        );
        check(
            "v1.0.99999999999999999999",
            "v1.0.100000000000000000000-0.20240506070809-0123456789ab",
        );
    }

    #[test]
    fn look_alikes_are_not_pseudo() {
        for text in [
            "v1.2.3-20240506070809-0123456789ab",
            "v0.0.0-2024050607080-0123456789ab",
            "v0.0.0-20240506070809-0123456789-b-",
            "v0.0.0-20240506070809",
            "v1.2.3-1.20240506070809-0123456789ab",
            "v1.2.3-rc0.20240506070809-0123456789ab",
            "v1.2.3",
        ] {
            assert!(!Version::parse(text).unwrap().is_pseudo(), "{text}");
        }
    }

    #[test]
    fn impossible_bases_are_refused() {
        for (text, expected) in [
            (
                "v1.1.0-0.20240506070809-0123456789ab",
                "unexpected number `0` at column 6 of `v1.1.0-0.20240506070809-0123456789ab`, expected \
                 a patch number above the one of an earlier tag",
            ),
            (
                "v1.0.0-20240506070809-0123456789ab+meta",
                "unexpected build metadata `+meta` at column 35 of \
                 `v1.0.0-20240506070809-0123456789ab+meta`, expected no build metadata on a \
                 pseudo-version without an earlier tag",
            ),
        ] {
            let version = Version::parse(text).unwrap();
            assert_eq!(
                Pseudo::of(&version)
                    .unwrap()
                    .base()
                    .unwrap_err()
                    .to_string(),
                expected
            );
        }
    }

    #[test]
    fn a_time_that_is_none_is_named() {
        let version = Version::parse("v0.0.0-20240631070809-0123456789ab").unwrap();
        assert_eq!(
            Pseudo::of(&version)
                .unwrap()
                .time()
                .unwrap_err()
                .to_string(),
            "unexpected day `31` at column 14 of `v0.0.0-20240631070809-0123456789ab`, expected 01 to 30"
        );
    }
}
