//! `cargo-semver-checks` as a second opinion, by its exit status and its lines.
//!
//! What must stay true: 0 is compatible, 100 is a break, everything else is not known. Before 0.49
//! the tool ended with 1 for breaks and for its own failures alike, so those are not asked.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{build::Features, process::program};

/// The first version whose exit status tells a break from a failure.
const OLDEST: [u64; 2] = [0, 49];
/// The exit status for breaks.
const BREAKS: i32 = 100;

/// What is to be asked.
#[derive(Clone, Debug)]
pub struct CrossCheckRequest {
    program: PathBuf,
    manifest: PathBuf,
    package: String,
    baseline: Baseline,
    features: Features,
}

#[derive(Clone, Debug)]
enum Baseline {
    Revision(String),
    Folder(PathBuf),
}

impl CrossCheckRequest {
    /// A package of a `Cargo.toml`, beside itself at a revision of its repository.
    #[must_use]
    pub fn at_revision(manifest: &Path, package: &str, revision: &str) -> Self {
        Self::with(manifest, package, Baseline::Revision(revision.to_owned()))
    }

    /// A package of a `Cargo.toml`, beside the one in another folder.
    #[must_use]
    pub fn beside(manifest: &Path, package: &str, folder: &Path) -> Self {
        Self::with(manifest, package, Baseline::Folder(folder.to_owned()))
    }

    fn with(manifest: &Path, package: &str, baseline: Baseline) -> Self {
        CrossCheckRequest {
            program: PathBuf::from("cargo-semver-checks"),
            manifest: manifest.to_owned(),
            package: package.to_owned(),
            baseline,
            features: Features::default(),
        }
    }

    /// The features; the tool has names of its own for those that are no promise.
    #[must_use]
    pub fn features(mut self, features: Features) -> Self {
        self.features = features;
        self
    }

    /// The program to run: a path, or a name that the system looks up.
    #[must_use]
    pub fn program(mut self, program: impl Into<PathBuf>) -> Self {
        self.program = program.into();
        self
    }
}

/// What the tool said. Complete: its caller handles each of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CrossCheck {
    /// It is not installed, or too old to tell a break from a failure of its own.
    Absent {
        /// Which of the two.
        reason: String,
    },
    /// It found no break.
    Compatible,
    /// It found breaks.
    Breaks {
        /// The ids of its lints, sorted.
        lints: Vec<String>,
    },
    /// It could not tell.
    Failed {
        /// What it said last.
        reason: String,
    },
}

/// Asks whether a release that breaks nothing would be honest.
#[must_use]
pub fn cross_check(request: &CrossCheckRequest) -> CrossCheck {
    if let Err(reason) = is_new_enough(&request.program) {
        return CrossCheck::Absent { reason };
    }
    let mut command = tool(&request.program);
    command
        .args(["semver-checks", "check-release", "--color", "never"])
        .args(["--release-type", "minor", "--package", &request.package])
        .arg("--manifest-path")
        .arg(&request.manifest);
    match &request.baseline {
        Baseline::Revision(revision) => command.arg(format!("--baseline-rev={revision}")),
        Baseline::Folder(folder) => command.arg("--baseline-root").arg(folder),
    };
    command.args(flags(&request.features));
    let output = match command.output() {
        Ok(output) => output,
        Err(error) => {
            let reason = error.to_string();
            return CrossCheck::Failed { reason };
        }
    };
    let out = String::from_utf8_lossy(&output.stdout);
    let err = String::from_utf8_lossy(&output.stderr);
    answer(output.status.code(), &out, &err)
}

/// The tool's flags for features.
fn flags(features: &Features) -> Vec<&str> {
    match features {
        Features::Stable => Vec::new(),
        Features::All => vec!["--all-features"],
        Features::Default => vec!["--default-features"],
        Features::None => vec!["--only-explicit-features"],
        Features::These(names) => {
            let named = names.iter().flat_map(|name| ["--features", name]);
            ["--only-explicit-features"]
                .into_iter()
                .chain(named)
                .collect()
        }
    }
}

fn tool(name: impl AsRef<OsStr>) -> Command {
    let mut command = program(name);
    command.stdin(Stdio::null());
    // What a surrounding cargo said about its own build must not decide about this one.
    command.env_remove("RUSTFLAGS").env_remove("RUSTDOCFLAGS");
    command
}

fn is_new_enough(name: &Path) -> Result<(), String> {
    let asked = tool(name).args(["semver-checks", "--version"]).output();
    let output = asked.map_err(|error| {
        let name = name.display();
        format!("`{name}` could not be started: {error}")
    })?;
    let text = String::from_utf8_lossy(&output.stdout);
    let version = text.split_whitespace().next_back().unwrap_or_default();
    let mut numbers = version.split('.').map(str::parse::<u64>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) if [major, minor] >= OLDEST => Ok(()),
        (Some(Ok(_)), Some(Ok(_))) => Err(format!(
            "found cargo-semver-checks {version}, expected 0.49 or later: before it, a break and a \
             failure looked alike"
        )),
        _ => Err("`cargo-semver-checks semver-checks --version` told no version".to_owned()),
    }
}

/// What an exit status and the output mean.
fn answer(status: Option<i32>, out: &str, err: &str) -> CrossCheck {
    match status {
        Some(0) => CrossCheck::Compatible,
        Some(BREAKS) => {
            let mut lints: Vec<String> = out.lines().filter_map(lint).map(str::to_owned).collect();
            lints.sort();
            lints.dedup();
            CrossCheck::Breaks { lints }
        }
        _ => {
            let lines: Vec<&str> = err
                .lines()
                .chain(out.lines())
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .collect();
            CrossCheck::Failed {
                reason: first_error(&lines),
            }
        }
    }
}

/// The first error with its place, else the last line.
fn first_error(lines: &[&str]) -> String {
    // A line such as "failed with output:" announces the one that says why.
    let is_error = |line: &&str| line.starts_with("error") && !line.ends_with(':');
    let Some(at) = lines.iter().position(is_error) else {
        return lines.last().unwrap_or(&"it said nothing").to_string();
    };
    let place = lines.get(at + 1).and_then(|line| line.strip_prefix("--> "));
    let place = place.map_or_else(String::new, |place| format!(" ({place})"));
    let error = lines[at].trim_start_matches("error: ");
    format!("{error}{place}")
}

/// The id in a line `--- failure ID: TEXT ---`.
fn lint(line: &str) -> Option<&str> {
    let (id, _) = line.trim().strip_prefix("--- failure ")?.split_once(':')?;
    Some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exit_status_decides() {
        let out = "--- failure function_missing: pub fn removed ---\n--- failure enum_missing: x\n";
        let breaks = CrossCheck::Breaks {
            lints: vec!["enum_missing".to_owned(), "function_missing".to_owned()],
        };
        assert_eq!(answer(Some(100), out, ""), breaks);
        assert_eq!(answer(Some(0), out, ""), CrossCheck::Compatible);
        let failed = |text: &str| CrossCheck::Failed {
            reason: text.to_owned(),
        };
        let err = "    Building x\nerror: failed to build rustdoc\n\nCaused by:\n  no\n";
        assert_eq!(
            answer(Some(101), out, err),
            failed("failed to build rustdoc")
        );
        let err = "error: running cargo-doc on crate 'one' failed with output:\n-----\nerror: one of them\n \
                   --> src/lib.rs:1:48\n  |\nerror: could not document `one`\n";
        assert_eq!(
            answer(Some(101), "", err),
            failed("one of them (src/lib.rs:1:48)")
        );
        assert_eq!(answer(Some(1), "", ""), failed("it said nothing"));
        assert_eq!(answer(None, "", "killed\n"), failed("killed"));
    }

    #[test]
    fn a_tool_that_is_not_there_is_absent() {
        let request = CrossCheckRequest::at_revision(Path::new("Cargo.toml"), "a", "v1.0.0");
        let answer = cross_check(&request.program("/nowhere/cargo-semver-checks"));
        assert!(matches!(answer, CrossCheck::Absent { .. }), "{answer:?}");
    }
}
