//! What `format` says of single texts, where it asserts: the validator that confirms is asked.
//!
//! No format is modelled as a language: whether all texts of one are texts of another is not
//! decided. But of a text that stands in an `enum` or `const` it is known which formats it has.

use super::dialect::Dialect;
use std::sync::Arc;

/// The formats that the drafts define; of others nothing is known.
const DEFINED: [&str; 19] = [
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "regex",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];

/// The texts of a format and the others; `None` where nothing is known of it.
pub(super) fn sorted(
    name: &str,
    texts: &[Arc<str>],
    dialect: Dialect,
) -> Option<(Vec<Arc<str>>, Vec<Arc<str>>)> {
    if texts.is_empty() || !DEFINED.contains(&name) {
        return None;
    }
    let schema = serde_json::json!({"format": name});
    let validator = jsonschema::options()
        .offline()
        .with_draft(dialect.validator_draft())
        .should_validate_formats(true)
        .build(&schema)
        .ok()?;
    let is_of = |text: &&Arc<str>| validator.is_valid(&serde_json::Value::from(&***text));
    Some(texts.iter().cloned().partition(|text| is_of(&text)))
}
