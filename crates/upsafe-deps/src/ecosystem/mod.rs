//! The package managers whose graphs the gate reads, one folder each.

pub mod cargo;
pub mod go;
