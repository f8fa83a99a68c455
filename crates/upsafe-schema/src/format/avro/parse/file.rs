//! A file of any kind, told apart by what is in it and not by its name.

use super::super::schema::Schema;
use super::container::{Header, MAGIC};
use super::input::utf8;
use super::members::{Result, document};
use super::protocol::{Protocol, RootKind, is_protocol};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// What a file holds.
///
/// Complete: Avro has no other kind of file with a schema in JSON.
#[derive(Clone, Debug)]
pub enum File {
    /// An `.avsc`: one schema.
    Schema(Schema),
    /// An `.avro`: data, and the schema that it was written with.
    Data(Header, Schema),
    /// An `.avpr`: a protocol.
    Protocol(Protocol),
}

/// A schema of a reader's file and the one of a writer's file that belongs to it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RootPair {
    /// What it is for.
    pub kind: RootKind,
    /// The full name of a type or the name of a message; empty for a file with one schema.
    pub name: SmolStr,
    /// The reader's; `None`: the reader has nothing of that name.
    pub reader: Option<Schema>,
    /// The writer's; `None`: the writer writes nothing of that name.
    pub writer: Option<Schema>,
}

impl File {
    /// Reads the bytes of a file: data where they start with [`MAGIC`], a protocol where they are
    /// an object with a member `protocol`, a schema otherwise.
    ///
    /// # Errors
    /// Where they are none of these, with the place and what was expected.
    pub fn read(bytes: &[u8]) -> Result<File> {
        File::read_with(bytes, &[])
    }

    /// As [`File::read`], for a schema that uses names defined in other texts.
    ///
    /// # Errors
    /// Where one of the texts is not what was expected; its index is in
    /// [`SchemaError::text`](super::error::SchemaError::text).
    pub fn read_with(bytes: &[u8], references: &[&str]) -> Result<File> {
        if bytes.starts_with(&MAGIC) {
            let header = Header::parse(bytes)?;
            let schema = Schema::parse(header.schema())?;
            return Ok(File::Data(header, schema));
        }
        let text = utf8(bytes)?;
        // A text that is no JSON is told by the parser of schemas.
        if let Ok(document) = document(text, 0)
            && is_protocol(&document)
        {
            return Protocol::of(document).map(File::Protocol);
        }
        Schema::parse_with(text, references).map(File::Schema)
    }

    /// The extension of files of this kind: `avsc`, `avro` or `avpr`.
    pub fn extension(&self) -> &'static str {
        match self {
            File::Schema(_) => "avsc",
            File::Data(..) => "avro",
            File::Protocol(_) => "avpr",
        }
    }

    /// The schema, of a file that holds one.
    pub fn schema(&self) -> Option<&Schema> {
        match self {
            File::Schema(schema) | File::Data(_, schema) => Some(schema),
            File::Protocol(_) => None,
        }
    }

    /// Every schema with what it is for and a name that is the same in every version; the name of
    /// the only schema of a file is empty, so that a renamed type is still the same root.
    pub fn roots(&self) -> BTreeMap<(RootKind, SmolStr), Schema> {
        match self {
            File::Schema(schema) | File::Data(_, schema) => {
                BTreeMap::from([((RootKind::Type, SmolStr::from("")), schema.clone())])
            }
            File::Protocol(protocol) => protocol.roots(),
        }
    }

    /// What has to be compared where one file reads what another one writes, in the order of
    /// [`RootKind`] and name.
    ///
    /// A request that the reader does not know is refused by it, and so is a response; a declared
    /// type that only one side has is a change, and breaks nobody by itself. A file with one
    /// schema and a protocol have nothing in common.
    pub fn pairs(reader: &File, writer: &File) -> Vec<RootPair> {
        let mut readers = reader.roots();
        let mut pairs: BTreeMap<(RootKind, SmolStr), RootPair> = BTreeMap::new();
        for (key, schema) in writer.roots() {
            let (kind, name) = key.clone();
            let reader = readers.remove(&key);
            let writer = Some(schema);
            let pair = RootPair {
                kind,
                name,
                reader,
                writer,
            };
            pairs.insert(key, pair);
        }
        for (key, schema) in readers {
            let (kind, name) = key.clone();
            let pair = RootPair {
                kind,
                name,
                reader: Some(schema),
                writer: None,
            };
            pairs.insert(key, pair);
        }
        pairs.into_values().collect()
    }
}
