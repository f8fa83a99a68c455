//! Fields that a schema does not know, and nulls where none may be, are taken out of an object.

use std::{collections::BTreeMap, sync::Arc};

use super::{meta, path::Path, reading::Lost};
use crate::{format::crd::schema::Structural, json::Value};

/// Fields of every object, which no schema can take away.
const META_FIELDS: [&str; 3] = ["apiVersion", "kind", "metadata"];

/// The outermost schema is always that of a resource.
#[derive(Clone, Copy, PartialEq)]
enum At {
    Root,
    Inside,
}

/// The object without what the schema does not know. Recursion is bounded by the object's depth.
pub(super) fn prune(value: &Value, schema: Option<&Structural>, lost: &mut Vec<Lost>) -> Value {
    let mut pruner = Pruner {
        lost,
        path: Path::default(),
    };
    match schema {
        Some(schema) => pruner.value(value, schema, At::Root),
        None => pruner.unknown_root(value),
    }
}

/// A part of an object without what its schema does not know.
pub(super) fn prune_part(value: &Value, schema: &Structural, lost: &mut Vec<Lost>) -> Value {
    let path = Path::default();
    let mut pruner = Pruner { lost, path };
    pruner.value(value, schema, At::Inside)
}

struct Pruner<'a> {
    lost: &'a mut Vec<Lost>,
    path: Path,
}

impl Pruner<'_> {
    fn unknown_root(&mut self, value: &Value) -> Value {
        self.members(value, |pruner, name, part| {
            if META_FIELDS.contains(&name) {
                return Some(part.clone());
            }
            pruner.lose(name, part);
            None
        })
    }

    fn value(&mut self, value: &Value, schema: &Structural, at: At) -> Value {
        match value {
            Value::Object(_) => self.members(value, |pruner, name, part| {
                if (schema.embedded || at == At::Root) && META_FIELDS.contains(&name) {
                    return Some(match (at, name, part) {
                        (At::Inside, "metadata", Value::Object(_)) => pruner.metadata(part),
                        _ => part.clone(),
                    });
                }
                if let Some((inner, is_property)) = schema.member(name) {
                    pruner.path.member(name, is_property);
                    let part = pruner.value(part, inner, At::Inside);
                    pruner.path.pop();
                    return Some(part);
                }
                let is_kept = match &schema.additional {
                    // Values of `additionalProperties: true` and `false` have no schema of their own.
                    Some(_) => false,
                    None => schema.preserve_unknown,
                };
                if is_kept {
                    return Some(part.clone());
                }
                if schema.additional.is_some() {
                    pruner.path.key(name);
                    let part = pruner.unknown(part);
                    pruner.path.pop();
                    return Some(part);
                }
                pruner.lose(name, part);
                None
            }),
            Value::Array(items) => self.items(items, |pruner, item| match &schema.items {
                Some(inner) if schema.preserve_unknown => pruner.kept(item, inner),
                Some(inner) => pruner.value(item, inner, At::Inside),
                None if schema.preserve_unknown => item.clone(),
                None => pruner.unknown(item),
            }),
            scalar => scalar.clone(),
        }
    }

    /// An item of a list that keeps what it does not know: its own fields are kept, those of
    /// declared members are not.
    fn kept(&mut self, value: &Value, schema: &Structural) -> Value {
        let keeping = Structural {
            preserve_unknown: true,
            ..schema.clone()
        };
        self.value(value, &keeping, At::Inside)
    }

    /// A value that no schema stands for: its objects lose everything.
    fn unknown(&mut self, value: &Value) -> Value {
        match value {
            Value::Object(_) => self.members(value, |pruner, name, part| {
                pruner.lose(name, part);
                None
            }),
            Value::Array(items) => self.items(items, Pruner::unknown),
            scalar => scalar.clone(),
        }
    }

    /// The metadata of an object inside: what no metadata has is dropped.
    fn metadata(&mut self, value: &Value) -> Value {
        self.path.property("metadata");
        let kept = self.members(value, |pruner, name, part| {
            if meta::fits(name, part) {
                return Some(part.clone());
            }
            pruner.lose(name, part);
            None
        });
        self.path.pop();
        kept
    }

    fn lose(&mut self, name: &str, value: &Value) {
        self.lost.push(Lost {
            path: self.path.with(name),
            value: value.clone(),
        });
    }

    fn members(
        &mut self,
        value: &Value,
        mut each: impl FnMut(&mut Self, &str, &Value) -> Option<Value>,
    ) -> Value {
        let Value::Object(members) = value else {
            return value.clone();
        };
        let mut kept: BTreeMap<Arc<str>, Value> = BTreeMap::new();
        for (name, part) in members.iter() {
            if let Some(part) = each(self, name, part) {
                kept.insert(name.clone(), part);
            }
        }
        Value::Object(Arc::new(kept))
    }

    fn items(&mut self, items: &[Value], each: impl Fn(&mut Self, &Value) -> Value) -> Value {
        let mut kept = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            self.path.index(index);
            kept.push(each(self, item));
            self.path.pop();
        }
        Value::Array(Arc::new(kept))
    }
}

/// The object without nulls in fields that are not nullable and have no default.
pub(super) fn drop_nulls(value: &Value, schema: &Structural, dropped: &mut Vec<String>) -> Value {
    nulls(value, Some(schema), &mut Path::default(), dropped)
}

fn nulls(
    value: &Value,
    schema: Option<&Structural>,
    path: &mut Path,
    dropped: &mut Vec<String>,
) -> Value {
    match value {
        Value::Object(members) => {
            let mut kept: BTreeMap<Arc<str>, Value> = BTreeMap::new();
            for (name, part) in members.iter() {
                let inner = schema.and_then(|schema| schema.member(name));
                path.member(name, inner.is_none_or(|(_, is_property)| is_property));
                let inner = inner.map(|(schema, _)| &**schema);
                let is_dropped = *part == Value::Null
                    && inner.is_some_and(|inner| !inner.nullable && inner.default.is_none());
                if is_dropped {
                    dropped.push(path.to_string());
                } else {
                    kept.insert(name.clone(), nulls(part, inner, path, dropped));
                }
                path.pop();
            }
            Value::Object(Arc::new(kept))
        }
        Value::Array(items) => {
            let inner = schema.and_then(|schema| schema.items.as_deref());
            let mut kept = Vec::with_capacity(items.len());
            for (index, item) in items.iter().enumerate() {
                path.index(index);
                kept.push(nulls(item, inner, path, dropped));
                path.pop();
            }
            Value::Array(Arc::new(kept))
        }
        scalar => scalar.clone(),
    }
}
