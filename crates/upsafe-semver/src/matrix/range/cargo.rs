//! Requirements of Cargo as sets.
//!
//! The crate `semver` defines what a comparator with missing numbers means for a pre-release by the
//! order of its tests, so releases and pre-releases are told apart here case by case.

use semver::{Comparator, Op};
use upsafe_version::cargo::Requirement;

use super::{Planes, RangeError};
use crate::matrix::{
    Version,
    interval::{Cut, Interval},
};

/// A requirement without `||`.
pub(super) fn planes(text: &str) -> Result<Planes, RangeError> {
    let requirement = Requirement::parse(text)?;
    let mut all = Planes::all();
    let mut named = Vec::new();
    for comparator in &requirement.as_inner().comparators {
        let (releases, prereleases) = intervals(comparator);
        let releases = releases.into_iter();
        all = all.intersection(&Planes::apart(releases, prereleases));
        if !comparator.pre.is_empty()
            && let (Some(minor), Some(patch)) = (comparator.minor, comparator.patch)
        {
            named.extend(tuple(comparator.major, minor, patch));
        }
    }
    // A pre-release counts only where a comparator names one of the same three numbers.
    let named = Planes::apart([], named);
    all.prereleases = all.prereleases.intersection(&named.prereleases);
    Ok(all)
}

/// The pre-releases of three numbers.
pub(super) fn tuple(major: u64, minor: u64, patch: u64) -> Option<Interval> {
    Some(Interval::between(
        cut(major, minor, patch, "-0")?,
        cut(major, minor, patch, "")?,
    ))
}

fn cut(major: u64, minor: u64, patch: u64, suffix: &str) -> Option<Cut> {
    let text = format!("{major}.{minor}.{patch}{suffix}");
    Version::of_semver(&text).map(Cut::below)
}

/// The releases and the pre-releases that one comparator admits.
fn intervals(comparator: &Comparator) -> (Option<Interval>, Option<Interval>) {
    let Comparator {
        op,
        major,
        minor,
        patch,
        pre,
    } = comparator;
    let major = *major;
    let next = match minor {
        None => after(major, None, None),
        Some(minor) => after(major, Some(*minor), None),
    };
    let (Some(minor), Some(patch)) = (*minor, *patch) else {
        let low = cut(major, minor.unwrap_or(0), 0, "-0");
        let next = match op {
            Op::Caret if major > 0 => after(major, None, None),
            _ => next,
        };
        return partial(*op, low, next);
    };
    let text = match pre.is_empty() {
        true => format!("{major}.{minor}.{patch}"),
        false => format!("{major}.{minor}.{patch}-{pre}"),
    };
    let Some(version) = Version::of_semver(&text) else {
        return (None, None);
    };
    let from = Cut::below(version.clone());
    let both = |interval: Interval| (Some(interval.clone()), Some(interval));
    let up_to = |high: Option<Cut>| Interval {
        low: Some(from.clone()),
        high,
    };
    match op {
        Op::Exact | Op::Wildcard => both(Interval::one(version)),
        Op::Greater => both(Interval::from(Cut::above(version))),
        Op::GreaterEq => both(Interval::from(from)),
        Op::Less => both(Interval::to(from)),
        Op::LessEq => both(Interval::to(Cut::above(version))),
        Op::Tilde => both(up_to(next)),
        Op::Caret => both(up_to(match (major, minor) {
            (1.., _) => after(major, None, None),
            (0, 1..) => after(0, Some(minor), None),
            (0, 0) => after(0, Some(0), Some(patch)),
        })),
        _ => (None, None),
    }
}

/// The place below everything that comes after the versions with these numbers; `None` where the
/// numbers cannot be raised, so that nothing comes after them.
fn after(major: u64, minor: Option<u64>, patch: Option<u64>) -> Option<Cut> {
    let major = upsafe_version::Number::from(major);
    let text = match (minor, patch) {
        (None, _) => format!("{}.0.0-0", major.next()),
        (Some(minor), None) => {
            format!("{major}.{}.0-0", upsafe_version::Number::from(minor).next())
        }
        (Some(minor), Some(patch)) => format!(
            "{major}.{minor}.{}-0",
            upsafe_version::Number::from(patch).next()
        ),
    };
    Version::of_semver(&text).map(Cut::below)
}

/// A comparator without a patch number; the versions that begin with its numbers stand between `low`
/// and `next`.
fn partial(op: Op, low: Option<Cut>, next: Option<Cut>) -> (Option<Interval>, Option<Interval>) {
    let within = Interval {
        low: low.clone(),
        high: next.clone(),
    };
    let below = low.clone().map(Interval::to);
    let above = next.clone().map(Interval::from);
    match op {
        // No pre-release is equal to something that names none.
        Op::Exact | Op::Wildcard | Op::Tilde => (Some(within), None),
        Op::Caret => (Some(within.clone()), Some(within)),
        Op::Greater => (above.clone(), above),
        Op::GreaterEq => (low.map(Interval::from), above),
        Op::Less => (below.clone(), below),
        Op::LessEq => (next.map(Interval::to), below),
        _ => (None, None),
    }
}
