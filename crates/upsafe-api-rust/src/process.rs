//! The one place where programs are started.

use std::{ffi::OsStr, process::Command};

/// A program: a path, or a name that the system looks up.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    #[expect(
        clippy::disallowed_methods,
        reason = "cargo and its rivals are started here and nowhere else"
    )]
    Command::new(name)
}
