//! The gate over real git repositories.

mod git;
mod hostile;
mod next;
mod release;
mod signatures;
mod support;
