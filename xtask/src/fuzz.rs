//! `cargo xtask fuzz`: every parser against input that nobody wrote.

use std::{ffi::OsString, fs};

use lexopt::prelude::{Long, Value, ValueExt};

use crate::{
    Outcome,
    process::{self, cargo, program, read, root},
    say,
};

/// What is installed to fuzz with.
const TOOL: &str = "cargo-fuzz@0.13.2";

/// Targets that take a feature, whose dependencies take long to build: only where they are named.
const NAMED_ONLY: [(&str, &str); 2] = [("cargo_metadata", "exact"), ("go_zip", "go-zip")];

const USAGE: &str = "usage: cargo xtask fuzz (--minutes N | --seconds N) [TARGET]...";

/// Replays the corpus of each target, then fuzzes it for the given time. Where a target fails,
/// cargo-fuzz prints the input's path, below `fuzz/artifacts`, and how to run it again.
///
/// Stable Rust does: no sanitizer is needed where `unsafe` is forbidden. libFuzzer is compiled from
/// source, which takes a C++ compiler (Debian's `g++`).
pub(crate) fn run(args: &[OsString]) -> Outcome {
    let (seconds, only) = parse(args)?;
    let fuzz = tool()?;
    let listed = read(program(&fuzz).arg("list"))?;
    let is_wanted = |target: &&str| match only.as_slice() {
        [] => feature(target).is_none(),
        only => only.iter().any(|name| name == target),
    };
    let targets: Vec<&str> = listed.lines().filter(is_wanted).collect();
    if targets.is_empty() {
        return Err(format!(
            "there is no such target; the targets are:\n{listed}"
        ));
    }
    for target in targets {
        // New inputs go to the first folder, so that the committed corpus grows by hand only.
        let found = root().join("target/fuzz-found").join(target);
        let corpus = root().join("fuzz/corpus").join(target);
        for folder in [&found, &corpus] {
            fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        say(&format!("fuzz {target}: {seconds} s\n"));
        let mut command = program(&fuzz);
        command
            .args(["run", "--sanitizer", "none", "--codegen-units", "16"])
            .args(feature(target).map(|feature| format!("--features={feature}")))
            .arg(target)
            .arg(found)
            .arg(corpus)
            .arg("--");
        command.arg(format!("-max_total_time={seconds}"));
        command.args([
            "-timeout=10",
            "-rss_limit_mb=2048",
            "-max_len=16384",
            "-verbosity=0",
        ]);
        command.env("RUSTC_BOOTSTRAP", "1");
        // cargo-fuzz asks for all debug information; a panic names its line without.
        command.env("RUSTFLAGS", "-Cdebuginfo=0");
        command.env("CXXFLAGS", "-g0");
        process::run(&mut command)?;
    }
    Ok(())
}

/// The feature that a target takes.
fn feature(target: &str) -> Option<&'static str> {
    let known = NAMED_ONLY.iter().find(|(name, _)| *name == target);
    known.map(|(_, feature)| *feature)
}

/// The fuzzer's program, of the version that CI uses; it is installed where it is missing.
fn tool() -> Result<String, String> {
    let folder = root().join("target/tools");
    let path = folder
        .join("bin")
        .join(format!("cargo-fuzz{}", std::env::consts::EXE_SUFFIX));
    if !path.is_file() {
        let mut install = cargo();
        install.args(["install", "--quiet", "--debug", "--locked", "--root"]);
        process::run(install.arg(folder).arg(TOOL))?;
    }
    Ok(path.to_string_lossy().into_owned())
}

/// Seconds for each target, and the targets that are named.
fn parse(args: &[OsString]) -> Result<(u64, Vec<String>), String> {
    let mut parser = lexopt::Parser::from_args(args.iter().cloned());
    let mut seconds = None;
    let mut targets = Vec::new();
    let usage = |error: lexopt::Error| format!("{error}\n{USAGE}");
    while let Some(arg) = parser.next().map_err(usage)? {
        let unit = match arg {
            Long("minutes") => 60,
            Long("seconds") => 1,
            Value(target) => {
                targets.push(target.to_string_lossy().into_owned());
                continue;
            }
            other => return Err(usage(other.unexpected())),
        };
        let number: u64 = parser
            .value()
            .and_then(|value| value.parse())
            .map_err(usage)?;
        seconds = Some(number.saturating_mul(unit));
    }
    Ok((seconds.ok_or(USAGE)?, targets))
}
