//! YAML as Kubernetes and its tools read it: documents with places, aliases that cannot explode.
//!
//! A text becomes a list of [`Document`](crate::Document)s, the same that a JSON text becomes, so
//! that nothing behind it knows the notation. What must stay true: the work is bounded by
//! [`MAX_NODES`] whatever aliases stand in a text, depth is that of JSON, and no input panics.

mod read;
mod scalar;

pub use read::{MAX_NODES, Words, YamlDocument, documents};
