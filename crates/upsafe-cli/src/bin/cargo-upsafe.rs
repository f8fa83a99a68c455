//! The binary `cargo-upsafe`: `cargo upsafe ARGS` is `upsafe ARGS`.

use std::{ffi::OsString, process::ExitCode};

fn main() -> ExitCode {
    let mut args: Vec<OsString> = std::env::args_os().collect();
    // Cargo calls `cargo-upsafe upsafe ARGS`.
    if args.get(1).is_some_and(|arg| arg == "upsafe") {
        args.remove(1);
    }
    upsafe_cli::run(args)
}
