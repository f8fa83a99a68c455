//! Stored texts: YAML and JSON in, the same out.
//!
//! What must stay true: depth, aliases and documents are bounded; a key that stands twice is an
//! error; every error has a place.

mod json;
mod plain_yaml;
mod resolve;
mod write_json;
mod write_yaml;
mod yaml;

use std::fmt;

use upsafe_core::Position;

pub use json::parse_json;
pub use write_json::{write_compact_json, write_json};
pub use write_yaml::write_yaml;
pub use yaml::{Located, RootTag, locate, parse_any_yaml, parse_yaml};

/// Deeper values are refused.
pub const MAX_DEPTH: usize = 100;

/// Why a text is no value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TextError {
    /// What was found, and what was expected.
    pub message: String,
    /// Where; lines and columns count from 1.
    pub position: Position,
    /// Whether the text ends before the value does, as after a write that was cut off.
    pub torn: bool,
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Position { line, column } = self.position;
        write!(f, "{line}:{column}: {}", self.message)
    }
}

impl std::error::Error for TextError {}
