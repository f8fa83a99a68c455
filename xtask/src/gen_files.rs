//! `cargo xtask gen [--check]`: files that are made from the code, committed, and compared in CI.

use std::ffi::OsString;

use crate::Outcome;

/// Without the feature that the JSON Schemas need, calls itself again with it.
#[cfg(not(feature = "gen"))]
pub(crate) fn run(args: &[OsString]) -> Outcome {
    use crate::process::{cargo, run};
    let again = [
        "run",
        "--quiet",
        "--package",
        "xtask",
        "--features",
        "gen",
        "--",
        "gen",
    ];
    run(cargo().args(again).args(args))
}

#[cfg(feature = "gen")]
pub(crate) fn run(args: &[OsString]) -> Outcome {
    let files = crate::generated::all()?;
    match args {
        [] => crate::generated::write(&files),
        [flag] if flag == "--check" => crate::generated::compare(&files),
        _ => Err("usage: cargo xtask gen [--check]".to_owned()),
    }
}
