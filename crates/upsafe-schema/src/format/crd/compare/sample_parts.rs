//! Texts and numbers near what a schema says.

use std::{cell::RefCell, collections::BTreeMap, sync::Arc};

use super::translate;
use crate::{
    budget::Budget,
    decimal::Decimal,
    format::{
        crd::{
            object::{Reader, checked},
            schema::{Kind, Structural},
        },
        json_schema::{self, Dialect, Schema},
    },
    json::Value,
    relation::Verdict,
    semantics::Semantics,
};

/// The steps that a text for a pattern may take.
const STEPS: u64 = 50_000;

/// The most texts that are remembered.
const MAX_KEPT: usize = 1_024;

thread_local! {
    /// Texts by what is said of them: the same patterns stand in many places.
    static KNOWN: RefCell<BTreeMap<String, Option<Value>>> = const { RefCell::new(BTreeMap::new()) };
}

/// A text that is valid, if one is found.
pub(super) fn fitting_text(schema: &Structural) -> Option<Value> {
    if schema.pattern.is_none() {
        let mut found = Vec::new();
        texts(schema, &mut found);
        return found.into_iter().next();
    }
    let key = format!(
        "{:?} {:?} {:?} {:?}",
        schema.pattern, schema.min_length, schema.max_length, schema.format
    );
    if let Some(known) = KNOWN.with_borrow(|known| known.get(&key).cloned()) {
        return known;
    }
    let found = with_pattern(schema);
    KNOWN.with_borrow_mut(|known| {
        if known.len() >= MAX_KEPT {
            known.clear();
        }
        known.insert(key, found.clone());
    });
    found
}

fn with_pattern(schema: &Structural) -> Option<Value> {
    // Only what is said of the text itself: alternatives are somebody else's.
    let mut bare = Structural::empty(schema.at, schema.place);
    bare.kind = Some(Kind::String);
    bare.pattern.clone_from(&schema.pattern);
    bare.format.clone_from(&schema.format);
    (bare.min_length, bare.max_length) = (schema.min_length, schema.max_length);
    let reader = Reader::of_schema(Some(Arc::new(bare.clone())), false);
    let fits = |value: &Value| reader.read_part(value).is_fine();
    let mut found = Vec::new();
    texts(schema, &mut found);
    if let Some(found) = found.into_iter().find(fits) {
        return Some(found);
    }
    let how = translate::Translation {
        reading: translate::Reading::Stored,
        open: false,
    };
    let only_text = translate::object([("type", Value::text("string"))]);
    let writer = translate::text(&bare, how, Some(only_text));
    let writer = Schema::parse(&writer, Dialect::Draft2020).ok()?;
    let reader = Schema::parse("false", Dialect::Draft2020).ok()?;
    let budget = Budget::steps(STEPS);
    match json_schema::can_read(&reader, &writer, Semantics::default(), budget) {
        Verdict::Incompatible(witness) => Some(witness.document).filter(fits),
        _ => None,
    }
}

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
