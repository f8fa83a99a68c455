//! The exact tier: what `cargo metadata` says, and what a target and feature set really build.
//!
//! [`MetadataCommand`] is the one place of this crate that starts another program. [`Metadata`]
//! keeps the JSON, so that [`BuildGraph`] can read it too: guppy evaluates platforms and features
//! exactly, and takes nothing but the text. Who asks only what is built reads the text with
//! [`BuildGraph::parse`] alone: reading it twice is half of the time.

mod built;
mod command;
mod graph;
mod model;
mod source;

pub use built::{
    BuildError, BuildGraph, BuildPackage, BuildQuestion, Built, Features, Members, Target,
};
pub use command::{MetadataCommand, MetadataError, MetadataOutput, Network};
pub use graph::MetadataGraph;
pub use model::{EdgeKind, Metadata, MetadataEdge, MetadataPackage, MetadataRequirement};
