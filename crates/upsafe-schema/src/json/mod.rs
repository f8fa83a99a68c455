//! JSON as it was written: exact numbers, places, bounded depth.
//!
//! The parser is iterative and never recurses on its input. Nothing here knows about schemas.

mod document;
mod lines;
mod members;
mod nodes;
mod parse;
mod text;
mod value;

pub(crate) use document::{Assembly, Draft};
pub use document::{Document, Place};
pub(crate) use members::Key;
pub use members::{Members, MembersIter};
pub use nodes::{NodeId, NodeKind};
pub(crate) use parse::MAX_DEPTH;
pub use parse::ParseError;
pub(crate) use text::plain;
pub use value::{Type, TypeSet, Value};
