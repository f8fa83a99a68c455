//! The binary `upsafe`.

use std::process::ExitCode;

fn main() -> ExitCode {
    upsafe_cli::run(std::env::args_os())
}
