//! The public API from outside.

mod example;
mod facts;
mod hostile;
mod paths;
mod ranges;
mod search;

/// So many cases, the same in every run.
fn cases(n: u32) -> proptest::test_runner::Config {
    proptest::test_runner::Config {
        cases: n,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_121),
        ..Default::default()
    }
}
