//! From the bytes of a unit to the objects in it, by the shape of the unit.

use std::sync::Arc;

use serde_json::Value as Json;
use upsafe_core::Position;

use crate::{
    object::{Decoded, Object, ObjectPlace, Shape, Undecoded, Unit, Unread, UnreadCause},
    text::{TextError, parse_json, parse_yaml},
    value::{Map, Value},
};

fn undecoded(
    key: String,
    kind: Option<String>,
    place: ObjectPlace,
    unread: Unread,
) -> Box<Undecoded> {
    Box::new(Undecoded {
        key,
        kind,
        place,
        unread,
    })
}

/// The versions of the envelope of Fluvio's local store that are known.
pub const FLUVIO_ENVELOPES: [&str; 1] = ["1.0.0"];

/// The documents of a unit as they were written.
///
/// # Errors
/// Where its bytes are no text of its language.
pub(crate) fn documents(unit: &Unit) -> Result<(Arc<str>, Vec<Value>), Unread> {
    let bytes = unit.bytes.as_ref().map_err(Clone::clone)?;
    if unit.shape == Shape::EtcdValue {
        envelope(bytes)?;
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let byte = bytes.get(at).copied().unwrap_or_default();
        let lossy = String::from_utf8_lossy(&bytes[..at]);
        Unread {
            position: Some(end_of(&lossy)),
            ..Unread::new(
                UnreadCause::NotUtf8,
                format!("found the byte 0x{byte:02x}, expected text in UTF-8"),
            )
        }
    })?;
    let values = match unit.shape {
        Shape::Json | Shape::JsonLine => parse_json(text).map(|value| vec![value]),
        Shape::EtcdValue if text.trim_start().starts_with('{') => {
            parse_json(text).map(|value| vec![value])
        }
        _ => parse_yaml(text),
    };
    Ok((
        text.into(),
        values.map_err(|error| unread(error, unit.line))?,
    ))
}

fn end_of(text: &str) -> Position {
    let count = |n: usize| u32::try_from(n + 1).unwrap_or(u32::MAX);
    let start = text.rfind('\n').map_or(0, |at| at + 1);
    Position {
        line: count(text.bytes().filter(|byte| *byte == b'\n').count()),
        column: count(text[start..].chars().count()),
    }
}

fn unread(error: TextError, first_line: u32) -> Unread {
    let position = Position {
        line: error.position.line + first_line.saturating_sub(1),
        ..error.position
    };
    Unread {
        position: Some(position),
        ..match error.torn {
            true => Unread::new(
                UnreadCause::Torn,
                format!("it ends in the middle: {}", error.message),
            ),
            false => Unread::new(UnreadCause::Syntax, error.message),
        }
    }
}

/// Refuses envelopes of Kubernetes that cannot be looked into.
fn envelope(bytes: &[u8]) -> Result<(), Unread> {
    let opaque = |what: &str| Err(Unread::new(UnreadCause::Opaque, what));
    if bytes.starts_with(b"k8s:enc:") {
        return opaque("the value is encrypted at rest: only the API server can read it");
    }
    if bytes.starts_with(b"k8s\0") {
        return opaque("the value is Kubernetes' protobuf, which is for built-in kinds only");
    }
    if bytes.starts_with(&[0xd9, 0xd9, 0xf7]) {
        return opaque("the value is CBOR");
    }
    Ok(())
}

/// The objects in a unit, with the values as they were written.
pub(crate) fn decode(unit: &Unit) -> Vec<Decoded> {
    let place = |document| ObjectPlace {
        path: unit.path.clone(),
        line: unit.line,
        document,
        item: None,
    };
    let kind = match &unit.shape {
        Shape::FluvioLocal { kind, .. } => Some(kind.clone()),
        _ => None,
    };
    let (text, values) = match documents(unit) {
        Ok(read) => read,
        Err(unread) => return vec![Err(undecoded(unit_key(unit), kind, place(0), unread))],
    };
    if let Shape::FluvioLocal { kind, stem } = &unit.shape {
        let object = fluvio(kind, stem, values).map(|(view, misplaced)| Object {
            key: unit_key(unit),
            kind: Some(kind.clone()),
            place: place(0),
            view,
            text,
            misplaced,
        });
        return vec![
            object
                .map_err(|unread| undecoded(unit_key(unit), Some(kind.clone()), place(0), unread)),
        ];
    }
    if values.is_empty() {
        let unread = match unit.bytes.as_ref().is_ok_and(Vec::is_empty) {
            true => Unread::new(UnreadCause::Torn, "the file is empty"),
            false => Unread::new(UnreadCause::NoObject, "the file holds no document"),
        };
        return vec![Err(undecoded(unit_key(unit), None, place(0), unread))];
    }
    let mut out = Vec::new();
    let several = values.len() > 1;
    for (document, value) in values.into_iter().enumerate() {
        // A `---` at the end of a file begins a document with nothing in it.
        if value == Value::Null && several {
            continue;
        }
        match items(&value) {
            Some(items) => {
                for (n, item) in items.iter().enumerate() {
                    let fallback = format!("{}#items[{n}]", unit.path);
                    let key = named(item).unwrap_or(fallback);
                    let place = ObjectPlace {
                        item: Some(n),
                        ..place(document)
                    };
                    out.push(object(item.clone(), key, place, &text));
                }
            }
            None => {
                let key = match (&unit.shape, document) {
                    (Shape::JsonLine, _) => {
                        named(&value).unwrap_or_else(|| format!("{}:{}", unit.path, unit.line))
                    }
                    (_, 0) => unit.path.clone(),
                    (_, n) => format!("{}#{}", unit.path, n + 1),
                };
                out.push(object(value, key, place(document), &text));
            }
        }
    }
    out
}

fn object(value: Value, key: String, place: ObjectPlace, text: &Arc<str>) -> Decoded {
    let kind = value.get("kind").and_then(Value::as_str).map(str::to_owned);
    if value.as_map().is_none() {
        let unread = Unread::new(UnreadCause::NoObject, "found no map, expected an object");
        return Err(undecoded(key, kind, place, unread));
    }
    Ok(Object {
        key,
        kind,
        place,
        view: value.into_json(),
        text: text.clone(),
        misplaced: None,
    })
}

/// The items of a list as `kubectl get` prints it.
pub(crate) fn items(value: &Value) -> Option<&[Value]> {
    let kind = value.get("kind").and_then(Value::as_str)?;
    let Some(Value::List(items)) = value.get("items") else {
        return None;
    };
    (kind.ends_with("List") && value.get("apiVersion").is_some()).then_some(items)
}

/// The name that an object gives itself: a key, or kind, namespace and name.
fn named(value: &Value) -> Option<String> {
    for field in ["key", "id"] {
        if let Some(key) = value.get(field).and_then(Value::as_str) {
            return Some(match value.get("kind").and_then(Value::as_str) {
                Some(kind) => format!("{kind}/{key}"),
                None => key.to_owned(),
            });
        }
    }
    let metadata = value.get("metadata")?;
    let name = metadata.get("name")?.as_str()?;
    let parts = [
        value.get("kind").and_then(Value::as_str),
        metadata.get("namespace").and_then(Value::as_str),
        Some(name),
    ];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join("/"))
}

/// What findings call the only object of a unit.
fn unit_key(unit: &Unit) -> String {
    match &unit.shape {
        Shape::FluvioLocal { kind, stem } => format!("{kind}/{stem}"),
        Shape::JsonLine => format!("{}:{}", unit.path, unit.line),
        _ => unit.path.clone(),
    }
}

/// An object of Fluvio's local store: `!1.0.0` with `meta`, `key`, `status` and `spec`.
fn fluvio(
    kind: &str,
    stem: &str,
    mut values: Vec<Value>,
) -> Result<(Json, Option<String>), Unread> {
    let none = |what: &str| Unread::new(UnreadCause::NoObject, what);
    let Some(value) = values.pop() else {
        return Err(Unread::new(UnreadCause::Torn, "the file is empty"));
    };
    if !values.is_empty() {
        return Err(none("found several documents, expected one"));
    }
    let Value::Tagged(version, body) = value else {
        let expected = FLUVIO_ENVELOPES[0];
        let what = format!("found no tag, expected the version of the store as `!{expected}`");
        return Err(Unread::new(UnreadCause::UnknownVersion, what));
    };
    if !FLUVIO_ENVELOPES.contains(&&*version) {
        let known = FLUVIO_ENVELOPES[0];
        let what = format!("found the tag `!{version}`, expected `!{known}`");
        return Err(Unread::new(UnreadCause::UnknownVersion, what));
    }
    let Value::Map(map) = *body else {
        return Err(none("found no map behind the tag"));
    };
    for field in ["meta", "key", "status", "spec"] {
        if map.get(field).is_none() {
            // The fields stand in this order: where the last are missing, the write was cut off.
            let what = format!(
                "there is no `{field}`: the text is torn, or was never an object of this store"
            );
            return Err(Unread::new(UnreadCause::Torn, what));
        }
    }
    let key = match map.get("key") {
        Some(Value::String(key)) => key.to_string(),
        Some(Value::Number(key)) => key.to_string(),
        _ => return Err(none("found a `key` that is no text")),
    };
    let misplaced =
        (key != stem).then(|| format!("the file is `{stem}.yaml`, the key in it is `{key}`"));
    let mut view = serde_json::Map::new();
    view.insert("kind".to_owned(), Json::from(kind));
    view.insert("version".to_owned(), Json::from(&*version));
    for (field, value) in map.0 {
        view.insert(field.text.into_string(), value.into_json());
    }
    Ok((Json::Object(view), misplaced))
}

/// The view of an object of Fluvio's local store as a resource of Kubernetes, for CRDs.
pub(crate) fn as_resource(view: &Json) -> Json {
    let is_fluvio =
        view.get("metadata").is_none() && view.get("meta").is_some() && view.get("spec").is_some();
    if !is_fluvio {
        return view.clone();
    }
    let mut resource = serde_json::Map::new();
    resource.insert("kind".to_owned(), view["kind"].clone());
    resource.insert(
        "metadata".to_owned(),
        serde_json::json!({ "name": view["key"] }),
    );
    for field in ["spec", "status"] {
        resource.insert(field.to_owned(), view[field].clone());
    }
    Json::Object(resource)
}

/// Every object value of a unit that a migration may change, in order; the paths of [`decode`].
pub(crate) fn bodies<'v>(shape: &Shape, value: &'v mut Value) -> Vec<&'v mut Value> {
    if matches!(shape, Shape::FluvioLocal { .. }) {
        return match value {
            Value::Tagged(_, body) => vec![&mut **body],
            _ => Vec::new(),
        };
    }
    if items(value).is_none() {
        return vec![value];
    }
    match value {
        Value::Map(Map(entries)) => entries
            .iter_mut()
            .filter(|(key, _)| &*key.text == "items")
            .filter_map(|(_, value)| match value {
                Value::List(items) => Some(items),
                _ => None,
            })
            .flatten()
            .collect(),
        _ => Vec::new(),
    }
}
