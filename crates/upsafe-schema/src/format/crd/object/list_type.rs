//! `x-kubernetes-list-type`: sets have no item twice, maps no two items with the same keys.

use std::collections::BTreeSet;

use super::{path::Path, reading::Invalid};
use crate::{
    format::crd::schema::{ListType, Structural},
    json::Value,
};

pub(super) fn validate(value: &Value, schema: &Structural, errors: &mut Vec<Invalid>) {
    walk(value, schema, &mut Path::default(), errors);
}

fn walk(value: &Value, schema: &Structural, path: &mut Path, errors: &mut Vec<Invalid>) {
    match value {
        Value::Object(members) => {
            for (name, part) in members.iter() {
                if let Some((inner, is_property)) = schema.member(name) {
                    path.member(name, is_property);
                    walk(part, inner, path, errors);
                    path.pop();
                }
            }
        }
        Value::Array(items) => {
            match schema.list_type {
                Some(ListType::Set) => {
                    let keys = items.iter().map(Value::to_string);
                    repeated(keys, "x-kubernetes-list-type", path, errors);
                }
                Some(ListType::Map) => map(items, schema, path, errors),
                Some(ListType::Atomic) | None => {}
            }
            if let Some(inner) = &schema.items {
                for (index, item) in items.iter().enumerate() {
                    path.index(index);
                    walk(item, inner, path, errors);
                    path.pop();
                }
            }
        }
        _ => {}
    }
}

fn map(items: &[Value], schema: &Structural, path: &mut Path, errors: &mut Vec<Invalid>) {
    for (index, item) in items.iter().enumerate() {
        if !matches!(item, Value::Object(_) | Value::Null) {
            path.index(index);
            let message = format!("expected an object in a list of type `map`, found {item}");
            errors.push(error(path, "x-kubernetes-list-type", message));
            path.pop();
            return;
        }
    }
    let key = |item: &Value| {
        let parts = schema.list_keys.iter().filter_map(|name| match item {
            Value::Object(members) => {
                let value = members.get(name)?;
                Some(format!("{}:{value}", Value::text(name)))
            }
            _ => None,
        });
        format!("{{{}}}", parts.collect::<Vec<_>>().join(","))
    };
    repeated(
        items.iter().map(key),
        "x-kubernetes-list-map-keys",
        path,
        errors,
    );
}

/// Each key that stands a second time, told once.
fn repeated(
    keys: impl Iterator<Item = String>,
    keyword: &'static str,
    path: &mut Path,
    errors: &mut Vec<Invalid>,
) {
    let (mut seen, mut told) = (BTreeSet::new(), BTreeSet::new());
    for (index, key) in keys.enumerate() {
        if seen.contains(&key) {
            if told.insert(key.clone()) {
                path.index(index);
                errors.push(error(
                    path,
                    keyword,
                    format!("expected each only once, found {key} again"),
                ));
                path.pop();
            }
        } else {
            seen.insert(key);
        }
    }
}

/// An error that is tolerated as long as the object before has one of its kind.
fn error(path: &Path, keyword: &'static str, message: String) -> Invalid {
    Invalid {
        path: path.to_string(),
        keyword,
        message,
        ratchets: Some(path.to_string()),
    }
}
