//! The answers that take more than the lock: how low versions may go, and what a copy waits for.
//!
//! Pure functions over the graph, the manifests and an index. The index is the only thing that is
//! asked while they run, so they run while loading; rules see their results as evidence.
//!
//! - [`world`]: everything that can be selected, read on demand and kept small: [`catalog`] is what
//!   the index says, [`names`] and [`release`] are its words.
//!   [`recorder`] lets them see what the loader reads.
//! - [`walk`]: which packages a selection of versions brings, with features as cargo unifies them.
//! - [`floor`]: Minimal Version Selection for a Cargo workspace, and what is wrong with minimums.
//! - [`triage`]: what keeps a package in several versions, and what it takes to lose one.

mod analyse;
pub(crate) mod catalog;
pub(crate) mod floor;
pub(crate) mod manifests;
pub(crate) mod minimums;
pub(crate) mod moves;
pub(crate) mod names;
pub(crate) mod recorder;
pub(crate) mod release;
pub(crate) mod triage;
pub(crate) mod walk;
pub(crate) mod world;

pub(crate) use analyse::{NoIndex, analyse};

#[cfg(test)]
mod tests;
