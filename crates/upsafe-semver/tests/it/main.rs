//! The gate over real git repositories.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

mod bad_input;
mod example;
mod facts;
mod git;
mod hostile;
mod hostile_ranges;
mod next;
mod paths;
mod ranges;
mod release;
mod search;
mod signatures;
mod support;

/// So many cases, the same in every run.
fn cases(n: u32) -> proptest::test_runner::Config {
    proptest::test_runner::Config {
        cases: n,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_121),
        ..Default::default()
    }
}
