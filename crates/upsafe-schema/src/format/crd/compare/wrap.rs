//! From a value of a part to a whole object that holds it, valid under the old definition.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    ask::Work,
    sample::{object_of, simple},
    translate::{count, list, object},
};
use crate::{
    format::crd::schema::{Additional, Structural},
    json::Value,
};

/// One step from an object to a part of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Step {
    Property(Arc<str>),
    /// Any member of a map.
    Key,
    /// Any item of a list.
    Item,
}

/// The name of a member that a map has in witnesses.
pub(super) const KEY: &str = "k";

/// The path of a part, for all objects: `spec.ports[].name`.
pub(super) fn shown(steps: &[Step]) -> String {
    written(steps, "[*]", "[]")
}

/// The path of a part in a witness.
pub(super) fn concrete(steps: &[Step]) -> String {
    written(steps, &format!("[{KEY}]"), "[0]")
}

fn written(steps: &[Step], key: &str, item: &str) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Property(name) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(name);
            }
            Step::Key => path.push_str(key),
            Step::Item => path.push_str(item),
        }
    }
    path
}

/// What every object of a version has.
#[derive(Clone, Debug)]
pub(super) struct Identity {
    pub(super) api: String,
    pub(super) kind: Arc<str>,
}

impl Identity {
    fn members(&self) -> BTreeMap<Arc<str>, Value> {
        let name = BTreeMap::from([(Arc::from("name"), Value::text("a"))]);
        BTreeMap::from([
            (Arc::from("apiVersion"), Value::text(&self.api)),
            (Arc::from("kind"), Value::String(self.kind.clone())),
            (Arc::from("metadata"), Value::Object(Arc::new(name))),
        ])
    }

    /// An object that says who it is, whatever else it says.
    pub(super) fn given_to(&self, value: Value) -> Value {
        match value {
            Value::Object(members) => {
                let mut members = members.as_ref().clone();
                members.extend(self.members());
                Value::Object(Arc::new(members))
            }
            other => other,
        }
    }
}

/// Objects that hold the value, to be confirmed; the likeliest first.
pub(super) fn wrapped(
    root: &Structural,
    steps: &[Step],
    value: &Value,
    identity: &Identity,
    open: bool,
    work: &mut Work,
    is_valid: &dyn Fn(&Value) -> bool,
) -> Option<Value> {
    if let Some(plain) = build(root, steps, value, 0) {
        let plain = identity.given_to(plain);
        if is_valid(&plain) {
            return Some(plain);
        }
    }
    let constraint = constraint(steps, value);
    let found = work.example(root, open, constraint)?;
    let found = identity.given_to(found);
    is_valid(&found).then_some(found)
}

/// The part in the smallest parents.
fn build(schema: &Structural, steps: &[Step], value: &Value, depth: usize) -> Option<Value> {
    let Some((step, rest)) = steps.split_first() else {
        return Some(value.clone());
    };
    match step {
        Step::Property(name) => {
            let inner = schema.properties.get(name)?;
            let part = build(inner, rest, value, depth + 1)?;
            let given = BTreeMap::from([(name.clone(), part)]);
            Some(object_of(schema, &given, depth))
        }
        Step::Key => {
            let Some(Additional::Schema(inner)) = &schema.additional else {
                return None;
            };
            let part = build(inner, rest, value, depth + 1)?;
            let given = BTreeMap::from([(Arc::from(KEY), part)]);
            Some(object_of(schema, &given, depth))
        }
        Step::Item => {
            let inner = schema.items.as_ref()?;
            let part = build(inner, rest, value, depth + 1)?;
            let least = usize::try_from(schema.min_items.unwrap_or(1).min(64)).unwrap_or(1);
            let mut items = vec![part];
            if least > 1 {
                let more = simple(schema, depth)?;
                if let Value::Array(more) = more {
                    let first = items[0].clone();
                    let others = more.iter().filter(|item| **item != first);
                    items.extend(others.take(least - 1).cloned());
                }
                while items.len() < least {
                    items.push(items[0].clone());
                }
            }
            Some(Value::Array(Arc::new(items)))
        }
    }
}

/// What the prover is told: the value stands there.
fn constraint(steps: &[Step], value: &Value) -> Value {
    let mut found = object([("const", value.clone())]);
    for step in steps.iter().rev() {
        let named = |name: &Arc<str>, inner: Value| {
            let properties = BTreeMap::from([(name.clone(), inner)]);
            object([
                ("type", Value::text("object")),
                ("properties", Value::Object(Arc::new(properties))),
                ("required", list([Value::String(name.clone())])),
            ])
        };
        found = match step {
            Step::Property(name) => named(name, found),
            Step::Key => named(&Arc::from(KEY), found),
            Step::Item => object([
                ("type", Value::text("array")),
                ("minItems", count(1)),
                ("prefixItems", list([found])),
            ]),
        };
    }
    found
}
