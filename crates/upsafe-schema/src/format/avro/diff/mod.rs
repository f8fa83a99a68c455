//! The total list of changes from an old schema to a new one, each with its places.
//!
//! Nothing is judged here: a change may be harmless. What must stay true: two schemas of which a
//! reader, a writer or a person could tell a difference have at least one change, and a schema
//! has none against itself. Where a name was defined and how JSON was laid out are no
//! differences.

mod change;
mod pairing;
mod walk;

pub use change::{Change, ChangeKind};
pub use walk::changes;
