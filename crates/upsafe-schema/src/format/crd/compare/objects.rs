//! Objects that stand for a whole definition, and effects that concern every object.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    ask::Work,
    audience::Audience,
    change::{CrdChange, Effect},
    sample, translate,
    wrap::Identity,
};
use crate::{
    format::crd::{
        model::{Crd, Version},
        object::Definition,
    },
    json::Value,
};

pub(super) fn broken(
    change: &mut CrdChange,
    words: &str,
    object: Option<Value>,
    audience: Audience,
) {
    let effect = Effect::Breaks(words.to_owned(), object);
    if audience.asks_stored() {
        change.stored = effect.clone();
    }
    if audience.asks_clients() {
        change.clients = effect;
    }
}

pub(super) fn undecided(change: &mut CrdChange, reason: &str, audience: Audience) {
    if audience.asks_stored() {
        change.stored = Effect::Unknown(reason.to_owned());
    }
    if audience.asks_clients() {
        change.clients = Effect::Unknown(reason.to_owned());
    }
}

/// An object that is valid in a version.
pub(super) fn example(crd: &Crd, version: Option<&Version>, work: &mut Work) -> Option<Value> {
    let version = version.or(crd.versions.first())?;
    let identity = Identity {
        api: format!("{}/{}", crd.group, version.name),
        kind: crd.names.kind.clone(),
    };
    let bare = || identity.given_to(Value::Object(Arc::default()));
    let Some(schema) = &version.schema else {
        return Some(bare());
    };
    let definition = Definition::new(crd);
    let reader = definition.reader(&version.name)?;
    let is_valid = |object: &Value| reader.read(object).is_fine();
    let found = sample::values(schema, schema).into_iter();
    let mut found = found.map(|value| identity.given_to(value));
    found.find(is_valid).or_else(|| {
        let extra = translate::object([("type", Value::text("object"))]);
        let found = work.example(schema, crd.preserve_unknown, extra)?;
        Some(identity.given_to(found)).filter(is_valid)
    })
}

/// An object of a version with a field that no schema has.
pub(super) fn unknown_field(crd: &Crd, version: &Version) -> Value {
    let identity = Identity {
        api: format!("{}/{}", crd.group, version.name),
        kind: crd.names.kind.clone(),
    };
    let mut name = "unknown".to_owned();
    let known = |name: &str| {
        version
            .schema
            .as_ref()
            .is_some_and(|schema| schema.properties.contains_key(name))
    };
    while known(&name) {
        name.push('x');
    }
    let bare = version
        .schema
        .as_ref()
        .and_then(|schema| sample::simple(schema, 0));
    let mut members = match bare {
        Some(Value::Object(members)) => members.as_ref().clone(),
        _ => BTreeMap::new(),
    };
    members.insert(Arc::from(name), Value::Bool(true));
    identity.given_to(Value::Object(Arc::new(members)))
}
