//! A schema of a definition as the API server keeps it: structure, extensions, and validations.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    decimal::Decimal,
    json::{NodeId, Place, Value},
};

/// The types that a schema may name. Complete: apiextensions knows no other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// `object`
    Object,
    /// `array`
    Array,
    /// `string`
    String,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `boolean`
    Boolean,
}

impl Kind {
    /// Every type.
    pub const ALL: [Kind; 6] = [
        Kind::Object,
        Kind::Array,
        Kind::String,
        Kind::Integer,
        Kind::Number,
        Kind::Boolean,
    ];

    /// Its name in a schema.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Object => "object",
            Kind::Array => "array",
            Kind::String => "string",
            Kind::Integer => "integer",
            Kind::Number => "number",
            Kind::Boolean => "boolean",
        }
    }
}

/// What `additionalProperties` says. Complete: a boolean or a schema.
#[derive(Clone, PartialEq, Debug)]
pub enum Additional {
    /// Whether there may be others.
    Flag(bool),
    /// What the others are like.
    Schema(Arc<Structural>),
}

/// What `x-kubernetes-list-type` says. Complete: the API server knows no other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ListType {
    /// One value as a whole.
    Atomic,
    /// No item twice.
    Set,
    /// No two items with the same keys.
    Map,
}

impl ListType {
    /// Its name in a schema.
    pub fn name(self) -> &'static str {
        match self {
            ListType::Atomic => "atomic",
            ListType::Set => "set",
            ListType::Map => "map",
        }
    }
}

/// A rule of `x-kubernetes-validations`.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct CelRule {
    /// The expression.
    pub rule: Arc<str>,
    /// What is told where it does not hold.
    pub message: Option<Arc<str>>,
    /// An expression that makes the message.
    pub message_expression: Option<Arc<str>>,
    /// Whether `oldSelf` may be absent.
    pub optional_old_self: bool,
    /// Where it stands in its document.
    pub at: NodeId,
}

impl CelRule {
    /// Whether it compares with the value before: never asked of an object at rest.
    pub fn is_transition(&self) -> bool {
        let mut rest = &*self.rule;
        while let Some(at) = rest.find("oldSelf") {
            let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
            let after = &rest[at + "oldSelf".len()..];
            if !is_word(rest[..at].chars().next_back()) && !is_word(after.chars().next()) {
                return true;
            }
            rest = after;
        }
        false
    }
}

/// A schema, or one of `allOf`, `anyOf`, `oneOf` and `not` in one.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Structural {
    /// Where it stands in its document.
    pub at: NodeId,
    /// The same as line and column.
    pub place: Place,
    /// `type`.
    pub kind: Option<Kind>,
    /// `properties`.
    pub properties: BTreeMap<Arc<str>, Arc<Structural>>,
    /// `additionalProperties`.
    pub additional: Option<Additional>,
    /// `items`.
    pub items: Option<Arc<Structural>>,
    /// `nullable`.
    pub nullable: bool,
    /// `default`; never null, which says nothing.
    pub default: Option<Value>,
    /// `x-kubernetes-preserve-unknown-fields`.
    pub preserve_unknown: bool,
    /// `x-kubernetes-embedded-resource`.
    pub embedded: bool,
    /// `x-kubernetes-int-or-string`.
    pub int_or_string: bool,
    /// `x-kubernetes-list-type`.
    pub list_type: Option<ListType>,
    /// `x-kubernetes-list-map-keys`.
    pub list_keys: Vec<Arc<str>>,
    /// `x-kubernetes-map-type`: whether it is `atomic`.
    pub is_atomic_map: bool,
    /// `x-kubernetes-validations`.
    pub rules: Vec<CelRule>,
    /// `format`, as it is written.
    pub format: Option<Arc<str>>,
    /// `minimum`, and whether it is exclusive.
    pub minimum: Option<(Decimal, bool)>,
    /// `maximum`, and whether it is exclusive.
    pub maximum: Option<(Decimal, bool)>,
    /// `multipleOf`.
    pub multiple_of: Option<Decimal>,
    /// `minLength`, in characters.
    pub min_length: Option<u64>,
    /// `maxLength`, in characters.
    pub max_length: Option<u64>,
    /// `pattern`, in RE2's language.
    pub pattern: Option<Arc<str>>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`, which `v1` does not allow to be true.
    pub unique_items: bool,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
    /// `enum`.
    pub values: Option<Vec<Value>>,
    /// `required`.
    pub required: Vec<Arc<str>>,
    /// `allOf`.
    pub all_of: Vec<Arc<Structural>>,
    /// `anyOf`.
    pub any_of: Vec<Arc<Structural>>,
    /// `oneOf`.
    pub one_of: Vec<Arc<Structural>>,
    /// `not`.
    pub not: Option<Arc<Structural>>,
    /// `description`.
    pub description: Option<Arc<str>>,
    /// `title`.
    pub title: Option<Arc<str>>,
    /// `example` and `externalDocs`: nobody is bound by them.
    pub remarks: Vec<(&'static str, Value)>,
    /// What is neither modelled nor without meaning: the keyword and its value.
    pub unmodelled: Vec<(Arc<str>, NodeId, Value)>,
}

impl Structural {
    /// A schema that says nothing.
    pub(crate) fn empty(at: NodeId, place: Place) -> Structural {
        Structural {
            at,
            place,
            kind: None,
            properties: BTreeMap::new(),
            additional: None,
            items: None,
            nullable: false,
            default: None,
            preserve_unknown: false,
            embedded: false,
            int_or_string: false,
            list_type: None,
            list_keys: Vec::new(),
            is_atomic_map: false,
            rules: Vec::new(),
            format: None,
            minimum: None,
            maximum: None,
            multiple_of: None,
            min_length: None,
            max_length: None,
            pattern: None,
            min_items: None,
            max_items: None,
            unique_items: false,
            min_properties: None,
            max_properties: None,
            values: None,
            required: Vec::new(),
            all_of: Vec::new(),
            any_of: Vec::new(),
            one_of: Vec::new(),
            not: None,
            description: None,
            title: None,
            remarks: Vec::new(),
            unmodelled: Vec::new(),
        }
    }

    /// The schema of a member by name, and whether it is a declared property.
    pub(crate) fn member(&self, name: &str) -> Option<(&Arc<Structural>, bool)> {
        match (self.properties.get(name), &self.additional) {
            (Some(part), _) => Some((part, true)),
            (None, Some(Additional::Schema(part))) => Some((part, false)),
            (None, _) => None,
        }
    }
}
