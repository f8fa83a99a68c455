//! The ways in: a text, texts that refer to each other, bytes of any kind of file.

use super::super::schema::{Arena, Schema, TypeRef};
use super::container::{Header, MAGIC};
use super::error::SchemaError;
use super::members::{Builder, Result};
use std::sync::Arc;

/// The longest text that is read, in bytes.
pub const MAX_BYTES: usize = 100_000_000;

impl Schema {
    /// Reads an `.avsc` text.
    ///
    /// # Errors
    /// Where the text is no Avro schema, with the place and what was expected.
    pub fn parse(text: &str) -> Result<Schema> {
        Schema::parse_with(text, &[])
    }

    /// Reads an `.avsc` text that uses names defined in other texts, which come first.
    ///
    /// # Errors
    /// Where one of the texts is no Avro schema; [`SchemaError::text`] says which.
    pub fn parse_with(text: &str, references: &[&str]) -> Result<Schema> {
        let mut builder = Builder::default();
        for part in references.iter().chain([&text]) {
            check_size(part.len())?;
            let spot = builder.add_text(part)?;
            let root = builder.type_at(spot, "")?;
            builder.roots.push(root);
        }
        builder.finish_all()?;
        let root = *builder.roots.last().ok_or_else(nothing)?;
        Ok(builder.into_schema(root))
    }

    /// Reads the bytes of an `.avsc` file, or the schema in the header of an `.avro` data file.
    ///
    /// # Errors
    /// Where they are neither, with the place and what was expected.
    pub fn read(bytes: &[u8]) -> Result<Schema> {
        if bytes.starts_with(&MAGIC) {
            return Schema::parse(Header::parse(bytes)?.schema());
        }
        Schema::parse(utf8(bytes)?)
    }
}

impl Builder {
    /// What can be checked only once every type is known.
    pub(super) fn finish_all(&mut self) -> Result<()> {
        self.connect()?;
        self.check_unions()?;
        self.check_defaults()
    }

    pub(super) fn into_schema(self, root: TypeRef) -> Schema {
        let Builder {
            texts,
            types,
            by_name,
            notes,
            ..
        } = self;
        Schema {
            arena: Arc::new(Arena {
                texts,
                types,
                by_name,
                notes,
            }),
            root,
        }
    }
}

pub(super) fn utf8(bytes: &[u8]) -> Result<&str> {
    check_size(bytes.len())?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        SchemaError::whole(format!(
            "expected UTF-8 text, found another byte at offset {at}"
        ))
    })
}

pub(super) fn check_size(length: usize) -> Result<()> {
    if length <= MAX_BYTES {
        return Ok(());
    }
    let mut error = SchemaError::whole(format!("a text of more than {MAX_BYTES} bytes"));
    error.is_limit = true;
    Err(error)
}

fn nothing() -> SchemaError {
    SchemaError::whole("expected a schema".to_owned())
}
