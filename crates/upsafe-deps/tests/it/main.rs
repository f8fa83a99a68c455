//! The integration tests of the crate, in one binary.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod bad_input;
mod cargo_index;
mod cargo_manifest;
#[cfg(feature = "exact")]
mod cargo_metadata;
mod local_index;
mod mvs_properties;
mod mvs_table;
mod support;
mod tree;
