//! `upsafe semver`: which version is honest, and what has to change for it.

use crate::{args::Global, commands::check, failure::Failure, semver_args::Semver};

pub(crate) fn run(args: &Semver, global: &Global) -> Result<u8, Failure> {
    match args {
        Semver::Check(args) => check::run_only("semver", args, global),
    }
}
