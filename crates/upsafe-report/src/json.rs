//! `json`: the report's stable wire types, indented. See [`upsafe_core::wire`] for what is promised.

use upsafe_core::{Report, wire};

use crate::clean;

pub(crate) fn render(report: &Report) -> String {
    pretty(&wire::Report::from(report))
}

/// Indented JSON with a final newline and no character that a terminal obeys.
pub(crate) fn pretty(value: &impl serde::Serialize) -> String {
    let text = serde_json::to_string_pretty(value)
        .expect("the types written here have string keys and no fallible serialisation");
    format!("{}\n", clean::json(&text))
}
