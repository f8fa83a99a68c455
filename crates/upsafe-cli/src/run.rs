//! From arguments to an exit code.

use std::{ffi::OsString, io::Write, process::ExitCode};

use clap::Parser;

use crate::{
    args::{Cli, Command},
    commands, environment,
    failure::Failure,
};

/// Runs the command line `args`, the program's name first, and returns the exit code: 0 safe or
/// done, 1 not safe, 2 cannot tell or not done.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to stdout and are no failure; clap knows which is which. That
            // neither can be printed leaves nobody to tell.
            drop(error.print());
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match dispatch(&cli) {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            let text = failure.render(&environment::talk_options(cli.global.color));
            drop(std::io::stderr().write_all(text.as_bytes()));
            ExitCode::from(2)
        }
    }
}

/// Whether the command line `args`, the program's name first, will ask for the exact tier, so that a
/// program that is built without it can say so, or build itself again. What is no command line asks
/// for nothing.
pub fn wants_exact(args: impl IntoIterator<Item = OsString>) -> bool {
    match Cli::try_parse_from(args).map(|cli| cli.command) {
        Ok(Command::Check(args)) => commands::check::wants_exact(&args),
        _ => false,
    }
}

fn dispatch(cli: &Cli) -> Result<u8, Failure> {
    match &cli.command {
        Command::Check(args) => commands::check::run(args, &cli.global),
        Command::Deps(args) => commands::deps::run(args),
        #[cfg(feature = "metadata")]
        Command::Metadata(args) => commands::metadata::run(args, &cli.global),
        #[cfg(feature = "schema")]
        Command::Schema(args) => commands::schema::run(args, &cli.global),
        #[cfg(feature = "semver")]
        Command::Semver(args) => commands::semver::run(args, &cli.global),
        Command::Version(args) => commands::version::run(args),
        Command::Init(args) => commands::init::run(args),
        Command::Baseline(args) => commands::baseline::run(args, &cli.global),
        Command::Rules(args) => commands::rules::list(args),
        Command::Explain { rule } => commands::rules::explain(rule),
        Command::Hook(args) => commands::hook::run(args, &cli.global),
        Command::Completions { shell } => commands::completions::run(*shell),
    }
}
