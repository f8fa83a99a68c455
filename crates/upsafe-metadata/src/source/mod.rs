//! Where objects are stored, read and never written.
//!
//! What must stay true: what cannot be read comes out as a unit that says why; nothing is skipped
//! in silence.

mod directory;
mod dump;
mod etcd;
mod fluvio;
mod spec;

use std::ops::ControlFlow;

pub use directory::Directory;
pub use dump::{Dump, JsonLines};
#[doc(hidden)]
pub use etcd::read_answer;
pub use etcd::{Etcd, EtcdAccess, EtcdRecords, Secret, Servers};
pub use fluvio::FluvioLocal;
pub use spec::{SourceSpec, SpecError};

use crate::object::Unit;

/// A store that can be read from its beginning to its end.
pub trait Source: Sync {
    /// What it is, in the user's words.
    fn describe(&self) -> String;

    /// About how many units there are, where a quick look tells: for people who wait.
    fn estimate(&self) -> Option<usize> {
        None
    }

    /// Hands out every unit, in the same order each time. Ends early where `sink` says so.
    ///
    /// # Errors
    /// Where the store as a whole cannot be read.
    fn scan(&self, sink: &mut dyn FnMut(Unit) -> ControlFlow<()>) -> Result<Scanned, SourceError>;
}

/// What a scan saw besides units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scanned {
    /// The revision of the store that was read, where it has any.
    pub revision: Option<String>,
    /// Entries that are no objects by their name: a reader of the store passes over them.
    pub strays: Vec<String>,
}

/// The store as a whole cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {message}")]
pub struct SourceError {
    /// The place that was looked at.
    pub place: String,
    /// What was found, and what was expected.
    pub message: String,
}

impl SourceError {
    pub(crate) fn new(place: impl ToString, message: impl ToString) -> Self {
        Self {
            place: place.to_string(),
            message: message.to_string(),
        }
    }
}
