//! Version numbers and ranges of every ecosystem: parse, order, satisfy, bump.

mod cursor;
mod error;
mod identifiers;
mod number;
mod part;

pub mod cargo;
pub mod go;
pub mod maven;
pub mod npm;
pub mod pep440;
pub mod semver;

pub use error::Error;
pub use number::Number;
pub use part::{Difference, Part};
