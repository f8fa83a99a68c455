//! The classes of schemas that the library has.

use crate::decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A schema of the model.
pub(super) type Id = usize;

/// What a schema is.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// `{}` or `true`.
    Empty,
    False,
    Null,
    Boolean,
    Conditional,
    Text(Text),
    Number(Number),
    /// The numbers of its values.
    Enum(BTreeSet<u32>),
    Const(Option<u32>),
    Not(Id),
    Combined(Criterion, Vec<Id>),
    Object(Box<Object>),
    Array(Box<Array>),
    /// What it names.
    Reference(Id),
}

impl Shape {
    /// The class, by which Confluent compares first.
    pub(super) fn class(&self) -> &'static str {
        match self {
            Shape::Empty => "empty",
            Shape::False => "false",
            Shape::Null => "null",
            Shape::Boolean => "boolean",
            Shape::Conditional => "conditional",
            Shape::Text(_) => "string",
            Shape::Number(_) => "number",
            Shape::Enum(_) => "enum",
            Shape::Const(_) => "const",
            Shape::Not(_) => "not",
            Shape::Combined(..) => "combined",
            Shape::Object(_) => "object",
            Shape::Array(_) => "array",
            Shape::Reference(_) => "reference",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Criterion {
    All,
    Any,
    One,
}

#[derive(Clone, Default, Debug)]
pub(super) struct Text {
    pub(super) min: Option<Decimal>,
    pub(super) max: Option<Decimal>,
    pub(super) pattern: Option<Arc<str>>,
}

#[derive(Clone, Default, Debug)]
pub(super) struct Number {
    pub(super) min: Option<Decimal>,
    pub(super) max: Option<Decimal>,
    pub(super) above: Option<Decimal>,
    pub(super) below: Option<Decimal>,
    pub(super) multiple_of: Option<Decimal>,
    pub(super) is_integer: bool,
}

/// What is allowed beyond what is named.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum Rest {
    #[default]
    Free,
    Forbidden,
    Schema(Id),
}

#[derive(Clone, Default, Debug)]
pub(super) struct Object {
    pub(super) properties: BTreeMap<Arc<str>, Id>,
    pub(super) patterns: Vec<(Arc<str>, Id)>,
    pub(super) required: BTreeSet<Arc<str>>,
    pub(super) rest: Rest,
    pub(super) has_rest: bool,
    pub(super) unevaluated: Rest,
    pub(super) min: Option<Decimal>,
    pub(super) max: Option<Decimal>,
    pub(super) names_by_name: BTreeMap<Arc<str>, BTreeSet<Arc<str>>>,
    pub(super) schemas_by_name: BTreeMap<Arc<str>, Id>,
}

#[derive(Clone, Default, Debug)]
pub(super) struct Array {
    pub(super) all: Option<Id>,
    pub(super) tuple: Vec<Id>,
    pub(super) rest: Rest,
    pub(super) unevaluated: Rest,
    pub(super) min: Option<Decimal>,
    pub(super) max: Option<Decimal>,
    pub(super) min_contains: Option<Decimal>,
    pub(super) max_contains: Option<Decimal>,
    pub(super) is_unique: bool,
}
