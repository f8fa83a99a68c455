//! A JSON value with exact numbers, cheap to clone; and the six types of JSON.

use crate::decimal::Decimal;
use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::sync::Arc;

/// The six types of JSON values. Complete: JSON has no other.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Type {
    /// `null`
    Null,
    /// `true` and `false`
    Boolean,
    /// Every number, whole or not.
    Number,
    /// Every string.
    String,
    /// Every array.
    Array,
    /// Every object.
    Object,
}

impl Type {
    /// All types, in the order in which a witness is looked for: the simplest first.
    pub const ALL: [Type; 6] = [
        Type::Null,
        Type::Boolean,
        Type::Number,
        Type::String,
        Type::Array,
        Type::Object,
    ];
}

/// A set of [`Type`]s.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct TypeSet(u8);

impl TypeSet {
    /// No type.
    pub const NONE: TypeSet = TypeSet(0);
    /// Every type.
    pub const ALL: TypeSet = TypeSet(0b11_1111);
    /// The types whose values have no parts.
    pub const SCALAR: TypeSet = TypeSet(0b00_1111);

    /// The set of one type.
    pub const fn only(kind: Type) -> TypeSet {
        TypeSet(1 << kind as u8)
    }

    /// Whether `kind` is in it.
    pub const fn has(self, kind: Type) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    /// The types in either.
    #[must_use]
    pub const fn union(self, other: TypeSet) -> TypeSet {
        TypeSet(self.0 | other.0)
    }

    /// The types in both.
    #[must_use]
    pub const fn both(self, other: TypeSet) -> TypeSet {
        TypeSet(self.0 & other.0)
    }

    /// The types not in it.
    #[must_use]
    pub const fn complement(self) -> TypeSet {
        TypeSet(!self.0 & TypeSet::ALL.0)
    }

    /// Whether no type is in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// A JSON value. Complete: JSON has no other kinds.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Value {
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A number, exactly.
    Number(Decimal),
    /// A string.
    String(Arc<str>),
    /// An array.
    Array(Arc<Vec<Value>>),
    /// An object, by name.
    Object(Arc<BTreeMap<Arc<str>, Value>>),
}

impl Value {
    /// Its type.
    pub fn kind(&self) -> Type {
        match self {
            Value::Null => Type::Null,
            Value::Bool(_) => Type::Boolean,
            Value::Number(_) => Type::Number,
            Value::String(_) => Type::String,
            Value::Array(_) => Type::Array,
            Value::Object(_) => Type::Object,
        }
    }

    /// A string value.
    pub fn text(text: &str) -> Value {
        Value::String(Arc::from(text))
    }

    /// Whether more than `limit` values are in it, itself included.
    pub fn is_larger_than(&self, limit: usize) -> bool {
        let mut left = limit;
        !self.spend(&mut left)
    }

    fn spend(&self, left: &mut usize) -> bool {
        if *left == 0 {
            return false;
        }
        *left -= 1;
        match self {
            Value::Array(items) => items.iter().all(|item| item.spend(left)),
            Value::Object(members) => members.values().all(|part| part.spend(left)),
            _ => true,
        }
    }

    /// Adds the number of values in it, itself included, to `size`.
    pub(crate) fn measure(&self, size: &mut usize) {
        *size += 1;
        match self {
            Value::Array(items) => items.iter().for_each(|item| item.measure(size)),
            Value::Object(members) => members.values().for_each(|part| part.measure(size)),
            _ => {}
        }
    }

    /// The same value for libraries that speak `serde_json`; numbers beyond `u64` become floats.
    pub fn to_serde(&self) -> serde_json::Value {
        match self {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => serde_json::Value::Bool(*value),
            Value::Number(value) => {
                serde_json::from_str(&value.to_string()).unwrap_or(serde_json::Value::Null)
            }
            Value::String(text) => serde_json::Value::String(text.to_string()),
            Value::Array(items) => {
                serde_json::Value::Array(items.iter().map(Value::to_serde).collect())
            }
            Value::Object(members) => serde_json::Value::Object(
                members
                    .iter()
                    .map(|(name, part)| (name.to_string(), part.to_serde()))
                    .collect(),
            ),
        }
    }
}

impl fmt::Display for Value {
    /// Compact JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => f.write_str("null"),
            Value::Bool(value) => value.fmt(f),
            Value::Number(value) => value.fmt(f),
            Value::String(text) => write_text(f, text),
            Value::Array(items) => {
                f.write_char('[')?;
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        f.write_char(',')?;
                    }
                    item.fmt(f)?;
                }
                f.write_char(']')
            }
            Value::Object(members) => {
                f.write_char('{')?;
                for (at, (name, part)) in members.iter().enumerate() {
                    if at > 0 {
                        f.write_char(',')?;
                    }
                    write_text(f, name)?;
                    f.write_char(':')?;
                    part.fmt(f)?;
                }
                f.write_char('}')
            }
        }
    }
}

fn write_text(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    let is_plain = |byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
    if text.bytes().all(is_plain) {
        f.write_str(text)?;
        return f.write_char('"');
    }
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            // Some readers of lines take these for the end of one.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                write!(f, "\\u{:04x}", u32::from(c))?;
            }
            c => f.write_char(c)?,
        }
    }
    f.write_char('"')
}
