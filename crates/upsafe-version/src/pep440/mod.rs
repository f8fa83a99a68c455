//! Python's versions and specifiers: PEP 440, <https://packaging.python.org/specifications/version-specifiers/>.
//!
//! The answers are those of PyPA's `packaging`. The crate `pep440_rs` is not used: it refuses white
//! space around a version, numbers above 64 bits and `===` with another text than a version, leaves
//! `3.0.0a7` out of `<3.0.0a8`, does not say where a text is wrong, and brings four crates along.

mod bump;
mod grammar;
mod specifier;
mod version;

pub use specifier::{Specifier, Specifiers};
pub use version::Version;
