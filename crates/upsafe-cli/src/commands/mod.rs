//! One file per command: arguments in, data on stdout, an exit code back.

pub(crate) mod baseline;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod deps;
pub(crate) mod hook;
pub(crate) mod init;
#[cfg(feature = "metadata")]
pub(crate) mod metadata;
pub(crate) mod rules;
#[cfg(feature = "schema")]
pub(crate) mod schema;
#[cfg(feature = "semver")]
pub(crate) mod semver;
pub(crate) mod version;
