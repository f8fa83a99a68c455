//! Plans and applies the edits that give packages a version.
//!
//! What must stay true: an edit replaces exactly the bytes that it names, so that the format of a file
//! is kept; files are written whole, and all of them or none.

mod apply;
mod changelog;
mod plan;

pub use apply::{ApplyError, apply, preview};
pub use plan::{Edit, Move, Plan, Wish, plan};
