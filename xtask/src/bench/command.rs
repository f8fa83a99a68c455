//! Which benchmark is meant.

use std::ffi::OsString;

use super::{api, deps, measure, metadata, schema};
use crate::{
    Outcome,
    process::{self, cargo},
};

pub(super) const USAGE: &str =
    "usage: cargo xtask bench api [--upsafe BINARY] [--cases FILE | --only-pairs] [--pairs N | --crate NAME] [--rounds N]
       cargo xtask bench deps [--manifest-path P] [--rounds N]
       cargo xtask bench schema [--pairs N] [--rounds N] [--karapace REQUIREMENT]
       cargo xtask bench metadata [--objects N]";

pub(crate) fn run(args: &[OsString]) -> Outcome {
    let name = args.first().and_then(|name| name.to_str());
    match name {
        Some("api" | "deps" | "metadata" | "schema") if cfg!(not(feature = "bench")) => {
            with_accounts(args)
        }
        Some("api") => api::run(&args[1..]),
        Some("deps") => deps::run(&args[1..]),
        Some("metadata") => metadata::run(&args[1..]),
        Some("schema") => schema::run(&args[1..]),
        // The measuring half of this program, started by the other half.
        Some(measure::INNER) => measure::inner(&args[1..]),
        _ => Err(USAGE.to_owned()),
    }
}

/// This program again, built with the kernel's accounts.
fn with_accounts(args: &[OsString]) -> Outcome {
    let again = [
        "run",
        "--quiet",
        "--package",
        "xtask",
        "--features",
        "bench",
        "--",
        "bench",
    ];
    process::run(cargo().args(again).args(args))
}
