//! Asks cargo and rustdoc for the API of a package. The only outside tools, and the only I/O.

mod error;
mod messages;
mod metadata;
mod request;
mod run;

pub use error::BuildError;
pub use request::{BuildRequest, Features};
pub use run::{build, target_directory};
