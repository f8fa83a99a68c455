//! Cargo: lock files, manifests, the local index, and the rules' view of them.

pub mod config;
pub mod crate_cache;
pub mod index;
pub mod manifest;
#[cfg(feature = "exact")]
pub mod metadata;

mod lock;
mod lock_graph;

pub use lock::{Lock, LockChecksum, LockDependency, LockPackage, NEWEST_FORMAT};
pub use lock_graph::{LockGraph, UnresolvedLine};
