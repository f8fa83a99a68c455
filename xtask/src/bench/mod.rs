//! `cargo xtask bench NAME`: measurements beside the rivals, in one run, as ratios.
//!
//! What must stay true: rivals are installed by the benchmark itself and never by CI, commands take
//! turns so that a drifting machine slows them alike, and CPU time is the kernel's own account.

mod deps;
mod measure;
mod table;

use std::ffi::OsString;

use crate::Outcome;

const USAGE: &str = "usage: cargo xtask bench deps [--manifest-path P] [--rounds N]";

pub(crate) fn run(args: &[OsString]) -> Outcome {
    match args.first().and_then(|name| name.to_str()) {
        Some("deps") => deps::run(&args[1..]),
        // The measuring half of this program, started by the other half.
        Some(measure::INNER) => measure::inner(&args[1..]),
        _ => Err(USAGE.to_owned()),
    }
}
