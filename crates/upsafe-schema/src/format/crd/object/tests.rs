//! Objects in, readings out.

use super::{Definition, Reader, Reading, value};
use crate::format::crd::File;

/// A definition with one version of this schema of `spec`.
fn file(spec: &str) -> File {
    let text = format!(
        r#"{{"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "spec":
        {{"group": "example.com", "names": {{"kind": "Hat", "plural": "hats"}}, "versions":
        [{{"name": "v1", "served": true, "storage": true, "schema": {{"openAPIV3Schema":
        {{"type": "object", "properties": {{"spec": {spec}}}}}}}}}]}}}}"#
    );
    File::parse(&text).unwrap()
}

fn object(spec: &str) -> crate::Value {
    let text = format!(r#"{{"apiVersion": "example.com/v1", "kind": "Hat", "spec": {spec}}}"#);
    value(&text).unwrap()
}

fn read(schema: &str, spec: &str) -> Reading {
    let file = file(schema);
    let crd = &file.crds[0].1;
    Reader::new(crd, &crd.versions[0]).read(&object(spec))
}

/// The object as it is served, what was lost, and what is invalid.
fn check(schema: &str, spec: &str, expected: &str) {
    let found = read(schema, spec);
    let crate::Value::Object(members) = &found.object else {
        panic!("no object: {found:?}");
    };
    let mut told = vec![
        members
            .get("spec")
            .map_or("-".to_owned(), ToString::to_string),
    ];
    let lost = found
        .pruned
        .iter()
        .map(|lost| format!("lost {}={}", lost.path, lost.value));
    told.extend(lost);
    let filled = found
        .defaulted
        .iter()
        .map(|one| format!("filled {}={}", one.path, one.value));
    told.extend(filled);
    told.extend(found.nulls.iter().map(|path| format!("null {path}")));
    let errors = found
        .errors
        .iter()
        .map(|error| format!("{} {}", error.path, error.keyword));
    told.extend(errors);
    told.extend(
        found
            .unchecked
            .iter()
            .map(|one| format!("unchecked {}", one.path)),
    );
    assert_eq!(told.join(" | "), expected, "{schema} {spec}");
}

#[test]
fn what_a_schema_does_not_know_is_pruned() {
    let open = r#"{"type": "object", "x-kubernetes-preserve-unknown-fields": true, "properties": {"a": {"type": "object"}}}"#;
    check(
        r#"{"type": "object"}"#,
        r#"{"a": {"b": 1}}"#,
        r#"{} | lost spec.a={"b":1}"#,
    );
    check(
        open,
        r#"{"a": {"b": 1}, "c": {"d": 2}}"#,
        r#"{"a":{},"c":{"d":2}} | lost spec.a.b=1"#,
    );
    let map = r#"{"type": "object", "additionalProperties": {"type": "object", "properties": {"a": {"type": "string"}}}}"#;
    check(
        map,
        r#"{"k": {"a": "x", "b": "y"}}"#,
        r#"{"k":{"a":"x"}} | lost spec[k].b="y""#,
    );
    let flag = r#"{"type": "object", "additionalProperties": true}"#;
    check(
        flag,
        r#"{"k": 1, "l": {"m": 2}}"#,
        r#"{"k":1,"l":{}} | lost spec[l].m=2"#,
    );
    let list = r#"{"type": "array", "items": {"type": "object", "properties": {"a": {"type": "integer"}}}}"#;
    check(
        list,
        r#"[{"a": 1}, {"b": 2}]"#,
        r#"[{"a":1},{}] | lost spec[1].b=2"#,
    );
    let kept = r#"{"type": "array", "x-kubernetes-preserve-unknown-fields": true, "items": {"type": "object"}}"#;
    check(kept, r#"[{"a": 1}]"#, r#"[{"a":1}]"#);
    let inside = r#"{"type": "object", "x-kubernetes-embedded-resource": true}"#;
    check(
        inside,
        r#"{"apiVersion": "v1", "kind": "A", "metadata": {"name": "n", "hat": 1}, "b": 2}"#,
        r#"{"apiVersion":"v1","kind":"A","metadata":{"name":"n"}} | lost spec.b=2 | lost spec.metadata.hat=1"#,
    );
}

#[test]
fn nulls_go_and_defaults_come() {
    let schema = r#"{"type": "object", "required": ["a"], "properties": {"a": {"type": "string", "default": "x"}, "b": {"type": "string"}, "c": {"type": "string", "nullable": true}, "d": {"type": "object", "default": {}, "properties": {"e": {"type": "integer", "default": 1}}}}}"#;
    check(
        schema,
        r#"{"a": null, "b": null, "c": null}"#,
        r#"{"a":"x","c":null,"d":{"e":1}} | filled spec.a="x" | filled spec.d={} | filled spec.d.e=1 | null spec.b"#,
    );
    let list = r#"{"type": "array", "items": {"type": "string"}}"#;
    check(list, "[null]", "[null] | spec[0] type");
    let list = r#"{"type": "array", "items": {"type": "string", "default": "x"}}"#;
    check(list, "[null]", r#"["x"] | filled spec[0]="x""#);
}

#[test]
fn validations_are_those_of_the_api_server() {
    let spec = |schema: &str, object: &str, errors: &str| {
        let expected = match errors {
            "" => value(object).unwrap().to_string(),
            errors => format!("{} | {errors}", value(object).unwrap()),
        };
        check(schema, object, &expected);
    };
    spec(
        r#"{"type": "integer", "format": "int32"}"#,
        "2147483648",
        "spec format",
    );
    spec(
        r#"{"type": "integer"}"#,
        "9223372036854775808",
        "spec format",
    );
    spec(r#"{"type": "number", "format": "int32"}"#, "2147483648", "");
    spec(r#"{"type": "integer", "minimum": 3.5}"#, "3", "");
    spec(
        r#"{"type": "number", "maximum": 3, "exclusiveMaximum": true}"#,
        "3.0",
        "spec maximum",
    );
    // A format of a string switches the check of its type off for lists.
    spec(r#"{"type": "string", "format": "date"}"#, "[1]", "");
    spec(r#"{"type": "string", "format": "date"}"#, "1", "spec type");
    spec(r#"{"type": "string", "format": "fez"}"#, "[1]", "spec type");
    spec(
        r#"{"type": "string", "format": "date"}"#,
        r#""fez""#,
        "spec format",
    );
    spec(
        r#"{"x-kubernetes-int-or-string": true}"#,
        "1.5",
        "spec type",
    );
    spec(r#"{"x-kubernetes-int-or-string": true}"#, r#""50%""#, "");
    spec(
        r#"{"type": "string", "nullable": true, "enum": ["a", null]}"#,
        "null",
        "spec enum",
    );
    spec(
        r#"{"type": "string", "pattern": "^a"}"#,
        r#""ba""#,
        "spec pattern",
    );
    spec(
        r#"{"type": "string", "maxLength": 1}"#,
        r#""\u00fc\u00fc""#,
        "spec maxLength",
    );
    spec(
        r#"{"type": "string", "anyOf": [{"minLength": 2}, {"enum": ["a"]}]}"#,
        r#""b""#,
        "spec anyOf",
    );
    spec(
        r#"{"type": "string", "oneOf": [{"minLength": 1}, {"enum": ["a"]}]}"#,
        r#""a""#,
        "spec oneOf",
    );
    spec(
        r#"{"type": "string", "allOf": [{"minLength": 2}]}"#,
        r#""a""#,
        "spec minLength",
    );
    spec(
        r#"{"type": "string", "not": {"enum": ["a"]}}"#,
        r#""a""#,
        "spec not",
    );
    let items =
        r#"{"type": "object", "properties": {"k": {"type": "string"}, "v": {"type": "string"}}}"#;
    let set = r#"{"type": "array", "x-kubernetes-list-type": "set", "items": {"type": "integer"}}"#;
    spec(set, "[1,2,1,1]", "spec[2] x-kubernetes-list-type");
    let map = format!(
        r#"{{"type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["k"], "items": {items}}}"#
    );
    spec(
        &map,
        r#"[{"k":"a","v":"1"},{"k":"a","v":"2"}]"#,
        "spec[1] x-kubernetes-list-map-keys",
    );
    spec(&map, r#"[{"k":"a"},{"v":"2"}]"#, "");
    let inside = r#"{"type": "object", "x-kubernetes-embedded-resource": true}"#;
    spec(
        inside,
        r#"{"kind":"a_b"}"#,
        "spec.apiVersion x-kubernetes-embedded-resource | spec.kind x-kubernetes-embedded-resource",
    );
    spec(
        r#"{"type": "object", "required": ["a"]}"#,
        "{}",
        "spec.a required",
    );
}

#[test]
fn objects_are_judged_by_what_becomes_of_them() {
    let old = file(
        r#"{"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}}"#,
    );
    let new = file(
        r#"{"type": "object", "properties": {"a": {"type": "string", "maxLength": 1}, "c": {"type": "string", "default": "x"}}}"#,
    );
    let (old, new) = (
        Definition::new(&old.crds[0].1),
        Definition::new(&new.crds[0].1),
    );
    let check = |object: &str, expected: &str| {
        let judged = new.judge(&value(object).unwrap(), Some(&old));
        let causes = judged
            .causes
            .iter()
            .map(|cause| format!("{} {}", cause.path, cause.keyword));
        let found = format!(
            "{}: {}",
            judged.outcome,
            causes.collect::<Vec<_>>().join(", ")
        );
        assert_eq!(found, expected, "{object}");
    };
    let hat = |spec: &str| {
        format!(r#"{{"apiVersion": "example.com/v1", "kind": "Hat", "spec": {spec}}}"#)
    };
    check(&hat(r#"{"a": "x"}"#), "fine: ");
    check(&hat(r#"{"a": "xx"}"#), "update-blocked: spec.a maxLength");
    check(
        &hat(r#"{"a": "xx", "b": 1}"#),
        "lossy: spec.b pruned, spec.a maxLength",
    );
    check(
        &hat("{}").replace("v1", "v0"),
        "unreadable: apiVersion apiVersion",
    );
    check(&hat("{}").replace("Hat", "Cap"), "unreadable: kind kind");
    check("[]", "unreadable:  ");
    check(r#"{"kind": "Hat"}"#, "unreadable: apiVersion apiVersion");
    check(
        r#"{"apiVersion": "example.com/v1", "kind": "Hat", "metadata": 1}"#,
        "unreadable: metadata metadata",
    );
}

#[cfg(feature = "cel")]
#[test]
fn rules_are_asked_of_the_value_they_stand_at() {
    let schema = |rule: &str| {
        format!(
            r#"{{"type": "object", "properties": {{"a-b": {{"type": "string"}}, "n": {{"type": "number"}}, "l": {{"type": "array", "items": {{"type": "integer", "x-kubernetes-validations": [{{"rule": "self > 0"}}]}}}}}}, "x-kubernetes-validations": [{{"rule": "{rule}"}}]}}"#
        )
    };
    let spec = |rule: &str, object: &str, errors: &str| {
        let expected = match errors {
            "" => value(object).unwrap().to_string(),
            errors => format!("{} | {errors}", value(object).unwrap()),
        };
        check(&schema(rule), object, &expected);
    };
    spec("!has(self.n) || self.n < 2.5", r#"{"n": 2}"#, "");
    spec(
        "!has(self.n) || self.n < 2.5",
        r#"{"n": 3}"#,
        "spec x-kubernetes-validations",
    );
    spec("self.a__dash__b.startsWith('x')", r#"{"a-b": "x"}"#, "");
    spec(
        "self.a__dash__b == 'x'",
        "{}",
        "spec x-kubernetes-validations",
    );
    spec(
        "self.l.all(x, x < 3)",
        r#"{"l": [1, 0]}"#,
        "spec.l[1] x-kubernetes-validations",
    );
    spec(
        "quantity(self.a__dash__b).isInteger()",
        r#"{"a-b": "1"}"#,
        "unchecked spec",
    );
    spec("self == oldSelf", r#"{"n": 1}"#, "");
    spec("size(", "{}", "unchecked spec");
}
