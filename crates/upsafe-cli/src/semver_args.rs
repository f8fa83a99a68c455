//! What can be typed after `upsafe semver`.

use clap::Subcommand;

use crate::args::{Check, ListFormat, Where};

#[derive(Debug, Subcommand)]
pub(crate) enum Semver {
    /// Judge the versions that stand in the manifests; the same as `upsafe check semver`.
    Check(Check),
}
