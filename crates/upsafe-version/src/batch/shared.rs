//! The operations of every scheme.

use super::{arguments::Arguments, evaluate::Operation};
use crate::{Error, Part, Scheme};
use serde_json::{Value, json};

pub(super) const OPERATIONS: &[Operation] = &[
    ("valid", valid),
    ("compare", compare),
    ("satisfies", satisfies),
    ("sort", sort),
    ("bump", bump),
    ("difference", difference),
    ("class", class),
    ("canonical", canonical),
];

fn valid(scheme: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    Ok(json!(scheme.valid(arguments.text(0)?)))
}

fn compare(scheme: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    Ok(json!(
        scheme.compare(arguments.text(0)?, arguments.text(1)?)? as i8
    ))
}

fn satisfies(scheme: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    Ok(json!(
        scheme.satisfies(arguments.text(1)?, arguments.text(0)?)?
    ))
}

fn sort(scheme: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    let mut versions = arguments.texts()?;
    scheme.sort(&mut versions)?;
    Ok(json!(versions))
}

fn bump(scheme: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    let part: Part = arguments.text(1)?.parse()?;
    Ok(json!(scheme.bump(arguments.text(0)?, part)?))
}

fn difference(scheme: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    Ok(json!(
        scheme
            .difference(arguments.text(0)?, arguments.text(1)?)?
            .to_string()
    ))
}

fn class(scheme: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    Ok(json!(scheme.class(arguments.text(0)?)?))
}

fn canonical(scheme: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    Ok(json!(scheme.canonical(arguments.text(0)?)?))
}
