//! What the tree says of the versions that it uses.
//!
//! [`extract`] reads texts and does no I/O; [`load_facts`] reads the files that `[[semver.matrix.fact]]`
//! names. A file that is not there, or in which nothing is found, is a trouble: a fact that could not
//! be looked at must not pass for one that is right.

mod extract;
mod fact;
mod files;
mod lists;

pub use fact::{Fact, Said};
pub use files::{LoadedFacts, load_facts};
