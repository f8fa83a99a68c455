//! Is this upgrade safe? Every gate behind one call.
//!
//! [`Workspace::discover`] finds what is to be judged, [`check`] runs the gates over it and returns
//! a [`core::Report`], whose verdict is computed before and apart from any renderer.

#[cfg(feature = "api")]
pub mod api;
#[cfg(feature = "semver")]
mod api_gate;
mod check;
mod environment;
mod metadata_gate;
pub mod policy;
mod schema_gate;
mod semver_gate;
#[cfg(feature = "semver")]
mod semver_run;
#[cfg(feature = "semver")]
mod stored_schemas;
mod workspace;

#[cfg(feature = "api")]
pub use upsafe_api_rust as api_rust;
pub use upsafe_config as config;
pub use upsafe_core as core;
pub use upsafe_deps as deps;
#[cfg(feature = "metadata")]
pub use upsafe_metadata as metadata;
#[cfg(feature = "schema")]
pub use upsafe_schema as schema;
#[cfg(feature = "semver")]
pub use upsafe_semver as semver;

pub use check::{GATES, Request, check, failed, load_deps, rules};
pub use environment::{Environment, Kept};
#[cfg(feature = "semver")]
pub use semver_run::{load_semver, load_semver_suggestion};
pub use workspace::{CONFIG_NAME, Workspace, WorkspaceError};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
