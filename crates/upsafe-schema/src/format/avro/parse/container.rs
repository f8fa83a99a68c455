//! The header of an `.avro` data file: the magic bytes, a map of metadata, the sync marker.

use super::error::SchemaError;
use super::input::utf8;
use super::members::Result;
use std::collections::BTreeMap;

/// The first four bytes of a data file.
pub const MAGIC: [u8; 4] = *b"Obj\x01";

/// The most entries of metadata that are read.
const MAX_ENTRIES: usize = 10_000;

/// The header of a data file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Header {
    metadata: BTreeMap<String, Vec<u8>>,
    schema: String,
    length: usize,
}

impl Header {
    /// Reads the header at the start of a data file; what follows is not looked at.
    ///
    /// # Errors
    /// Where the bytes are no data file, or hold no schema, with the offset.
    pub fn parse(bytes: &[u8]) -> Result<Header> {
        let mut cursor = Cursor { bytes, at: 0 };
        if cursor.take(4, "the bytes `Obj` 1 of a data file")? != MAGIC {
            return Err(cursor.error("expected the bytes `Obj` 1 of a data file"));
        }
        let mut metadata = BTreeMap::new();
        loop {
            let mut n_entries = cursor.long()?;
            if n_entries == 0 {
                break;
            }
            if n_entries < 0 {
                // A negative count is followed by the size of the block in bytes.
                n_entries = n_entries.checked_neg().unwrap_or(i64::MAX);
                cursor.long()?;
            }
            for _ in 0..n_entries {
                if metadata.len() >= MAX_ENTRIES {
                    let mut error = cursor.error("more metadata than is read");
                    error.is_limit = true;
                    return Err(error);
                }
                let key = cursor.bytes("a key of the metadata")?;
                let key = utf8(key)?.to_owned();
                let value = cursor.bytes("a value of the metadata")?;
                metadata.insert(key, value.to_vec());
            }
        }
        cursor.take(16, "a sync marker of 16 bytes")?;
        let schema = metadata
            .get("avro.schema")
            .ok_or_else(|| cursor.error("expected `avro.schema` in the metadata"))?;
        let schema = utf8(schema)?.to_owned();
        Ok(Header {
            metadata,
            schema,
            length: cursor.at,
        })
    }

    /// The text of the schema that the file was written with.
    pub fn schema(&self) -> &str {
        &self.schema
    }

    /// How the blocks are compressed; `null` where nothing is said.
    pub fn codec(&self) -> &str {
        let codec = self.metadata.get("avro.codec");
        codec
            .and_then(|codec| std::str::from_utf8(codec).ok())
            .unwrap_or("null")
    }

    /// All metadata, by key.
    pub fn metadata(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.metadata
    }

    /// The length of the header in bytes, sync marker included.
    pub fn length(&self) -> usize {
        self.length
    }
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn error(&self, message: &str) -> SchemaError {
        SchemaError::whole(format!("{message} at byte {} of the data file", self.at))
    }

    fn take(&mut self, n: usize, what: &str) -> Result<&'a [u8]> {
        let end = self.at.checked_add(n);
        let Some(found) = end.and_then(|end| self.bytes.get(self.at..end)) else {
            return Err(self.error(&format!("expected {what}")));
        };
        self.at += n;
        Ok(found)
    }

    fn long(&mut self) -> Result<i64> {
        let mut value = 0_u64;
        for shift in (0..70).step_by(7) {
            let byte = self.take(1, "a number")?[0];
            value |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            if byte & 0x80 == 0 {
                let half = i64::try_from(value >> 1).unwrap_or(i64::MAX);
                return Ok(if value & 1 == 0 { half } else { -half - 1 });
            }
        }
        Err(self.error("expected a number of at most 10 bytes"))
    }

    fn bytes(&mut self, what: &str) -> Result<&'a [u8]> {
        let length = self.long()?;
        let length = usize::try_from(length)
            .map_err(|_| self.error(&format!("expected the length of {what}")))?;
        self.take(length, what)
    }
}
