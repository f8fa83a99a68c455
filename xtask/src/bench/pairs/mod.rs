//! Pairs of schemas as they stand in registries, made from a seed.
//!
//! What must stay true: the same pairs on every machine, and of each pair it is known by construction
//! whether the new schema reads what the old one wrote.

mod avro;
mod dice;
mod json;
mod write;

pub(super) use write::{Format, write};
