//! The operations of Maven's scheme; as Maven does, they take any text for a version.

use super::{arguments::Arguments, evaluate::Operation};
use crate::maven::{Range, Version};
use crate::{Error, Scheme};
use serde_json::{Value, json};

pub(super) const OPERATIONS: &[Operation] = &[
    ("compare", |_, a| {
        Ok(json!(version(a, 0)?.cmp_precedence(&version(a, 1)?) as i8))
    }),
    ("equal", |_, a| {
        Ok(json!(version(a, 0)?.is_same(&version(a, 1)?)))
    }),
    ("canonical", |_, a| Ok(json!(version(a, 0)?.canonical()))),
    ("range_valid", range_valid),
    ("satisfies", |_, a| {
        Ok(json!(Range::parse(a.text(0)?)?.contains(&version(a, 1)?)))
    }),
];

fn version(arguments: &Arguments<'_>, n: usize) -> Result<Version, Error> {
    Ok(Version::of_any(arguments.text(n)?))
}

/// The option `impl` may ask for the resolver's answer, to which a version alone is no range.
fn range_valid(_: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    let range = Range::parse(arguments.text(0)?);
    let is_resolver = arguments.option("impl") == "maven-resolver";
    Ok(json!(
        range.is_ok_and(|range| !is_resolver || range.wish().is_none())
    ))
}
