//! The registry index, as far as this machine holds it: which versions a package has, and what
//! each of them says of itself.
//!
//! Cargo keeps what it downloaded of an index below `$CARGO_HOME/registry/index`; [`LocalIndex`]
//! reads that and nothing else. What is not there, or cannot be read, is [`Unknown`] with its
//! reason, never an error: the question stays open. Analyses take any [`Index`]; [`TableIndex`] is
//! one that is written as text.

mod checksum;
mod local;
mod package;
mod registry;
mod release;
mod table;
mod unknown;

use std::sync::Arc;

pub use checksum::{Checksum, ChecksumError};
pub use local::LocalIndex;
pub use package::{PackageIndex, ReleaseId};
pub use registry::{CRATES_IO, same_registry};
pub use release::{Release, ReleaseDependency, ReleaseHead};
pub use table::TableIndex;
pub use unknown::Unknown;

pub(crate) use registry::{RegistryDirectories, canonical};

/// Answers what is known of a package in a registry.
pub trait Index {
    /// Everything that is known of the package `name` in the registry at `registry`, the URL of
    /// its index with or without a `registry+` or `sparse+` in front, such as [`CRATES_IO`].
    ///
    /// An answer may be costly and large: ask once per package, and let go of it.
    ///
    /// # Errors
    /// Where nothing is known, with the reason.
    fn package(&self, registry: &str, name: &str) -> Result<Arc<PackageIndex>, Unknown>;
}
