//! What changed between two APIs, and whom it breaks. The comparison is total: every difference
//! that the model holds is a change, if only one without consequence.

mod adt;
mod bounds;
mod canonical;
mod change;
mod engine;
mod foreign;
mod functions;
mod impls;
mod imply;
mod index;
mod krate;
mod macros;
mod rules;
mod standard;
mod traits;
mod unify;

pub use change::{Bump, Change, Diff, Exposure, Verdict};
pub use engine::diff;
pub use rules::{RULES, Rule};
