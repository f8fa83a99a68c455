//! The total list of changes from an old schema to a new one, each with its places.
//!
//! A change may be harmless; each says whom it breaks by itself. What must stay true: two schemas
//! of which a reader, a writer or a person could tell a difference have at least one change, and
//! a schema has none against itself. Where a name was defined and how JSON was laid out are no
//! differences.

mod breaks;
mod change;
mod details;
mod judge;
mod pairing;
mod path;
mod walk;

pub use change::{Change, ChangeKind};
pub use judge::{Judgement, judge};
pub use walk::changes;
pub(crate) use walk::changes_within;
