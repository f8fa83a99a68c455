//! Profile `crdify`: two definitions in, what crdify refuses out, right or wrong.

use super::{definition, version, with_spec};
use upsafe_schema::{
    Mode,
    any::{Format, Judge},
    batch,
    format::crd::File,
    profile::{Outcome, Profile},
};

/// `rule at path` for each reason, or why there is no answer.
fn check(old: &str, new: &str, expected: &str) {
    let parse = |text| File::parse(text).expect("the definitions of these tests are read");
    let report = Profile::Crdify.check_crd(&parse(old), &parse(new), Mode::Backward);
    let told: Vec<String> = match &report.outcome {
        Outcome::Failed(reason) => vec![reason.clone()],
        _ => report
            .findings
            .iter()
            .map(|one| format!("{} at {}", one.rule, one.path))
            .collect(),
    };
    assert_eq!(told.join("; "), expected, "{old} -> {new}");
    let is_compatible = expected.is_empty();
    assert_eq!(report.is_compatible(), is_compatible, "{old} -> {new}");
}

/// From one schema of `x` to another: the reasons at `v1:^.spec.x` and below, told without that.
fn spec(old: &str, new: &str, expected: &str) {
    let full = |x: &str| {
        with_spec(&format!(
            r#"{{"type": "object", "properties": {{"x": {x}}}}}"#
        ))
    };
    let expected: Vec<String> = expected
        .split_terminator("; ")
        .map(|one| match one.split_once(' ') {
            Some((rule, below)) => format!("{rule} at v1:^.spec.x{below}"),
            None => format!("{one} at v1:^.spec.x"),
        })
        .collect();
    check(&full(old), &full(new), &expected.join("; "));
}

#[test]
fn bounds_are_refused_where_they_are_new_or_narrower() {
    spec(r#"{"minimum": 3}"#, r#"{"minimum": 3.0}"#, "");
    spec("{}", r#"{"minimum": 3}"#, "minimum");
    spec(r#"{"minimum": 3}"#, r#"{"minimum": 4}"#, "minimum");
    spec(r#"{"minimum": 3}"#, r#"{"minimum": 2}"#, "");
    spec(r#"{"maxLength": 3}"#, r#"{"maxLength": 2}"#, "max-length");
    spec(r#"{"maxLength": 3}"#, "{}", "");
    spec("{}", r#"{"maxItems": 0}"#, "max-items");
}

#[test]
fn what_is_safe_for_objects_is_refused_as_well() {
    spec("{}", r#"{"description": "a hat"}"#, "description");
    spec(r#"{"description": ""}"#, "{}", "");
    spec("{}", r#"{"default": 1}"#, "default");
    spec(r#"{"enum": [1]}"#, r#"{"enum": [2, 1]}"#, "enum");
    spec(r#"{"enum": [1, 2]}"#, r#"{"enum": [2, 1]}"#, "");
    spec("{}", r#"{"nullable": true}"#, "nullable");
    spec("{}", r#"{"nullable": false}"#, "");
    spec(r#"{"type": "integer"}"#, r#"{"type": "number"}"#, "type");
    spec(
        r#"{"required": ["a"]}"#,
        r#"{"required": ["b"]}"#,
        "required",
    );
    spec(r#"{"required": ["a"]}"#, "{}", "");
}

#[test]
fn what_no_validation_looks_at_is_unhandled() {
    spec("{}", r#"{"format": "date"}"#, "unhandled");
    spec(
        r#"{"x-kubernetes-validations": [{"rule": "self.a > 1"}]}"#,
        "{}",
        "unhandled",
    );
    spec("{}", r#"{"x-mine": 1}"#, "");
    // A map is told at its own place and at that of its values; items only there.
    let map = |of: &str| format!(r#"{{"additionalProperties": {of}}}"#);
    spec(
        &map(r#"{"maxLength": 3}"#),
        &map(r#"{"maxLength": 2}"#),
        "unhandled; max-length .additionalProperties",
    );
    spec(&map(r#"{"nullable": false}"#), &map("{}"), "");
    let list = |of: &str| format!(r#"{{"items": {of}}}"#);
    spec(
        &list(r#"{"maxLength": 3}"#),
        &list(r#"{"maxLength": 2}"#),
        "max-length .items",
    );
}

#[test]
fn a_field_that_is_gone_is_told_twice() {
    check(
        &with_spec(r#"{"properties": {"a": {"type": "string"}}}"#),
        &with_spec("{}"),
        "existing-field-removal at v1.^.spec.a; type at v1:^.spec.a",
    );
}

#[test]
fn definitions_and_versions() {
    let one = with_spec("{}");
    let cluster = one.replace("Namespaced", "Cluster");
    check(&one, &cluster, "scope at spec.scope");
    // What it does not see.
    check(&one, &one.replace("\"Hat\"", "\"Cap\""), "");
    let v = |name: &str, is_served: bool, spec: &str| {
        let flags = format!(r#""served": {is_served}, "storage": {}"#, name == "v1");
        version(name, &flags, spec)
    };
    let (text, number) = (r#"{"type": "string"}"#, r#"{"type": "integer"}"#);
    let versions = |list: &[String]| definition("", &format!("[{}]", list.join(",")));
    let alike = versions(&[v("v1", true, text), v("v2", true, text)]);
    let apart = versions(&[v("v2", true, number), v("v1", true, text)]);
    check(&alike, &apart, "type at v2:^.spec; type at v1 -> v2:^.spec");
    check(&apart, &apart, "");
    check(
        &alike,
        &versions(&[v("v1", true, text), v("v2", false, number)]),
        "type at v2:^.spec",
    );
    check(
        &alike,
        &versions(&[v("v2", true, text)]),
        "stored-version-removal at v1",
    );
    check(
        &one,
        "null",
        "it compares two definitions, and there is no new `hats.example.com`",
    );
    let bare = definition("", r#"[{"name": "v1", "served": true, "storage": true}]"#);
    check(&one, &bare, "it fails on the version `v1` without a schema");
}

#[test]
fn of_the_old_api_it_reads_what_the_new_one_has() {
    let old_api = r#"{"apiVersion": "apiextensions.k8s.io/v1beta1", "kind": "CustomResourceDefinition", "spec": {"group": "g",
        "version": "v1", "names": {"kind": "A", "plural": "as"}, "validation": {"openAPIV3Schema": {"type": "object"}}}}"#;
    check(old_api, &old_api.replace("object", "string"), "");
}

#[test]
fn what_others_call_a_change_has_a_field_of_its_own() {
    let defaults = batch::Defaults {
        format: Format::Crd,
        mode: Mode::Backward,
        judge: Judge::Relation,
        dialect: Default::default(),
        switches: Default::default(),
    };
    let check = |profile: &str, expected: &str| {
        let (old, new) = (
            with_spec(r#"{"properties": {"a": {"type": "string"}}}"#),
            with_spec(r#"{"properties": {}}"#),
        );
        let line = format!(r#"{{"id": 1, "old": {old}, "new": {new}, "profile": {profile}}}"#);
        let found = batch::answer(&line.replace('\n', " "), &defaults);
        let found: serde_json::Value = serde_json::from_str(&found).expect("an answer is JSON");
        let names: Vec<String> = found["findings"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|one| format!("{} {}", one["rule"], one["aliases"]).replace('"', ""))
            .collect();
        assert_eq!(names.join("; "), expected, "{found}");
    };
    check(
        "null",
        "crd/existing-field-removal [crdify:existingFieldRemoval,crd-schema-checker:NoFieldRemoval]",
    );
    check(
        r#""crdify""#,
        "existing-field-removal [crdify:existingFieldRemoval]; type [crdify:type]",
    );
}
