//! What the outside tells a run. Only a binary reads it from the process.

use std::path::PathBuf;

use upsafe_core::Date;

/// Tool caches and the date: everything beside the workspace that an answer may depend on.
#[derive(Clone, Debug)]
pub struct Environment {
    /// `CARGO_HOME`, where the index cache and downloaded archives are.
    pub cargo_home: Option<PathBuf>,
    /// `GOMODCACHE`, where downloaded modules are.
    pub go_mod_cache: Option<PathBuf>,
    /// The date on which waivers are judged.
    pub today: Date,
}
