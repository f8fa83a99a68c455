//! Why an API cannot be told.

use std::{io, path::PathBuf};

use crate::rustdoc::ReadError;

/// Why the API of a package cannot be told. None of these means that nothing changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A program could not be started.
    #[error("`{program}` could not be started: {source}")]
    Tool {
        /// Its name.
        program: String,
        /// Why.
        source: io::Error,
    },
    /// The toolchain is not installed.
    #[error("the toolchain is missing: {0}")]
    Toolchain(String),
    /// The toolchain has no rustdoc, or no standard library for the target.
    #[error("a component of the toolchain is missing: {0}")]
    Component(String),
    /// The manifest or the lock file is not right.
    #[error("cargo does not take the manifest `{}`: {message}", manifest.display())]
    Manifest {
        /// The manifest.
        manifest: PathBuf,
        /// What cargo said.
        message: String,
    },
    /// The lock file would have to change, and must not.
    #[error("the lock file is not that of the manifests: {0}")]
    Lock(String),
    /// There is no such package.
    #[error("there is no package `{name}` in `{}`", manifest.display())]
    Package {
        /// What was asked for.
        name: String,
        /// Where it was looked for.
        manifest: PathBuf,
    },
    /// Several packages, and none was named.
    #[error("`{}` holds several packages, expected the name of one: {names}", manifest.display())]
    Several {
        /// The manifest.
        manifest: PathBuf,
        /// Their names.
        names: String,
    },
    /// The package has no library.
    #[error("the package `{0}` has no library, so that it has no API")]
    NoLibrary(String),
    /// A feature was asked for that the package does not have.
    #[error("the package `{package}` has no feature `{feature}`")]
    Feature {
        /// The package.
        package: String,
        /// The feature.
        feature: String,
    },
    /// Dependencies are not here, and the network could not be asked.
    #[error("dependencies are missing, and the network does not answer: {0}")]
    Network(String),
    /// The crate, or one it depends on, does not build.
    #[error("`{package}` does not build: {first}")]
    Broken {
        /// The package that failed.
        package: String,
        /// The compiler's first error, with its place.
        first: String,
    },
    /// Rustdoc wrote what is not understood.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A file could not be read or written.
    #[error("`{}` cannot be read: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Cargo or rustdoc failed in a way that has no name here.
    #[error("cargo failed: {0}")]
    Failed(String),
}

impl BuildError {
    /// Gives a failure of cargo its name, from what it said.
    pub(super) fn of_cargo(stderr: &str, otherwise: impl FnOnce(String) -> BuildError) -> Self {
        let said = said(stderr);
        let has = |words: &[&str]| words.iter().any(|word| stderr.contains(word));
        let toolchain = stderr.contains("toolchain") && stderr.contains("is not installed");
        if has(&["because --locked was passed"]) {
            return BuildError::Lock(said);
        }
        if has(&[
            "is not installed for the toolchain",
            "is not applicable to the",
            "no such command: `rustdoc`",
        ]) || has(&["can't find crate for `std`", "can't find crate for `core`"])
        {
            return BuildError::Component(said);
        }
        if toolchain || has(&["override toolchain", "invalid toolchain name"]) {
            return BuildError::Toolchain(said);
        }
        if has(&[
            "could not execute process `rustdoc",
            "could not execute process `rustc",
        ]) {
            return BuildError::Component(said);
        }
        if has(&[
            "--offline was specified",
            "you may have forgotten to vendor",
            "without the offline flag",
            "without `--offline`",
            "failed to download",
            "download of",
            "spurious network error",
            "Could not resolve host",
            "failed to query replaced source",
            "Unable to update registry",
            "failed to fetch",
        ]) {
            return BuildError::Network(said);
        }
        otherwise(said)
    }
}

/// Cargo's error with its causes, on one line.
fn said(stderr: &str) -> String {
    // What a reader of the message cannot use.
    let is_talk = |line: &&str| {
        line.is_empty() || *line == "Caused by:" || line.starts_with("As a reminder, you're using")
    };
    let is_over = |line: &str| {
        ["note:", "warning:", "Stack backtrace"]
            .iter()
            .any(|word| line.starts_with(word))
    };
    let lines = stderr.lines().map(str::trim);
    let lines: Vec<String> = lines
        .skip_while(|line| !line.starts_with("error"))
        .filter(|line| !is_talk(line))
        .take_while(|line| !is_over(line))
        .take(8)
        .map(without_arguments)
        .collect();
    let text = lines.join("; ");
    let text = text
        .strip_prefix("error: ")
        .unwrap_or(&text)
        .trim_end_matches('.');
    match text.is_empty() {
        true => stderr
            .lines()
            .last()
            .unwrap_or("it said nothing")
            .trim()
            .to_owned(),
        false => text.to_owned(),
    }
}

/// A line about a process, which names all of its arguments, with its program alone.
fn without_arguments(line: &str) -> String {
    let shortened = || {
        let (before, rest) = line.split_once("process `")?;
        let (command, after) = rest.rsplit_once('`')?;
        let program = command.split(' ').next()?;
        Some(format!("{before}process `{program}`{after}"))
    };
    shortened().unwrap_or_else(|| line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(stderr: &str, expected: &str) {
        let error = BuildError::of_cargo(stderr, BuildError::Failed);
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn what_cargo_says_is_named() {
        check(
            "error: toolchain '1.2.3-x86_64-unknown-linux-gnu' is not installed\nhelp: run `x`\n",
            "the toolchain is missing: toolchain '1.2.3-x86_64-unknown-linux-gnu' is not installed; help: run `x`",
        );
        check(
            "error: 'rustdoc' is not installed for the toolchain '1.95.0'\n",
            "a component of the toolchain is missing: 'rustdoc' is not installed for the toolchain '1.95.0'",
        );
        check(
            "error: failed to get `x` as a dependency of package `y`\n\nCaused by:\n  attempting to \
             make an HTTP request, but --offline was specified\n",
            "dependencies are missing, and the network does not answer: failed to get `x` as a \
             dependency of package `y`; attempting to make an HTTP request, but --offline was specified",
        );
        check(
            "error: could not document `one`\n\nCaused by:\n  could not execute process `rustdoc --edition=2021 \
             -L x` (never executed)\n",
            "a component of the toolchain is missing: could not document `one`; could not execute process \
             `rustdoc` (never executed)",
        );
        check(
            "error: cannot update the lock file Cargo.lock because --locked was passed to prevent this\n\
             help: remove the flag\n",
            "the lock file is not that of the manifests: cannot update the lock file Cargo.lock because \
             --locked was passed to prevent this; help: remove the flag",
        );
        check(
            "error: something\nStack backtrace:\n 0: main\n",
            "cargo failed: something",
        );
        check("error: something else.\n", "cargo failed: something else");
        check("", "cargo failed: it said nothing");
    }
}
