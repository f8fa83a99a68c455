//! The public API of a Rust crate.
mod build;
mod diff;
mod model;
mod rustdoc;
mod snapshot;
pub use build::*;
pub use diff::*;
pub use model::*;
pub use rustdoc::*;
pub use snapshot::*;
