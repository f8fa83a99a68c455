//! The ways in: a text, texts that refer to each other, bytes of any kind of file.

use super::super::schema::{Arena, Note, Schema, Type, TypeId, TypeRef};
use super::container::{Header, MAGIC};
use super::error::SchemaError;
use super::members::{Builder, Result, document, without_duplicates};
use crate::json::Document;
use ahash::AHashMap as HashMap;
use smol_str::SmolStr;
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
        let mut texts = Vec::with_capacity(references.len() + 1);
        for part in references.iter().chain([&text]) {
            check_size(part.len())?;
            texts.push(document(part, texts.len())?);
        }
        Schema::of_texts(texts)
    }

    /// The schema that a JSON text is.
    pub(crate) fn of(document: Document) -> Result<Schema> {
        check_size(document.text().len())?;
        Schema::of_texts(vec![without_duplicates(document, 0)?])
    }

    /// The schema in the last of some texts.
    fn of_texts(texts: Vec<Document>) -> Result<Schema> {
        let mut builder = Builder::new(&texts);
        for number in 0..texts.len() {
            let root = builder.type_at(builder.top(number), "")?;
            builder.roots.push(root);
        }
        let found = builder.checked()?;
        let root = *found.roots.last().ok_or_else(nothing)?;
        let arena = Arc::new(found.into_arena(texts));
        Ok(Schema { arena, root })
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

/// The types of some texts, all checked.
pub(super) struct Found {
    types: Vec<Type>,
    by_name: HashMap<SmolStr, TypeId>,
    notes: Vec<Note>,
    pub(super) roots: Vec<TypeRef>,
}

impl Found {
    pub(super) fn into_arena(self, texts: Vec<Document>) -> Arena {
        let Found {
            types,
            by_name,
            notes,
            ..
        } = self;
        Arena {
            texts,
            types,
            by_name,
            notes,
        }
    }
}

impl Builder<'_> {
    /// Checks what can be checked only once every type is known.
    pub(super) fn checked(mut self) -> Result<Found> {
        self.connect()?;
        self.check_unions()?;
        self.check_defaults()?;
        let Builder {
            types,
            by_name,
            notes,
            roots,
            ..
        } = self;
        Ok(Found {
            types,
            by_name,
            notes,
            roots,
        })
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
