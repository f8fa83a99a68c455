//! The generator: values near everything that two schemas say, for witnesses and against proofs.

use std::{collections::BTreeMap, sync::Arc};

use super::sample_parts::{numbers, texts};
use crate::{
    format::crd::{
        object::filled,
        schema::{Additional, Kind, Structural},
    },
    json::Value,
};

/// The deepest schema that is gone into.
const MAX_DEPTH: usize = 40;
/// How many values one schema gives.
const MAX_VALUES: usize = 160;
/// The most items or members that are put together.
const MAX_PARTS: u64 = 64;

/// Values to try, the simplest first. Not all are valid under either schema.
pub(super) fn values(old: &Structural, new: &Structural) -> Vec<Value> {
    let mut found = Vec::new();
    near(old, Some(new), 0, &mut found);
    let mut once: Vec<Value> = Vec::new();
    for value in found {
        if !once.contains(&value) {
            once.push(value);
        }
        if once.len() == MAX_VALUES {
            break;
        }
    }
    once
}

fn near(old: &Structural, new: Option<&Structural>, depth: usize, found: &mut Vec<Value>) {
    let both = || std::iter::once(old).chain(new);
    for schema in both() {
        found.extend(schema.values.iter().flatten().cloned());
    }
    found.extend(simple(old, depth));
    if both().any(|schema| schema.nullable) {
        found.push(Value::Null);
    }
    let kinds: Vec<Kind> = match (old.int_or_string, old.kind) {
        (true, _) => vec![Kind::Integer, Kind::String],
        (false, Some(kind)) => vec![kind],
        (false, None) => Kind::ALL.to_vec(),
    };
    for kind in kinds {
        match kind {
            Kind::Boolean => found.extend([Value::Bool(false), Value::Bool(true)]),
            Kind::String => {
                both().for_each(|schema| texts(schema, found));
                if old.format.is_some() {
                    // A format may switch the type off.
                    found.push(Value::Array(Arc::default()));
                }
            }
            Kind::Integer | Kind::Number => both().for_each(|schema| numbers(schema, found)),
            Kind::Array => lists(old, new, depth, found),
            Kind::Object => objects(old, new, depth, found),
        }
    }
}

/// One value that is likely valid.
pub(super) fn simple(schema: &Structural, depth: usize) -> Option<Value> {
    if let Some(default) = &schema.default {
        return Some(filled(default, schema));
    }
    if let Some(values) = &schema.values {
        return values.first().cloned();
    }
    if depth > MAX_DEPTH {
        return None;
    }
    if schema.int_or_string {
        let mut found = Vec::new();
        numbers(schema, &mut found);
        return found.into_iter().next();
    }
    let first = |fill: fn(&Structural, &mut Vec<Value>)| {
        let mut found = Vec::new();
        fill(schema, &mut found);
        found.into_iter().next()
    };
    match schema.kind {
        Some(Kind::Boolean) => Some(Value::Bool(false)),
        Some(Kind::String) => first(texts),
        Some(Kind::Integer | Kind::Number) => first(numbers),
        Some(Kind::Array) => {
            let n = schema.min_items.unwrap_or(0).min(MAX_PARTS);
            list_of(schema, n, depth)
        }
        Some(Kind::Object) | None => Some(object_of(schema, &BTreeMap::new(), depth)),
    }
}

fn list_of(schema: &Structural, n: u64, depth: usize) -> Option<Value> {
    let Some(items) = &schema.items else {
        let number = |n: u64| Value::Number(n.into());
        return Some(Value::Array(Arc::new((0..n).map(number).collect())));
    };
    let mut found: Vec<Value> = Vec::new();
    if n > 0 {
        near(items, None, depth + 1, &mut found);
    }
    let first = found.first().cloned();
    let mut items: Vec<Value> = Vec::new();
    for value in found {
        if (items.len() as u64) < n && !items.contains(&value) {
            items.push(value);
        }
    }
    while (items.len() as u64) < n {
        items.push(first.clone()?);
    }
    Some(Value::Array(Arc::new(items)))
}

/// An object with what must be there, what has a default, and some members given.
pub(super) fn object_of(
    schema: &Structural,
    given: &BTreeMap<Arc<str>, Value>,
    depth: usize,
) -> Value {
    let mut members = given.clone();
    for (name, part) in &schema.properties {
        let is_needed = part.default.is_some() || schema.required.contains(name);
        if is_needed
            && !members.contains_key(name)
            && let Some(value) = simple(part, depth + 1)
        {
            members.insert(name.clone(), value);
        }
    }
    if schema.embedded {
        for (name, text) in [("apiVersion", "v1"), ("kind", "A")] {
            members
                .entry(Arc::from(name))
                .or_insert_with(|| Value::text(text));
        }
    }
    let least = schema.min_properties.unwrap_or(0).min(MAX_PARTS) as usize;
    for (name, part) in &schema.properties {
        if members.len() >= least {
            break;
        }
        if let Some(value) = simple(part, depth + 1).filter(|_| !members.contains_key(name)) {
            members.insert(name.clone(), value);
        }
    }
    let other = match &schema.additional {
        Some(Additional::Schema(part)) => simple(part, depth + 1),
        Some(Additional::Flag(true)) => Some(Value::Bool(true)),
        _ => None,
    };
    if let Some(other) = other {
        for nth in 0..least {
            if members.len() >= least {
                break;
            }
            members.insert(Arc::from(format!("k{nth}")), other.clone());
        }
    }
    Value::Object(Arc::new(members))
}

fn lists(old: &Structural, new: Option<&Structural>, depth: usize, found: &mut Vec<Value>) {
    let ends = |schema: &Structural| [schema.min_items, schema.max_items];
    let mut lengths = vec![0, 1, 2];
    for end in std::iter::once(old).chain(new).flat_map(ends).flatten() {
        lengths.extend([end.saturating_sub(1), end, end.saturating_add(1)]);
    }
    for n in lengths.into_iter().filter(|n| *n <= MAX_PARTS) {
        found.extend(list_of(old, n, depth));
    }
    let Some(items) = &old.items else {
        found.push(Value::Array(Arc::new(vec![
            Value::Bool(true),
            Value::Bool(true),
        ])));
        return;
    };
    if let Some(new) = new {
        same_keys(items, new, found);
    }
    if depth > 2 {
        return;
    }
    let mut parts = Vec::new();
    near(
        items,
        new.and_then(|new| new.items.as_deref()),
        depth + 1,
        &mut parts,
    );
    for part in parts.iter().take(12) {
        found.push(Value::Array(Arc::new(vec![part.clone()])));
        found.push(Value::Array(Arc::new(vec![part.clone(), part.clone()])));
        // Two that agree in some members only.
        for other in parts.iter().take(12).filter(|other| *other != part) {
            let both = part.kind() == crate::json::Type::Object && other.kind() == part.kind();
            if both {
                found.push(Value::Array(Arc::new(vec![part.clone(), other.clone()])));
            }
        }
    }
}

/// Two items with the same keys of a map, and another value of one member.
fn same_keys(items: &Structural, new: &Structural, found: &mut Vec<Value>) {
    let mut base: BTreeMap<Arc<str>, Value> = BTreeMap::new();
    for (name, part) in &items.properties {
        base.extend(simple(part, 3).map(|value| (name.clone(), value)));
    }
    let others = items.properties.iter().take(16);
    for (name, part) in others.filter(|(name, _)| !new.list_keys.contains(*name)) {
        let mut values = Vec::new();
        near(part, None, 5, &mut values);
        for value in values.into_iter().take(6) {
            let mut other = base.clone();
            other.insert(name.clone(), value);
            let pair = [base.clone(), other].map(|one| object_of(items, &one, 3));
            found.push(Value::Array(Arc::new(pair.to_vec())));
        }
    }
}

fn objects(old: &Structural, new: Option<&Structural>, depth: usize, found: &mut Vec<Value>) {
    let bare = object_of(old, &BTreeMap::new(), depth);
    found.push(bare);
    if depth > 4 {
        return;
    }
    let with = |given: &BTreeMap<Arc<str>, Value>| object_of(old, given, depth);
    let mut all: BTreeMap<Arc<str>, Value> = BTreeMap::new();
    for (name, part) in &old.properties {
        if let Some(value) = simple(part, depth + 1) {
            found.push(with(&BTreeMap::from([(name.clone(), value.clone())])));
            all.insert(name.clone(), value);
        }
    }
    found.push(with(&all));
    for left_out in old.properties.keys().take(16) {
        let mut most = all.clone();
        most.remove(left_out);
        found.push(with(&most));
    }
    if depth <= 1 {
        for (name, part) in old.properties.iter().take(16) {
            let other = new.and_then(|new| new.properties.get(name));
            let mut values = Vec::new();
            near(part, other.map(|other| &**other), depth + 2, &mut values);
            for value in values.into_iter().take(8) {
                found.push(with(&BTreeMap::from([(name.clone(), value.clone())])));
                let mut most = all.clone();
                most.insert(name.clone(), value);
                found.push(with(&most));
            }
        }
    }
    others(old, new, &with, found);
}

/// Objects with members that no property is declared for.
fn others(
    old: &Structural,
    new: Option<&Structural>,
    with: &impl Fn(&BTreeMap<Arc<str>, Value>) -> Value,
    found: &mut Vec<Value>,
) {
    let mut values = Vec::new();
    match &old.additional {
        Some(Additional::Schema(part)) => near(part, None, 5, &mut values),
        Some(Additional::Flag(true)) => values.push(Value::Bool(true)),
        Some(Additional::Flag(false)) => return,
        None if old.preserve_unknown => {
            let inside = BTreeMap::from([(Arc::from("other"), Value::Bool(true))]);
            values.extend([Value::Bool(true), Value::Object(Arc::new(inside))]);
        }
        None => return,
    }
    let new_names = new.iter().flat_map(|new| new.properties.keys()).take(8);
    let names: Vec<Arc<str>> = new_names.cloned().chain([Arc::from("k0")]).collect();
    for value in values.iter().take(8) {
        for name in names
            .iter()
            .filter(|name| !old.properties.contains_key(*name))
        {
            found.push(with(&BTreeMap::from([(name.clone(), value.clone())])));
        }
    }
    let ends = |schema: &Structural| [schema.min_properties, schema.max_properties];
    let ends = std::iter::once(old).chain(new).flat_map(ends).flatten();
    let Some(value) = values.first() else {
        return;
    };
    for end in ends {
        for n in [end.saturating_sub(1), end, end.saturating_add(1)] {
            let keys =
                (0..n.min(MAX_PARTS)).map(|nth| (Arc::from(format!("k{nth}")), value.clone()));
            found.push(with(&keys.collect()));
        }
    }
}
