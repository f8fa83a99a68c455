//! Tests of the configuration from outside.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod load;
mod samples;
mod schema;
