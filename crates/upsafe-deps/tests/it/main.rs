//! The integration tests of the crate, in one binary.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod mvs_properties;
mod mvs_table;
