//! `upsafe.toml`: the policy of `upsafe check`, loaded with the exact place of every mistake.
//!
//! - [`Config::load`] reads a file and returns either a [`Config`] or a [`ConfigError`] with *all*
//!   that is wrong: unknown keys and rules with the nearest known one, wrong types and forms, each
//!   with its byte range and what was expected.
//! - [`Config::setting`] gives the level of a rule: flag over file over [`Edition`].
//! - [`Waiver`]s and the tables of the gates are plain data; values that findings point at are
//!   [`Spanned`].
//! - With the feature `schema`, [`json_schema`] is the file's JSON Schema for editors.
//!
//! The crate does no I/O and reads no clock.
//!
//! ```
//! use upsafe_config::Config;
//!
//! let text = r#"
//! edition = "2026"
//!
//! [[waivers]]
//! rule = "deps/duplicate-version"
//! subject = "cargo:windows-*"
//! reason = "two majors until the terminal crate moves"
//! until = 2027-03-31
//! "#;
//! let config = Config::load(text, "upsafe.toml", &["deps/duplicate-version"]).unwrap();
//! assert!(config.waivers[0].subject.matches("cargo:windows-sys"));
//! ```

mod config;
mod contract;
mod deps;
mod edition;
mod error;
mod levels;
mod metadata;
mod number;
mod read;
#[cfg(feature = "schema")]
mod schema;
mod semver;
mod semver_api;
mod spanned;
mod starter;
mod table;
mod text;
mod version_matrix;
mod waiver;

pub use config::{BaselineFile, Config};
pub use contract::{
    Baseline, BaselineSource, Contract, ContractDefaults, ContractDialect, ContractFormat,
    ContractFormats, ContractMode, ContractWriters, Schema,
};
pub use deps::{
    Ban, Deps, DepsSources, Distance, Drift, Duplicates, Ecosystem, Exact, Features, Floor, Go,
    Kind, Msrv, Requirements, Tier,
};
pub use edition::Edition;
pub use error::{ConfigError, Problem};
pub use levels::{LevelEntry, Levels};
pub use metadata::{
    DriftPair, Literal, Metadata, Migration, MigrationFile, Step, StepOp, Store, StoreFormat,
    StoreSource, StoreUnknownFields, StoreUnknownKinds,
};
pub use number::RustVersion;
#[cfg(feature = "schema")]
pub use schema::json_schema;
pub use semver::{
    BumpPart, GroupKind, Semver, SemverGroup, SemverTags, StoredSchema, TagTemplate, ZeroPolicy,
};
pub use semver_api::{AcknowledgedChange, ApiDiffFile, ApiFeatures, SemverApi, SnapshotPath};
pub use spanned::Spanned;
pub use starter::{Duplicate, Found, Manifest, starter};
pub use text::{Glob, Name, RelativePath, Text};
pub use version_matrix::{
    DroppedSupport, FactKind, MatrixBlocked, MatrixComponent, MatrixFact, MatrixRow, MatrixScheme,
    MatrixSkew, MatrixStep, Minors, Need, Needs, StepRule, StepWidth, VersionMatrix,
};
pub use waiver::{WaivedRule, Waiver};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
