//! An independent judge of documents: the `jsonschema` crate, which shares no code with the prover.

use super::dialect::Dialect;
use crate::json::Value;
use crate::semantics::Formats;
use jsonschema::Validator;
use std::sync::OnceLock;

/// Validators of one schema, compiled on first use; `None` where the judge refuses the schema.
#[derive(Default)]
pub(super) struct Confirmer {
    annotating: OnceLock<Option<Validator>>,
    asserting: OnceLock<Option<Validator>>,
}

impl std::fmt::Debug for Confirmer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Confirmer")
    }
}

impl Confirmer {
    /// Whether the document is valid; `None` where the judge cannot say.
    pub(super) fn is_valid(
        &self,
        text: &str,
        dialect: Dialect,
        formats: Formats,
        document: &Value,
    ) -> Option<bool> {
        let validator = self.validator(text, dialect, formats)?;
        Some(validator.is_valid(&document.to_serde()))
    }

    /// The judge of a schema; `None` where it refuses the schema.
    pub(super) fn validator(
        &self,
        text: &str,
        dialect: Dialect,
        formats: Formats,
    ) -> Option<&Validator> {
        let slot = match formats {
            Formats::Annotate => &self.annotating,
            Formats::Assert => &self.asserting,
        };
        slot.get_or_init(|| compile(text, dialect, formats))
            .as_ref()
    }
}

fn compile(text: &str, dialect: Dialect, formats: Formats) -> Option<Validator> {
    let schema: serde_json::Value = serde_json::from_str(text).ok()?;
    let options = jsonschema::options()
        .offline()
        .with_draft(dialect.validator_draft())
        .should_validate_formats(formats == Formats::Assert)
        .without_content_encoding_support("base64")
        .without_content_media_type_support("application/json");
    options.build(&schema).ok()
}
