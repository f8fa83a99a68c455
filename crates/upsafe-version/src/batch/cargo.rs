//! The operations of Cargo's scheme alone.

use super::{arguments::Arguments, evaluate::Operation};
use crate::cargo::{Requirement, Version};
use crate::{Error, Scheme};
use serde_json::{Value, json};
use std::cmp::Ordering;

pub(super) const OPERATIONS: &[Operation] = &[
    ("req_valid", |_, a| {
        Ok(json!(Requirement::parse(a.text(0)?).is_ok()))
    }),
    ("req_canonical", |_, a| {
        Ok(json!(Requirement::parse(a.text(0)?)?.to_string()))
    }),
    ("req_equal", req_equal),
    ("comparator_valid", |_, a| {
        Ok(json!(Requirement::parse_comparator(a.text(0)?).is_ok()))
    }),
    ("comparator_canonical", comparator_canonical),
    ("lowest", lowest),
    ("total_order_lt", |_, a| Ok(json!(total_order(a)?.is_lt()))),
    ("total_order_le", |_, a| Ok(json!(total_order(a)?.is_le()))),
    ("total_order_gt", |_, a| Ok(json!(total_order(a)?.is_gt()))),
    ("total_order_ge", |_, a| Ok(json!(total_order(a)?.is_ge()))),
    ("total_order_eq", |_, a| Ok(json!(total_order(a)?.is_eq()))),
    ("total_order_ne", |_, a| Ok(json!(total_order(a)?.is_ne()))),
];

fn req_equal(_: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    let (a, b) = (
        Requirement::parse(arguments.text(0)?)?,
        Requirement::parse(arguments.text(1)?)?,
    );
    Ok(json!(a == b))
}

fn comparator_canonical(_: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    Ok(json!(
        Requirement::parse_comparator(arguments.text(0)?)?.to_string()
    ))
}

fn lowest(_: Scheme, arguments: &Arguments<'_>) -> Result<Value, Error> {
    let lowest = Requirement::parse(arguments.text(0)?)?.lowest();
    Ok(json!(lowest.map(|version| version.to_string())))
}

fn total_order(arguments: &Arguments<'_>) -> Result<Ordering, Error> {
    Ok(Version::parse(arguments.text(0)?)?.cmp(&Version::parse(arguments.text(1)?)?))
}
