//! The crate from outside: properties, batches, and differential runs against the reference tools.

#[cfg(feature = "batch")]
mod batch;
mod differential;
mod properties;
