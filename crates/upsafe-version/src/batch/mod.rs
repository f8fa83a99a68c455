//! One operation by its name, with JSON in and out: what a batch of questions from outside needs.
//!
//! Each scheme has a table of operations; the operations that all schemes have are in one more table.
//! In `satisfies` the range comes first here, as in the requirement files of the schemes' own tests.

mod arguments;
mod cargo;
mod evaluate;
mod go;
mod maven;
mod npm;
mod pep440;
mod shared;

pub use evaluate::{evaluate, operations};
