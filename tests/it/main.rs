//! The end-to-end suite: the built command line over real folders and real git, as a user drives it.
#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]
#![expect(
    clippy::unwrap_used,
    reason = "helpers called by tests: a panic is the failure"
)]

mod bad_input;
mod config;
mod deps;
mod exceptions;
mod fixtures;
mod go;
mod hook;
mod init;
#[cfg(feature = "metadata")]
mod metadata;
mod outputs;
mod rules;
#[cfg(feature = "schema")]
mod schema;
mod semver;
#[cfg(feature = "api")]
mod semver_api;
mod semver_path;
mod talk;
mod versions;
mod world;
mod xtask;
