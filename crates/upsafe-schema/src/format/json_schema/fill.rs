//! Inserts defaults into a document, as a reader does that fills them.

use super::dialect::Dialect;
use super::registry::{Registry, Spot, Target};
use super::schema::Schema;
use crate::json::{NodeKind, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The deepest nesting of schemas that is followed.
const MAX_DEPTH: u32 = 60;

/// The document with every absent property that has a `default`, through `properties`, `items`,
/// `allOf` and `$ref`.
pub(super) fn filled(schema: &Schema, value: &Value) -> Value {
    let mut registry = Registry::new(schema.document.clone(), schema.dialect);
    let root = registry.root();
    fill(&mut registry, root, value.clone(), 0)
}

fn fill(registry: &mut Registry, at: Target, value: Value, depth: u32) -> Value {
    if depth > MAX_DEPTH {
        return value;
    }
    let mut value = value;
    let dialect = registry.resource(at.resource).dialect;
    if let Some(part) = registry.member(at.spot, "$ref")
        && let Some(text) = registry.document(part).string(part.node).map(str::to_owned)
    {
        if let Ok(target) = registry.resolve(at.resource, &text) {
            value = fill(registry, target, value, depth + 1);
        }
        if dialect.ref_stands_alone() {
            return value;
        }
    }
    for part in list(registry, at, "allOf") {
        value = fill(registry, part, value, depth + 1);
    }
    match value {
        Value::Object(members) => {
            let mut members: BTreeMap<Arc<str>, Value> = members.as_ref().clone();
            for (name, part) in map(registry, at, "properties") {
                let default = registry.member(part.spot, "default");
                let default = default.map(|spot| registry.document(spot).value(spot.node));
                if let Some(old) = members.get(&name).cloned().or(default) {
                    let new = fill(registry, part, old, depth + 1);
                    members.insert(name, new);
                }
            }
            Value::Object(Arc::new(members))
        }
        Value::Array(items) => {
            let heads = match dialect {
                Dialect::Draft2020 => list(registry, at, "prefixItems"),
                _ => list(registry, at, "items"),
            };
            let rest = registry
                .member(at.spot, "items")
                .filter(|_| dialect == Dialect::Draft2020 || heads.is_empty());
            let mut filled = Vec::with_capacity(items.len());
            for (index, item) in items.iter().enumerate() {
                let spot = heads.get(index).map(|target| target.spot).or(rest);
                filled.push(match spot {
                    Some(spot) => {
                        let resource = registry.resource_at(spot, at.resource);
                        fill(registry, Target { spot, resource }, item.clone(), depth + 1)
                    }
                    None => item.clone(),
                });
            }
            Value::Array(Arc::new(filled))
        }
        value => value,
    }
}

fn list(registry: &Registry, at: Target, keyword: &str) -> Vec<Target> {
    let Some(part) = registry.member(at.spot, keyword) else {
        return Vec::new();
    };
    let NodeKind::Array(items) = registry.kind(part) else {
        return Vec::new();
    };
    items
        .iter()
        .map(|&node| target(registry, at, Spot { node, ..part }))
        .collect()
}

fn map(registry: &Registry, at: Target, keyword: &str) -> Vec<(Arc<str>, Target)> {
    let Some(part) = registry.member(at.spot, keyword) else {
        return Vec::new();
    };
    let NodeKind::Object(members) = registry.kind(part) else {
        return Vec::new();
    };
    members
        .iter()
        .map(|(name, node)| (Arc::from(name), target(registry, at, Spot { node, ..part })))
        .collect()
}

fn target(registry: &Registry, at: Target, spot: Spot) -> Target {
    Target {
        spot,
        resource: registry.resource_at(spot, at.resource),
    }
}
