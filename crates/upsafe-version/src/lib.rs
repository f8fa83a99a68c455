#![doc = include_str!("../README.md")]

mod cursor;
mod error;
mod identifiers;
mod merge;
mod number;
mod part;
mod scheme;

#[cfg(feature = "batch")]
pub mod batch;
pub mod cargo;
pub mod go;
pub mod maven;
pub mod npm;
pub mod pep440;
pub mod semver;

pub use error::Error;
pub use number::Number;
pub use part::{Difference, Part};
pub use scheme::Scheme;
