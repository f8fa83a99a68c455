//! The binary encoding: from a value to bytes.

use super::super::schema::{Kind, Schema, TypeId};
use super::datum::Datum;
use thiserror::Error;

/// A value that is none of the schema's.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("expected a value of `{expected}`")]
pub struct EncodeError {
    /// The word of the type.
    pub expected: &'static str,
}

/// Encodes a value with its own schema.
///
/// # Errors
/// Where the value is none of the schema's.
pub fn encode(schema: &Schema, datum: &Datum) -> Result<Vec<u8>, EncodeError> {
    let mut bytes = Vec::new();
    write(schema, schema.root().id, datum, &mut bytes)?;
    Ok(bytes)
}

fn write(
    schema: &Schema,
    id: TypeId,
    datum: &Datum,
    bytes: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    let kind = &schema.kind(id).kind;
    let misfit = || EncodeError {
        expected: kind.word(),
    };
    match (kind, datum) {
        (Kind::Null, Datum::Null) => {}
        (Kind::Boolean, Datum::Boolean(value)) => bytes.push(u8::from(*value)),
        (Kind::Int, Datum::Int(value)) => long(i64::from(*value), bytes),
        (Kind::Long, Datum::Long(value)) => long(*value, bytes),
        (Kind::Float, Datum::Float(value)) => bytes.extend(value.to_le_bytes()),
        (Kind::Double, Datum::Double(value)) => bytes.extend(value.to_le_bytes()),
        (Kind::Bytes, Datum::Bytes(value)) => sized(value, bytes),
        (Kind::String, Datum::String(value)) => sized(value.as_bytes(), bytes),
        (Kind::Array(part), Datum::Array(items)) => {
            if !items.is_empty() {
                count(items.len(), bytes);
            }
            for item in items {
                write(schema, part.id, item, bytes)?;
            }
            bytes.push(0);
        }
        (Kind::Map(part), Datum::Map(entries)) => {
            if !entries.is_empty() {
                count(entries.len(), bytes);
            }
            for (name, value) in entries {
                sized(name.as_bytes(), bytes);
                write(schema, part.id, value, bytes)?;
            }
            bytes.push(0);
        }
        (Kind::Union(union), Datum::Union { branch, value, .. }) => {
            let part = union.branches.get(*branch).ok_or_else(misfit)?;
            count(*branch, bytes);
            write(schema, part.id, value, bytes)?;
        }
        (Kind::Record(record), Datum::Record(fields)) if record.fields.len() == fields.len() => {
            for (field, (_, value)) in record.fields.iter().zip(fields) {
                write(schema, field.kind.id, value, bytes)?;
            }
        }
        (Kind::Enum(symbols), Datum::Enum { index, .. }) if *index < symbols.symbols.len() => {
            count(*index, bytes);
        }
        (Kind::Fixed(fixed), Datum::Fixed(value)) if value.len() == fixed.size as usize => {
            bytes.extend(value);
        }
        _ => return Err(misfit()),
    }
    Ok(())
}

fn count(n: usize, bytes: &mut Vec<u8>) {
    long(i64::try_from(n).unwrap_or(i64::MAX), bytes);
}

fn sized(value: &[u8], bytes: &mut Vec<u8>) {
    count(value.len(), bytes);
    bytes.extend(value);
}

/// Zigzag, then seven bits a byte, small end first.
fn long(value: i64, bytes: &mut Vec<u8>) {
    let mut rest = value.cast_unsigned() << 1 ^ (value >> 63).cast_unsigned();
    while rest >= 0x80 {
        bytes.push((rest & 0x7f) as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}
