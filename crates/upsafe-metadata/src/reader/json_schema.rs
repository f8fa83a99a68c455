//! A JSON Schema as the reader: what it refuses is unreadable, what it does not know is dropped.

use jsonschema::{Draft, Validator};
use serde_json::Value as Json;

use super::{
    Cause, Reading, Seen, Verdict, errors,
    schemas::{ReaderError, UnknownFields},
    shape::Graph,
};

/// A JSON Schema as the reader.
pub struct JsonSchemaReader {
    validator: Validator,
    graph: Graph,
    unknown: UnknownFields,
}

impl std::fmt::Debug for JsonSchemaReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("JsonSchemaReader")
            .field("unknown", &self.unknown)
            .finish_non_exhaustive()
    }
}

impl JsonSchemaReader {
    /// Compiles a schema. One without `$schema` is read as draft 2020-12.
    ///
    /// # Errors
    /// Where it is no schema, or refers to something that would have to be fetched.
    pub fn new(schema: &Json, path: &str, unknown: UnknownFields) -> Result<Self, ReaderError> {
        let draft = match schema.get("$schema").and_then(Json::as_str) {
            Some(uri) if uri.contains("draft-04") => Draft::Draft4,
            Some(uri) if uri.contains("draft-06") => Draft::Draft6,
            Some(uri) if uri.contains("draft-07") => Draft::Draft7,
            Some(uri) if uri.contains("2019-09") => Draft::Draft201909,
            _ => Draft::Draft202012,
        };
        let options = || {
            jsonschema::options()
                .offline()
                .with_draft(draft)
                .should_validate_formats(false)
        };
        let failed = |error: jsonschema::ValidationError<'_>| {
            ReaderError::new(path, format_args!("expected a JSON Schema: {error}"))
        };
        let validator = options().build(schema).map_err(failed)?;
        let map = options().build_map(schema).map_err(failed)?;
        Ok(Self {
            validator,
            graph: Graph::new(schema, map),
            unknown,
        })
    }

    /// Whether a value is valid.
    pub fn is_valid(&self, value: &Json) -> bool {
        self.validator.is_valid(value)
    }

    /// References of the schema that lead outside: what they know about fields is not known.
    pub fn opaque(&self) -> impl Iterator<Item = &str> {
        self.graph.opaque.iter().map(String::as_str)
    }

    /// Reads a value; what is refused has the verdict `refused`.
    pub fn read(&self, value: &Json, refused: Verdict) -> Reading {
        let mut causes = Vec::new();
        let valid = self.validator.is_valid(value);
        if !valid {
            for error in self.validator.iter_errors(value) {
                errors::causes(&error, refused, &mut causes);
            }
            if causes.is_empty() {
                causes.push(Cause::new(refused, "", "refused by the schema"));
            }
        }
        // What is not read at all has no fields to lose.
        let reads = valid || refused != Verdict::Unreadable;
        if !reads {
            return Reading {
                causes,
                seen: Seen::Nothing,
            };
        }
        let unknown = match self.unknown {
            UnknownFields::Dropped => self.graph.unknown(value),
            UnknownFields::Kept => Vec::new(),
        };
        let seen = match unknown.is_empty() {
            true => Seen::AsStored,
            false => Seen::As(self.graph.prune(value)),
        };
        causes.extend(unknown.into_iter().map(|unknown| {
            let reason = "unknown field, dropped by the reader";
            Cause::new(Verdict::Lossy, unknown.path, reason).with_value(Some(unknown.value))
        }));
        Reading { causes, seen }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(schema: Json, value: Json, expected: &[&str]) {
        let reader = JsonSchemaReader::new(&schema, "s", UnknownFields::Dropped).unwrap();
        let reading = reader.read(&value, Verdict::Unreadable);
        let mut told: Vec<String> = reading
            .causes
            .iter()
            .map(|cause| format!("{} {}: {}", cause.verdict.name(), cause.path, cause.reason))
            .collect();
        told.sort();
        assert_eq!(told, expected, "{value}");
        if let Some(seen) = reading.seen.of(&value) {
            assert!(reader.graph.unknown(seen).is_empty(), "{seen}");
        }
    }

    fn topic() -> Json {
        json!({
            "type": "object", "required": ["spec"],
            "properties": {
                "spec": {"oneOf": [
                    {"type": "object", "required": ["computed"], "properties": {"computed": {"$ref": "#/$defs/computed"}}},
                    {"type": "object", "required": ["mirror"], "properties": {"mirror": {"type": "object",
                        "required": ["key"], "properties": {"key": {"type": "string"}}}}},
                ]},
                "mode": {"enum": ["A", "B"]},
                "labels": {"type": "object"},
                "map": {"type": "object", "additionalProperties": {"$ref": "#/$defs/computed"}},
                "list": {"type": "array", "items": {"$ref": "#/$defs/computed"}},
            },
            "patternProperties": {"^x-": {"type": "string"}},
            "$defs": {"computed": {"type": "object", "properties": {"partitions": {"type": "integer"}, "next": {"$ref": "#/$defs/computed"}}}},
        })
    }

    #[test]
    fn fields_that_a_schema_does_not_know_are_lost() {
        check(
            topic(),
            json!({"spec": {"computed": {"partitions": 1}}, "labels": {"a": 1}, "x-a": "1"}),
            &[],
        );
        check(
            topic(),
            json!({"spec": {"computed": {"partitions": 1, "old": 2}}, "y": 1}),
            &[
                "lossy spec.computed.old: unknown field, dropped by the reader",
                "lossy y: unknown field, dropped by the reader",
            ],
        );
        check(
            topic(),
            json!({"spec": {"mirror": {"key": "a", "b": 1}}, "list": [{}, {"z": 1}], "map": {"k": {"next": {"next": {"q": 1}}}}}),
            &[
                "lossy list[1].z: unknown field, dropped by the reader",
                "lossy map.k.next.next.q: unknown field, dropped by the reader",
                "lossy spec.mirror.b: unknown field, dropped by the reader",
            ],
        );
    }

    #[test]
    fn what_a_schema_refuses_is_unreadable_with_the_nearest_reason() {
        check(
            topic(),
            json!({"spec": {"mirror": {}}}),
            &["unreadable spec.mirror: missing field `key`"],
        );
        check(
            topic(),
            json!({"spec": {"other": {}}}),
            &["unreadable spec: unknown variant or form `other`"],
        );
        // A choice that may also be null: the reason lies in the inner choice.
        let nullable = json!({"properties": {"spec": {"anyOf": [topic()["properties"]["spec"], {"type": "null"}]}}, "$defs": topic()["$defs"]});
        check(
            nullable.clone(),
            json!({"spec": {"mirror": {}}}),
            &["unreadable spec.mirror: missing field `key`"],
        );
        check(
            nullable,
            json!({"spec": {"other": {}}}),
            &["unreadable spec: unknown variant or form `other`"],
        );
        check(
            topic(),
            json!({"spec": {"computed": {}}, "mode": "C"}),
            &["unreadable mode: unknown value `C`"],
        );
        check(
            topic(),
            json!({"spec": {"computed": {"partitions": "x"}}}),
            &["unreadable spec.computed.partitions: found a string, expected integer"],
        );
        check(
            topic(),
            json!({"mode": "A"}),
            &["unreadable : missing field `spec`"],
        );
    }

    #[test]
    fn references_to_themselves_end() {
        check(json!({"$ref": "#"}), json!({"a": 1}), &[]);
        check(
            json!({"allOf": [{"$ref": "#/$defs/a"}], "$defs": {"a": {"properties": {"x": {}}, "$ref": "#/$defs/a"}}}),
            json!({"x": 1, "y": 2}),
            &["lossy y: unknown field, dropped by the reader"],
        );
    }
}
