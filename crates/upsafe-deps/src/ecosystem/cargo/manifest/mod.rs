//! The Cargo workspace as its manifests say: no cargo, no network, no environment.
//!
//! [`Workspace::load`] finds the workspace of any manifest as cargo does, follows members, globs
//! and path dependencies, resolves what is inherited, and keeps the place of everything a finding
//! may point at. It reads what cargo reads and refuses what cargo refuses of it; keys that it does
//! not know are ignored. The rules are those of the [workspace] and [dependency] chapters of the
//! cargo book and of `cargo::core::workspace`.
//!
//! [workspace]: https://doc.rust-lang.org/cargo/reference/workspaces.html
//! [dependency]: https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html

mod dependency_table;
mod discover;
mod document;
mod glob;
mod inherit;
mod load;
mod model;
mod paths;
mod read;
mod rust_version;
mod tree;

pub use dependency_table::GitReference;
pub use document::{Manifest, Publish};
pub use model::{
    Declared, Dependency, Feature, Origin, Package, Patch, RegistryName, Replacement, Requirement,
    Resolver, SharedDependency, Workspace,
};
pub use rust_version::{RustVersion, RustVersionError};
pub use tree::ParseError;

pub(crate) use paths::{normalize, relative};
pub(crate) use read::{read_bytes, read_text};
pub(crate) use tree::{Item, Table, parse};
