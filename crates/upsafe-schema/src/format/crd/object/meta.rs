//! Objects within objects: `apiVersion`, `kind` and `metadata`, which no schema describes.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    path::Path,
    reading::{Invalid, Lost},
};
use crate::{
    format::crd::schema::Structural,
    json::{Type, Value},
};

/// The fields of `ObjectMeta`, and the type of each.
const FIELDS: [(&str, Type); 15] = [
    ("name", Type::String),
    ("generateName", Type::String),
    ("namespace", Type::String),
    ("selfLink", Type::String),
    ("uid", Type::String),
    ("resourceVersion", Type::String),
    ("generation", Type::Number),
    ("creationTimestamp", Type::String),
    ("deletionTimestamp", Type::String),
    ("deletionGracePeriodSeconds", Type::Number),
    ("labels", Type::Object),
    ("annotations", Type::Object),
    ("ownerReferences", Type::Array),
    ("finalizers", Type::Array),
    ("managedFields", Type::Array),
];

/// The metadata of a stored object: unknown fields, and those of a wrong type, are dropped.
///
/// # Errors
/// Where it is no object at all: such an object cannot be decoded.
pub(super) fn coerce(object: &Value, lost: &mut Vec<Lost>) -> Result<Value, String> {
    let Value::Object(members) = object else {
        return Err("expected an object".to_owned());
    };
    let Some(metadata) = members.get("metadata") else {
        return Ok(object.clone());
    };
    let Value::Object(fields) = metadata else {
        return Err("expected an object as `metadata`".to_owned());
    };
    let mut kept: BTreeMap<Arc<str>, Value> = BTreeMap::new();
    for (name, value) in fields.iter() {
        if fits(name, value) {
            kept.insert(name.clone(), value.clone());
        } else {
            lost.push(Lost {
                path: format!("metadata.{name}"),
                value: value.clone(),
            });
        }
    }
    let mut members = members.as_ref().clone();
    members.insert(Arc::from("metadata"), Value::Object(Arc::new(kept)));
    Ok(Value::Object(Arc::new(members)))
}

/// Whether a field of metadata is known and of its type; labels and annotations hold strings.
pub(super) fn fits(name: &str, value: &Value) -> bool {
    let Some((_, kind)) = FIELDS.iter().find(|(known, _)| *known == name) else {
        return false;
    };
    let is_text = |value: &Value| matches!(value, Value::String(_));
    match value {
        Value::Null => true,
        Value::Object(members) if *kind == Type::Object => members.values().all(is_text),
        Value::Array(items) if name == "finalizers" => items.iter().all(is_text),
        value => value.kind() == *kind,
    }
}

/// What is wrong with resources inside an object.
pub(super) fn validate(value: &Value, schema: &Structural, errors: &mut Vec<Invalid>) {
    walk(value, schema, &mut Path::default(), errors);
}

fn walk(value: &Value, schema: &Structural, path: &mut Path, errors: &mut Vec<Invalid>) {
    match value {
        Value::Object(members) => {
            if schema.embedded {
                resource(members, path, errors);
            }
            for (name, part) in members.iter() {
                if let Some((inner, is_property)) = schema.member(name) {
                    path.member(name, is_property);
                    walk(part, inner, path, errors);
                    path.pop();
                }
            }
        }
        Value::Array(items) => {
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

fn resource(members: &BTreeMap<Arc<str>, Value>, path: &Path, errors: &mut Vec<Invalid>) {
    let mut refuse = |name: &str, message: String| {
        errors.push(Invalid {
            path: path.with(name),
            keyword: "x-kubernetes-embedded-resource",
            message,
            ratchets: None,
        });
    };
    for name in ["apiVersion", "kind"] {
        match members.get(name) {
            None => refuse(name, format!("expected `{name}` of the object inside")),
            Some(Value::String(text)) if text.is_empty() => {
                refuse(name, "expected some text, found none".to_owned());
            }
            Some(Value::String(text)) => {
                let is_name = match name {
                    "apiVersion" => text.matches('/').count() <= 1,
                    _ => is_label(&text.to_lowercase()),
                };
                if !is_name {
                    refuse(name, format!("expected a name of a {name}, found `{text}`"));
                }
            }
            Some(other) => refuse(name, format!("expected a string, found {other}")),
        }
    }
    let wrong = match members.get("metadata") {
        None | Some(Value::Null) => None,
        Some(Value::Object(fields)) => fields.iter().find_map(|(name, value)| {
            let is_known = FIELDS.iter().any(|(known, _)| known == &&**name);
            (is_known && !fits(name, value)).then(|| format!("found `{name}` of another type"))
        }),
        Some(other) => Some(format!("found {other}")),
    };
    if let Some(found) = wrong {
        refuse(
            "metadata",
            format!("expected the metadata of an object, {found}"),
        );
    }
}

/// A label of RFC 1035.
fn is_label(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_inner = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-';
    bytes.len() <= 63
        && bytes.first().is_some_and(u8::is_ascii_lowercase)
        && bytes.last().is_some_and(|byte| *byte != b'-')
        && bytes.iter().all(is_inner)
}
