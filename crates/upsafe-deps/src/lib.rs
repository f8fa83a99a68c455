//! The dependency gate: does the graph resolve to one coherent set of versions?

pub mod ecosystem;
pub mod graph;
