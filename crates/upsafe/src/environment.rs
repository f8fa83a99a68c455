//! What the outside tells a run. Only a binary reads it from the process.

use std::path::PathBuf;

use upsafe_core::Date;

/// Tool caches and the date: everything beside the workspace that an answer may depend on.
#[derive(Clone, Debug)]
pub struct Environment {
    /// `CARGO_HOME`, where the index cache and downloaded archives are.
    pub cargo_home: Option<PathBuf>,
    /// Where answers are kept between runs; none to ask anew each time.
    pub kept: Option<Kept>,
    /// `GOMODCACHE`, where downloaded modules are.
    pub go_mod_cache: Option<PathBuf>,
    /// Who an etcd is asked as where `upsafe.toml` does not say.
    #[cfg(feature = "metadata")]
    pub etcd: upsafe_metadata::source::EtcdAccess,
    /// The date on which waivers are judged.
    pub today: Date,
}

/// Where answers are kept between runs, and whose.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The folder; it is made where it is missing, and nothing else is in it.
    pub folder: PathBuf,
    /// Which build of the program this is: answers of another one do not count.
    pub program: String,
}
