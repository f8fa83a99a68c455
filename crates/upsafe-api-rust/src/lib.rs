//! The public API of a Rust crate.
mod build;
mod model;
mod rustdoc;
pub use build::*;
pub use model::*;
pub use rustdoc::*;
