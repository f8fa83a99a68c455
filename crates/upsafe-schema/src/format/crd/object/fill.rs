//! Defaults are filled in: absent members, and nulls where none may be.

use std::{collections::BTreeMap, sync::Arc};

use super::{path::Path, reading::Filled};
use crate::{
    format::crd::schema::{Additional, Structural},
    json::Value,
};

/// The object with its defaults. Recursion is bounded by the depth of object and schema.
pub(super) fn fill(value: &Value, schema: &Structural, filled: &mut Vec<Filled>) -> Value {
    let mut filler = Filler {
        filled,
        path: Path::default(),
    };
    filler.value(value, schema)
}

/// A default with the defaults that its own schema fills in.
pub(in crate::format::crd) fn filled(value: &Value, schema: &Structural) -> Value {
    fill(value, schema, &mut Vec::new())
}

struct Filler<'a> {
    filled: &'a mut Vec<Filled>,
    path: Path,
}

impl Filler<'_> {
    fn value(&mut self, value: &Value, schema: &Structural) -> Value {
        match value {
            Value::Object(members) => {
                let mut members: BTreeMap<Arc<str>, Value> = members.as_ref().clone();
                for (name, inner) in &schema.properties {
                    let Some(default) = &inner.default else {
                        continue;
                    };
                    let is_missing = match members.get(name) {
                        None => true,
                        Some(part) => is_refused_null(part, inner),
                    };
                    if is_missing {
                        members.insert(name.clone(), default.clone());
                        self.path.property(name);
                        self.note(default);
                        self.path.pop();
                    }
                }
                for (name, part) in &mut members {
                    let is_property = schema.properties.contains_key(name);
                    let inner = match (schema.properties.get(name), &schema.additional) {
                        (Some(inner), _) => inner,
                        (None, Some(Additional::Schema(inner))) => inner,
                        (None, _) => continue,
                    };
                    self.path.member(name, is_property);
                    *part = match is_property {
                        true => self.value(part, inner),
                        false => self.refilled(part, inner),
                    };
                    self.path.pop();
                }
                Value::Object(Arc::new(members))
            }
            Value::Array(items) => {
                let Some(inner) = &schema.items else {
                    return value.clone();
                };
                let mut filled = Vec::with_capacity(items.len());
                for (index, item) in items.iter().enumerate() {
                    self.path.index(index);
                    filled.push(self.refilled(item, inner));
                    self.path.pop();
                }
                Value::Array(Arc::new(filled))
            }
            scalar => scalar.clone(),
        }
    }

    /// A member of a map or an item: filled in where it is null and must not be.
    fn refilled(&mut self, value: &Value, schema: &Structural) -> Value {
        match &schema.default {
            Some(default) if is_refused_null(value, schema) => {
                self.note(default);
                self.value(default, schema)
            }
            _ => self.value(value, schema),
        }
    }

    fn note(&mut self, value: &Value) {
        self.filled.push(Filled {
            path: self.path.to_string(),
            value: value.clone(),
        });
    }
}

fn is_refused_null(value: &Value, schema: &Structural) -> bool {
    *value == Value::Null && !schema.nullable
}
