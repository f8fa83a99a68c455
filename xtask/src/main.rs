//! `cargo xtask`: the gates on any workspace, and the chores of this repository.
//!
//! Thin: a gate is one call into the command line's library, a chore is one file.

mod bench;
mod ci;
mod fuzz;
mod gate;
mod gen_files;
#[cfg(feature = "gen")]
mod generated;
mod new_rule;
mod process;
mod tidy;

use std::{ffi::OsString, io::Write, process::ExitCode};

/// What a chore returns: nothing, or why it failed, for stderr.
type Outcome = Result<(), String>;

const USAGE: &str = "\
usage: cargo xtask COMMAND

gates, for any workspace (exit codes: 0 safe, 1 not safe, 2 cannot tell):
  check-deps [--manifest-path P] [OPTIONS]   the dependency gate
  check-schema [OPTIONS]                     the schema gate
  check-semver [OPTIONS]                     the version gate
  check-metadata [OPTIONS]                   the gate of stored objects
  check [OPTIONS]                            every gate

chores of this repository:
  ci                    everything that CI checks beside the tests
  gen [--check]         write (or compare) schemas, rule pages and references
  tidy                  the repository's own conventions
  new rule GATE NAME    a rule with its page and fixtures
  bench NAME            measure beside the rivals: `api`, `deps`, `metadata`, `schema`
  fuzz --minutes N      fuzz each parser for N minutes (or `--seconds N`), or only those named
";

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().skip(1).collect();
    let command = args.first().and_then(|arg| arg.to_str()).unwrap_or("help");
    let rest = args.get(1..).unwrap_or_default();
    let outcome = match command {
        "check-deps" => return gate::run(&["check", "deps"], &args),
        "check-schema" => return gate::run(&["check", "schema"], &args),
        "check-semver" => return gate::run(&["check", "semver"], &args),
        "check-metadata" => return gate::run(&["check", "metadata"], &args),
        "check" => return gate::run(&["check"], &args),
        "ci" => ci::run(rest),
        "gen" => gen_files::run(rest),
        "tidy" => tidy::run(rest),
        "new" => new_rule::run(rest),
        "bench" => bench::run(rest),
        "fuzz" => fuzz::run(rest),
        "help" | "--help" | "-h" => {
            say(USAGE);
            return ExitCode::SUCCESS;
        }
        _ => Err(format!("there is no command `{command}`\n\n{USAGE}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            drop(writeln!(std::io::stderr(), "error: {message}"));
            ExitCode::from(2)
        }
    }
}

/// Talks to the person at the terminal.
fn say(text: &str) {
    drop(std::io::stderr().write_all(text.as_bytes()));
}
