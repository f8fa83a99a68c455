//! The exact tier: what `cargo metadata` says, and what a target and feature set really build.
//!
//! [`MetadataCommand`] is the one place of this crate that starts another program. [`Metadata`]
//! keeps the JSON, so that [`BuildGraph`] can read it too: guppy evaluates platforms and features
//! exactly, and takes nothing but the text.

mod built;
mod command;
mod graph;
mod model;
mod source;

pub use built::{BuildError, BuildGraph, BuildQuestion, Built, Features, Members, Target};
pub use command::{MetadataCommand, MetadataError, MetadataOutput, Network};
pub use graph::MetadataGraph;
pub use model::{EdgeKind, Metadata, MetadataEdge, MetadataPackage, MetadataRequirement};
