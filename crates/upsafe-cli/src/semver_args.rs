//! What can be typed after `upsafe semver`.

use clap::{Args, Subcommand, ValueEnum};
use upsafe::{config::BumpPart, semver::next::Wish};

use crate::args::{Check, ListFormat, Where};

#[derive(Debug, Subcommand)]
pub(crate) enum Semver {
    /// Judge the versions that stand in the manifests; the same as `upsafe check semver`.
    Check(Check),
    /// Name the lowest honest version of each package, and why.
    Suggest {
        /// The packages, by name; all by default.
        packages: Vec<String>,
        #[command(flatten)]
        place: Where,
        /// Build the APIs of Rust libraries, where no snapshot tells them.
        #[arg(long)]
        deep: bool,
        /// How to print it.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        output: ListFormat,
    },
    /// Show what has to change in which files for the next versions, or change it.
    Next(Next),
    /// The allowed way from one version of a component to another, or why there is none.
    Path(crate::path_args::PathArgs),
    /// Write, check and compare the public APIs of packages.
    #[cfg(feature = "api")]
    #[command(subcommand)]
    Api(crate::api_args::Api),
    /// Answer JSON lines on stdin: {"id", "op": "go-release", "module": {...}, "version"?} -> {"id", "result"} or {"id", "error"}.
    Batch,
}

#[derive(Args, Debug)]
pub(crate) struct Next {
    /// The packages, by name; all by default.
    pub(crate) packages: Vec<String>,
    #[command(flatten)]
    pub(crate) place: Where,
    /// Build the APIs of Rust libraries, where no snapshot tells them.
    #[arg(long)]
    pub(crate) deep: bool,
    /// Raise this part of what the manifests say, in place of the lowest honest version.
    #[arg(long, value_name = "PART", conflicts_with = "version")]
    pub(crate) bump: Option<PartArg>,
    /// Take this version.
    #[arg(long, value_name = "VERSION")]
    pub(crate) version: Option<String>,
    /// Change the files, all of them or none.
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) write: bool,
    /// Only show what would change; the default.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// How to print it.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) output: ListFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PartArg {
    Patch,
    Minor,
    Major,
}

impl Next {
    pub(crate) fn wish(&self) -> Wish {
        match (&self.version, self.bump) {
            (Some(version), _) => Wish::Version(version.clone()),
            (None, Some(PartArg::Patch)) => Wish::Bump(BumpPart::Patch),
            (None, Some(PartArg::Minor)) => Wish::Bump(BumpPart::Minor),
            (None, Some(PartArg::Major)) => Wish::Bump(BumpPart::Major),
            (None, None) => Wish::Lowest,
        }
    }
}
