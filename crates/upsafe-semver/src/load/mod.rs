//! From files and history to evidence: the only part of the gate that reads anything.

mod assemble;
mod base;
mod cargo;
mod changelog;
mod docs;
mod ecosystem;
mod go;
mod group;
mod json_text;
mod maven;
mod members;
mod npm;
mod packed;
mod python;
mod request;
mod resolved;
mod tags;
mod toml_text;
mod xml_text;

pub use assemble::{load, load_for_suggestion};
#[doc(hidden)]
pub use ecosystem::declared_by;
pub use request::{LoadRequest, Loaded};
