//! Comparisons with commas between them: the ranges of `semver` and `go-toolchain`.

use upsafe_config::MatrixScheme;

use super::{Planes, RangeError};
use crate::matrix::{
    Version,
    interval::{Cut, Interval},
};

/// What stands before a version. Complete: these are all comparisons there are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
}

/// The signs; of two that begin alike the longer one first.
const SIGNS: [(&str, Sign); 7] = [
    ("!=", Sign::NotEqual),
    ("<=", Sign::LessEqual),
    (">=", Sign::GreaterEqual),
    ("==", Sign::Equal),
    ("<", Sign::Less),
    (">", Sign::Greater),
    ("=", Sign::Equal),
];

/// The sign in front of a text, and what follows it.
pub(super) fn sign(text: &str) -> (Option<Sign>, &str) {
    let found = SIGNS
        .iter()
        .find_map(|(sign, value)| Some((*value, text.strip_prefix(sign)?)));
    match found {
        Some((sign, rest)) => (Some(sign), rest.trim_start()),
        None => (None, text),
    }
}

impl Sign {
    /// The versions for which the comparison with `version` holds.
    pub(super) fn intervals(self, version: Version) -> Vec<Interval> {
        match self {
            Self::Less => vec![Interval::to(Cut::below(version))],
            Self::LessEqual => vec![Interval::to(Cut::above(version))],
            Self::Greater => vec![Interval::from(Cut::above(version))],
            Self::GreaterEqual => vec![Interval::from(Cut::below(version))],
            Self::Equal => vec![Interval::one(version)],
            Self::NotEqual => vec![
                Interval::to(Cut::below(version.clone())),
                Interval::from(Cut::above(version)),
            ],
        }
    }
}

/// A range of `semver`.
pub(super) fn semver(text: &str) -> Result<Planes, RangeError> {
    all_of(text, |part| {
        if let Some(prefix) = prefix(part) {
            return Ok(Planes::plain([prefix]));
        }
        let (sign, version) = sign(part);
        let version = match sign {
            Some(Sign::GreaterEqual | Sign::Less) => filled(version),
            _ => version.to_owned(),
        };
        let parsed = Version::parse(MatrixScheme::Semver, &version).map_err(|error| {
            let short = version.split('.').count() < 3;
            match short && filled(&version) != version {
                true => RangeError::new(format!(
                    "found `{part}`, expected all three numbers; `{version}.x` stands for every version of {version}"
                )),
                false => error.into(),
            }
        })?;
        Ok(Planes::plain(sign.unwrap_or(Sign::Equal).intervals(parsed)))
    })
}

/// A range of `go-toolchain`.
pub(super) fn toolchain(text: &str) -> Result<Planes, RangeError> {
    all_of(text, |part| {
        let (sign, version) = sign(part);
        let version = version.strip_prefix("go").unwrap_or(version);
        let parsed = Version::parse(MatrixScheme::GoToolchain, version)?;
        Ok(Planes::plain(sign.unwrap_or(Sign::Equal).intervals(parsed)))
    })
}

/// The versions for which every part holds.
pub(super) fn all_of(
    text: &str,
    read: impl Fn(&str) -> Result<Planes, RangeError>,
) -> Result<Planes, RangeError> {
    let mut all = Planes::all();
    for part in text.split(',') {
        let part = part.trim();
        if part == "*" {
            continue;
        }
        if part.is_empty() {
            return Err(RangeError::new(format!(
                "found nothing between the commas of `{text}`, expected a comparison such as `>=1.2.0`"
            )));
        }
        all = all.intersection(&read(part)?);
    }
    Ok(all)
}

/// `3.x` and `3.5.x`: every version that begins with these numbers, their pre-releases too.
fn prefix(part: &str) -> Option<Interval> {
    let stem = part
        .strip_suffix(".x")
        .or_else(|| part.strip_suffix(".*"))?;
    let stem = stem.strip_suffix(".x").unwrap_or(stem);
    under(stem)
}

/// The versions that begin with one, two or three numbers.
pub(super) fn under(stem: &str) -> Option<Interval> {
    let numbers: Option<Vec<upsafe_version::Number>> = stem
        .split('.')
        .map(|part| {
            let plain = part == "0" || !part.starts_with('0');
            plain.then(|| upsafe_version::Number::from_digits(part))?
        })
        .collect();
    let (low, high) = match &numbers?[..] {
        [major] => (format!("{major}.0.0-0"), format!("{}.0.0-0", major.next())),
        [major, minor] => (
            format!("{major}.{minor}.0-0"),
            format!("{major}.{}.0-0", minor.next()),
        ),
        _ => return None,
    };
    Some(Interval::between(
        Cut::below(Version::of_semver(&low)?),
        Cut::below(Version::of_semver(&high)?),
    ))
}

/// One or two numbers with zeros for those that are left out; any other text as it is.
fn filled(version: &str) -> String {
    let plain = !version.is_empty() && version.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    match (plain, version.split('.').count()) {
        (true, 1) => format!("{version}.0.0"),
        (true, 2) => format!("{version}.0"),
        _ => version.to_owned(),
    }
}
