//! Changes of one schema.

use super::{told, with_spec};
use upsafe_schema::format::crd::Audience;

/// What a change of the schema of `spec` does to stored objects.
fn check(old: &str, new: &str, expected: &str) {
    let found = told(&with_spec(old), &with_spec(new), Audience::StoredData);
    assert_eq!(found, expected, "{old} -> {new}");
}

fn string(rest: &str) -> String {
    format!(r#"{{"type": "object", "properties": {{"a": {{"type": "string"{rest}}}}}}}"#)
}

fn object(rest: &str) -> String {
    format!(r#"{{"type": "object"{rest}}}"#)
}

#[test]
fn a_bound_breaks_where_it_is_tightened() {
    let check = |old: &str, new: &str, expected: &str| check(&string(old), &string(new), expected);
    check("", r#", "maxLength": 5"#, "max-length breaks stored");
    check(r#", "maxLength": 5"#, "", "max-length safe");
    check(
        r#", "maxLength": 5"#,
        r#", "maxLength": 4"#,
        "max-length breaks stored",
    );
    check("", r#", "minLength": 0"#, "min-length safe");
    check(
        r#", "pattern": "^a""#,
        r#", "pattern": "^[ab]""#,
        "pattern safe",
    );
    check(
        r#", "pattern": "^[ab]""#,
        r#", "pattern": "^a""#,
        "pattern breaks stored",
    );
    check(r#", "enum": ["a", "b"]"#, r#", "enum": ["b", "a"]"#, "");
    check(
        r#", "enum": ["a", "b"]"#,
        r#", "enum": ["a"]"#,
        "enum breaks stored",
    );
    check(r#", "enum": ["a"]"#, r#", "enum": ["a", "b"]"#, "enum safe");
    check(
        r#", "description": "x""#,
        r#", "description": "y""#,
        "description safe",
    );
    // What one change forbids, another one has never allowed.
    check(
        r#", "maxLength": 3"#,
        r#", "maxLength": 3, "pattern": "^.{0,3}$""#,
        "pattern breaks stored",
    );
    check(
        r#", "enum": ["a"]"#,
        r#", "enum": ["a"], "maxLength": 1"#,
        "max-length safe",
    );
}

#[test]
fn formats_are_those_that_the_api_server_checks() {
    let check = |old: &str, new: &str, expected: &str| check(&string(old), &string(new), expected);
    check("", r#", "format": "date""#, "format breaks stored");
    check("", r#", "format": "feather""#, "format safe");
    check(
        r#", "format": "uuid4""#,
        r#", "format": "uuid""#,
        "format safe",
    );
    check(
        r#", "format": "date-time""#,
        r#", "format": "datetime""#,
        "format safe",
    );
    // A checked format switches the check of the type off, for lists too.
    check(r#", "format": "date""#, "", "format breaks stored");
}

#[test]
fn nulls_and_defaults_are_dropped_and_filled_in_before_anybody_looks() {
    check(
        &string(r#", "nullable": true"#),
        &string(""),
        "nullable safe",
    );
    let list = |rest: &str| format!(r#"{{"type": "array", "items": {{"type": "string"{rest}}}}}"#);
    check(
        &list(r#", "nullable": true"#),
        &list(""),
        "nullable breaks stored",
    );
    let required = |rest: &str| {
        format!(
            r#"{{"type": "object", "required": ["a"], "properties": {{"a": {{"type": "string"{rest}}}}}}}"#
        )
    };
    check(&string(""), &required(""), "required breaks stored");
    check(
        &string(""),
        &required(r#", "default": "x""#),
        "required safe; default safe",
    );
    check(
        &required(r#", "default": "x""#),
        &required(""),
        "default breaks stored",
    );
    check(
        &string(r#", "default": "x""#),
        &string(r#", "default": "y""#),
        "default safe",
    );
    check(
        &object(
            r#", "maxProperties": 1, "properties": {"a": {"type": "string"}, "b": {"type": "string"}}"#,
        ),
        &object(
            r#", "maxProperties": 1, "properties": {"a": {"type": "string"}, "b": {"type": "string", "default": "x"}}"#,
        ),
        "default breaks stored; default safe",
    );
}

#[test]
fn what_is_pruned_is_lost() {
    let map = r#", "additionalProperties": {"type": "string"}"#;
    let open = r#", "x-kubernetes-preserve-unknown-fields": true"#;
    check(
        &string(""),
        &object(""),
        "existing-field-removal breaks stored",
    );
    check(
        &string(""),
        &object(open),
        "preserve-unknown-fields safe; existing-field-removal safe",
    );
    check(
        &object(open),
        &object(""),
        "preserve-unknown-fields breaks stored",
    );
    check(
        &object(map),
        &string(""),
        "additional-properties breaks stored; field-added safe",
    );
    check(&object(""), &string(""), "field-added safe");
    // Fields that nobody knew were hidden, and may be stored: a map brings them back.
    check(
        &object(""),
        &object(map),
        "additional-properties breaks stored",
    );
    check(&object(""), &object(open), "preserve-unknown-fields safe");
    // A new property of a map takes what the map had.
    check(
        &object(open),
        &string(""),
        "preserve-unknown-fields breaks stored; field-added breaks stored",
    );
}

#[test]
fn lists_of_type_set_and_map_have_no_item_twice() {
    let list = |rest: &str| {
        let items = r#"{"type": "object", "required": ["k", "l"], "properties": {"k": {"type": "string"}, "l": {"type": "string"}}}"#;
        format!(r#"{{"type": "array"{rest}, "items": {items}}}"#)
    };
    let map = |keys: &str| {
        list(&format!(
            r#", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": [{keys}]"#
        ))
    };
    check(
        &list(""),
        &list(r#", "x-kubernetes-list-type": "set""#),
        "list-type breaks stored",
    );
    check(
        &list(r#", "x-kubernetes-list-type": "set""#),
        &list(""),
        "list-type safe",
    );
    check(
        &list(""),
        &map(r#""k""#),
        "list-type breaks stored; list-map-keys breaks stored",
    );
    check(&map(r#""k""#), &map(r#""k", "l""#), "list-map-keys safe");
    check(
        &map(r#""k", "l""#),
        &map(r#""k""#),
        "list-map-keys breaks stored",
    );
}

#[cfg(feature = "cel")]
#[test]
fn rules_break_where_an_object_shows_it() {
    let rule = |rule: &str| {
        string(&format!(
            r#", "maxLength": 64, "x-kubernetes-validations": [{{"rule": "{rule}", "message": "m"}}]"#
        ))
    };
    check(
        &string(r#", "maxLength": 64"#),
        &rule("size(self) < 3"),
        "validation-rule breaks stored",
    );
    check(
        &rule("size(self) < 3"),
        &string(r#", "maxLength": 64"#),
        "validation-rule safe",
    );
    check(
        &rule("size(self) < 3"),
        &rule("size(self) < 9"),
        "validation-rule safe",
    );
    check(
        &rule("size(self) < 9"),
        &rule("size(self) < 3"),
        "validation-rule breaks stored",
    );
    check(
        &rule("self != 'q'"),
        &rule("self != 'qq'"),
        "validation-rule unknown stored",
    );
    // What an object at rest cannot show is asked of clients only.
    check(
        &string(r#", "maxLength": 64"#),
        &rule("self == oldSelf"),
        "validation-rule safe",
    );
    let both = told(
        &with_spec(&string(r#", "maxLength": 64"#)),
        &with_spec(&rule("self == oldSelf")),
        Audience::Clients,
    );
    assert_eq!(both, "validation-rule unknown clients");
    let list = |rest: &str| {
        format!(
            r#"{{"type": "array", "maxItems": 9, "items": {{"type": "string", "maxLength": 9{rest}}}}}"#
        )
    };
    check(
        &list(""),
        &list(r#", "x-kubernetes-validations": [{"rule": "self == oldSelf"}]"#),
        "validation-rule breaks stored",
    );
}

#[test]
fn alternatives_are_asked_about_as_a_whole() {
    let two = r#", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}"#;
    let with = |rest: &str| object(&format!("{two}{rest}"));
    let one_of = r#", "oneOf": [{"required": ["a"]}, {"required": ["b"]}]"#;
    let any_of = r#", "anyOf": [{"required": ["a"]}, {"required": ["b"]}]"#;
    check(&with(""), &with(one_of), "one-of breaks stored");
    check(&with(one_of), &with(""), "one-of safe");
    check(&with(one_of), &with(any_of), "any-of safe; one-of safe");
    check(
        &with(any_of),
        &with(one_of),
        "any-of safe; one-of breaks stored",
    );
}

#[test]
fn what_is_not_modelled_is_unknown() {
    check(
        &object(""),
        &object(r#", "patternProperties": {"^a": {"type": "string"}}"#),
        "unclaimed-change unknown stored",
    );
}
