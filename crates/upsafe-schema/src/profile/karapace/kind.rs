//! What the checker takes a schema for.

use crate::json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A kind of schema, by which schemas are compared first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// No schema, or `{"type": "null"}`: the two are not told apart.
    Null,
    /// `true` or `false`.
    Constant,
    Boolean,
    Number,
    Integer,
    String,
    Array,
    /// Also whatever has no type.
    Object,
    Enum,
    AllOf,
    AnyOf,
    OneOf,
    Not,
}

impl Kind {
    pub(super) fn is_number(self) -> bool {
        matches!(self, Kind::Number | Kind::Integer)
    }

    pub(super) fn is_combined(self) -> bool {
        matches!(self, Kind::AllOf | Kind::AnyOf | Kind::OneOf)
    }

    /// The keyword, for a path.
    pub(super) fn word(self) -> &'static str {
        match self {
            Kind::Null => "null",
            Kind::Constant => "",
            Kind::Boolean => "boolean",
            Kind::Number => "number",
            Kind::Integer => "integer",
            Kind::String => "string",
            Kind::Array => "array",
            Kind::Object => "object",
            Kind::Enum => "enum",
            Kind::AllOf => "allOf",
            Kind::AnyOf => "anyOf",
            Kind::OneOf => "oneOf",
            Kind::Not => "not",
        }
    }
}

pub(super) type Members = BTreeMap<Arc<str>, Value>;

pub(super) fn members(schema: Option<&Value>) -> Option<&Members> {
    match schema {
        Some(Value::Object(members)) => Some(members),
        _ => None,
    }
}

pub(super) fn is_true(schema: Option<&Value>) -> bool {
    schema == Some(&Value::Bool(true))
}

pub(super) fn is_false(schema: Option<&Value>) -> bool {
    schema == Some(&Value::Bool(false))
}

/// As Python's truth of a value.
pub(super) fn is_something(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::Bool(true)) => true,
        Some(Value::Number(value)) => *value != crate::decimal::Decimal::zero(),
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Array(items)) => !items.is_empty(),
        Some(Value::Object(members)) => !members.is_empty(),
    }
}

/// The kind of a schema.
///
/// # Errors
/// Where the checker throws.
pub(super) fn kind_of(schema: Option<&Value>) -> Result<Kind, String> {
    let members = match schema {
        None | Some(Value::Null) => return Ok(Kind::Null),
        Some(Value::Bool(_)) => return Ok(Kind::Constant),
        Some(Value::Object(members)) => members,
        Some(Value::String(_) | Value::Array(_) | Value::Number(_)) => {
            return Err("expected a schema".to_owned());
        }
    };
    if let Some(kind) = branch_kind(members) {
        return Ok(kind);
    }
    match members.get("type") {
        Some(Value::String(name)) if !name.is_empty() => match &**name {
            "null" => Ok(Kind::Null),
            "boolean" => Ok(Kind::Boolean),
            "number" => Ok(Kind::Number),
            "integer" => Ok(Kind::Integer),
            "string" => Ok(Kind::String),
            "array" => Ok(Kind::Array),
            "object" => Ok(Kind::Object),
            _ => Err(format!("`{name}` is no type")),
        },
        kind if is_something(kind) => Err("expected the name of a type".to_owned()),
        _ if members.contains_key("enum") => Ok(Kind::Enum),
        _ => Ok(Kind::Object),
    }
}

fn branch_kind(members: &Members) -> Option<Kind> {
    if matches!(members.get("type"), Some(Value::Array(_))) {
        return Some(Kind::AnyOf);
    }
    let is_there = |name: &str| members.get(name).is_some_and(|value| *value != Value::Null);
    [
        ("allOf", Kind::AllOf),
        ("anyOf", Kind::AnyOf),
        ("oneOf", Kind::OneOf),
        ("not", Kind::Not),
    ]
    .into_iter()
    .find_map(|(name, kind)| is_there(name).then_some(kind))
}

/// The branches of a schema; a list of types counts as `anyOf`.
pub(super) fn branches(schema: Option<&Value>) -> Result<Option<Vec<Value>>, String> {
    let Some(members) = members(schema) else {
        return Ok(None);
    };
    if let Some(Value::Array(names)) = members.get("type") {
        let typed = |name: &Value| {
            let mut copy = members.clone();
            copy.insert(Arc::from("type"), name.clone());
            Value::Object(Arc::new(copy))
        };
        return Ok(Some(names.iter().map(typed).collect()));
    }
    let Some(kind) = branch_kind(members) else {
        return Ok(None);
    };
    match (kind, members.get(kind.word())) {
        (Kind::Not, Some(part)) => Ok(Some(vec![part.clone()])),
        (_, Some(Value::Array(items))) => Ok(Some(items.to_vec())),
        _ => Err(format!("expected a list in `{}`", kind.word())),
    }
}
