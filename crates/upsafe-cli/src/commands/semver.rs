//! `upsafe semver`: questions about versions that are to be published or installed.

mod path;

use crate::{args::Semver, failure::Failure};

pub(crate) fn run(args: &Semver) -> Result<u8, Failure> {
    match args {
        Semver::Path(args) => path::run(args),
    }
}
