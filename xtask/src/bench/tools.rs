//! The programs that are measured: ours as it is released, and rivals from crates.io.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::process::{self, cargo, root};

/// Builds `upsafe` as it is released, and tells where it is.
pub(super) fn upsafe() -> Result<PathBuf, String> {
    let package = ["--package", "upsafe-cli", "--bin", "upsafe"];
    process::run(cargo().args(["build", "--release"]).args(package))?;
    absolute(&released("upsafe"))
}

/// Where a release build of a program of ours is, or will be.
pub(super) fn released(name: &str) -> PathBuf {
    root().join("target/release").join(name)
}

/// Installs a rival below `target/` where that was not done already, and tells where it is.
pub(super) fn rival(name: &str, version: &str) -> Result<PathBuf, String> {
    let tools = root().join("target/tools");
    let binary = tools.join("bin").join(name);
    if !binary.is_file() {
        let mut command = cargo();
        // Some link for minutes with whole-program optimization, and the figures do not change.
        command.env("CARGO_PROFILE_RELEASE_LTO", "off");
        command.args(["install", "--locked", "--version", version, name, "--root"]);
        command.arg(&tools);
        // A folder that stays: an interrupted build goes on where it was.
        command.arg("--target-dir").arg(tools.join("build"));
        process::run(&mut command)?;
    }
    absolute(&binary)
}

/// A path that is there, without symbolic links.
pub(super) fn absolute(path: &Path) -> Result<PathBuf, String> {
    fs::canonicalize(path).map_err(|error| format!("{}: {error}", path.display()))
}
