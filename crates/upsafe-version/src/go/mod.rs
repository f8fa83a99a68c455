//! Versions of Go modules and of Go itself: <https://go.dev/ref/mod#versions>.

mod pseudo;
mod timestamp;
mod toolchain;
mod version;

pub use pseudo::{Pseudo, pseudo_version};
pub use timestamp::Timestamp;
pub use toolchain::{GoVersion, Toolchain};
pub use version::{Version, compare};
