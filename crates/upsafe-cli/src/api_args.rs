//! What can be typed after `upsafe semver api`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::{
    args::{ListFormat, Where},
    semver_args::PartArg,
};

#[derive(Debug, Subcommand)]
pub(crate) enum Api {
    /// Build the API of each published Rust library, and write the snapshots that differ.
    Write(Snapshots),
    /// Build the API of each published Rust library, and compare it with its snapshot.
    ///
    /// Exit codes: 0 every snapshot is current, 1 one is stale, 2 cannot tell.
    Check(Snapshots),
    /// Tell what changed between two APIs, and which part of the version it asks for.
    ///
    /// Reads snapshots, rustdoc JSON, the JSON of a difference, and what Go's apidiff prints.
    Diff(Diff),
    /// Take the difference that a tool of another language told, for the gate to read.
    Import(Import),
}

#[derive(Args, Debug)]
pub(crate) struct Snapshots {
    /// The packages, by name; all published ones by default.
    pub(crate) packages: Vec<String>,
    #[command(flatten)]
    pub(crate) place: Where,
    /// Fetch nothing, also where dependencies are missing.
    #[arg(long)]
    pub(crate) offline: bool,
    /// How to print it.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) output: ListFormat,
}

#[derive(Args, Debug)]
pub(crate) struct Diff {
    /// The old API and the new one: snapshots or rustdoc JSON; or one file that is a difference.
    #[arg(required = true, num_args = 1..=2, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// What apidiff compared: the path of a Go module or package.
    #[arg(long, value_name = "PATH")]
    pub(crate) subject: Option<String>,
    /// Answer 1 where the changes ask for more than this part.
    #[arg(long, value_name = "PART")]
    pub(crate) at_most: Option<PartArg>,
    /// Show changes that nobody can tell as well.
    #[arg(long, short)]
    pub(crate) verbose: bool,
    /// How to print it; `json` is the form that `import` and other tools read.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) output: ListFormat,
}

#[derive(Args, Debug)]
pub(crate) struct Import {
    /// The difference: the JSON with the key `api-diff`, or what Go's apidiff printed.
    pub(crate) file: PathBuf,
    /// The package, as `[[semver.api.diff]]` names it.
    #[arg(long, value_name = "NAME")]
    pub(crate) package: String,
    #[command(flatten)]
    pub(crate) place: Where,
}
