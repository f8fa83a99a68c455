//! Ranges of every scheme as exact sets of versions.
//!
//! A range is two sets: one of releases and one of pre-releases. So the rule of npm and Cargo, that
//! a pre-release only counts where a comparator names one of the same three numbers, is a set like
//! any other, and union, intersection, gaps and subsets are exact for every scheme:
//!
//! | scheme | ranges | pre-releases |
//! |---|---|---|
//! | `semver` | `>=1.2.0, <2.0.0`, `3.5.x`; numbers left out behind `>=` and `<` are zeros | in the order of the specification: `2.0.0-rc.1` is in `<2.0.0` |
//! | `cargo` | requirements | by Cargo's rule |
//! | `npm` | ranges of node-semver | by npm's rule |
//! | `go` | `v1.4.0` (this or later under the same path), `v1.4`, `[v1.0.0, v1.2.0]`, comparisons | in the order of SemVer |
//! | `go-toolchain` | comparisons of `1.21`, `1.21rc1`, `1.21.0` | in Go's order: 1.21 < 1.21rc1 < 1.21.0 |
//! | `maven` | `[1.0,2.0)`; no bare version, which is only a wish, and no `[1.2.*]` | in Maven's order: `2.0-SNAPSHOT` is in `[1.0,2.0)` |
//! | `pep440` | specifiers without `===` | like other versions; `<2.0` leaves out those of 2.0 |
//!
//! In each scheme `||` stands between alternatives (not in `maven`, whose commas do that), and in
//! `go` a comma between conditions that must all hold.
//!
//! Releases of `semver`, `cargo`, `npm`, `go` and `go-toolchain` are counted: nothing stands between
//! 1.2.3 and 1.2.4. In `maven` and `pep440` something stands between any two versions (1.2.3.1), so
//! that an interval with two different ends counts as one with versions in it.

mod cargo;
mod comparison;
mod go;
mod maven;
mod npm;
mod pep440;

use std::fmt;

use serde::{Serialize, Serializer};
use upsafe_config::MatrixScheme;

use super::{
    Version,
    interval::{Cut, Interval, IntervalSet, Side},
};

/// Ranges with more alternatives or conditions are refused.
const MOST: usize = 256;

/// A range of versions of one scheme. Prints as it was written.
#[derive(Clone, Debug)]
pub struct Range {
    text: Box<str>,
    planes: Planes,
}

/// A set of versions, releases and pre-releases apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Planes {
    /// The releases.
    pub releases: IntervalSet,
    /// The pre-releases.
    pub prereleases: IntervalSet,
}

/// Why a text is no range. Prints what was found and what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RangeError(String);

impl RangeError {
    fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl From<upsafe_version::Error> for RangeError {
    fn from(error: upsafe_version::Error) -> Self {
        Self(error.to_string())
    }
}

impl fmt::Display for RangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RangeError {}

impl Range {
    /// Reads a range in the words of a scheme.
    ///
    /// # Errors
    /// With what does not fit, also where the range has more than 256 parts.
    pub fn parse(scheme: MatrixScheme, text: &str) -> Result<Self, RangeError> {
        let parts = |c: char| matches!(c, ',' | '|') || c.is_whitespace();
        if text.split(parts).count() > MOST {
            return Err(RangeError::new(format!(
                "found a range of more than {MOST} parts"
            )));
        }
        let alternatives = |read: fn(&str) -> Result<Planes, RangeError>| {
            let mut all = Planes::default();
            for part in text.split("||") {
                all = all.union(&read(part.trim())?);
            }
            Ok(all)
        };
        let planes = match scheme {
            MatrixScheme::Cargo => alternatives(cargo::planes),
            MatrixScheme::Npm => npm::planes(text),
            MatrixScheme::Go => alternatives(go::planes),
            MatrixScheme::GoToolchain => alternatives(comparison::toolchain),
            MatrixScheme::Maven => maven::planes(text),
            MatrixScheme::Pep440 => alternatives(pep440::planes),
            _ => alternatives(comparison::semver),
        };
        Ok(Self {
            text: text.into(),
            planes: planes?,
        })
    }

    /// The text as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The versions that are in it.
    pub fn planes(&self) -> &Planes {
        &self.planes
    }

    /// Whether a version is in it.
    pub fn contains(&self, version: &Version) -> bool {
        self.planes.contains(version)
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl Serialize for Range {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl Planes {
    /// The versions of intervals in which pre-releases have no special rule.
    fn plain(intervals: impl IntoIterator<Item = Interval>) -> Self {
        let intervals: Vec<Interval> = intervals.into_iter().collect();
        Self::apart(intervals.clone(), intervals)
    }

    /// The releases of some intervals and the pre-releases of others.
    fn apart(
        releases: impl IntoIterator<Item = Interval>,
        prereleases: impl IntoIterator<Item = Interval>,
    ) -> Self {
        let releases = releases.into_iter().filter_map(|one| settled(one, release));
        let prereleases = prereleases
            .into_iter()
            .filter_map(|one| settled(one, prerelease));
        Self {
            releases: IntervalSet::of(releases),
            prereleases: IntervalSet::of(prereleases),
        }
    }

    /// Every version.
    pub fn all() -> Self {
        Self {
            releases: IntervalSet::all(),
            prereleases: IntervalSet::all(),
        }
    }

    /// Whether a version is in it.
    pub fn contains(&self, version: &Version) -> bool {
        match version.is_prerelease() {
            true => self.prereleases.contains(version),
            false => self.releases.contains(version),
        }
    }

    /// Whether no version is in it.
    pub fn is_empty(&self) -> bool {
        self.releases.is_empty() && self.prereleases.is_empty()
    }

    /// The versions that are in one or both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        self.by(other, IntervalSet::union)
    }

    /// The versions that are in both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        self.by(other, IntervalSet::intersection)
    }

    /// The versions that are in this one and not in the other.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.by(other, IntervalSet::minus)
    }

    fn by(&self, other: &Self, set: fn(&IntervalSet, &IntervalSet) -> IntervalSet) -> Self {
        Self {
            releases: set(&self.releases, &other.releases),
            prereleases: set(&self.prereleases, &other.prereleases),
        }
    }
}

/// The releases; where there is none, the pre-releases.
impl fmt::Display for Planes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.releases.is_empty() && !self.prereleases.is_empty() {
            true => write!(f, "the pre-releases {}", self.prereleases),
            false => write!(f, "{}", self.releases),
        }
    }
}

/// An interval whose cuts stand directly below versions of its plane, where those can be counted:
/// then it is empty if and only if its cuts say so. `None` where nothing stands below its upper end.
fn settled(interval: Interval, cut: fn(Cut) -> Option<Cut>) -> Option<Interval> {
    let high = match interval.high {
        Some(high) => Some(cut(high)?),
        None => None,
    };
    Some(Interval {
        low: interval.low.and_then(cut),
        high,
    })
}

fn release(cut: Cut) -> Option<Cut> {
    let next = cut.version.release_from(cut.side == Side::Above);
    lowered(next.map_or(cut, Cut::below))
}

fn prerelease(cut: Cut) -> Option<Cut> {
    if let Some(last) = cut.version.last_before_prereleases() {
        return Some(Cut::above(last));
    }
    let next = cut.version.prerelease_from(cut.side == Side::Above);
    lowered(next.map_or(cut, Cut::below))
}

/// A cut below the lowest version bounds nothing.
fn lowered(cut: Cut) -> Option<Cut> {
    let bounds_nothing = cut.side == Side::Below && cut.version.is_lowest();
    (!bounds_nothing).then_some(cut)
}
