//! What the crate does with real sources. The tests that compile need rustdoc of the pinned
//! toolchain; they build a few crates, each with many cases.

mod changes;
mod errors;
mod krate;
mod snapshots;
mod support;
