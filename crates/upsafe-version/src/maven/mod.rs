//! Maven's versions and ranges: <https://maven.apache.org/pom.html#version-order-specification>.
//!
//! The order is that of `ComparableVersion` of Maven 4. No crate on crates.io gives it.
//!
//! It is not transitive: Maven drops zeros and `ga` before it compares, so that
//! `0.rc-1 < 0 < 0.ga.spga0 < 0.rc-1`. Versions of numbers with at most one qualifier are in order.
//! A sort of the standard library may panic on versions that run in such a circle;
//! [`Scheme::sort`](crate::Scheme::sort) does not, and gives one answer however they come.

mod bump;
mod item;
mod range;
mod version;

pub use range::Range;
pub use version::Version;
