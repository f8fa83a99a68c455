//! Sets of versions as intervals between cuts; union, complement and intersection are exact.
//!
//! A cut is a place directly below or above a version, so that an interval with open and closed ends
//! is the versions between two cuts, and nothing else has to know of ends.
//!
//! What must stay true: the intervals of a set are not empty, in rising order, and do not touch.

use std::fmt;

use super::Version;

/// A place directly below or above a version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cut {
    /// The version.
    pub version: Version,
    /// On which side of it.
    pub side: Side,
}

/// A side of a version. Complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The version itself stands above the cut.
    Below,
    /// The version itself stands below the cut.
    Above,
}

impl Cut {
    /// The place below a version.
    pub(super) fn below(version: Version) -> Self {
        Self {
            version,
            side: Side::Below,
        }
    }

    /// The place above a version.
    pub(super) fn above(version: Version) -> Self {
        Self {
            version,
            side: Side::Above,
        }
    }
}

/// The versions between two cuts; without one there is no bound on that side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Where it begins.
    pub low: Option<Cut>,
    /// Where it ends.
    pub high: Option<Cut>,
}

impl Interval {
    /// Every version.
    pub(super) const ALL: Self = Self {
        low: None,
        high: None,
    };

    /// The versions from a cut on.
    pub(super) fn from(low: Cut) -> Self {
        Self {
            low: Some(low),
            high: None,
        }
    }

    /// The versions up to a cut.
    pub(super) fn to(high: Cut) -> Self {
        Self {
            low: None,
            high: Some(high),
        }
    }

    /// The versions between two cuts.
    pub(super) fn between(low: Cut, high: Cut) -> Self {
        Self {
            low: Some(low),
            high: Some(high),
        }
    }

    /// One version, and those that are equal to it.
    pub(super) fn one(version: Version) -> Self {
        Self::between(Cut::below(version.clone()), Cut::above(version))
    }

    fn is_empty(&self) -> bool {
        matches!((&self.low, &self.high), (Some(low), Some(high)) if low >= high)
    }

    /// Whether a version is in it.
    pub fn contains(&self, version: &Version) -> bool {
        let above = |cut: &Cut| match cut.side {
            Side::Below => cut.version <= *version,
            Side::Above => cut.version < *version,
        };
        self.low.as_ref().is_none_or(above) && !self.high.as_ref().is_some_and(above)
    }
}

/// `>=1.2.0, <2.0.0`; `*` for every version.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let low = self.low.as_ref().map(|cut| match cut.side {
            Side::Below => format!(">={}", cut.version),
            Side::Above => format!(">{}", cut.version),
        });
        let high = self.high.as_ref().map(|cut| match cut.side {
            Side::Below => format!("<{}", cut.version),
            Side::Above => format!("<={}", cut.version),
        });
        match (&self.low, &self.high, low, high) {
            (Some(a), Some(b), ..) if a.version == b.version => write!(f, "={}", a.version),
            (_, _, Some(low), Some(high)) => write!(f, "{low}, {high}"),
            (_, _, Some(one), None) | (_, _, None, Some(one)) => f.write_str(&one),
            (_, _, None, None) => f.write_str("*"),
        }
    }
}

/// A set of versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IntervalSet(Vec<Interval>);

impl IntervalSet {
    /// The versions of any of the intervals. O(n log n).
    pub(super) fn of(intervals: impl IntoIterator<Item = Interval>) -> Self {
        let mut all: Vec<Interval> = intervals
            .into_iter()
            .filter(|one| !one.is_empty())
            .collect();
        // `None` sorts first, as the lowest cut should.
        all.sort_by(|a, b| a.low.cmp(&b.low));
        let mut merged: Vec<Interval> = Vec::new();
        for next in all {
            match merged.last_mut() {
                Some(last) if touches(last, &next) => {
                    let reaches = match (&last.high, &next.high) {
                        (None, _) => false,
                        (_, None) => true,
                        (Some(a), Some(b)) => b > a,
                    };
                    if reaches {
                        last.high = next.high;
                    }
                }
                _ => merged.push(next),
            }
        }
        Self(merged)
    }

    /// Every version.
    pub(super) fn all() -> Self {
        Self(vec![Interval::ALL])
    }

    /// The intervals, lowest first.
    pub fn intervals(&self) -> &[Interval] {
        &self.0
    }

    /// Whether no version is in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a version is in it. O(log n).
    pub fn contains(&self, version: &Version) -> bool {
        let at = self.0.partition_point(|one| {
            one.high.as_ref().is_some_and(|cut| match cut.side {
                Side::Below => cut.version <= *version,
                Side::Above => cut.version < *version,
            })
        });
        self.0.get(at).is_some_and(|one| one.contains(version))
    }

    /// The versions that are in one or both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self::of(self.0.iter().chain(&other.0).cloned())
    }

    /// The versions that are not in it.
    #[must_use]
    pub fn complement(&self) -> Self {
        let mut rest = Vec::new();
        let mut low: Option<Cut> = None;
        let mut open = true;
        for one in &self.0 {
            if let Some(begin) = &one.low {
                rest.push(Interval {
                    low: low.take(),
                    high: Some(begin.clone()),
                });
            }
            low = one.high.clone();
            open = low.is_some();
        }
        if open {
            rest.push(Interval { low, high: None });
        }
        Self(rest)
    }

    /// The versions that are in both. O(n + m).
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut both = Vec::new();
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            let low = x.low.clone().max(y.low.clone());
            let x_ends_first = match (&x.high, &y.high) {
                (Some(x), Some(y)) => x <= y,
                (Some(_), None) => true,
                (None, _) => false,
            };
            let high = if x_ends_first { &x.high } else { &y.high };
            both.push(Interval {
                low,
                high: high.clone(),
            });
            if x_ends_first {
                a.next();
            } else {
                b.next();
            }
        }
        Self::of(both)
    }

    /// The versions that are in this one and not in the other.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.intersection(&other.complement())
    }
}

fn touches(first: &Interval, next: &Interval) -> bool {
    match (&first.high, &next.low) {
        (Some(high), Some(low)) => low <= high,
        _ => true,
    }
}

/// `>=1.2.0, <2.0.0 || >=3.0.0`; `nothing` for the empty set.
impl fmt::Display for IntervalSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("nothing");
        }
        for (n, one) in self.0.iter().enumerate() {
            write!(f, "{}{one}", if n > 0 { " || " } else { "" })?;
        }
        Ok(())
    }
}
