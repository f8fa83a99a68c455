//! A set of versions in two planes: of releases, and of pre-releases.
//!
//! What must stay true: where versions can be counted, the cuts of a plane stand directly below
//! versions of that plane, so that equal sets are equal values and an empty one has no interval.

use std::fmt;

use crate::matrix::{
    Version,
    interval::{Cut, Interval, IntervalSet, Side},
};

/// A set of versions, releases and pre-releases apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Planes {
    /// The releases.
    pub releases: IntervalSet,
    /// The pre-releases.
    pub prereleases: IntervalSet,
}

impl Planes {
    /// The versions of intervals in which pre-releases have no special rule.
    pub(super) fn plain(intervals: impl IntoIterator<Item = Interval>) -> Self {
        let intervals: Vec<Interval> = intervals.into_iter().collect();
        Self::apart(intervals.clone(), intervals)
    }

    /// The releases of some intervals and the pre-releases of others.
    pub(super) fn apart(
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
