//! Running programs: cargo and the tools that chores need.

use std::{path::PathBuf, process::Command};

use crate::{Outcome, say};

/// The top of this repository.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A program, to be run at the top of this repository.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place of the chores that starts programs"
)]
pub(crate) fn program(name: &str) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    command
}

/// Cargo, to be run where this process was called: paths on its command line are relative to there.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place of the chores that starts programs"
)]
pub(crate) fn cargo_here() -> Command {
    Command::new(option_env!("CARGO").unwrap_or("cargo"))
}

/// Cargo, as it was called for this process.
pub(crate) fn cargo() -> Command {
    program(option_env!("CARGO").unwrap_or("cargo"))
}

/// Runs a command to its end, its output shown.
pub(crate) fn run(command: &mut Command) -> Outcome {
    say(&format!("$ {}\n", shown(command)));
    let status = command
        .status()
        .map_err(|error| format!("{}: {error}", shown(command)))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{} failed: {status}", shown(command)))
    }
}

/// Runs a command to its end and returns what it wrote to stdout.
pub(crate) fn read(command: &mut Command) -> Result<String, String> {
    let output = command
        .output()
        .map_err(|error| format!("{}: {error}", shown(command)))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let talk = String::from_utf8_lossy(&output.stderr);
        Err(format!(
            "{} failed: {}\n{talk}",
            shown(command),
            output.status
        ))
    }
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
