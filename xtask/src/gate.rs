//! The gates, in this process. What takes long to build is built only when it is asked for.

use std::{ffi::OsString, process::ExitCode};

/// A feature of this program, and whether it was built with it.
type Feature = (&'static str, bool);

/// How the alias `cargo xtask` builds, in `.cargo/config.toml`: what is built already serves again.
const LEAN: [&str; 4] = [
    "--config",
    "profile.dev.debug=false",
    "--config",
    "profile.dev.incremental=false",
];

/// Comparisons of public APIs.
const API: Feature = ("api", cfg!(feature = "api"));

/// The gates of schemas and of stored objects.
const SCHEMA: Feature = ("schema", cfg!(feature = "schema"));

/// The version gate.
const SEMVER: Feature = ("semver", cfg!(feature = "semver"));

/// The exact tier of the dependency gate.
const EXACT: Feature = ("exact", cfg!(feature = "exact"));

/// What `--deep` needs to hash the zips of Go modules.
const GO_ZIP: Feature = ("go-zip", cfg!(feature = "go-zip"));

/// Runs `upsafe COMMAND`; the first of `args` is the name by which this program was asked for it.
pub(crate) fn run(command: &[&str], args: &[OsString]) -> ExitCode {
    let rest = args.get(1..).unwrap_or_default();
    let mut needed = Vec::new();
    needed.extend(match command {
        ["check", "deps"] => &[][..],
        ["check", "schema" | "metadata"] => &[SCHEMA],
        ["check", "semver"] => &[SEMVER, API],
        _ => &[SCHEMA, SEMVER, API],
    });
    if rest.iter().any(|arg| arg == "--deep") {
        needed.push(GO_ZIP);
    }
    let line = std::iter::once("upsafe")
        .chain(command.iter().copied())
        .map(OsString::from)
        .chain(rest.iter().cloned());
    if upsafe_cli::wants_exact(line.clone()) {
        needed.push(EXACT);
    }
    if needed.iter().any(|(_, is_here)| !is_here) {
        return again(&needed, args);
    }
    upsafe_cli::run(line)
}

/// Calls this program again with features, and gives its exit code.
fn again(features: &[Feature], args: &[OsString]) -> ExitCode {
    let names: Vec<_> = features.iter().map(|(name, _)| *name).collect();
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let mut cargo = crate::process::cargo_here();
    cargo
        .args(["run", "--quiet", "--manifest-path", manifest])
        .args(LEAN)
        .args(["--features", &names.join(","), "--"])
        .args(args);
    match cargo.status() {
        Ok(status) => ExitCode::from(
            status
                .code()
                .and_then(|code| u8::try_from(code).ok())
                .unwrap_or(2),
        ),
        Err(error) => {
            crate::say(&format!("error: cargo cannot be started: {error}\n"));
            ExitCode::from(2)
        }
    }
}
