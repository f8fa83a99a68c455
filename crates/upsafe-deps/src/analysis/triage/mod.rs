//! What keeps a package in several versions, and what it takes to lose a copy.
//!
//! A copy is lost when everybody who requires it moves on. [`holder`] finds what that takes for one
//! holder: an update within the requirements, a breaking change of a requirement of ours, or a
//! release that does not exist yet. [`causes`] puts copies with one reason into one cause: a copy
//! that only an older copy of another package requires goes when that one goes. [`verify`] tries
//! the updates on a forecast of the lock, so that no command is given that does not help.

mod causes;
mod holder;
mod report;
mod verify;

pub(crate) use causes::triage;
pub use report::{DuplicateName, Edit, Fix, HeldCopy, Move, RootCause, Triage};
