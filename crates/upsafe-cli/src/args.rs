//! What can be typed: the whole command line, declared once; help, completions and the reference
//! page are generated from it.

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use upsafe_version::{Part, Scheme};

use crate::output::Output;

/// Is this upgrade safe?
///
/// Exit codes: 0 safe, 1 not safe, 2 cannot tell (bad input, bad configuration, a missing tool).
/// stdout carries data, stderr carries talk.
#[derive(Debug, Parser)]
#[command(name = "upsafe", version, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Args, Debug)]
pub(crate) struct Global {
    /// When to colour text: a terminal decides, and NO_COLOR is obeyed.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run gates and give a verdict.
    Check(Check),
    /// Look into a dependency graph.
    #[command(subcommand)]
    Deps(Deps),
    /// Prove that the new version can read what is stored; migrate it, with a way back.
    #[cfg(feature = "metadata")]
    #[command(subcommand)]
    Metadata(Box<crate::metadata_args::Metadata>),
    /// Ask whether every reader can read what every writer may write.
    #[cfg(feature = "schema")]
    #[command(subcommand)]
    Schema(crate::schema_args::Schema),
    /// Ask which version is honest, and give packages their next one.
    #[cfg(feature = "semver")]
    #[command(subcommand)]
    Semver(crate::semver_args::Semver),
    /// Compare and test version numbers of an ecosystem.
    #[command(subcommand)]
    Version(Version),
    /// List every rule with its level.
    Rules(Rules),
    /// Show a rule's page.
    Explain {
        /// The rule, such as `deps/duplicate-version`; the gate may be left out where one fits.
        rule: String,
    },
    /// Write a commented upsafe.toml fitted to what is found.
    Init(Init),
    /// Accept today's findings, so that only new ones fail.
    #[command(subcommand)]
    Baseline(Baseline),
    /// Run the gate before each commit that changes a manifest or a lock.
    #[command(subcommand)]
    Hook(Hook),
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// Where to look; every command that reads a workspace takes these.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Where {
    /// A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default.
    #[arg(long, value_name = "PATH")]
    pub(crate) manifest_path: Option<PathBuf>,
    /// The configuration; the nearest upsafe.toml at or above the workspace by default.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// How to load a Cargo workspace: from its files alone, or by asking cargo.
    #[arg(long, value_name = "TIER")]
    pub(crate) tier: Option<Tier>,
    /// Ask the index of cargo again, whatever an earlier run found there.
    #[arg(long)]
    pub(crate) fresh: bool,
    /// A folder of Go modules laid out as a module proxy; GOMODCACHE's cache/download by default.
    #[arg(long, value_name = "DIR")]
    pub(crate) modules: Option<PathBuf>,
    /// The output of `go mod graph`, as the source of what Go modules require.
    #[arg(long, value_name = "FILE")]
    pub(crate) go_graph: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tier {
    /// Cargo.lock, manifests and the local index cache; no cargo, no network.
    Fast,
    /// `cargo metadata`, and which packages are really built.
    Exact,
}

#[derive(Args, Debug)]
pub(crate) struct Check {
    /// The gates to run: `deps`, `schema`, `semver`, `metadata`; all of them by default.
    #[arg(value_name = "GATE")]
    pub(crate) gates: Vec<String>,
    #[command(flatten)]
    pub(crate) place: Where,
    /// Hash every cached archive and compare it with the lock; build the APIs of Rust libraries and
    /// compare them.
    #[arg(long)]
    pub(crate) deep: bool,
    /// Show every finding in full.
    #[arg(long, short)]
    pub(crate) verbose: bool,
    /// Do not let the baseline hide findings.
    #[arg(long)]
    pub(crate) no_baseline: bool,
    /// A format, or FORMAT=FILE; may be given several times. Formats: text, json, sarif, junit, github, markdown.
    #[arg(long, value_name = "FORMAT[=FILE]", default_value = "text")]
    pub(crate) output: Vec<Output>,
}

/// How a command that lists things prints them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Deps {
    /// The selected versions; for Go the build list.
    List {
        #[command(flatten)]
        place: Where,
        /// How to print them.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        output: ListFormat,
    },
    /// Names that are built in several versions.
    Duplicates {
        #[command(flatten)]
        place: Where,
        /// How to print them.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        output: ListFormat,
    },
    /// Why a package is in the graph, and who sets its version.
    Why {
        /// The package, as NAME or NAME@VERSION.
        package: String,
        #[command(flatten)]
        place: Where,
        /// How to print it.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        output: ListFormat,
    },
    /// What would move if a package went to a version.
    Plan {
        /// The package and where it should go, as NAME@VERSION.
        target: String,
        #[command(flatten)]
        place: Where,
        /// How to print it.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        output: ListFormat,
    },
    /// The lowest versions that the workspace's own requirements allow together.
    Floor {
        #[command(flatten)]
        place: Where,
        /// Write a Cargo.lock at the floor, to build and test against.
        #[arg(long, value_name = "FILE")]
        write_lock: Option<PathBuf>,
        /// How to print it.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        output: ListFormat,
    },
    /// What changed between two Cargo.lock files.
    Diff {
        /// The lock before.
        old: PathBuf,
        /// The lock after.
        new: PathBuf,
        /// How to print it.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        output: ListFormat,
    },
    /// Draw the graph.
    Graph {
        #[command(flatten)]
        place: Where,
        /// The format: dot, mermaid, svg, html or json.
        #[arg(long, default_value = "dot")]
        format: upsafe_report::diagram::DiagramFormat,
        /// Only packages on a path to this one, as NAME or NAME@VERSION.
        #[arg(long, value_name = "PACKAGE")]
        to: Option<String>,
        /// Only packages that stand in several versions, and the paths to them.
        #[arg(long, conflicts_with = "to")]
        duplicates: bool,
    },
    /// Minimal version selection over a graph in a text table.
    Mvs {
        /// The table, a line a node: `A: B1 C2`.
        #[arg(long, value_name = "FILE")]
        graph: PathBuf,
        /// The operation: build, upgrade, upgrade-all, upgrade-req, downgrade or req.
        #[arg(long)]
        op: String,
        /// The node to start from.
        #[arg(long, value_name = "NODE")]
        target: String,
        /// What the operation takes: nodes, or for `req` paths.
        args: Vec<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Version {
    /// Print -1, 0 or 1: which of two versions is older.
    Compare {
        #[command(flatten)]
        scheme: SchemeArg,
        /// A version.
        a: String,
        /// Another one.
        b: String,
    },
    /// Print whether a version lies in a range.
    Satisfies {
        #[command(flatten)]
        scheme: SchemeArg,
        /// The version.
        version: String,
        /// The range.
        range: String,
    },
    /// Print whether a text is a version.
    Valid {
        #[command(flatten)]
        scheme: SchemeArg,
        /// The text.
        version: String,
    },
    /// Print versions in order, oldest first; from stdin, a line each, where none are given.
    Sort {
        #[command(flatten)]
        scheme: SchemeArg,
        /// The versions.
        versions: Vec<String>,
    },
    /// Print the next version.
    Bump {
        #[command(flatten)]
        scheme: SchemeArg,
        /// The version.
        version: String,
        /// The part to raise: major, minor or patch.
        part: Part,
    },
    /// Print the largest part in which two versions differ.
    Difference {
        #[command(flatten)]
        scheme: SchemeArg,
        /// A version.
        a: String,
        /// Another one.
        b: String,
    },
    /// Answer JSON lines on stdin: {"id", "scheme", "op", "args"} -> {"id", "result"} or {"id", "error"}.
    Batch,
}

#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct SchemeArg {
    /// The scheme: semver, cargo, npm, go, maven or pep440.
    #[arg(long)]
    pub(crate) scheme: Scheme,
}

#[derive(Args, Debug)]
pub(crate) struct Rules {
    /// How to print them.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) output: ListFormat,
}

#[derive(Args, Debug)]
pub(crate) struct Init {
    #[command(flatten)]
    pub(crate) place: Where,
    /// Print the file instead of writing it.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Baseline {
    /// Write today's findings into the baseline; it may only shrink unless told otherwise.
    Write {
        #[command(flatten)]
        place: Where,
        /// Let the baseline grow: accept findings that are new.
        #[arg(long)]
        allow_growth: bool,
    },
    /// Compare today's findings with the baseline.
    Check {
        #[command(flatten)]
        place: Where,
        /// A format, or FORMAT=FILE; may be given several times.
        #[arg(long, value_name = "FORMAT[=FILE]", default_value = "text")]
        output: Vec<Output>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Hook {
    /// Write .git/hooks/pre-commit; refuses to overwrite a hook of somebody else.
    Install {
        /// A folder in the repository; this one by default.
        #[arg(long, value_name = "DIR")]
        path: Option<PathBuf>,
    },
    /// Remove the hook that `install` wrote.
    Uninstall {
        /// A folder in the repository; this one by default.
        #[arg(long, value_name = "DIR")]
        path: Option<PathBuf>,
    },
    /// What the hook runs: the gate, where the commit changes a manifest or a lock.
    Run {
        /// The files that the commit changes; asked of git where none are given.
        files: Vec<PathBuf>,
    },
}

/// The whole command line, for generated references and completions.
pub fn command() -> clap::Command {
    Cli::command()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_consistent() {
        super::command().debug_assert();
    }
}
