//! One folder per ecosystem: how its manifests and locks are read, and its own rules.

pub mod go;
