//! A schema of a definition as a JSON Schema (2020-12), for the prover.
//!
//! Two readings. *Stored*: the objects that a write through the schema leaves: valid, pruned, with
//! their defaults. *Read whole*: the objects of which nothing is lost and that stay valid when they
//! are read. Formats of strings, rules, and keys of lists are left out of both: whoever asks must
//! know that they are the same on both sides, or not ask the prover about them.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    decimal::Decimal,
    format::crd::{
        object::{Checked, ascii_pattern, checked, filled},
        schema::{Additional, Kind, ListType, Structural},
    },
    json::Value,
};

/// Which reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reading {
    Stored,
    Whole,
}

/// How a translation is made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Translation {
    pub(super) reading: Reading,
    /// Whether nothing is pruned anywhere.
    pub(super) open: bool,
}

/// The whole text, for one schema as the outermost.
pub(super) fn text(schema: &Structural, how: Translation, extra: Option<Value>) -> String {
    let body = how.schema(schema, schema.preserve_unknown);
    let mut parts = vec![body];
    parts.extend(extra);
    let pruned = object([(
        "anyOf",
        list([
            object([(
                "type",
                list(["null", "boolean", "number", "string"].map(Value::text)),
            )]),
            object([("type", Value::text("object")), ("maxProperties", count(0))]),
            object([
                ("type", Value::text("array")),
                ("items", object([("$ref", Value::text("#/$defs/pruned"))])),
            ]),
        ]),
    )]);
    let whole = object([
        ("$defs", object([("pruned", pruned)])),
        ("allOf", Value::Array(Arc::new(parts))),
    ]);
    whole.to_string()
}

impl Translation {
    fn schema(self, schema: &Structural, keeps: bool) -> Value {
        let mut members = self.validations(schema);
        let mut all: Vec<Value> = branches(&schema.all_of);
        all.extend(number_format(schema));
        let keeps = keeps || self.open;
        self.members(schema, keeps, &mut members);
        match &schema.items {
            Some(inner) => {
                let keeps = keeps && schema.preserve_unknown;
                let inner = self.schema(inner, inner.preserve_unknown || keeps);
                members.push(("items", inner));
            }
            None if keeps => {}
            None => members.push(("items", object([("$ref", Value::text("#/$defs/pruned"))]))),
        }
        if schema.embedded {
            all.push(resource());
        }
        if !all.is_empty() {
            members.push(("allOf", Value::Array(Arc::new(all))));
        }
        nullable(schema, object(members))
    }

    /// Properties, what is there beside them, and what must be there.
    fn members(self, schema: &Structural, keeps: bool, members: &mut Vec<(&'static str, Value)>) {
        let mut properties: BTreeMap<Arc<str>, Value> = BTreeMap::new();
        let mut required: Vec<Value> = Vec::new();
        for (name, part) in &schema.properties {
            let is_required = schema.required.contains(name);
            let mut inner = self.schema(part, part.preserve_unknown);
            match self.reading {
                Reading::Stored => {
                    if part.default.is_some() && !is_required && !self.open {
                        required.push(Value::String(name.clone()));
                    }
                }
                Reading::Whole => {
                    let is_dropped = part.default.is_some() || !is_required;
                    if !part.nullable && is_dropped && !self.open {
                        inner = or_null(inner);
                    }
                    if let Some(default) = &part.default {
                        let default = filled(default, part);
                        inner = object([("allOf", list([inner])), ("default", default)]);
                    }
                }
            }
            properties.insert(name.clone(), inner);
        }
        if schema.embedded {
            for name in ["apiVersion", "kind", "metadata"] {
                properties
                    .entry(Arc::from(name))
                    .or_insert(Value::Bool(true));
            }
        }
        required.extend(
            schema
                .required
                .iter()
                .map(|name| Value::String(name.clone())),
        );
        if !properties.is_empty() {
            members.push(("properties", Value::Object(Arc::new(properties))));
        }
        if !required.is_empty() {
            members.push(("required", Value::Array(Arc::new(required))));
        }
        let pruned = || object([("$ref", Value::text("#/$defs/pruned"))]);
        match &schema.additional {
            Some(Additional::Schema(part)) => {
                let mut inner = self.schema(part, part.preserve_unknown);
                if self.reading == Reading::Whole && !part.nullable && !self.open {
                    inner = or_null(inner);
                }
                members.push(("additionalProperties", inner));
            }
            Some(Additional::Flag(true)) if self.open => {}
            Some(Additional::Flag(true)) => members.push(("additionalProperties", pruned())),
            Some(Additional::Flag(false)) => {
                members.push(("additionalProperties", Value::Bool(false)));
            }
            None if keeps => {}
            None => members.push(("additionalProperties", Value::Bool(false))),
        }
    }

    fn validations(self, schema: &Structural) -> Vec<(&'static str, Value)> {
        let mut members = validations(schema);
        if schema.list_type == Some(ListType::Set) {
            members.push(("uniqueItems", Value::Bool(true)));
        }
        members
    }
}

/// A schema in `allOf`, `anyOf`, `oneOf` or `not`: it prunes nothing and fills nothing in.
fn plain(schema: &Structural) -> Value {
    let mut members = validations(schema);
    let mut all = branches(&schema.all_of);
    all.extend(number_format(schema));
    let parts = schema.properties.iter();
    let parts: BTreeMap<Arc<str>, Value> = parts
        .map(|(name, part)| (name.clone(), plain(part)))
        .collect();
    if !parts.is_empty() {
        members.push(("properties", Value::Object(Arc::new(parts))));
    }
    if !schema.required.is_empty() {
        let names = schema.required.iter().cloned().map(Value::String);
        members.push(("required", Value::Array(Arc::new(names.collect()))));
    }
    match &schema.additional {
        Some(Additional::Schema(part)) => members.push(("additionalProperties", plain(part))),
        Some(Additional::Flag(value)) => {
            members.push(("additionalProperties", Value::Bool(*value)));
        }
        None => {}
    }
    if let Some(inner) = &schema.items {
        members.push(("items", plain(inner)));
    }
    if !all.is_empty() {
        members.push(("allOf", Value::Array(Arc::new(all))));
    }
    nullable(schema, object(members))
}

fn branches(schemas: &[Arc<Structural>]) -> Vec<Value> {
    schemas.iter().map(|schema| plain(schema)).collect()
}

/// What is said of a value itself.
fn validations(schema: &Structural) -> Vec<(&'static str, Value)> {
    let mut members: Vec<(&'static str, Value)> = Vec::new();
    let mut types: Vec<&str> = match (schema.int_or_string, schema.kind) {
        (true, _) => vec!["integer", "string"],
        (false, Some(kind)) => vec![kind.name()],
        (false, None) => Vec::new(),
    };
    let is_numeric = types.contains(&"integer") || types.contains(&"number");
    if checked(schema).is_some() && !is_numeric {
        // Texts and lists are not asked for their type where a format is.
        types = vec!["string", "array"];
    }
    if !types.is_empty() {
        let types = types.into_iter().map(Value::text).collect();
        members.push(("type", Value::Array(Arc::new(types))));
    }
    let whole = schema.kind == Some(Kind::Integer) || schema.int_or_string;
    let bound = |bound: &Decimal| {
        let is_cut = whole && !bound.is_integer();
        let cut = match *bound >= Decimal::zero() {
            _ if !is_cut => bound.clone(),
            true => bound.floor(),
            false => bound.floor().plus(&Decimal::one()),
        };
        Value::Number(cut)
    };
    if let Some((number, is_exclusive)) = &schema.minimum {
        let name = if *is_exclusive {
            "exclusiveMinimum"
        } else {
            "minimum"
        };
        members.push((name, bound(number)));
    }
    if let Some((number, is_exclusive)) = &schema.maximum {
        let name = if *is_exclusive {
            "exclusiveMaximum"
        } else {
            "maximum"
        };
        members.push((name, bound(number)));
    }
    if let Some(factor) = schema
        .multiple_of
        .as_ref()
        .filter(|factor| factor.is_positive())
    {
        members.push(("multipleOf", Value::Number(factor.clone())));
    }
    let counts = [
        ("minLength", schema.min_length),
        ("maxLength", schema.max_length),
        ("minItems", schema.min_items),
        ("maxItems", schema.max_items),
        ("minProperties", schema.min_properties),
        ("maxProperties", schema.max_properties),
    ];
    for (name, number) in counts {
        if let Some(number) = number {
            members.push((name, count(number)));
        }
    }
    if let Some(pattern) = &schema.pattern {
        members.push(("pattern", Value::text(&ascii_pattern(pattern))));
    }
    if schema.unique_items {
        members.push(("uniqueItems", Value::Bool(true)));
    }
    if let Some(values) = &schema.values {
        let values = values.iter().filter(|value| **value != Value::Null);
        members.push(("enum", Value::Array(Arc::new(values.cloned().collect()))));
    }
    if !schema.any_of.is_empty() {
        members.push(("anyOf", Value::Array(Arc::new(branches(&schema.any_of)))));
    }
    if !schema.one_of.is_empty() {
        members.push(("oneOf", Value::Array(Arc::new(branches(&schema.one_of)))));
    }
    if let Some(branch) = &schema.not {
        members.push(("not", plain(branch)));
    }
    members
}

/// The range of a format of numbers.
fn number_format(schema: &Structural) -> Option<Value> {
    let (low, high) = match (checked(schema), schema.kind) {
        (Some(Checked::Int32), _) => (i64::from(i32::MIN), i64::from(i32::MAX)),
        (Some(Checked::Int64), _) => (i64::MIN, i64::MAX),
        (None, Some(Kind::Integer)) if !schema.int_or_string => (i64::MIN, i64::MAX),
        (Some(Checked::Float), _) => {
            let most = Decimal::parse("340282346638528859811704183484516925440")?;
            let least = Decimal::zero().minus(&most);
            return Some(object([
                ("minimum", Value::Number(least)),
                ("maximum", Value::Number(most)),
            ]));
        }
        _ => return None,
    };
    Some(object([
        ("minimum", Value::Number(Decimal::from(low))),
        ("maximum", Value::Number(Decimal::from(high))),
    ]))
}

/// A null is asked for its type and its values, and for nothing else.
fn nullable(schema: &Structural, body: Value) -> Value {
    let is_typed = schema.kind.is_some() || schema.int_or_string;
    match (schema.nullable || !is_typed, &schema.values) {
        (true, None) => or_null(body),
        _ => body,
    }
}

fn or_null(body: Value) -> Value {
    let null = object([("type", Value::text("null"))]);
    object([("anyOf", list([null, body]))])
}

/// What an object inside must have.
fn resource() -> Value {
    let text = |pattern: &str| {
        object([
            ("type", Value::text("string")),
            ("pattern", Value::text(pattern)),
        ])
    };
    let properties = object([
        ("apiVersion", text("^[a-z0-9./-]+$")),
        ("kind", text("^[A-Za-z]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?$")),
        ("metadata", object([("type", Value::text("object"))])),
    ]);
    object([
        ("properties", properties),
        (
            "required",
            list([Value::text("apiVersion"), Value::text("kind")]),
        ),
    ])
}

pub(super) fn object(members: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let members = members
        .into_iter()
        .map(|(name, value)| (Arc::from(name), value));
    Value::Object(Arc::new(members.collect()))
}

pub(super) fn list(items: impl IntoIterator<Item = Value>) -> Value {
    Value::Array(Arc::new(items.into_iter().collect()))
}

pub(super) fn count(number: u64) -> Value {
    Value::Number(Decimal::from(number))
}
