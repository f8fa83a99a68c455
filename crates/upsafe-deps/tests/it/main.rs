//! The integration tests of the crate, in one binary.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

mod bad_input;
mod cargo_index;
mod cargo_manifest;
#[cfg(feature = "exact")]
mod cargo_metadata;
mod go_build_list;
mod go_differential;
mod go_hostile;
mod go_modfile;
mod go_plan;
mod go_sum;
mod go_vendor;
mod go_world;
mod kept_answers;
mod local_index;
mod mvs_properties;
mod mvs_table;
mod support;
mod tree;
