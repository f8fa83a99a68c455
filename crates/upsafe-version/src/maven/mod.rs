//! Maven's versions and ranges: <https://maven.apache.org/pom.html#version-order-specification>.
//!
//! The order is that of `ComparableVersion` of Maven 4. No crate on crates.io gives it.

mod bump;
mod item;
mod range;
mod version;

pub use range::Range;
pub use version::Version;
