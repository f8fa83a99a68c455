//! The two programs that are compared, and what their answers mean.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::process::program;

/// The two programs.
pub(super) struct Tools {
    pub(super) upsafe: PathBuf,
    pub(super) rival: PathBuf,
}

impl Tools {
    /// Ours in a folder.
    pub(super) fn ours(&self, folder: &Path, args: &[&str]) -> Command {
        let mut command = program(&self.upsafe.to_string_lossy());
        command.args(args).current_dir(folder);
        command
    }

    /// The rival on a package and the one that it was: would a minor release do?
    pub(super) fn theirs(
        &self,
        [old, new]: [&Path; 2],
        package: &str,
        features: &[&str],
    ) -> Command {
        let mut command = program(&self.rival.to_string_lossy());
        command
            .args(["semver-checks", "check-release", "--release-type", "minor"])
            .args(["--color", "never", "--package", package])
            .arg("--manifest-path")
            .arg(new.join("Cargo.toml"))
            .arg("--baseline-root")
            .arg(old)
            .env("CARGO_NET_OFFLINE", "true")
            .current_dir(new);
        if !features.is_empty() {
            command.arg("--only-explicit-features");
        }
        for feature in features {
            command.args(["--features", feature]);
        }
        command
    }
}

/// What the rival's exit status means.
pub(super) fn verdict(mut command: Command) -> Result<String, String> {
    let output = command.output().map_err(|error| error.to_string())?;
    Ok(match output.status.code() {
        Some(0) => "minor or less".to_owned(),
        Some(100) => "major".to_owned(),
        code => format!("cannot tell ({})", code.unwrap_or(-1)),
    })
}

/// The bump in the JSON of a difference.
pub(super) fn bump(told: &str) -> Result<&'static str, String> {
    let told: serde_json::Value = serde_json::from_str(told).map_err(|error| error.to_string())?;
    let changes = told["changes"].as_array().ok_or("expected changes")?;
    let any = |verdict: &str| changes.iter().any(|one| one["verdict"] == verdict);
    Ok(match () {
        () if any("proved") => "major",
        () if any("suspect") => "major (suspect)",
        () if any("additive") => "minor",
        () => "patch",
    })
}
