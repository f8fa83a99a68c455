//! When two schemas are the same in the types of apiextensions, where an empty value says nothing.

use crate::json::Value;

/// What the types of apiextensions hold; anything else in a schema is dropped when it is read.
const KEYWORDS: [&str; 44] = [
    "$ref",
    "$schema",
    "additionalItems",
    "additionalProperties",
    "allOf",
    "anyOf",
    "default",
    "definitions",
    "dependencies",
    "description",
    "enum",
    "example",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "id",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "patternProperties",
    "properties",
    "required",
    "title",
    "type",
    "uniqueItems",
    "x-kubernetes-embedded-resource",
    "x-kubernetes-int-or-string",
    "x-kubernetes-list-map-keys",
    "x-kubernetes-list-type",
    "x-kubernetes-map-type",
    "x-kubernetes-preserve-unknown-fields",
    "x-kubernetes-validations",
];

/// Keywords whose `false` is that of nothing.
const FLAGS: [&str; 6] = [
    "exclusiveMaximum",
    "exclusiveMinimum",
    "nullable",
    "uniqueItems",
    "x-kubernetes-embedded-resource",
    "x-kubernetes-int-or-string",
];

/// Whether a keyword with this value says more than none.
pub(super) fn is_said(keyword: &str, value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(false) => !FLAGS.contains(&keyword),
        Value::String(text) => !text.is_empty() || keyword == "default" || keyword == "example",
        Value::Array(items) => !items.is_empty() || keyword == "default" || keyword == "example",
        Value::Object(parts) => match keyword {
            "properties" | "patternProperties" | "definitions" | "dependencies" => {
                !parts.is_empty()
            }
            _ => true,
        },
        _ => true,
    }
}

/// Whether two schemas are the same beside some keywords. Recursion is bounded by their depth.
pub(super) fn is_same(old: &Value, new: &Value, beside: &[&str]) -> bool {
    KEYWORDS
        .iter()
        .filter(|keyword| !beside.contains(keyword))
        .all(|keyword| {
            let said = |schema| member(schema, keyword).filter(|value| is_said(keyword, value));
            match (said(old), said(new)) {
                (Some(old), Some(new)) => is_same_value(keyword, old, new),
                (old, new) => old.is_none() && new.is_none(),
            }
        })
}

fn is_same_value(keyword: &str, old: &Value, new: &Value) -> bool {
    match (keyword, old, new) {
        ("default" | "example" | "enum" | "required", _, _) => old == new,
        (
            "properties" | "patternProperties" | "definitions" | "dependencies",
            Value::Object(old),
            Value::Object(new),
        ) => {
            let mut both = old.values().zip(new.values());
            old.keys().eq(new.keys()) && both.all(|(old, new)| is_same_schema(old, new))
        }
        ("allOf" | "anyOf" | "oneOf" | "items", Value::Array(old), Value::Array(new)) => {
            let mut both = old.iter().zip(new.iter());
            old.len() == new.len() && both.all(|(old, new)| is_same_schema(old, new))
        }
        ("not" | "additionalProperties" | "additionalItems" | "items", _, _) => {
            is_same_schema(old, new)
        }
        _ => old == new,
    }
}

fn is_same_schema(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Object(_), Value::Object(_)) => is_same(old, new, &[]),
        _ => old == new,
    }
}

/// The member of an object by name.
pub(super) fn member<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => members.get(name),
        _ => None,
    }
}
