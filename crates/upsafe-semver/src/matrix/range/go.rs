//! What Go asks of modules as sets.
//!
//! `v1.4.0` is that version or a later one under the same module path. Versions with `+incompatible`
//! share the path of v0 and v1; they are left out here, for they are told apart by build metadata,
//! which has no place in an order.

use upsafe_config::MatrixScheme;
use upsafe_version::go;

use super::{
    Planes, RangeError,
    comparison::{all_of, sign, under},
};
use crate::matrix::{
    Version,
    interval::{Cut, Interval},
};

/// A range without `||`; commas stand between conditions that must all hold.
pub(super) fn planes(text: &str) -> Result<Planes, RangeError> {
    if text.starts_with('[') {
        return interval(text);
    }
    all_of(text, condition)
}

fn version(text: &str) -> Result<Version, RangeError> {
    Ok(Version::parse(MatrixScheme::Go, text)?)
}

fn interval(text: &str) -> Result<Planes, RangeError> {
    go::Range::parse(text)?;
    let ends = text.trim_start_matches('[').trim_end_matches(']');
    let Some((low, high)) = ends.split_once(',') else {
        return Err(RangeError::new(format!(
            "found `{text}`, expected two versions with a comma between them"
        )));
    };
    let (low, high) = (version(low.trim())?, version(high.trim())?);
    Ok(Planes::plain([Interval::between(
        Cut::below(low),
        Cut::above(high),
    )]))
}

fn condition(text: &str) -> Result<Planes, RangeError> {
    if let (Some(sign), rest) = sign(text) {
        return Ok(Planes::plain(sign.intervals(version(rest)?)));
    }
    go::Range::parse(text)?;
    let parsed = go::Version::parse(text)?;
    if parsed.is_incompatible() {
        return Err(RangeError::new(format!(
            "found `{text}`, expected a comparison such as `>={text}`: what comes later under the same path is not in one order"
        )));
    }
    if text.bytes().filter(|byte| *byte == b'.').count() < 2 {
        let prefix = text.strip_prefix('v').and_then(under);
        return Ok(Planes::plain(prefix));
    }
    let [major, ..] = parsed.numbers();
    let next = match major {
        "0" => "2".to_owned(),
        _ => upsafe_version::Number::from_digits(major)
            .unwrap_or_default()
            .next()
            .to_string(),
    };
    let high = Version::of_semver(&format!("{next}.0.0-0")).map(Cut::below);
    Ok(Planes::plain([Interval {
        low: Some(Cut::below(version(text)?)),
        high,
    }]))
}
