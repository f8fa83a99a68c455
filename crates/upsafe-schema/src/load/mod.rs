//! The only I/O of the gate: from files and histories to evidence, comparisons included.

mod bundle;
mod contracts;
mod export;
mod files;
mod git;
mod history;
mod judge;
mod loaded;
mod pairs;
mod parts;

pub use contracts::{LoadRequest, load};
pub use git::{Commit, GitBinary, GitError, Repository, TreeFile};
pub use loaded::Loaded;
pub use pairs::{PairRequest, PairSide, load_pairs};
