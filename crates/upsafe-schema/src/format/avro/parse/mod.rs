//! From text to [`Schema`](super::Schema): JSON with places, names, references, defaults.
//!
//! Recursion on the input is bounded by the depth limit of the JSON parser. References by name
//! are followed in loops, never by recursion.

mod builder;
mod container;
mod defaults;
mod error;
mod file;
mod input;
mod members;
mod named;
mod protocol;
mod references;

pub use container::{Header, MAGIC};
pub use error::SchemaError;
pub use file::{File, RootPair};
pub use input::MAX_BYTES;
pub use protocol::{Message, Protocol, RootKind};
