//! A schema as a user hands it over: parsed once, with everything that does not depend on a peer.

use super::confirm::Confirmer;
use super::dialect::Dialect;
use crate::json::{Document, NodeKind, ParseError, Place, Value};
use crate::relation::{Obstacle, Side, Unknown};
use crate::semantics::Formats;
use crate::text::{self, Dfa, Refused};
use std::collections::{BTreeMap, BTreeSet};
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
    /// Values in an `enum` or `const` that look like schemas with a name of their own.
    pub(super) named_values: Vec<Value>,
    /// The texts in an `enum` or `const`.
    pub(super) texts: BTreeSet<Arc<str>>,
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
        Ok(Schema::of(Document::parse(text)?, dialect))
    }

    /// The schema that a JSON text is.
    pub(crate) fn of(document: Document, dialect: Dialect) -> Schema {
        let named = document.member(document.root(), "$schema");
        let named = named.and_then(|node| document.string(node));
        let named: Option<Arc<str>> = named.map(Arc::from);
        let known = named.as_deref().and_then(Dialect::from_uri);
        let dialect = known.unwrap_or(dialect);
        let Survey {
            patterns,
            uses,
            named_values,
            texts,
        } = survey(&document, dialect);
        Schema {
            patterns,
            uses,
            named_values,
            texts,
            names_dialect: known.is_some(),
            dialect,
            unknown_dialect: named.filter(|_| known.is_none()),
            document: Arc::new(document),
            confirmer: Confirmer::default(),
        }
    }

    /// The draft it is read as.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The validator that confirms documents, for its reasons; `None` where it refuses the schema.
    pub(crate) fn validator(&self, formats: Formats) -> Option<&jsonschema::Validator> {
        let text = self.document.text();
        self.confirmer.validator(text, self.dialect, formats)
    }

    /// The parsed text.
    pub fn document(&self) -> &Document {
        &self.document
    }
}

/// What gives a schema a name.
const IDENTIFIERS: [&str; 3] = ["$anchor", "$dynamicAnchor", "$id"];
/// So many values with such a name are kept.
const MAX_NAMED_VALUES: usize = 32;

/// So many texts in an `enum` or `const` are kept.
const MAX_TEXTS: usize = 1000;

type Patterns = BTreeMap<Arc<str>, Result<Arc<Dfa>, Refused>>;

/// What is in a document, wherever it may stand.
struct Survey {
    patterns: Patterns,
    uses: Uses,
    named_values: Vec<Value>,
    texts: BTreeSet<Arc<str>>,
}

/// The patterns in a document, wherever one may stand, compiled; and what else it uses.
fn survey(document: &Document, dialect: Dialect) -> Survey {
    let mut found = Patterns::new();
    let mut uses = Uses::default();
    let mut named_values = Vec::new();
    let mut texts = BTreeSet::new();
    let mut todo = vec![(document.root(), false)];
    let mut add = |source: &str| {
        found
            .entry(Arc::from(source))
            .or_insert_with(|| text::pattern(source).map(Arc::new));
    };
    while let Some((node, is_value)) = todo.pop() {
        match document.kind(node) {
            NodeKind::Array(items) => todo.extend(items.iter().map(|&item| (item, is_value))),
            NodeKind::String(text) if is_value && texts.len() < MAX_TEXTS => {
                texts.insert(Arc::from(text));
            }
            NodeKind::Object(members) => {
                let has_name = IDENTIFIERS.into_iter().chain([dialect.id_keyword()]);
                let mut has_name = has_name.filter(|name| {
                    let part = document.member(node, name);
                    part.is_some_and(|part| document.string(part).is_some())
                });
                if is_value && has_name.next().is_some() && named_values.len() < MAX_NAMED_VALUES {
                    named_values.push(document.value(node));
                }
                for (name, part) in members {
                    match (name, document.kind(part)) {
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
                    let holds_values = matches!(name, "enum" | "const");
                    todo.push((part, is_value || holds_values));
                }
            }
            _ => {}
        }
    }
    uses.patterns = !found.is_empty();
    Survey {
        patterns: found,
        uses,
        named_values,
        texts,
    }
}
