//! Loading from a real folder: paths in output, the index cache, and input that may be anything.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod bad_input;
mod local_index;
mod support;
