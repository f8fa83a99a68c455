//! The total list of changes from an old JSON Schema to a new one, each with its places.
//!
//! Nothing is judged for good here: [`Breaks`](crate::Breaks) says whom a change can break by its
//! kind and place alone (an upper bound under the default semantics), the verdict comes from
//! `can_read`. What must stay true: a schema has no change against itself; any edit but the order
//! of members and the layout has at least one; a break has at least one change that can break it.
//!
//! Where the registries have a name for a kind of change, it is theirs, in kebab-case. References
//! are followed on both sides, and each pair of subschemas is compared once, so recursion ends.

mod annotations;
mod arrays;
mod bounds;
mod combined;
mod definitions;
mod kinds;
mod objects;
mod properties;
mod references;
mod schema;
mod side;
mod slots;
mod values;
mod walk;

pub use kinds::KINDS;
pub(crate) use side::{At, Numbering, Side, Target};
pub use walk::changes;
