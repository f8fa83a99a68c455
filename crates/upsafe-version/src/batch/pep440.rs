//! The operations of Python's scheme, with the answers of PyPA's `packaging`.

use super::{arguments::Arguments, evaluate::Operation};
use crate::pep440::{Specifier, Specifiers, Version};
use crate::{Error, Scheme};
use serde_json::{Value, json};

pub(super) const OPERATIONS: &[Operation] = &[
    ("normalize", |_, a| Ok(json!(version(a)?.to_string()))),
    ("public", |_, a| Ok(json!(version(a)?.public().to_string()))),
    ("base_version", |_, a| {
        Ok(json!(version(a)?.base().to_string()))
    }),
    ("epoch", epoch),
    ("local", |_, a| Ok(json!(version(a)?.local()))),
    ("is_prerelease", |_, a| {
        Ok(json!(version(a)?.is_prerelease()))
    }),
    ("is_postrelease", |_, a| {
        Ok(json!(version(a)?.is_post_release()))
    }),
    ("is_devrelease", |_, a| {
        Ok(json!(version(a)?.is_dev_release()))
    }),
    ("req_valid", |_, a| {
        Ok(json!(Specifier::parse(a.text(0)?).is_ok()))
    }),
    ("satisfies", satisfies),
    ("spec_allows_prereleases", |_, a| {
        Ok(json!(Specifier::parse(a.text(0)?)?.names_prerelease()))
    }),
];

fn version(arguments: &Arguments<'_>) -> Result<Version, Error> {
    Version::parse(arguments.text(0)?)
}

/// A number, or a text where it does not fit 64 bits.
fn epoch(_: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    let version = version(arguments)?;
    Ok(version
        .epoch()
        .to_u64()
        .map_or_else(|| json!(version.epoch().to_string()), |n| json!(n)))
}

/// Without the option `prereleases` a pre-release is taken, since nothing else is there to choose.
fn satisfies(_: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    let specifiers = Specifiers::parse(arguments.text(0)?)?;
    let text = arguments.text(1)?;
    let is_refused = arguments.option("prereleases") == false
        && Version::parse(text).is_ok_and(|version| version.is_prerelease());
    Ok(json!(!is_refused && specifiers.contains_text(text)))
}
