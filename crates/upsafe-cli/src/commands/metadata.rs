//! `upsafe metadata`: what is stored, who can read it, and how it is brought over.

mod document;
mod history;
mod migrate;
mod page;
mod progress;
mod report;
mod restore;
mod stores;
mod verify;

use crate::{args::Global, failure::Failure, metadata_args::Metadata};

pub(crate) fn run(args: &Metadata, global: &Global) -> Result<u8, Failure> {
    match args {
        Metadata::Verify {
            what,
            verbose,
            output,
        } => verify::run(what, *verbose, output, global),
        Metadata::Migrate {
            what,
            dry_run,
            output,
        } => migrate::run(what, *dry_run, *output),
        Metadata::Restore { what, output } => restore::run(what, *output),
        Metadata::Report { what, output } => report::run(what, *output),
        Metadata::History { what, output } => history::run(what, *output),
    }
}
