//! Why a schema was not read.

use crate::json::{ParseError, Place};
use thiserror::Error;

/// Why a schema was not read, and where.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{message} at line {}, column {}", place.line, place.column)]
#[non_exhaustive]
pub struct SchemaError {
    /// What was expected or found.
    pub message: String,
    /// Where, in the text with the number `text`; for a data file, in the schema of its header.
    pub place: Place,
    /// The index of the text: first the references in their order, then the schema itself.
    pub text: usize,
    /// Whether it may be a schema, but is beyond a limit of this reader.
    pub is_limit: bool,
}

impl SchemaError {
    pub(super) fn new(message: String, place: Place, text: usize) -> SchemaError {
        SchemaError {
            message,
            place,
            text,
            is_limit: false,
        }
    }

    /// An error about the whole input.
    pub(super) fn whole(message: String) -> SchemaError {
        SchemaError::new(message, Place { line: 1, column: 1 }, 0)
    }

    pub(super) fn json(error: ParseError, text: usize) -> SchemaError {
        SchemaError {
            message: error.message,
            place: error.place,
            text,
            is_limit: error.limit,
        }
    }
}
