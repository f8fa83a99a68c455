//! A repository's own `cargo xtask check-deps`: the gate, compiled in, at the version you pinned.

use std::{ffi::OsString, process::ExitCode};

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    match args.next().as_deref().and_then(|command| command.to_str()) {
        Some("check-deps") => {
            let gate = ["upsafe", "check", "deps"].map(OsString::from);
            upsafe_cli::run(gate.into_iter().chain(args))
        }
        _ => {
            eprintln!("usage: cargo xtask check-deps [--manifest-path P] [--output FORMAT[=FILE]]");
            ExitCode::from(2)
        }
    }
}
