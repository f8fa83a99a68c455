//! Which benchmark is meant.

use std::ffi::OsString;

use super::{deps, measure};
use crate::Outcome;

pub(super) const USAGE: &str = "usage: cargo xtask bench deps [--manifest-path P] [--rounds N]";

pub(crate) fn run(args: &[OsString]) -> Outcome {
    match args.first().and_then(|name| name.to_str()) {
        Some("deps") => deps::run(&args[1..]),
        // The measuring half of this program, started by the other half.
        Some(measure::INNER) => measure::inner(&args[1..]),
        _ => Err(USAGE.to_owned()),
    }
}
