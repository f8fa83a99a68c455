//! Semantic Versioning 2.0.0, strictly: <https://semver.org/spec/v2.0.0.html>.

mod range;
mod version;

pub use range::Range;
pub use version::Version;
