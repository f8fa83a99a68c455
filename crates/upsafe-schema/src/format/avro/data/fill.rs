//! The value of a default.
//!
//! The parser proved that every default fits and ends; only its size is bounded here.

use super::super::schema::{Field, Kind, Schema, TypeId};
use super::datum::Datum;
use crate::json::Value;
use smol_str::SmolStr;

/// The most values that one default is filled up to.
const MAX_VALUES: usize = 100_000;
/// The deepest value that a default is filled up to.
const MAX_DEPTH: usize = 200;

/// The value of a field's default; `None` if it has none or it is beyond a limit.
pub(super) fn default_of(schema: &Schema, field: &Field) -> Option<Datum> {
    let mut left = MAX_VALUES;
    filled(schema, field, &mut left, 0)
}

fn filled(schema: &Schema, field: &Field, left: &mut usize, depth: usize) -> Option<Datum> {
    value(
        schema,
        field.kind.id,
        &schema.value(field.default?),
        left,
        depth,
    )
}

fn value(
    schema: &Schema,
    id: TypeId,
    json: &Value,
    left: &mut usize,
    depth: usize,
) -> Option<Datum> {
    *left = left.checked_sub(1)?;
    if depth > MAX_DEPTH {
        return None;
    }
    Some(match (&schema.kind(id).kind, json) {
        (Kind::Null, Value::Null) => Datum::Null,
        (Kind::Boolean, Value::Bool(value)) => Datum::Boolean(*value),
        (Kind::Int, Value::Number(number)) => Datum::Int(number.to_string().parse().ok()?),
        (Kind::Long, Value::Number(number)) => Datum::Long(number.to_string().parse().ok()?),
        (Kind::Float, Value::Number(number)) => Datum::Float(number.to_string().parse().ok()?),
        (Kind::Double, Value::Number(number)) => Datum::Double(number.to_string().parse().ok()?),
        (Kind::Bytes, Value::String(text)) => Datum::Bytes(latin(text)?),
        (Kind::Fixed(fixed), Value::String(text)) => {
            Datum::Fixed(latin(text).filter(|bytes| bytes.len() == fixed.size as usize)?)
        }
        (Kind::String, Value::String(text)) => Datum::String(text.to_string()),
        (Kind::Enum(symbols), Value::String(text)) => Datum::Enum {
            index: symbols.symbol(text)?,
            symbol: SmolStr::from(&**text),
        },
        (Kind::Array(part), Value::Array(items)) => {
            let items = items
                .iter()
                .map(|item| value(schema, part.id, item, left, depth + 1));
            Datum::Array(items.collect::<Option<_>>()?)
        }
        (Kind::Map(part), Value::Object(members)) => {
            let entries = members.iter().map(|(name, item)| {
                Some((
                    name.to_string(),
                    value(schema, part.id, item, left, depth + 1)?,
                ))
            });
            Datum::Map(entries.collect::<Option<_>>()?)
        }
        (Kind::Record(record), Value::Object(members)) => {
            let fields = record.fields.iter().map(|field| {
                let part = match members.get(&*field.name) {
                    Some(item) => value(schema, field.kind.id, item, left, depth + 1)?,
                    None => filled(schema, field, left, depth + 1)?,
                };
                Some((field.name.clone(), part))
            });
            Datum::Record(fields.collect::<Option<_>>()?)
        }
        (Kind::Union(union), json) => {
            let mut found = None;
            for (branch, part) in union.branches.iter().enumerate() {
                if let Some(datum) = value(schema, part.id, json, left, depth + 1) {
                    let kind = &schema.kind(part.id).kind;
                    let name = kind
                        .name()
                        .map_or_else(|| kind.word().into(), |name| name.full().clone());
                    found = Some(Datum::Union {
                        branch,
                        name,
                        value: Box::new(datum),
                    });
                    break;
                }
            }
            found?
        }
        _ => return None,
    })
}

fn latin(text: &str) -> Option<Vec<u8>> {
    text.chars()
        .map(|c| u8::try_from(u32::from(c)).ok())
        .collect()
}
