//! The only I/O of the gate: from files and histories to evidence, comparisons included.

mod files;
mod judge;
mod loaded;
mod pairs;

pub use loaded::Loaded;
pub use pairs::{PairRequest, PairSide, load_pairs};
