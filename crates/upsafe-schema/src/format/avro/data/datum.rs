//! A value of a schema.

use crate::Decimal;
use crate::json::Value;
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// A value of a schema. Complete: one kind of value for each kind of type.
#[derive(Clone, PartialEq, Debug)]
pub enum Datum {
    /// The value of `null`.
    Null,
    /// A value of `boolean`.
    Boolean(bool),
    /// A value of `int`.
    Int(i32),
    /// A value of `long`.
    Long(i64),
    /// A value of `float`.
    Float(f32),
    /// A value of `double`.
    Double(f64),
    /// A value of `bytes`.
    Bytes(Vec<u8>),
    /// A value of `string`.
    String(String),
    /// The items of an array.
    Array(Vec<Datum>),
    /// The entries of a map, in the order in which they are written.
    Map(Vec<(String, Datum)>),
    /// A value of one branch of a union.
    Union {
        /// The index of the branch.
        branch: usize,
        /// The name of the branch: the full name of a named type, or the word of the type.
        name: SmolStr,
        /// The value.
        value: Box<Datum>,
    },
    /// The fields of a record, in the order of its schema.
    Record(Vec<(SmolStr, Datum)>),
    /// A symbol of an enum.
    Enum {
        /// Its index.
        index: usize,
        /// The symbol.
        symbol: SmolStr,
    },
    /// The bytes of a fixed.
    Fixed(Vec<u8>),
}

impl Datum {
    /// The value in Avro's JSON encoding.
    ///
    /// Numbers that JSON does not have are texts, as Java writes them. Recursion is bounded by
    /// the depth of the value.
    pub fn to_json(&self) -> Value {
        match self {
            Datum::Null => Value::Null,
            Datum::Boolean(value) => Value::Bool(*value),
            Datum::Int(value) => Value::Number(Decimal::from(i64::from(*value))),
            Datum::Long(value) => Value::Number(Decimal::from(*value)),
            Datum::Float(value) => float(f64::from(*value), &format!("{value:e}")),
            Datum::Double(value) => float(*value, &format!("{value:e}")),
            Datum::Bytes(bytes) | Datum::Fixed(bytes) => Value::text(
                &bytes
                    .iter()
                    .map(|&byte| char::from(byte))
                    .collect::<String>(),
            ),
            Datum::String(text) => Value::text(text),
            Datum::Array(items) => {
                Value::Array(Arc::new(items.iter().map(Datum::to_json).collect()))
            }
            Datum::Map(entries) => object(entries.iter().map(|(name, value)| (&**name, value))),
            Datum::Union { value, .. } if **value == Datum::Null => Value::Null,
            Datum::Union { name, value, .. } => object([(&**name, &**value)].into_iter()),
            Datum::Record(fields) => object(fields.iter().map(|(name, value)| (&**name, value))),
            Datum::Enum { symbol, .. } => Value::text(symbol),
        }
    }
}

fn float(value: f64, written: &str) -> Value {
    if value.is_nan() {
        return Value::text("NaN");
    }
    if value.is_infinite() {
        return Value::text(if value > 0.0 { "Infinity" } else { "-Infinity" });
    }
    Decimal::parse(written).map_or_else(|| Value::text(written), Value::Number)
}

fn object<'a>(parts: impl Iterator<Item = (&'a str, &'a Datum)>) -> Value {
    let members: BTreeMap<Arc<str>, Value> = parts
        .map(|(name, value)| (Arc::from(name), value.to_json()))
        .collect();
    Value::Object(Arc::new(members))
}

/// Bytes as hexadecimal digits.
pub(in super::super) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a text does not fail.
        let _written = write!(text, "{byte:02x}");
    }
    text
}
