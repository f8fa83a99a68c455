//! The gate over real git repositories.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

mod bad_input;
mod git;
mod hostile;
mod next;
mod release;
mod signatures;
mod support;
