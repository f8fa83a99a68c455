//! A change from an old schema to a new one, the same for every format.
//!
//! A differ is total: what a person, a reader or a writer could tell apart has at least one
//! change. Nothing is judged for good here: [`Breaks`] says whom a change *can* break by its
//! kind alone; whether it does is the verdict of `can_read`.

mod avro;
mod model;

pub use avro::avro_changes;
pub(crate) use avro::avro_changes_within;
pub(crate) use model::Scope;
pub use model::{Breaks, Change, Location, UNCLAIMED};
