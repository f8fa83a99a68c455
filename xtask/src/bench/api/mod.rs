//! `cargo xtask bench api`: the API engine beside cargo-semver-checks.
//!
//! Two tables: small pairs with a known answer, and releases of real crates with the time that each
//! takes. Both sides have the same sources, the same features and the same downloads.

mod cases;
mod files;
mod reference;
mod releases;
mod run;
mod sides;

pub(in crate::bench) use run::run;
