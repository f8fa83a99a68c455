//! `type`, `nullable`, and what a `format` does to them.

use super::formats::checked;
use crate::{
    format::crd::schema::{Kind, Structural},
    json::Value,
};

/// The types of a schema, after `x-kubernetes-int-or-string`.
pub(super) fn kinds(schema: &Structural) -> Vec<Kind> {
    match (schema.int_or_string, schema.kind) {
        (true, _) => vec![Kind::Integer, Kind::String],
        (false, Some(kind)) => vec![kind],
        (false, None) => Vec::new(),
    }
}

/// Why a value is not of the type that is asked for.
pub(super) fn refusal(value: &Value, schema: &Structural) -> Option<String> {
    let kinds = kinds(schema);
    if *value == Value::Null {
        return (!kinds.is_empty() && !schema.nullable).then(|| expected(&kinds, "null"));
    }
    let has_format = checked(schema).is_some();
    let (found, is_list_or_text) = match value {
        Value::Null => ("null", false),
        Value::Bool(_) => ("boolean", false),
        Value::Number(number) if number.is_integer() => ("integer", false),
        Value::Number(_) => ("number", false),
        Value::String(_) => ("string", true),
        Value::Array(_) => ("array", true),
        Value::Object(_) => ("object", false),
    };
    let is_numeric = kinds.contains(&Kind::Integer) || kinds.contains(&Kind::Number);
    // The API server's validator asks for no type of texts and lists that have a format.
    if has_format && is_list_or_text && !is_numeric {
        return None;
    }
    if kinds.is_empty() {
        return has_format.then(|| format!("expected the format, found {found}"));
    }
    let is_one = kinds
        .iter()
        .any(|kind| kind.name() == found || (*kind == Kind::Number && found == "integer"));
    (!is_one).then(|| expected(&kinds, found))
}

fn expected(kinds: &[Kind], found: &str) -> String {
    let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    format!("expected {}, found {found}", names.join(" or "))
}
