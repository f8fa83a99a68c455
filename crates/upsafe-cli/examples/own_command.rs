//! The dependency gate as a command of another program: its own name, the same flags and bytes.
//!
//! `cargo run -p upsafe-cli --example own_command -- gate --manifest-path ../other --output json`
#![expect(clippy::print_stderr, reason = "an example is a binary")]

use std::{ffi::OsString, process::ExitCode};

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    if args.next().is_some_and(|command| command == "gate") {
        let command = ["upsafe", "check", "deps"].map(OsString::from);
        return upsafe_cli::run(command.into_iter().chain(args));
    }
    eprintln!("usage: own_command gate [OPTIONS]");
    ExitCode::from(2)
}
