//! Texts and numbers near what a schema says.

use std::sync::Arc;

use crate::{
    decimal::Decimal,
    format::crd::{
        object::checked,
        schema::{Kind, Structural},
    },
    json::Value,
};

/// The longest text that is made.
const LONGEST: u64 = 20_000;

pub(super) fn texts(schema: &Structural, found: &mut Vec<Value>) {
    if let Some(format) = checked(schema) {
        found.extend(format.examples().iter().map(|text| Value::text(text)));
    }
    let ends = [schema.min_length, schema.max_length];
    let least = schema.min_length.unwrap_or(0).min(LONGEST);
    found.push(text(least));
    for n in [0, 1, 2, 3] {
        found.push(text(n));
    }
    for end in ends.into_iter().flatten() {
        let near = [end.saturating_sub(1), end, end.saturating_add(1)];
        found.extend(near.into_iter().filter(|n| *n <= LONGEST).map(text));
    }
    let words = [
        "x",
        "zz",
        "abc",
        "A",
        "0",
        "1",
        "a b",
        "-",
        "2006-01-02",
        "http://a/",
        "true",
    ];
    found.extend(words.map(Value::text));
}

fn text(n: u64) -> Value {
    let n = usize::try_from(n).unwrap_or(0);
    Value::String(Arc::from("a".repeat(n)))
}

pub(super) fn numbers(schema: &Structural, found: &mut Vec<Value>) {
    let one = Decimal::one();
    let mut near: Vec<Decimal> = Vec::new();
    let bounds = [&schema.minimum, &schema.maximum];
    for (bound, _) in bounds.into_iter().flatten() {
        near.extend([bound.clone(), bound.plus(&one), bound.minus(&one)]);
        near.extend([bound.floor(), bound.floor().plus(&one)]);
    }
    if let Some(factor) = &schema.multiple_of {
        near.extend([factor.clone(), factor.plus(factor), factor.plus(&one)]);
    }
    // Without a bound, zero is the simplest.
    let is_free = schema.minimum.is_none() && schema.maximum.is_none();
    near.insert(if is_free { 0 } else { near.len() }, Decimal::zero());
    for n in [1, 2, 3, 5, 7, -1, 100] {
        near.push(Decimal::from(n as i64));
    }
    for n in [
        i64::from(i32::MAX) + 1,
        i64::from(i32::MIN) - 1,
        i64::MAX,
        i64::MIN,
    ] {
        near.push(Decimal::from(n));
    }
    let is_whole = schema.kind == Some(Kind::Integer) || schema.int_or_string;
    if !is_whole {
        near.extend(
            ["0.5", "1.5", "1e39"]
                .into_iter()
                .filter_map(Decimal::parse),
        );
    }
    near.retain(|number| !is_whole || number.is_integer());
    found.extend(near.into_iter().map(Value::Number));
}
