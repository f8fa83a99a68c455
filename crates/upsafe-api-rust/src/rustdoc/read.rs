//! Reads the text.

use std::collections::BTreeMap;

use rustdoc_types::{Crate, FORMAT_VERSION};
use serde::Deserialize;

use super::convert::Convert;
use crate::model::{Api, Library};

/// The formats of rustdoc JSON that are understood. Rust 1.95 writes 57.
pub const SUPPORTED_FORMATS: &[u32] = &[FORMAT_VERSION];

/// What rustdoc's JSON does not tell, and the manifest and cargo do.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Facts {
    /// The package's name.
    pub package: String,
    /// The package's version.
    pub version: String,
    /// Its edition; it decides what `impl Trait` captures.
    pub edition: String,
    /// The compiler's version.
    pub rustc: String,
    /// Whether the library is a procedural macro.
    pub proc_macro: bool,
    /// The features of the manifest.
    pub features: BTreeMap<String, Vec<String>>,
    /// The features it was built with.
    pub built_with: Vec<String>,
    /// Whether the source says `no_std` under a condition.
    pub no_std_sometimes: bool,
    /// The package and version behind each `.rmeta` or `.rlib` file.
    pub artifacts: BTreeMap<String, (String, String)>,
}

/// Why a JSON text is not an API that can be told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// It is of a format that this version does not read.
    #[error(
        "rustdoc JSON of format {found} is not known, expected {}",
        supported()
    )]
    Format {
        /// The format's number.
        found: u64,
    },
    /// It is no such JSON.
    #[error("this is no rustdoc JSON: {0}")]
    Text(String),
    /// It contradicts itself.
    #[error("rustdoc JSON tells no whole API: {0}")]
    Incomplete(String),
}

fn supported() -> String {
    let all: Vec<String> = SUPPORTED_FORMATS.iter().map(u32::to_string).collect();
    all.join(" or ")
}

/// Reads rustdoc's JSON, made with `--document-private-items --document-hidden-items`.
///
/// # Errors
/// Where the format is not known, the text is no such JSON, or it names what it does not hold.
pub fn read(json: &str, facts: &Facts) -> Result<Api, ReadError> {
    #[derive(Deserialize)]
    struct Probe {
        format_version: u64,
    }
    let probe: Probe =
        serde_json::from_str(json).map_err(|error| ReadError::Text(error.to_string()))?;
    if !SUPPORTED_FORMATS
        .iter()
        .any(|&known| u64::from(known) == probe.format_version)
    {
        return Err(ReadError::Format {
            found: probe.format_version,
        });
    }
    let krate: Crate =
        serde_json::from_str(json).map_err(|error| ReadError::Text(error.to_string()))?;
    if !krate.includes_private {
        let missing = "private items are left out, so that nobody can tell who may build a struct";
        return Err(ReadError::Incomplete(missing.to_owned()));
    }
    Convert::api(&krate, facts).map_err(ReadError::Incomplete)
}

/// What the root module's attributes say of the standard library.
pub(super) fn library(krate: &Crate, facts: &Facts) -> Library {
    let no_std = (krate.index.get(&krate.root).into_iter())
        .flat_map(|root| &root.attrs)
        .any(|attribute| match attribute {
            rustdoc_types::Attribute::Other(text) => {
                text.contains("NoStd") || text.contains("no_std")
            }
            _ => false,
        });
    match (no_std, facts.no_std_sometimes) {
        (_, true) => Library::NoStdSometimes,
        (true, false) => Library::NoStd,
        (false, false) => Library::Std,
    }
}
