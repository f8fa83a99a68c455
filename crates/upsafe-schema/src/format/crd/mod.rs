//! CustomResourceDefinitions of Kubernetes, apiextensions `v1` and `v1beta1`.
//!
//! A [`File`] holds every definition of a YAML or JSON text. What must stay true: what is said of an
//! object comes from [`object`], which reads as the API server does (decode, prune, drop nulls,
//! default, validate) and shares no code with the prover.

mod compare;
mod fields;
mod file;
mod model;
pub mod object;
mod schema;
mod schema_parse;

pub(crate) use compare::aliases;
pub use compare::{Audience, CrdChange, Effect, Report, compare};
pub use file::File;
pub use model::{Api, Conversion, Crd, Names, Scope, Version};
pub use schema::{Additional, CelRule, Kind, ListType, Structural};
