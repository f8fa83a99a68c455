//! Minimal Version Selection beside a plain breadth-first search of the same arrays.
//!
//! `cargo run --release -p upsafe-deps --example mvs_bench [ROUNDS]` builds a synthetic graph of
//! 100,000 modules and 1,000,000 requirements, runs both by turns and prints the best of each. It
//! ends with 1 when the selection takes more than three times as long as the search.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example is a program"
)]

use std::{
    hint::black_box,
    process::ExitCode,
    time::{Duration, Instant},
};

use upsafe_deps::resolve::synthetic::{BENCH_SIZE, graph};

const MOST: f64 = 3.0;

fn main() -> ExitCode {
    let n_rounds = match std::env::args().nth(1).map(|text| text.parse::<u32>()) {
        None => 15,
        Some(Ok(n_rounds)) if n_rounds > 0 => n_rounds,
        Some(_) => {
            eprintln!("expected a number of rounds from 1");
            return ExitCode::from(2);
        }
    };
    let graph = match graph(BENCH_SIZE, 7) {
        Ok(graph) => graph,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let (mut search, mut selection) = (Duration::MAX, Duration::MAX);
    let (mut n_reached, mut n_selected) = (0, 0);
    for _ in 0..n_rounds {
        let start = Instant::now();
        n_reached = black_box(graph.reach(0));
        search = search.min(start.elapsed());
        let start = Instant::now();
        n_selected = black_box(graph.build_list(0)).len();
        selection = selection.min(start.elapsed());
    }
    let ratio = selection.as_secs_f64() / search.as_secs_f64();
    let holds = ratio <= MOST;
    println!(
        "MVS over {} modules and {} requirements: {n_reached} reached, {n_selected} selected; best \
         of {n_rounds} rounds: search {:.2} ms, build list {:.2} ms",
        graph.n_nodes(),
        graph.n_requirements(),
        search.as_secs_f64() * 1e3,
        selection.as_secs_f64() * 1e3,
    );
    println!(
        "{}: {ratio:.2} times a plain search, at most {MOST} are wanted",
        if holds { "holds" } else { "MISSED" },
    );
    if holds {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    }
}
