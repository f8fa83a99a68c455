//! A schema of any format, parsed once.

use std::{fmt, ops::Range};

use super::{Format, offset_of, place::value_at};
use crate::{
    change::{Change, Location, Scope, avro_changes_within},
    format::{
        avro, crd,
        json_schema::{self, Dialect},
    },
    json::{Document, Place},
};

/// A parsed schema.
#[derive(Debug)]
#[non_exhaustive]
pub enum Parsed {
    /// A JSON Schema.
    JsonSchema(Box<json_schema::Schema>),
    /// An Avro schema.
    Avro(AvroSource),
    /// CustomResourceDefinitions.
    Crd(crd::File),
}

/// An Avro schema with its own text.
#[derive(Debug)]
pub struct AvroSource {
    pub(super) schema: avro::Schema,
    /// How many texts with references come before its own.
    pub(super) n_references: usize,
}

impl AvroSource {
    /// The schema.
    pub fn schema(&self) -> &avro::Schema {
        &self.schema
    }

    /// The bytes to mark for a node, if it is in its own text.
    pub(super) fn mark_node(&self, spot: avro::Spot) -> Option<Range<usize>> {
        let own = self.own_text(self.schema.text_index(spot))?;
        Some(value_at(own.text(), self.schema.start(spot)))
    }

    /// The bytes to mark for a place, if it is in its own text.
    pub(super) fn mark(&self, text: usize, place: Place) -> Option<Range<usize>> {
        let own = self.own_text(text)?;
        Some(value_at(own.text(), own.offset(place)))
    }

    fn own_text(&self, text: usize) -> Option<&Document> {
        self.schema.text(text).filter(|_| text == self.n_references)
    }
}

/// One schema of an Avro protocol.
#[derive(Debug)]
#[non_exhaustive]
pub struct Part {
    /// What it is for and its name, the same in every version: `type com.example.Order`,
    /// `request send`.
    pub name: String,
    /// The other names of a declared type that this one reads as well.
    pub aliases: Vec<String>,
    /// The schema, with places in the text of the protocol.
    pub schema: Parsed,
}

/// Why bytes are no schema that can be read.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct ReadError {
    /// What was expected and found.
    pub message: String,
    /// Where in the text; none where the whole of it, or another text, is meant.
    pub place: Option<Place>,
    /// Whether it may be a schema, but is beyond a limit of the reader.
    pub is_limit: bool,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Some(Place { line, column }) => {
                write!(f, "{} at line {line}, column {column}", self.message)
            }
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for ReadError {}

impl Parsed {
    /// The text of a schema in the bytes of a file: the header's, where it is a data file.
    ///
    /// # Errors
    /// Where the bytes are no text.
    pub fn text(format: Format, bytes: &[u8]) -> Result<String, ReadError> {
        if format == Format::Avro && bytes.starts_with(&avro::MAGIC) {
            let header = avro::Header::parse(bytes).map_err(|error| ReadError {
                message: error.message,
                place: None,
                is_limit: error.is_limit,
            })?;
            return Ok(header.schema().to_owned());
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(ReadError {
                message: format!(
                    "expected UTF-8 text, found another byte at offset {}",
                    error.valid_up_to()
                ),
                place: None,
                is_limit: false,
            }),
        }
    }

    /// Parses a text. `dialect` says how to read a JSON Schema without `$schema`; `references` are
    /// texts with definitions that an Avro schema uses.
    ///
    /// # Errors
    /// Where it is no schema of the format, or beyond a limit.
    pub fn parse(
        format: Format,
        text: &str,
        dialect: Dialect,
        references: &[&str],
    ) -> Result<Parsed, ReadError> {
        match format {
            Format::JsonSchema => json(json_schema::Schema::parse(text, dialect)),
            Format::Avro => avro(avro::Schema::parse_with(text, references), references.len()),
            Format::Crd => match crd::File::parse(text) {
                Ok(file) => Ok(Parsed::Crd(file)),
                Err(error) => Err(ReadError {
                    message: error.message,
                    place: Some(error.place),
                    is_limit: error.limit,
                }),
            },
        }
    }

    /// The schema that a JSON text holds.
    ///
    /// # Errors
    /// As [`Parsed::parse`].
    pub(crate) fn of(
        format: Format,
        document: Document,
        dialect: Dialect,
    ) -> Result<Parsed, ReadError> {
        match format {
            Format::JsonSchema => json(Ok(json_schema::Schema::of(document, dialect))),
            Format::Avro => avro(avro::Schema::of(document), 0),
            Format::Crd => Parsed::parse(format, document.text(), dialect, &[]),
        }
    }

    /// The schemas of an Avro protocol: each declared type, and of each message the request, the
    /// response and the errors. `None` where the text is no protocol.
    ///
    /// # Errors
    /// Where it is a protocol that cannot be read.
    pub fn parts(text: &str) -> Result<Option<Vec<Part>>, ReadError> {
        // Without the word there is no such member, and the text is not parsed for nothing.
        if !text.contains("protocol") || !avro::Protocol::is_one(text) {
            return Ok(None);
        }
        let protocol = avro::Protocol::parse(text).map_err(|error| ReadError {
            message: error.message,
            place: Some(error.place),
            is_limit: error.is_limit,
        })?;
        let parts = protocol.roots().into_iter();
        let parts = parts.map(|((kind, name), schema)| Part {
            name: format!("{} {name}", kind.name()),
            aliases: aliases(kind, &schema),
            schema: Parsed::Avro(AvroSource {
                schema,
                n_references: 0,
            }),
        });
        Ok(Some(parts.collect()))
    }

    /// Its format.
    pub fn format(&self) -> Format {
        match self {
            Parsed::JsonSchema(_) => Format::JsonSchema,
            Parsed::Avro(_) => Format::Avro,
            Parsed::Crd(_) => Format::Crd,
        }
    }

    /// Every change from `old` to `new`; none between schemas of different formats. Changes of
    /// definitions are judged one by one, and told with a [`Judgement`](super::Judgement) instead.
    pub fn changes(old: &Parsed, new: &Parsed) -> Vec<Change> {
        Parsed::changes_within(old, new, Scope::All)
    }

    pub(crate) fn changes_within(old: &Parsed, new: &Parsed, scope: Scope) -> Vec<Change> {
        match (old, new) {
            (Parsed::JsonSchema(old), Parsed::JsonSchema(new)) => {
                let mut changes = json_schema::changes(old, new);
                changes.retain(|change| scope.takes(change.breaks));
                changes
            }
            (Parsed::Avro(old), Parsed::Avro(new)) => {
                avro_changes_within(&old.schema, &new.schema, scope)
            }
            _ => Vec::new(),
        }
    }

    /// The bytes to mark for a place of a change, if it is in its own text.
    pub fn mark(&self, location: &Location) -> Option<Range<usize>> {
        match self {
            Parsed::JsonSchema(schema) => {
                let document = schema.document();
                let start = document.offset(location.place);
                Some(value_at(document.text(), start))
            }
            Parsed::Avro(source) => source.mark(location.text, location.place),
            Parsed::Crd(file) => Some(value_at(
                file.text(),
                offset_of(file.text(), location.place),
            )),
        }
    }
}

fn json(read: Result<json_schema::Schema, json_schema::SchemaError>) -> Result<Parsed, ReadError> {
    match read {
        Ok(schema) => Ok(Parsed::JsonSchema(Box::new(schema))),
        Err(error) => Err(ReadError {
            message: without_place(&error.to_string(), error.place()),
            place: Some(error.place()),
            is_limit: error.is_limit(),
        }),
    }
}

/// A schema whose own text comes behind so many others.
fn avro(
    read: Result<avro::Schema, avro::SchemaError>,
    n_references: usize,
) -> Result<Parsed, ReadError> {
    match read {
        Ok(schema) => Ok(Parsed::Avro(AvroSource {
            schema,
            n_references,
        })),
        Err(error) if error.text == n_references => Err(ReadError {
            message: error.message,
            place: Some(error.place),
            is_limit: error.is_limit,
        }),
        Err(error) => Err(ReadError {
            message: format!("reference {}: {error}", error.text + 1),
            place: None,
            is_limit: error.is_limit,
        }),
    }
}

/// The names of parts that a declared type reads by its aliases.
fn aliases(kind: avro::RootKind, schema: &avro::Schema) -> Vec<String> {
    match kind {
        avro::RootKind::Type => {
            let aliases = schema.kind(schema.root().id).kind.aliases();
            let named = aliases.iter().map(|alias| format!("type {}", alias.full()));
            named.collect()
        }
        _ => Vec::new(),
    }
}

impl ReadError {
    /// The byte offset of the place in the text.
    pub(crate) fn offset(&self, text: &str) -> Option<usize> {
        self.place.map(|place| offset_of(text, place))
    }
}

fn without_place(message: &str, place: Place) -> String {
    let tail = format!(" at line {}, column {}", place.line, place.column);
    message.strip_suffix(&tail).unwrap_or(message).to_owned()
}
