//! Semantic Versioning 2.0.0, strictly: <https://semver.org/spec/v2.0.0.html>.

mod version;

pub use version::Version;
