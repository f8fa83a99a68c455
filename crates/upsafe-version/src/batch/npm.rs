//! The operations of npm's scheme, with the answers of node-semver's functions: `null` or false where
//! those give it, an error where they throw.

use super::{arguments::Arguments, evaluate::Operation};
use crate::npm::{Comparator, IdentifierBase, Options, Range, Release, Version};
use crate::{Error, Scheme};
use serde_json::{Value, json};

pub(super) const OPERATIONS: &[Operation] = &[
    ("valid", |_, a| {
        Ok(json!(Version::parse_with(a.text(0)?, options(a)).is_ok()))
    }),
    ("canonical", |_, a| Ok(json!(parse(a, 0)?.to_string()))),
    ("compare", |_, a| {
        Ok(json!(parse(a, 0)?.cmp_precedence(&parse(a, 1)?) as i8))
    }),
    ("satisfies", satisfies),
    ("inc", inc),
    ("truncate", truncate),
    ("diff", diff),
    ("range_valid", |_, a| Ok(json!(range(a, 0)?.is_ok()))),
    ("range_canonical", |_, a| {
        Ok(json!(range(a, 0)?.ok().map(|range| range.to_string())))
    }),
    ("gtr", |_, a| {
        Ok(json!(range(a, 1)??.is_below(&parse(a, 0)?)))
    }),
    ("ltr", |_, a| {
        Ok(json!(range(a, 1)??.is_above(&parse(a, 0)?)))
    }),
    ("outside", |_, a| {
        let (version, range) = (parse(a, 0)?, range(a, 1)??);
        Ok(json!(range.is_below(&version) || range.is_above(&version)))
    }),
    ("intersects", |_, a| {
        Ok(json!(range(a, 0)??.intersects(&range(a, 1)??)))
    }),
    ("comparator_intersects", comparator_intersects),
    ("subset", |_, a| {
        Ok(json!(range(a, 0)??.is_subset(&range(a, 1)??)))
    }),
    ("min_version", |_, a| {
        Ok(json!(
            range(a, 0)??.lowest().map(|version| version.to_string())
        ))
    }),
];

fn options(arguments: &Arguments<'_>) -> Options {
    Options {
        loose: arguments.flag("loose"),
        include_prerelease: arguments.flag("includePrerelease"),
    }
}

fn parse(arguments: &Arguments<'_>, n: usize) -> Result<Version, Error> {
    Version::parse_with(arguments.text(n)?, options(arguments))
}

/// The range that argument `n` is or is not; the outer error is for an argument that is no text.
fn range(arguments: &Arguments<'_>, n: usize) -> Result<Result<Range, Error>, Error> {
    Ok(Range::parse_with(arguments.text(n)?, options(arguments)))
}

fn satisfies(_: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    let version = Version::parse_with(arguments.text(1)?, options(arguments));
    let matches = match (range(arguments, 0)?, version) {
        (Ok(range), Ok(version)) => range.matches(&version),
        _ => false,
    };
    Ok(json!(matches))
}

fn inc(_: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    let (version, release) = (arguments.text(0)?, arguments.text(1)?);
    let identifier = match arguments.optional(2) {
        Some(Value::String(identifier)) => identifier,
        _ => "",
    };
    let base = match arguments.optional(3) {
        Some(Value::Bool(false)) => IdentifierBase::Absent,
        Some(Value::Bool(true)) => IdentifierBase::One,
        Some(Value::Number(number)) if number.as_f64() != Some(0.0) => IdentifierBase::One,
        Some(Value::String(text)) if text.trim().parse().is_ok_and(|n: f64| n != 0.0) => {
            IdentifierBase::One
        }
        _ => IdentifierBase::Zero,
    };
    let options = options(arguments);
    let next = Version::parse_with(version, options).and_then(|version| {
        version.increment(release.parse::<Release>()?, identifier, base, options)
    });
    Ok(json!(next.ok().map(|version| version.to_string())))
}

fn truncate(_: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    let release = arguments.text(1)?.parse::<Release>();
    let version = Version::parse_with(arguments.text(0)?, options(arguments));
    let truncated = match (version, release) {
        (Ok(version), Ok(release)) => version.truncate(release),
        _ => None,
    };
    Ok(json!(truncated.map(|version| version.to_string())))
}

/// Strict whatever the options say, as node-semver's `diff` is.
fn diff(_: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    let (a, b) = (
        Version::parse(arguments.text(0)?)?,
        Version::parse(arguments.text(1)?)?,
    );
    Ok(json!(a.release_difference(&b).map(Release::name)))
}

fn comparator_intersects(_: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    let options = options(arguments);
    let a = Comparator::parse(arguments.text(0)?, options)?;
    let b = Comparator::parse(arguments.text(1)?, options)?;
    Ok(json!(a.intersects(&b, options)))
}
