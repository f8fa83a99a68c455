//! `x-kubernetes-validations`: where a rule stands, and what could be said of it.

use super::{
    path::Path,
    reading::{Invalid, Unchecked},
};
use crate::{format::crd::schema::Structural, json::Value};

/// What the rules of a schema say of a value.
pub(super) fn validate(
    value: &Value,
    schema: &Structural,
    errors: &mut Vec<Invalid>,
    unchecked: &mut Vec<Unchecked>,
) {
    walk(value, schema, &mut Path::default(), &mut |path, rule| {
        let _ = &errors;
        unchecked.push(Unchecked {
            path: path.to_string(),
            reason: format!("the rule `{rule}` is not evaluated"),
        });
    });
}

fn walk(value: &Value, schema: &Structural, path: &mut Path, tell: &mut impl FnMut(&Path, &str)) {
    if *value == Value::Null {
        return;
    }
    for rule in schema.rules.iter().filter(|rule| !rule.is_transition()) {
        tell(path, &rule.rule);
    }
    match value {
        Value::Object(members) => {
            for (name, part) in members.iter() {
                if let Some((inner, is_property)) = schema.member(name) {
                    path.member(name, is_property);
                    walk(part, inner, path, tell);
                    path.pop();
                }
            }
        }
        Value::Array(items) => {
            if let Some(inner) = &schema.items {
                for (index, item) in items.iter().enumerate() {
                    path.index(index);
                    walk(item, inner, path, tell);
                    path.pop();
                }
            }
        }
        _ => {}
    }
}
