//! What can be typed after `upsafe metadata`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use upsafe::metadata::reader::SchemaFormat;

use crate::{args::ListFormat, output::Output};

#[derive(Debug, Subcommand)]
pub(crate) enum Metadata {
    /// Read every stored object as the new version will, and write nothing.
    Verify {
        #[command(flatten)]
        what: What,
        /// Show every finding in full.
        #[arg(long, short)]
        verbose: bool,
        /// A format, or FORMAT=FILE; may be given several times. Formats: text, json, sarif, junit, github, markdown.
        #[arg(long, value_name = "FORMAT[=FILE]", default_value = "text")]
        output: Vec<Output>,
    },
    /// Bring a store to the new version: verify, back up, write, read back. Finishes a run that was stopped.
    Migrate {
        #[command(flatten)]
        what: What,
        /// Print the plan, with every cause before and after, and write nothing.
        #[arg(long)]
        dry_run: bool,
        /// How to print it.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        output: ListFormat,
    },
    /// Bring the old bytes back, where the old version will be able to read the store.
    Restore {
        #[command(flatten)]
        what: What,
        /// How to print it.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        output: ListFormat,
    },
    /// The report before an upgrade: objects by kind and verdict, causes, witnesses, the plan.
    Report {
        #[command(flatten)]
        what: What,
        /// Its format.
        #[arg(long, value_name = "FORMAT", default_value = "markdown")]
        output: ReportFormat,
    },
    /// What was done to a store.
    History {
        #[command(flatten)]
        what: What,
        /// How to print it.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        output: ListFormat,
    },
}

/// Which store, and who reads it: one that is described here, else those of upsafe.toml.
#[derive(Args, Clone, Debug)]
pub(crate) struct What {
    /// Only the store of this name in upsafe.toml.
    #[arg(long, value_name = "NAME", conflicts_with = "source")]
    pub(crate) store: Option<String>,
    /// The configuration; the nearest upsafe.toml by default.
    #[arg(long, value_name = "FILE", conflicts_with = "source")]
    pub(crate) config: Option<PathBuf>,
    /// Where the objects are: dir:PATH, fluvio-local:PATH, kubectl:FILE, jsonl:FILE or etcd:HOST:PORT/PREFIX.
    #[arg(long, value_name = "SOURCE")]
    pub(crate) source: Option<String>,
    /// The schema of the version that will read: a file, or a folder with a file for each kind.
    #[arg(long, value_name = "PATH", requires = "source")]
    pub(crate) schema: Option<PathBuf>,
    /// The language of the schema: json-schema or crd; told by its text where it is not given.
    #[arg(long, value_parser = format, requires = "source")]
    pub(crate) format: Option<SchemaFormat>,
    /// The program that will read, instead of a schema; words are separated by spaces. With `{file}` it is started for each object, else it answers JSON lines.
    #[arg(
        long,
        value_name = "COMMAND",
        conflicts_with = "schema",
        requires = "source"
    )]
    pub(crate) reader: Option<String>,
    /// A program that writes each object anew before it is read.
    #[arg(long, value_name = "COMMAND", requires = "source")]
    pub(crate) writer: Option<String>,
    /// The schema of the version that reads now: for clients of CRDs, and for the way back.
    #[arg(long, value_name = "PATH", requires = "source")]
    pub(crate) old_schema: Option<PathBuf>,
    /// The program that reads now, instead of a schema.
    #[arg(
        long,
        value_name = "COMMAND",
        conflicts_with = "old_schema",
        requires = "source"
    )]
    pub(crate) old_reader: Option<String>,
    /// A JSON Schema of clients that get the objects from the reader; may be given several times.
    #[arg(long, value_name = "FILE", requires = "source")]
    pub(crate) client: Vec<PathBuf>,
    /// How many seconds a program may take for one object.
    #[arg(long, value_name = "SECONDS", default_value = "10")]
    pub(crate) timeout: u64,
    /// What the reader does with fields that its schema does not know.
    #[arg(long, default_value = "dropped")]
    pub(crate) unknown_fields: UnknownFieldsArg,
    /// What becomes of objects whose kind has no schema.
    #[arg(long, default_value = "unverifiable")]
    pub(crate) unknown_kinds: UnknownKindsArg,
    /// The oldest version that must be able to read the store, by `x-since` of the schema.
    #[arg(long, value_name = "VERSION", requires = "source")]
    pub(crate) oldest_reader: Option<String>,
    /// A folder with numbered migrations.
    #[arg(long, value_name = "DIR", requires = "source")]
    pub(crate) migrations: Option<PathBuf>,
    /// Of etcd, only what changed behind this revision: the last look before the switch.
    #[arg(long, value_name = "REVISION", requires = "source")]
    pub(crate) since: Option<i64>,
    /// Where backups and the history lie; beside the store by default.
    #[arg(long, value_name = "DIR", requires = "source")]
    pub(crate) state: Option<PathBuf>,
    /// For an etcd behind TLS: certificates in PEM of who signed the server's; else $ETCDCTL_CACERT.
    #[arg(long, value_name = "FILE", requires = "source")]
    pub(crate) etcd_ca: Option<PathBuf>,
    /// The own certificate in PEM, where an etcd wants one; else $ETCDCTL_CERT.
    #[arg(long, value_name = "FILE", requires = "etcd_key")]
    pub(crate) etcd_cert: Option<PathBuf>,
    /// Its private key in PEM; else $ETCDCTL_KEY.
    #[arg(long, value_name = "FILE", requires = "etcd_cert")]
    pub(crate) etcd_key: Option<PathBuf>,
    /// The user of an etcd with users; else $ETCDCTL_USER.
    #[arg(long, value_name = "NAME", requires = "source")]
    pub(crate) etcd_user: Option<String>,
    /// A file with this user's password on its first line; else $ETCDCTL_PASSWORD.
    #[arg(long, value_name = "FILE", requires = "source")]
    pub(crate) etcd_password_file: Option<PathBuf>,
    /// The reader makes the migrations itself while it reads: what it moved is not lost.
    #[arg(long, requires = "migrations")]
    pub(crate) reader_migrates: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum UnknownFieldsArg {
    /// They are lost at the next write.
    Dropped,
    /// They stay.
    Kept,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum UnknownKindsArg {
    /// Nobody can tell.
    Unverifiable,
    /// The reader does not know them.
    Unreadable,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people, and for pull requests.
    Markdown,
    /// A page of its own.
    Html,
    /// For programs.
    Json,
}

fn format(text: &str) -> Result<SchemaFormat, String> {
    SchemaFormat::from_name(text).ok_or_else(|| "expected `json-schema` or `crd`".to_owned())
}
