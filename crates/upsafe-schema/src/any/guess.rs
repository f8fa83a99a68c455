//! The format of a text that nobody named: told by what is in it, or not at all.
//!
//! What must stay true: a guess rests on a word that only one format has. A text that two formats
//! give a meaning, such as `{"type": "string"}`, stays without one, for the same file read in
//! another way is another question.

use super::Format;
use crate::{
    format::{avro, json_schema::Dialect},
    json::{Document, NodeId, NodeKind},
};

/// Types that only JSON Schema has.
const JSON_TYPES: [&str; 3] = ["object", "integer", "number"];
/// Types that both have.
const SHARED_TYPES: [&str; 4] = ["array", "boolean", "null", "string"];
/// Types that only Avro has.
const AVRO_TYPES: [&str; 9] = [
    "record", "error", "enum", "fixed", "map", "int", "long", "float", "double",
];
/// Members that make a JSON Schema of an object without a `type`.
const STRUCTURE: [&str; 14] = [
    "$anchor",
    "$defs",
    "$id",
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "definitions",
    "not",
    "oneOf",
    "patternProperties",
    "properties",
    "propertyNames",
];
/// Members that do so beside a `type` that both have.
const DETAILS: [&str; 13] = [
    "contains",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "pattern",
    "prefixItems",
    "uniqueItems",
];

impl Format {
    /// The format of a file, by its name or else by what is in it, where one of them is clear.
    pub fn of_file(path: &str, bytes: &[u8]) -> Option<Format> {
        Format::of_path(path).or_else(|| Format::of_bytes(bytes))
    }

    /// The format that only the content tells: the magic bytes of a data file, a `$schema`, the
    /// kind of a manifest, a word of one language.
    pub fn of_bytes(bytes: &[u8]) -> Option<Format> {
        if bytes.starts_with(&avro::MAGIC) {
            return Some(Format::Avro);
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).ok()?;
        match Document::parse(text) {
            Ok(document) => of_value(&document, document.root()),
            Err(_) => is_manifest(text).then_some(Format::Crd),
        }
    }
}

fn of_value(document: &Document, root: NodeId) -> Option<Format> {
    match document.kind(root) {
        NodeKind::Bool(_) => Some(Format::JsonSchema),
        // A union, or the name of a type.
        NodeKind::Array(_) | NodeKind::String(_) => Some(Format::Avro),
        NodeKind::Object(members) => {
            let word = |name: &str| document.string(document.member(root, name)?);
            if let Some(uri) = word("$schema") {
                return Dialect::from_uri(uri).map(|_| Format::JsonSchema);
            }
            if word("kind").is_some_and(|kind| kind == "CustomResourceDefinition") {
                return Some(Format::Crd);
            }
            if word("protocol").is_some() {
                return Some(Format::Avro);
            }
            let is_type = |words: &[&str]| word("type").is_some_and(|of| words.contains(&of));
            if is_type(&AVRO_TYPES) {
                return Some(Format::Avro);
            }
            let has = |words: &[&str]| members.keys().any(|name| words.contains(&name));
            let of = document.member(root, "type").map(|of| document.kind(of));
            let is_schema = match of {
                None => has(&STRUCTURE),
                Some(NodeKind::String(_)) => {
                    is_type(&JSON_TYPES)
                        || (is_type(&SHARED_TYPES) && (has(&STRUCTURE) || has(&DETAILS)))
                }
                Some(NodeKind::Array(_)) => has(&STRUCTURE) || has(&DETAILS),
                Some(_) => false,
            };
            is_schema.then_some(Format::JsonSchema)
        }
        NodeKind::Null | NodeKind::Number(_) => None,
    }
}

/// Whether a line of a YAML text says that it is a CustomResourceDefinition.
fn is_manifest(text: &str) -> bool {
    let mut kinds = text.lines().filter_map(|line| line.strip_prefix("kind:"));
    kinds.any(|kind| {
        let kind = kind.split(" #").next().unwrap_or(kind).trim();
        kind.trim_matches(['"', '\'']) == "CustomResourceDefinition"
    })
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn what_is_in_a_file_tells_its_format() {
        let check = |text: &str, expected: &str| {
            let found = Format::of_bytes(text.as_bytes());
            assert_eq!(found.map_or("none", Format::name), expected, "{text}");
        };
        check(
            r#"{"$schema": "http://json-schema.org/draft-07/schema#"}"#,
            "json-schema",
        );
        check(r#"{"type": "object"}"#, "json-schema");
        check(
            r#"{"type": ["string", "null"], "minLength": 1}"#,
            "json-schema",
        );
        check(r#"{"type": "string", "pattern": "^a"}"#, "json-schema");
        check(r##"{"$ref": "#/$defs/a", "$defs": {}}"##, "json-schema");
        check("true", "json-schema");
        check(r#"{"type": "record", "name": "R", "fields": []}"#, "avro");
        check(r#"{"type": "long", "logicalType": "date"}"#, "avro");
        check(r#"["null", "int"]"#, "avro");
        check(r#"{"protocol": "P", "types": []}"#, "avro");
        check("\u{feff}\"int\"", "avro");
        check("Obj\u{1}...", "avro");
        check(
            "apiVersion: apiextensions.k8s.io/v1\nkind: \"CustomResourceDefinition\" # one\n",
            "crd",
        );
        // Both languages give these a meaning.
        check(r#"{"type": "string"}"#, "none");
        check(r#"{"type": "array", "items": "int"}"#, "none");
        // Other files that a folder may hold.
        check(
            r#"{"$schema": "https://json.schemastore.org/tsconfig"}"#,
            "none",
        );
        check(
            r#"{"name": "left-pad", "type": "module", "files": []}"#,
            "none",
        );
        check(r#"{"name": "x", "dependencies": {"a": "^1"}}"#, "none");
        check("kind: Deployment\n", "none");
        check("", "none");
    }

    #[test]
    fn the_name_of_a_file_goes_first() {
        let check = |path: &str, text: &str, expected: &str| {
            let found = Format::of_file(path, text.as_bytes());
            assert_eq!(found.map_or("none", Format::name), expected, "{path}");
        };
        check("a.avsc", r#"{"type": "object"}"#, "avro");
        check("a.json", r#"{"type": "object"}"#, "json-schema");
        check("a.json", r#"{"type": "fixed"}"#, "avro");
    }
}
