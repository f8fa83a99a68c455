//! JSON Schema, drafts 4, 6, 7, 2019-09 and 2020-12.
//!
//! A [`Schema`] is parsed once and compared often. [`can_read`] lowers two of them to sets of
//! values and asks whether the writer's set has a value outside the reader's. Invariants: nothing
//! is ever fetched; a verdict "compatible" rests on a closed search; a verdict "incompatible"
//! carries a document that a validator of its own (`jsonschema`) confirmed.

mod answer;
mod check;
mod confirm;
mod declared;
mod dialect;
mod diff;
mod evaluated;
mod fill;
mod formats;
mod keywords;
mod line_end;
mod lower;
mod metaschema;
mod names;
mod references;
mod registry;
mod schema;
mod shrink;
mod uri;

pub use check::can_read;
pub use dialect::Dialect;
pub(crate) use diff::{At, Numbering, Side, Target};
pub use diff::{KINDS, changes};
pub use schema::{Schema, SchemaError};
