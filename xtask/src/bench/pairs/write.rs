//! The pairs as JSON lines: `id`, `old`, `new`, and what is known of them.

use std::{fs, io::Write as _, path::Path};

use serde_json::json;

use super::{avro, dice::Dice, json};

/// What the pairs are schemas of. Complete: these are measured.
#[derive(Clone, Copy)]
pub(in super::super) enum Format {
    JsonSchema,
    Avro,
}

impl Format {
    /// The name that `upsafe schema batch` knows it by.
    pub(in super::super) fn name(self) -> &'static str {
        match self {
            Format::JsonSchema => "json-schema",
            Format::Avro => "avro",
        }
    }
}

/// What becomes of one place of the old schema.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Change {
    Equal,
    Widened,
    Narrowed,
}

impl Change {
    /// Of three ways to write a place, the one that is meant.
    pub(super) fn of<T>(self, [same, wider, narrower]: [T; 3]) -> T {
        match self {
            Change::Equal => same,
            Change::Widened => wider,
            Change::Narrowed => narrower,
        }
    }
}

/// Writes so many pairs and returns the verdicts that are right by construction.
pub(in super::super) fn write(
    format: Format,
    n_pairs: u64,
    file: &Path,
) -> Result<Vec<&'static str>, String> {
    let mut text = Vec::new();
    let mut verdicts = Vec::new();
    for seed in 0..n_pairs {
        let change = match seed % 3 {
            0 => Change::Equal,
            1 => Change::Widened,
            _ => Change::Narrowed,
        };
        // Both sides roll the same dice, so that they differ where they are meant to.
        let schema = |change: Change, version: u32| match format {
            Format::JsonSchema => json::schema(Dice::new(seed), change, version),
            Format::Avro => avro::schema(Dice::new(seed), change, version),
        };
        let line = json!({
            "id": seed.to_string(),
            "old": schema(Change::Equal, 1),
            "new": schema(change, 2),
        });
        writeln!(text, "{line}").map_err(|error| error.to_string())?;
        verdicts.push(match change {
            Change::Narrowed => "incompatible",
            Change::Equal | Change::Widened => "compatible",
        });
    }
    fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(verdicts)
}
