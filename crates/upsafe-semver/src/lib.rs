//! Is the version number about to be published honest?
//!
//! - [`matrix`]: which version of a component goes with which versions of others, the paths from
//!   one version to another, and whether the tree keeps to its own row.

mod evidence;
mod gate;
pub mod matrix;
mod rules;

pub use evidence::Evidence;
pub use gate::{Semver, check};
