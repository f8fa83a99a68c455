//! Minimal Version Selection over any graph of requirements.
//!
//! The algorithm sees a [`Requirements`] trait of two methods and nothing else: paths and versions
//! are opaque to it, so Go's build list and a Cargo floor are the same code. [`arrays`] is the same
//! walk over a graph that is already numbered, for graphs too large for hashing.
//!
//! Source of the definitions: Russ Cox, "Minimal Version Selection"
//! (<https://research.swtch.com/vgo-mvs>), and Go's `cmd/go/internal/mvs`.

pub mod arrays;
mod downgrade;
mod error;
mod explorer;
mod minimal;
mod module;
pub mod mvs;
mod requirements;
pub mod synthetic;
pub mod table;
mod walk;

pub use error::{Error, Reason, Step};
pub use module::Module;
pub use requirements::{Latest, ModuleOf, Previous, Requirements};
