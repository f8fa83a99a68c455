//! Documents that differ for a reader only in how `.` in a pattern takes the end of a line.
//!
//! ECMA 262 lets `.` stand for any character but the end of a line. `.` is not in the subset of
//! patterns to which JSON Schema (Core, "Regular Expressions") asks authors to keep, and engines
//! with a single-line mode, or with other sets of line ends, take it otherwise. So a witness that
//! holds only because of it is no proof of a break: nobody may ever have written it, and another
//! validator may read it.

use super::schema::Schema;
use crate::json::Value;

/// The longest document that a reason shows, in characters.
const MAX_SHOWN: usize = 60;

/// Whether a witness has the end of a line in a text, and a pattern a `.`.
pub(super) fn matters(reader: &Schema, writer: &Schema, witness: &Value) -> bool {
    let has_dot = |schema: &Schema| schema.patterns.keys().any(|source| source.contains('.'));
    (has_dot(reader) || has_dot(writer)) && has_line_end(witness)
}

/// Why such a witness decides nothing.
pub(super) fn reason(witness: &Value) -> String {
    let shown = witness.to_string();
    let such_as = match shown.chars().count() <= MAX_SHOWN {
        true => format!(", such as {shown},"),
        false => String::new(),
    };
    format!(
        "`pattern`: only documents with the end of a line in a text{such_as} are refused: `.` does \
         not stand for it in ECMA 262, but does in other dialects"
    )
}

fn has_line_end(value: &Value) -> bool {
    let is_in = |text: &str| text.contains(['\n', '\r', '\u{2028}', '\u{2029}']);
    match value {
        Value::String(text) => is_in(text),
        Value::Array(items) => items.iter().any(has_line_end),
        Value::Object(members) => members
            .iter()
            .any(|(name, part)| is_in(name) || has_line_end(part)),
        _ => false,
    }
}
