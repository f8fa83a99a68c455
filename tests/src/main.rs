//! The command line under test: byte for byte what the binary `upsafe` is.

use std::process::ExitCode;

fn main() -> ExitCode {
    upsafe_cli::run(std::env::args_os())
}
