//! The validations of one place, in crdify's default strictness.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::schema::{is_said, is_same, member};
use crate::json::Value;

/// What a validation looks at, its name here, and when it refuses.
const VALIDATIONS: [(&str, &str, Refuses); 15] = [
    ("default", "default", Refuses::Change),
    ("description", "description", Refuses::Change),
    ("enum", "enum", Refuses::OtherValues),
    ("maxItems", "max-items", Refuses::Less),
    ("maxLength", "max-length", Refuses::Less),
    ("maxProperties", "max-properties", Refuses::Less),
    ("maximum", "maximum", Refuses::Less),
    ("minItems", "min-items", Refuses::More),
    ("minLength", "min-length", Refuses::More),
    ("minProperties", "min-properties", Refuses::More),
    ("minimum", "minimum", Refuses::More),
    ("nullable", "nullable", Refuses::Change),
    ("pattern", "pattern", Refuses::Change),
    ("required", "required", Refuses::NewValues),
    ("type", "type", Refuses::Change),
];

/// When a keyword of a place is refused.
#[derive(Clone, Copy)]
enum Refuses {
    /// Every other value.
    Change,
    /// A new bound, or a lower one.
    Less,
    /// A new bound, or a higher one.
    More,
    /// A list with other values.
    OtherValues,
    /// A list with more values.
    NewValues,
}

/// What is refused at a place; a place that is gone is a schema that says nothing.
///
/// The schemas of properties and items are compared at their own places; all others are compared here
/// as well, and are `unhandled`.
pub(super) fn validations(old: &Value, new: Option<&Value>) -> Vec<&'static str> {
    let empty = Value::Object(Arc::new(BTreeMap::new()));
    let new = new.unwrap_or(&empty);
    if is_same(old, new, &["properties", "items"]) {
        return Vec::new();
    }
    let refused = VALIDATIONS.iter().filter(|(keyword, _, refuses)| {
        let said = |schema| member(schema, keyword).filter(|value| is_said(keyword, value));
        refuses.applies(said(old), said(new))
    });
    let mut found: Vec<&str> = refused.map(|(_, name, _)| *name).collect();
    let mut looked_at = vec!["properties", "items"];
    looked_at.extend(VALIDATIONS.iter().map(|(keyword, _, _)| *keyword));
    if !is_same(old, new, &looked_at) {
        found.push("unhandled");
    }
    found
}

impl Refuses {
    fn applies(self, old: Option<&Value>, new: Option<&Value>) -> bool {
        let beyond = |is_worse: fn(std::cmp::Ordering) -> bool| match (old, new) {
            (None, Some(_)) => true,
            (Some(Value::Number(old)), Some(Value::Number(new))) => is_worse(new.cmp(old)),
            _ => false,
        };
        let not_in = |these: Option<&Value>, those: Option<&Value>| {
            let those = values(those);
            values(these).iter().any(|value| !those.contains(value))
        };
        match self {
            Refuses::Change => old != new,
            Refuses::Less => beyond(std::cmp::Ordering::is_lt),
            Refuses::More => beyond(std::cmp::Ordering::is_gt),
            Refuses::OtherValues => not_in(old, new) || not_in(new, old),
            Refuses::NewValues => not_in(new, old),
        }
    }
}

fn values(list: Option<&Value>) -> &[Value] {
    match list {
        Some(Value::Array(values)) => values,
        _ => &[],
    }
}
