//! The command line of `upsafe`, as a library so that a repository's own `xtask` can be it.
//!
//! This is the only layer that prints, reads the environment and the clock, and knows exit codes:
//! 0 safe, 1 not safe, 2 cannot tell. stdout carries data, stderr carries talk.
//!
//! ```no_run
//! // A whole `cargo xtask check-deps`:
//! fn main() -> std::process::ExitCode {
//!     let args = std::env::args_os().skip(2); // after `xtask check-deps`
//!     upsafe_cli::run(["upsafe".into(), "check".into(), "deps".into()].into_iter().chain(args))
//! }
//! ```

#[cfg(feature = "api")]
mod api_args;
mod args;
mod commands;
mod environment;
mod failure;
mod git;
#[cfg(feature = "metadata")]
mod metadata_args;
mod output;
mod path_args;
mod run;
#[cfg(feature = "schema")]
mod schema_args;
#[cfg(feature = "semver")]
mod semver_args;

pub use args::command;
pub use commands::completions::completions;
pub use run::{run, wants_exact};
