//! Cargo's versions and requirements, with the answers of the crate `semver` that Cargo itself uses:
//! <https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html>.
//!
//! That crate is right by definition here. What it does not say is *where* a text is wrong, so that
//! this module looks a second time at a text that was refused.

mod class;
mod diagnose;
mod requirement;
mod version;

pub use class::Class;
pub use requirement::Requirement;
pub use version::Version;
