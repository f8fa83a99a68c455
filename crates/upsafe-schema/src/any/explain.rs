//! Where a JSON Schema refuses a document, and what stood there on the other side.
//!
//! The validator that confirmed the witness is asked again, for its reasons this time.

use std::ops::Range;

use super::{Disagreement, place::value_at};
use crate::{
    format::json_schema::Schema,
    json::{Document, NodeId, NodeKind, Value},
    semantics::{Defaults, Semantics},
};

/// How many reasons are told for one document.
const MAX_REASONS: usize = 8;

/// The places of `reader` that refuse the document, with the nearest place of `writer`.
pub(super) fn refusal(
    reader: &Schema,
    writer: &Schema,
    document: &Value,
    semantics: Semantics,
) -> Vec<Disagreement> {
    let Some(validator) = reader.validator(semantics.formats) else {
        return Vec::new();
    };
    let document = document.to_serde();
    let mut found: Vec<Disagreement> = Vec::new();
    for error in validator.iter_errors(&document) {
        let keyword = error.kind().keyword();
        if semantics.defaults == Defaults::Filled && keyword == "required" {
            // The reader fills in what has a default; this validator does not.
            continue;
        }
        let path = error.schema_path().as_str().to_owned();
        if found.iter().any(|known| known.path == path) {
            continue;
        }
        found.push(Disagreement {
            rule: format!("json-schema/{keyword}"),
            message: error.to_string(),
            reader: Some(mark(reader.document(), &path)),
            writer: Some(mark(writer.document(), &path)),
            is_shown: true,
            aliases: &[],
            path,
        });
        if found.len() == MAX_REASONS {
            break;
        }
    }
    found
}

/// The bytes of the node that a JSON pointer leads to, or of the last one on the way that is there.
fn mark(document: &Document, pointer: &str) -> Range<usize> {
    let mut node = document.root();
    for step in pointer.split('/').skip(1) {
        let name = step.replace("~1", "/").replace("~0", "~");
        match part(document, node, &name) {
            Some(next) => node = next,
            None => break,
        }
    }
    value_at(document.text(), document.start(node))
}

fn part(document: &Document, node: NodeId, name: &str) -> Option<NodeId> {
    match document.kind(node) {
        NodeKind::Object(members) => members.get(name),
        NodeKind::Array(items) => items.get(name.parse::<usize>().ok()?).copied(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        any::{Format, Judge, Parsed, Switches},
        format::json_schema::Dialect,
        relation::Verdict,
    };

    /// The places in the new and the old schema that a witness leads to.
    fn check(old: &str, new: &str, expected: &[(&str, &str, &str)]) {
        let parse =
            |text| Parsed::parse(Format::JsonSchema, text, Dialect::Draft2020, &[]).unwrap();
        let found = Judge::Relation.compare(&parse(new), &parse(old), Switches::default());
        assert!(
            matches!(found.verdict, Verdict::Incompatible(_)),
            "{found:?}"
        );
        let told: Vec<_> = found
            .disagreements
            .iter()
            .map(|one| {
                let (reader, writer) = (one.reader.clone().unwrap(), one.writer.clone().unwrap());
                (one.rule.as_str(), &new[reader], &old[writer])
            })
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn a_witness_leads_to_both_places() {
        check(
            r#"{"properties": {"a": {"type": "string"}}}"#,
            r#"{"properties": {"a": {"type": "integer"}}}"#,
            &[(
                "json-schema/type",
                r#""type": "integer""#,
                r#""type": "string""#,
            )],
        );
        check(
            r#"{"type": "object"}"#,
            r#"{"type": "object", "required": ["a"]}"#,
            &[(
                "json-schema/required",
                r#""required": ["a"]"#,
                r#"{"type": "object"}"#,
            )],
        );
        check(
            r##"{"$ref": "#/$defs/a", "$defs": {"a": {"maxLength": 5}}}"##,
            r##"{"$ref": "#/$defs/a", "$defs": {"a": {"maxLength": 4}}}"##,
            &[(
                "json-schema/maxLength",
                r#""maxLength": 4"#,
                r#""maxLength": 5"#,
            )],
        );
        check(
            "true",
            "false",
            &[("json-schema/falseSchema", "false", "true")],
        );
    }
}
