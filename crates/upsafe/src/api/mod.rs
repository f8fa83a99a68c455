//! Public APIs: their committed snapshots, and what comparisons with the release before say.
//!
//! `fill` gives the gate `semver` its evidence. Without `--deep` nothing is built: the snapshot at
//! the tag is compared with the one in the tree, and digests of the sources tell whether that one is
//! stale. What must stay true: whatever stops a comparison is a reason not to tell.

mod export;
mod fill;
mod import;
mod other;
mod rust;
mod snapshots;
mod words;

pub use import::{ImportError, Imported, import_diff};
pub use snapshots::{Network, SnapshotAnswer, SnapshotState, check_snapshots, write_snapshots};

pub(crate) use fill::fill;
