//! JSON as it was written: exact numbers, places, bounded depth.
//!
//! The parser is iterative and never recurses on its input. Nothing here knows about schemas.

mod document;
mod lines;
mod parse;
mod value;
mod words;

pub(crate) use document::Assembly;
pub use document::{Document, NodeId, NodeKind, Place};
pub(crate) use lines::Lines;
pub(crate) use parse::MAX_DEPTH;
pub use parse::ParseError;
pub use value::{Type, TypeSet, Value};
