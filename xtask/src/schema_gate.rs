//! Gates that include `schema`: it takes long to build, so it is built only when it is asked for.

use std::{ffi::OsString, process::ExitCode};

/// Without the feature, calls itself again with it, with the same exit code.
#[cfg(not(feature = "schema"))]
pub(crate) fn run(_command: &[&str], args: &[OsString]) -> ExitCode {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let again = ["run", "--quiet", "--manifest-path", manifest];
    let mut cargo = crate::process::cargo_here();
    cargo
        .args(again)
        .args(["--features", "schema", "--"])
        .args(args);
    match cargo.status() {
        Ok(status) => ExitCode::from(
            status
                .code()
                .and_then(|code| u8::try_from(code).ok())
                .unwrap_or(2),
        ),
        Err(error) => {
            crate::say(&format!("error: cargo cannot be started: {error}\n"));
            ExitCode::from(2)
        }
    }
}

#[cfg(feature = "schema")]
pub(crate) fn run(command: &[&str], args: &[OsString]) -> ExitCode {
    crate::gate(command, args.get(1..).unwrap_or_default())
}
