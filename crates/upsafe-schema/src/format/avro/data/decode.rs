//! The binary encoding: from bytes to a value, with the schema they were written with.

use super::super::schema::{Kind, Schema, TypeId};
use super::datum::Datum;
use thiserror::Error;

/// The deepest value that is read.
const MAX_DEPTH: usize = 200;
/// The most values that are read from one text of bytes.
const MAX_VALUES: usize = 1_000_000;

/// Bytes that are no value of the schema.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{message} at byte {offset}")]
pub struct DecodeError {
    /// What was expected.
    pub message: String,
    /// Where, in bytes from the start.
    pub offset: usize,
}

/// Reads a value with the schema it was written with.
///
/// # Errors
/// Where the bytes are none, end too early or go on, or the value is beyond a limit (depth, number
/// of values).
pub fn read(schema: &Schema, bytes: &[u8]) -> Result<Datum, DecodeError> {
    let mut input = Input {
        schema,
        bytes,
        at: 0,
        n_values: 0,
    };
    let datum = input.datum(schema.root().id, 0)?;
    if input.at < bytes.len() {
        return Err(input.error("expected the end of the bytes"));
    }
    Ok(datum)
}

struct Input<'a> {
    schema: &'a Schema,
    bytes: &'a [u8],
    at: usize,
    n_values: usize,
}

impl<'a> Input<'a> {
    fn datum(&mut self, id: TypeId, depth: usize) -> Result<Datum, DecodeError> {
        self.n_values += 1;
        if depth > MAX_DEPTH || self.n_values > MAX_VALUES {
            return Err(self.error("a value that is larger or deeper than is read"));
        }
        let schema = self.schema;
        Ok(match &schema.kind(id).kind {
            Kind::Null => Datum::Null,
            Kind::Boolean => match self.take(1)?[0] {
                0 => Datum::Boolean(false),
                1 => Datum::Boolean(true),
                _ => return Err(self.error("expected a byte 0 or 1")),
            },
            Kind::Int => {
                let value = i32::try_from(self.long()?);
                Datum::Int(value.map_err(|_| self.error("expected a number of 32 bits"))?)
            }
            Kind::Long => Datum::Long(self.long()?),
            Kind::Float => Datum::Float(f32::from_le_bytes(self.array()?)),
            Kind::Double => Datum::Double(f64::from_le_bytes(self.array()?)),
            Kind::Bytes => Datum::Bytes(self.sized()?.to_vec()),
            Kind::String => Datum::String(self.text()?),
            Kind::Fixed(fixed) => Datum::Fixed(self.take(fixed.size as usize)?.to_vec()),
            Kind::Array(part) => {
                let mut items = Vec::new();
                while let Some(n) = self.block()? {
                    for _ in 0..n {
                        items.push(self.datum(part.id, depth + 1)?);
                    }
                }
                Datum::Array(items)
            }
            Kind::Map(part) => {
                let mut entries = Vec::new();
                while let Some(n) = self.block()? {
                    for _ in 0..n {
                        let name = self.text()?;
                        entries.push((name, self.datum(part.id, depth + 1)?));
                    }
                }
                Datum::Map(entries)
            }
            Kind::Union(union) => {
                let branch = usize::try_from(self.long()?).unwrap_or(usize::MAX);
                let Some(part) = union.branches.get(branch) else {
                    return Err(self.error("expected the index of a branch"));
                };
                let kind = &schema.kind(part.id).kind;
                let name = kind
                    .name()
                    .map_or_else(|| kind.word().into(), |name| name.full().clone());
                let value = Box::new(self.datum(part.id, depth + 1)?);
                Datum::Union {
                    branch,
                    name,
                    value,
                }
            }
            Kind::Record(record) => {
                let mut fields = Vec::with_capacity(record.fields.len());
                for field in &record.fields {
                    fields.push((field.name.clone(), self.datum(field.kind.id, depth + 1)?));
                }
                Datum::Record(fields)
            }
            Kind::Enum(symbols) => {
                let index = usize::try_from(self.long()?).unwrap_or(usize::MAX);
                let Some((symbol, _)) = symbols.symbols.get(index) else {
                    return Err(self.error("expected the index of a symbol"));
                };
                Datum::Enum {
                    index,
                    symbol: symbol.clone(),
                }
            }
        })
    }

    /// The number of items in the next block; `None` at the end.
    fn block(&mut self) -> Result<Option<u64>, DecodeError> {
        let n = self.long()?;
        if n < 0 {
            // The size of the block in bytes follows; it is of use to those who skip.
            self.long()?;
        }
        Ok((n != 0).then_some(n.unsigned_abs()))
    }

    fn text(&mut self) -> Result<String, DecodeError> {
        let bytes = self.sized()?;
        let text = std::str::from_utf8(bytes).map_err(|_| self.error("expected UTF-8 text"))?;
        Ok(text.to_owned())
    }

    fn sized(&mut self) -> Result<&'a [u8], DecodeError> {
        let length = usize::try_from(self.long()?);
        self.take(length.map_err(|_| self.error("expected a length"))?)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        let bytes = self.take(N)?;
        <[u8; N]>::try_from(bytes).map_err(|_| self.error("expected more bytes"))
    }

    fn take(&mut self, n: usize) -> Result<&'a [u8], DecodeError> {
        let end = self.at.checked_add(n);
        let Some(found) = end.and_then(|end| self.bytes.get(self.at..end)) else {
            return Err(self.error("expected more bytes"));
        };
        self.at += n;
        Ok(found)
    }

    fn long(&mut self) -> Result<i64, DecodeError> {
        let mut value = 0_u64;
        for place in 0..10 {
            let byte = self.take(1)?[0];
            value |= u64::from(byte & 0x7f) << (7 * place);
            if byte & 0x80 == 0 {
                return Ok((value >> 1).cast_signed() ^ -(value & 1).cast_signed());
            }
        }
        Err(self.error("expected a number of at most 10 bytes"))
    }

    fn error(&self, message: &str) -> DecodeError {
        DecodeError {
            message: message.to_owned(),
            offset: self.at,
        }
    }
}
