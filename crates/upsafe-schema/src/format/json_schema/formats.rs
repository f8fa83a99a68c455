//! What `format` says of single texts, where it asserts: the validator that confirms is asked.
//!
//! No format is modelled as a language: whether all texts of one are texts of another is not
//! decided. But of a text that stands in an `enum` or `const` it is known which formats it has.

use super::dialect::Dialect;
use std::sync::Arc;

/// The formats of the drafts that the validator looks at. It has no tables for internationalised
/// names, so nothing is known of `idn-email` and `idn-hostname`, nor of what is no format of a draft.
const DEFINED: [&str; 17] = [
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
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

/// Texts of a format, and others.
#[derive(Debug)]
pub(super) struct Sorted {
    pub(super) yes: Vec<Arc<str>>,
    pub(super) no: Vec<Arc<str>>,
}

/// The texts of a format and the others; `None` where nothing is known of it.
pub(super) fn sorted(name: &str, texts: &[Arc<str>], dialect: Dialect) -> Option<Sorted> {
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
    let (yes, no) = texts.iter().cloned().partition(|text| is_of(&text));
    Some(Sorted { yes, no })
}
