//! `x-kubernetes-validations`: every rule is asked of the value it stands at.
//!
//! Rules that compare with the value before are not asked of an object at rest. What the evaluator
//! does not know (Kubernetes' own library, timestamps) is told as not looked at, never as valid.

use super::{
    path::Path,
    reading::{Invalid, Unchecked},
};
use crate::{
    format::crd::schema::{CelRule, Structural},
    json::Value,
};

/// What evaluating a rule gives.
pub(super) enum Answer {
    Holds,
    Fails,
    Unknown(String),
}

/// What the rules of a schema say of a value.
pub(super) fn validate(
    value: &Value,
    schema: &Structural,
    errors: &mut Vec<Invalid>,
    unchecked: &mut Vec<Unchecked>,
) {
    let mut path = Path::default();
    walk(
        value,
        schema,
        &mut path,
        &mut |path, rule, value, schema| match answer(rule, value, schema, path.is_root()) {
            Answer::Holds => {}
            Answer::Fails => errors.push(Invalid {
                path: path.to_string(),
                keyword: "x-kubernetes-validations",
                message: match &rule.message {
                    Some(message) => format!("expected `{}` to hold: {message}", rule.rule),
                    None => format!("expected `{}` to hold", rule.rule),
                },
                ratchets: (!path.is_root()).then(|| path.to_string()),
            }),
            Answer::Unknown(why) => unchecked.push(Unchecked {
                path: path.to_string(),
                reason: format!("the rule `{}` is not evaluated: {why}", rule.rule),
            }),
        },
    );
}

fn walk(
    value: &Value,
    schema: &Structural,
    path: &mut Path,
    tell: &mut impl FnMut(&Path, &CelRule, &Value, &Structural),
) {
    if *value == Value::Null {
        return;
    }
    for rule in schema.rules.iter().filter(|rule| !rule.is_transition()) {
        tell(path, rule, value, schema);
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

#[cfg(not(feature = "cel"))]
fn answer(_: &CelRule, _: &Value, _: &Structural, _: bool) -> Answer {
    Answer::Unknown("built without the feature `cel`".to_owned())
}

#[cfg(feature = "cel")]
use super::cel_value::answer;
