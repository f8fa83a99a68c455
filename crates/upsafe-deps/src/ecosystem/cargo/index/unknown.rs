//! Why an index does not answer.

use serde::{Deserialize, Serialize};

/// A question that the index on this machine does not answer, and why.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error, Serialize, Deserialize,
)]
#[non_exhaustive]
pub enum Unknown {
    /// The registry's index is not on this machine.
    #[error("the index of registry `{registry}` is not on this machine: {reason}")]
    NoIndex {
        /// The registry's URL.
        registry: String,
        /// What was looked for.
        reason: String,
    },
    /// The index is there, the package is not in it.
    #[error("the index on this machine has nothing about `{package}`")]
    NotCached {
        /// The package's name.
        package: String,
    },
    /// The package's entry is there and cannot be read.
    #[error("the index entry of `{package}` cannot be read: {reason}")]
    Unreadable {
        /// The package's name.
        package: String,
        /// What was expected and found.
        reason: String,
    },
}
