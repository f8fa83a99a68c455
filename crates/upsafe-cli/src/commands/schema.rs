//! `upsafe schema`: questions about schemas that need no configuration.

mod batch;
mod pair;
mod witness;

use crate::{args::Global, failure::Failure, schema_args::Schema};

pub(crate) fn run(args: &Schema, global: &Global) -> Result<u8, Failure> {
    match args {
        Schema::Check {
            pair,
            verbose,
            output,
        } => pair::run(pair, *verbose, output, global),
        Schema::Witness { pair, encoding } => witness::run(pair, *encoding),
        Schema::Batch { format, how } => batch::run(*format, how),
    }
}
