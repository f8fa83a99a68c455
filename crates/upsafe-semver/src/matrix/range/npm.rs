//! Ranges of npm as sets: those that node-semver makes of them, plain comparators only.

use upsafe_version::npm::Range;

use super::{
    Planes, RangeError,
    comparison::{Sign, sign},
};
use crate::matrix::{
    Version,
    interval::{Cut, Interval},
};

/// A whole range, with its `||`.
pub(super) fn planes(text: &str) -> Result<Planes, RangeError> {
    let plain = Range::parse(text)?.to_string();
    let mut any = Planes::default();
    for alternative in plain.split("||") {
        any = any.union(&alternative_planes(alternative)?);
    }
    Ok(any)
}

fn alternative_planes(text: &str) -> Result<Planes, RangeError> {
    let mut all = Planes::all();
    let mut named = Vec::new();
    for part in text.split_whitespace() {
        let (sign, version) = sign(part);
        if matches!(version, "" | "*") {
            continue;
        }
        let parsed = Version::of_semver(version).ok_or_else(|| {
            RangeError::new(format!("found `{part}`, expected a comparator of npm"))
        })?;
        let intervals = sign.unwrap_or(Sign::Equal).intervals(parsed.clone());
        all = all.intersection(&Planes::plain(intervals));
        if parsed.is_prerelease() {
            named.extend(tuple(version));
        }
    }
    let named = Planes::apart([], named);
    all.prereleases = all.prereleases.intersection(&named.prereleases);
    Ok(all)
}

/// The pre-releases of the three numbers of a version.
fn tuple(version: &str) -> Option<Interval> {
    let core = version.split_once('-').map_or(version, |(core, _)| core);
    Some(Interval::between(
        Cut::below(Version::of_semver(&format!("{core}-0"))?),
        Cut::below(Version::of_semver(core)?),
    ))
}
