//! The integration tests of the crate, in one binary.

mod mvs_properties;
mod mvs_table;
