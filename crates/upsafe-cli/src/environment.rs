//! What the process is told from outside: the one place that reads environment and clock.

use std::{
    io::IsTerminal,
    path::PathBuf,
    time::{SystemTime, UNIX_EPOCH},
};

use upsafe::{Environment, core::Date};

use crate::{args::Color, failure::Failure};

#[expect(
    clippy::disallowed_methods,
    reason = "this is the binary's one reader of the environment"
)]
fn variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

/// Reads what gates may depend on: tool caches and the date.
pub(crate) fn read() -> Environment {
    let home = variable("HOME").or_else(|| variable("USERPROFILE"));
    let under_home = |path: &str| home.as_ref().map(|home| home.join(path));
    let go_path = variable("GOPATH").or_else(|| under_home("go"));
    Environment {
        cargo_home: variable("CARGO_HOME").or_else(|| under_home(".cargo")),
        go_mod_cache: variable("GOMODCACHE").or_else(|| Some(go_path?.join("pkg").join("mod"))),
        today: today(),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the binary's one reader of the clock"
)]
fn today() -> Date {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    Date::from_unix_seconds(now.map_or(0, |since| since.as_secs()))
}

#[expect(
    clippy::disallowed_methods,
    reason = "only the binary knows the working directory"
)]
pub(crate) fn working_directory() -> Result<PathBuf, Failure> {
    std::env::current_dir().map_err(|error| {
        Failure::new(format_args!(
            "the working directory cannot be read: {error}"
        ))
    })
}

/// Whether to colour what goes to stdout and to stderr.
pub(crate) fn colors(choice: Color) -> (bool, bool) {
    let auto = |is_terminal: bool| is_terminal && variable("NO_COLOR").is_none();
    match choice {
        Color::Always => (true, true),
        Color::Never => (false, false),
        Color::Auto => (
            auto(std::io::stdout().is_terminal()),
            auto(std::io::stderr().is_terminal()),
        ),
    }
}

/// The width of the terminal in columns, where COLUMNS tells.
pub(crate) fn columns() -> Option<usize> {
    variable("COLUMNS")?.to_str()?.parse().ok()
}
