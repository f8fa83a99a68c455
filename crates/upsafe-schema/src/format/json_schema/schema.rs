//! A schema as a user hands it over: parsed once, with everything that does not depend on a peer.

use super::confirm::Confirmer;
use super::dialect::Dialect;
use crate::json::{Document, NodeKind, ParseError, Place};
use crate::relation::{Obstacle, Side, Unknown};
use crate::text::{self, Dfa, Refused};
use std::collections::BTreeMap;
use std::sync::Arc;
use thiserror::Error;

/// Why a text is no schema that can be read here.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{message} at line {}, column {}", place.line, place.column)]
pub struct SchemaError {
    message: String,
    place: Place,
    limit: bool,
}

impl SchemaError {
    /// Where the text could not be read.
    pub fn place(&self) -> Place {
        self.place
    }

    /// Whether the schema may be right, but is beyond a limit of this reader.
    pub fn is_limit(&self) -> bool {
        self.limit
    }

    /// The answer for every comparison with a schema beyond a limit: unknown, with the place.
    /// `None` where the text is no JSON: that is an error, and no answer.
    pub fn unknown(&self, side: Side) -> Option<Unknown> {
        let construct = self.message.clone();
        let obstacle = Obstacle::new(side, String::new(), self.place, construct);
        let reason = format!(
            "{} at line {}, column {} of the {side}",
            self.message, self.place.line, self.place.column
        );
        (self.limit).then(|| Unknown::new(reason, 0).at(Some(obstacle)))
    }
}

impl From<ParseError> for SchemaError {
    fn from(error: ParseError) -> SchemaError {
        SchemaError {
            message: error.message,
            place: error.place,
            limit: error.limit,
        }
    }
}

/// A JSON Schema. Cheap to compare with many others.
#[derive(Debug)]
pub struct Schema {
    pub(super) document: Arc<Document>,
    pub(super) dialect: Dialect,
    /// Whether its `$schema` says so.
    pub(super) names_dialect: bool,
    /// The `$schema`, if it names no draft.
    pub(super) unknown_dialect: Option<Arc<str>>,
    pub(super) patterns: BTreeMap<Arc<str>, Result<Arc<Dfa>, Refused>>,
    pub(super) uses: Uses,
    pub(super) confirmer: Confirmer,
}

/// The keywords whose meaning not every validator shares, wherever they may stand.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Uses {
    pub(super) patterns: bool,
    /// `multipleOf` a number that is not whole.
    pub(super) fractions: bool,
    pub(super) formats: bool,
    pub(super) contents: bool,
    /// A reference out of the document.
    pub(super) elsewhere: bool,
}

impl Schema {
    /// Parses a schema; `dialect` says how to read it where it has no `$schema`.
    ///
    /// # Errors
    /// Where the text is not JSON, or is beyond a limit.
    pub fn parse(text: &str, dialect: Dialect) -> Result<Schema, SchemaError> {
        let document = Document::parse(text)?;
        let named = document.member(document.root(), "$schema");
        let named = named.and_then(|node| document.string(node)).cloned();
        let known = named.as_deref().and_then(Dialect::from_uri);
        let (patterns, uses) = survey(&document);
        Ok(Schema {
            patterns,
            uses,
            names_dialect: known.is_some(),
            dialect: known.unwrap_or(dialect),
            unknown_dialect: named.filter(|_| known.is_none()),
            document: Arc::new(document),
            confirmer: Confirmer::default(),
        })
    }

    /// The draft it is read as.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The parsed text.
    pub fn document(&self) -> &Document {
        &self.document
    }
}

type Patterns = BTreeMap<Arc<str>, Result<Arc<Dfa>, Refused>>;

/// The patterns in a document, wherever one may stand, compiled; and what else it uses.
fn survey(document: &Document) -> (Patterns, Uses) {
    let mut found = Patterns::new();
    let mut uses = Uses::default();
    let mut todo = vec![document.root()];
    let mut add = |source: &Arc<str>| {
        found
            .entry(source.clone())
            .or_insert_with(|| text::pattern(source).map(Arc::new));
    };
    while let Some(node) = todo.pop() {
        match document.kind(node) {
            NodeKind::Array(items) => todo.extend(items),
            NodeKind::Object(members) => {
                for (name, &part) in members {
                    match (name.as_ref(), document.kind(part)) {
                        ("pattern", NodeKind::String(source)) => add(source),
                        ("patternProperties", NodeKind::Object(inner)) => {
                            inner.keys().for_each(&mut add);
                        }
                        ("multipleOf", NodeKind::Number(of)) => {
                            uses.fractions |= !of.is_integer();
                        }
                        ("format", NodeKind::String(_)) => uses.formats = true,
                        ("contentEncoding" | "contentMediaType", _) => uses.contents = true,
                        ("$ref", NodeKind::String(uri)) => uses.elsewhere |= !uri.starts_with('#'),
                        _ => {}
                    }
                    todo.push(part);
                }
            }
            _ => {}
        }
    }
    uses.patterns = !found.is_empty();
    (found, uses)
}
