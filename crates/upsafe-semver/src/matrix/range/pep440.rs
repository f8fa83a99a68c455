//! Specifiers of PEP 440 as sets.
//!
//! A version and its local versions, its post-releases, its development releases stand together in
//! the order, so each clause is one interval or two, with cuts at the first version of the next
//! group. Source: <https://packaging.python.org/en/latest/specifications/version-specifiers/>.

use upsafe_config::MatrixScheme;
use upsafe_version::{
    Number,
    pep440::{self, Specifier, Specifiers},
};

use super::{
    Planes, RangeError,
    comparison::{Sign, sign},
};
use crate::matrix::{
    Version,
    interval::{Cut, Interval},
};

/// Stands for a post-release above all that are written.
const LAST: &str = "999999999999999999999999999999";

/// A specifier without `||`.
pub(super) fn planes(text: &str) -> Result<Planes, RangeError> {
    let specifiers = Specifiers::parse(text)?;
    let mut all = Planes::all();
    for clause in specifiers.clauses() {
        all = all.intersection(&Planes::plain(intervals(clause)?));
    }
    Ok(all)
}

fn below(text: &str) -> Result<Cut, RangeError> {
    Ok(Cut::below(Version::parse(MatrixScheme::Pep440, text)?))
}

fn intervals(clause: &Specifier) -> Result<Vec<Interval>, RangeError> {
    let text = clause.to_string();
    if text.starts_with("===") {
        return Err(RangeError::new(format!(
            "found `{text}`, expected another comparison: `===` compares texts, which have no order"
        )));
    }
    if let Some(wanted) = text.strip_prefix("~=") {
        let wanted = pep440::Version::parse(wanted)?;
        let shorter = wanted.release().len().saturating_sub(1);
        let (_, high) = under(&wanted, shorter)?;
        return Ok(vec![Interval::between(below(&wanted.to_string())?, high)]);
    }
    let (found, rest) = sign(&text);
    let found = found.unwrap_or(Sign::Equal);
    let (low, high) = if let Some(prefix) = rest.strip_suffix(".*") {
        let prefix = pep440::Version::parse(prefix)?;
        under(&prefix, prefix.release().len())?
    } else {
        let wanted = pep440::Version::parse(rest)?;
        match found {
            Sign::Less if wanted.is_prerelease() => {
                return Ok(vec![Interval::to(below(&wanted.to_string())?)]);
            }
            Sign::Less => {
                return Ok(vec![Interval::to(below(&format!(
                    "{}.dev0",
                    wanted.public()
                ))?)]);
            }
            Sign::Greater => return Ok(vec![Interval::from(after_its_own(&wanted)?)]),
            _ if wanted.local().is_some() => {
                let version = Version::parse(MatrixScheme::Pep440, rest)?;
                (Cut::below(version.clone()), Cut::above(version))
            }
            _ => (below(&wanted.to_string())?, after_locals(&wanted)?),
        }
    };
    Ok(match found {
        Sign::GreaterEqual => vec![Interval::from(low)],
        Sign::LessEqual => vec![Interval::to(high)],
        Sign::NotEqual => vec![Interval::to(low), Interval::from(high)],
        _ => vec![Interval::between(low, high)],
    })
}

/// The versions whose release begins with the first `n` numbers of this one's.
fn under(version: &pep440::Version, n: usize) -> Result<(Cut, Cut), RangeError> {
    let epoch = version.epoch();
    let mut numbers: Vec<Number> = version.release().iter().take(n).cloned().collect();
    let shown = |numbers: &[Number]| {
        let parts: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        format!("{epoch}!{}.dev0", parts.join("."))
    };
    let low = below(&shown(&numbers))?;
    if let Some(last) = numbers.last_mut() {
        *last = last.next();
    }
    Ok((low, below(&shown(&numbers))?))
}

/// The place above the local versions of a public one.
fn after_locals(version: &pep440::Version) -> Result<Cut, RangeError> {
    let public = version.public().to_string();
    if let Some((before, dev)) = public.split_once(".dev") {
        let next = Number::from_digits(dev).unwrap_or_default().next();
        return below(&format!("{before}.dev{next}"));
    }
    if let Some((before, post)) = public.split_once(".post") {
        let next = Number::from_digits(post).unwrap_or_default().next();
        return below(&format!("{before}.post{next}.dev0"));
    }
    below(&format!("{public}.post0.dev0"))
}

/// The place above what `>` leaves out beside the version: its local versions and post-releases.
fn after_its_own(version: &pep440::Version) -> Result<Cut, RangeError> {
    match version.is_dev_release() || version.is_post_release() {
        true => after_locals(version),
        false => below(&format!("{}.post{LAST}", version.public())),
    }
}
