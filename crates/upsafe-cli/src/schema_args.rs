//! What can be typed after `upsafe schema`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use upsafe::schema::{
    Budget, Defaults, Formats, Mode, Semantics, Writers,
    any::{Format, Judge, Switches},
    format::json_schema::Dialect,
};

use crate::output::Output;

#[derive(Debug, Subcommand)]
pub(crate) enum Schema {
    /// Compare two schemas, two folders of schemas, or a schema with a folder of its versions.
    Check {
        #[command(flatten)]
        pair: Pair,
        /// Show every finding in full.
        #[arg(long, short)]
        verbose: bool,
        /// A format, or FORMAT=FILE; may be given several times. Formats: text, json, sarif, junit, github, markdown.
        #[arg(long, value_name = "FORMAT[=FILE]", default_value = "text")]
        output: Vec<Output>,
    },
    /// Print a document that a writer may write and a reader refuses, and nothing else.
    Witness {
        #[command(flatten)]
        pair: Pair,
        /// How an Avro value is printed.
        #[arg(long, default_value = "json")]
        encoding: Encoding,
    },
    /// Answer JSON lines on stdin: {"id", "old", "new", "mode"?, "profile"?, "dialect"?, "writers"?, "defaults"?, "formats"?} -> {"id", "compatible", "verdict", "findings", "witness"}.
    Batch {
        /// The format of every schema: json-schema, avro or crd.
        #[arg(long, value_parser = format)]
        format: Format,
        #[command(flatten)]
        how: How,
    },
}

/// What is compared.
#[derive(Args, Debug)]
pub(crate) struct Pair {
    /// The schema before, or a folder.
    pub(crate) old: PathBuf,
    /// The schema after, or a folder.
    pub(crate) new: PathBuf,
    /// The format: json-schema, avro or crd; told by the names of the files, or by what is in them, where that is clear.
    #[arg(long, value_parser = format)]
    pub(crate) format: Option<Format>,
    #[command(flatten)]
    pub(crate) how: How,
}

/// How it is compared.
#[derive(Args, Clone, Debug)]
pub(crate) struct How {
    /// Who must be able to read whom: none, backward, forward, full, or one of the last three with -transitive.
    #[arg(long, value_parser = mode, default_value = "backward")]
    pub(crate) mode: Mode,
    /// Give the answer of another tool, right or wrong, with what is proved beside it: confluent, confluent-lenient, karapace or crdify; for definitions also strict, stored-data, clients or olm.
    #[arg(long, value_name = "NAME")]
    pub(crate) profile: Option<String>,
    /// How a JSON Schema without `$schema` is read: draft-04, draft-06, draft-07, 2019-09 or 2020-12.
    #[arg(long, value_parser = dialect, default_value = "2020-12")]
    pub(crate) dialect: Dialect,
    /// Which documents writers may produce: all that their schema allows, or declared properties only.
    #[arg(long, default_value = "any")]
    pub(crate) writers: WritersArg,
    /// Whether readers fill in `default` before they validate.
    #[arg(long, default_value = "ignored")]
    pub(crate) defaults: DefaultsArg,
    /// Whether `format` makes a string invalid.
    #[arg(long, default_value = "annotate")]
    pub(crate) formats: FormatsArg,
    /// How many steps one comparison may take before it counts as undecided.
    #[arg(long, value_name = "N")]
    pub(crate) steps: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum WritersArg {
    Any,
    Declared,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DefaultsArg {
    Ignored,
    Filled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatsArg {
    Annotate,
    Assert,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Encoding {
    /// As JSON.
    Json,
    /// Avro's binary encoding, as hexadecimal digits.
    Hex,
}

impl How {
    pub(crate) fn switches(&self) -> Switches {
        Switches {
            semantics: Semantics {
                writers: match self.writers {
                    WritersArg::Any => Writers::Any,
                    WritersArg::Declared => Writers::Declared,
                },
                defaults: match self.defaults {
                    DefaultsArg::Ignored => Defaults::Ignored,
                    DefaultsArg::Filled => Defaults::Filled,
                },
                formats: match self.formats {
                    FormatsArg::Annotate => Formats::Annotate,
                    FormatsArg::Assert => Formats::Assert,
                },
            },
            budget: self.steps.map_or_else(Budget::default, Budget::steps),
        }
    }

    pub(crate) fn judge(&self) -> Result<Judge, crate::failure::Failure> {
        Ok(Judge::from_name(self.profile.as_deref())?)
    }
}

fn format(text: &str) -> Result<Format, String> {
    Format::from_name(text).ok_or_else(|| {
        let names: Vec<String> = Format::ALL
            .map(|format| format!("`{}`", format.name()))
            .into();
        match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => {
                format!("expected {} or {last}", rest.join(", "))
            }
            _ => format!("expected {}", names.concat()),
        }
    })
}

fn mode(text: &str) -> Result<Mode, String> {
    let expected = "expected `none`, `backward`, `forward`, `full` or one of the last three with `-transitive`";
    Mode::from_name(text).ok_or_else(|| expected.to_owned())
}

fn dialect(text: &str) -> Result<Dialect, String> {
    let expected = "expected `draft-04`, `draft-06`, `draft-07`, `2019-09` or `2020-12`";
    Dialect::from_name(text).ok_or_else(|| expected.to_owned())
}
