//! A schema laid out flat: the schema at each place, by crdify's way to write it.

use std::collections::BTreeMap;

use super::schema::member;
use crate::json::Value;

/// Every schema in a schema by its place, `^.spec.ports.items`.
///
/// Where two have one place (a property may be called `items`) the later one wins, here as there.
pub(super) fn flatten(schema: &Value) -> BTreeMap<String, &Value> {
    let mut found = BTreeMap::new();
    let mut todo = vec![("^".to_owned(), schema)];
    while let Some((path, schema)) = todo.pop() {
        if !matches!(schema, Value::Object(_)) {
            continue;
        }
        let at = |name: &str| format!("{path}.{name}");
        match member(schema, "items") {
            Some(Value::Array(items)) => {
                let items = items.iter().enumerate();
                todo.extend(items.map(|(nth, item)| (format!("{path}.items[{nth}]"), item)));
            }
            Some(item) => todo.push((at("items"), item)),
            None => {}
        }
        for name in ["allOf", "anyOf", "oneOf"] {
            if let Some(Value::Array(branches)) = member(schema, name) {
                let branches = branches.iter().enumerate();
                todo.extend(branches.map(|(nth, one)| (format!("{path}.{name}[{nth}]"), one)));
            }
        }
        for name in ["not", "additionalProperties", "additionalItems"] {
            todo.extend(member(schema, name).map(|one| (at(name), one)));
        }
        for name in ["patternProperties", "definitions", "dependencies"] {
            if let Some(Value::Object(parts)) = member(schema, name) {
                todo.extend(
                    parts
                        .iter()
                        .map(|(key, part)| (format!("{path}.{name}[{key}]"), part)),
                );
            }
        }
        if let Some(Value::Object(properties)) = member(schema, "properties") {
            todo.extend(properties.iter().map(|(name, part)| (at(name), part)));
        }
        found.insert(path, schema);
    }
    found
}
