//! Ranges of Maven as sets.

use upsafe_config::MatrixScheme;
use upsafe_version::maven;

use super::{Planes, RangeError};
use crate::matrix::{
    Version,
    interval::{Cut, Interval},
};

/// A whole range: its intervals are alternatives.
pub(super) fn planes(text: &str) -> Result<Planes, RangeError> {
    if maven::Range::parse(text)?.wish().is_some() {
        return Err(RangeError::new(format!(
            "found `{text}`, expected a range such as `[{text}]` or `[{text},)`: a bare version is only a wish, which any version meets"
        )));
    }
    let mut any = Vec::new();
    let mut rest = text.trim();
    while let Some(close) = rest.find([']', ')']) {
        any.push(interval(&rest[..=close])?);
        rest = rest[close + 1..].trim_start();
        rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    }
    Ok(Planes::plain(any))
}

/// An interval with its brackets, whose form was checked before.
fn interval(text: &str) -> Result<Interval, RangeError> {
    let inner = text
        .trim_start_matches(['[', '('])
        .trim_end_matches([']', ')']);
    let version = |text: &str| Version::parse(MatrixScheme::Maven, text.trim());
    let Some((low, high)) = inner.split_once(',') else {
        if inner.trim().ends_with(".*") {
            return Err(RangeError::new(format!(
                "found `{text}`, expected both ends of an interval: what begins with these numbers is no interval in Maven's order"
            )));
        }
        return Ok(Interval::one(version(inner)?));
    };
    let low = match low.trim() {
        "" => None,
        low if text.starts_with('[') => Some(Cut::below(version(low)?)),
        low => Some(Cut::above(version(low)?)),
    };
    let high = match high.trim() {
        "" => None,
        high if text.ends_with(']') => Some(Cut::above(version(high)?)),
        high => Some(Cut::below(version(high)?)),
    };
    Ok(Interval { low, high })
}
