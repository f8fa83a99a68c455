//! Versions of Go modules and of Go itself: <https://go.dev/ref/mod#versions>.

pub mod path;

mod pseudo;
mod range;
mod timestamp;
mod toolchain;
mod version;

pub use pseudo::{Pseudo, pseudo_version};
pub use range::Range;
pub use timestamp::Timestamp;
pub use toolchain::{GoVersion, Toolchain};
pub use version::{Version, compare};
