//! Answers that are kept between runs.
//!
//! Most of a run goes into reading the index: tens of megabytes, of which next to nothing changes
//! from one commit to the next. What the gate wants to know of it is a function of the lock, the
//! manifests, cargo's configuration and the files of the index that are read. So the answers are
//! kept, one file for each workspace, and hold as long as nothing of that changes:
//!
//! What follows from an answer of `cargo metadata` is kept with the digest of that answer: cargo is
//! asked in every run of the exact tier, and only what it said before is not worked through again.
//!
//! - [`key`] says what they were derived from: a digest over everything but the index, and one over
//!   the state (size, times, inode) of each file of the index that was asked for, also of those
//!   that were not there.
//! - [`shelf`] is the folder; a file that is torn, foreign or of another build of the program is as
//!   good as none, and one that cannot be written is no error.
//! - [`witness`] notes which files of the index are asked for.

mod key;
mod shelf;
mod witness;

#[cfg(feature = "exact")]
pub(super) use key::Digest;
pub(super) use key::{Question, ends_digest};
pub(super) use shelf::{Answers, Build, Ends, Shelf};
pub(super) use witness::Witness;
