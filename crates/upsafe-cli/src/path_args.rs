//! What can be typed after `upsafe semver path`.

use std::path::PathBuf;

use clap::Args;

use crate::args::ListFormat;

#[derive(Args, Debug)]
pub(crate) struct PathArgs {
    /// The component, as `[[semver.matrix.component]]` names it.
    pub(crate) component: String,
    /// The version that it has.
    pub(crate) from: String,
    /// The version that it should have.
    pub(crate) to: String,
    /// Another component, or a further instance of this one, that stays at a version; may be given several times.
    #[arg(long = "with", value_name = "NAME=VERSION", value_parser = name_and_version)]
    pub(crate) beside: Vec<(String, String)>,
    /// A folder, or a manifest in it, at or above which upsafe.toml stands; this folder by default.
    #[arg(long, value_name = "PATH")]
    pub(crate) manifest_path: Option<PathBuf>,
    /// The configuration; the nearest upsafe.toml at or above the folder by default.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// How to print it.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) output: ListFormat,
}

fn name_and_version(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=');
    let parts = parts.filter(|(name, version)| !name.is_empty() && !version.is_empty());
    let (name, version) = parts.ok_or_else(|| "expected NAME=VERSION".to_owned())?;
    Ok((name.to_owned(), version.to_owned()))
}
