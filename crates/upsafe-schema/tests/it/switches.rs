//! The semantics: what a writer emits, whether defaults are filled, whether `format` asserts.

use crate::verdicts::verdict;
use upsafe_schema::{Defaults, Formats, Semantics, Writers};

fn check(semantics: Semantics, rows: &[(&str, &str, &str)]) {
    for (old, new, expected) in rows {
        let found = verdict("draft-07", old, new, semantics);
        assert_eq!(found, *expected, "{old} -> {new}");
    }
}

#[test]
fn writers_that_emit_declared_properties_only() {
    let semantics = Semantics {
        writers: Writers::Declared,
        ..Semantics::default()
    };
    check(
        semantics,
        &[
            (
                r#"{"type":"object","properties":{"a":{}}}"#,
                r#"{"type":"object","properties":{"a":{},"b":{"type":"string"}}}"#,
                "compatible",
            ),
            (
                r#"{"type":"object","properties":{"a":{}}}"#,
                r#"{"type":"object","properties":{"a":{"type":"string"}}}"#,
                r#"incompatible {"a":null}"#,
            ),
            (
                r#"{"properties":{"a":{"properties":{"x":{}}}}}"#,
                r#"{"properties":{"a":{"properties":{"x":{}},"additionalProperties":false}}}"#,
                "compatible",
            ),
            (
                r#"{"allOf":[{"properties":{"a":{}}}],"properties":{"b":{}}}"#,
                r#"{"properties":{"a":{},"b":{},"c":false}}"#,
                "compatible",
            ),
            (
                r#"{"additionalProperties":{"type":"integer"},"properties":{"a":{}}}"#,
                r#"{"properties":{"b":{"type":"string"}}}"#,
                r#"incompatible {"b":0}"#,
            ),
            (
                r#"{"type":"object"}"#,
                r#"{"properties":{"b":{"type":"string"}}}"#,
                r#"incompatible {"b":null}"#,
            ),
            (
                r#"{"properties":{"a":{}}}"#,
                r#"{"required":["b"]}"#,
                "incompatible {}",
            ),
            // Two schemas of one object declare together, whichever of them names a property.
            (
                r#"{"allOf":[{"properties":{"a":{"properties":{"x":{}}}}},{"properties":{"a":{"properties":{"y":{}}}}}]}"#,
                r#"{"properties":{"a":{"properties":{"x":{"type":"string"}}}}}"#,
                r#"incompatible {"a":{"x":null}}"#,
            ),
            (
                r#"{"allOf":[{"properties":{"a":{"properties":{"x":{}}}}},{"properties":{"a":{"properties":{"y":{}}}}}]}"#,
                r#"{"properties":{"a":{"properties":{"z":{"type":"string"}}}}}"#,
                "compatible",
            ),
            // A shorter array would put an item where `a` is not declared.
            (
                r#"{"type":"array","minItems":1,"items":[{"type":"object","properties":{"x":{}}}],"additionalItems":{"properties":{"y":{}}}}"#,
                r#"{"items":[{}],"additionalItems":{"properties":{"y":{"type":"string"}}}}"#,
                r#"incompatible [{},{"y":null}]"#,
            ),
            (
                r##"{"properties":{"next":{"$ref":"#"},"v":{}}}"##,
                r##"{"properties":{"next":{"$ref":"#"},"v":{},"w":{"type":"string"}}}"##,
                "compatible",
            ),
            (
                r##"{"properties":{"next":{"$ref":"#"},"v":{}}}"##,
                r##"{"properties":{"next":{"$ref":"#"},"v":{"type":"string"}}}"##,
                r#"incompatible {"next":{"v":null}}"#,
            ),
        ],
    );
}

#[test]
fn readers_that_fill_defaults() {
    let semantics = Semantics {
        defaults: Defaults::Filled,
        ..Semantics::default()
    };
    let rows = [
        (
            r#"{"properties":{"a":{}},"additionalProperties":false}"#,
            r#"{"properties":{"a":{},"b":{"type":"string","default":""}},"required":["b"]}"#,
        ),
        (
            r#"{"properties":{"a":{}},"additionalProperties":false}"#,
            r##"{"allOf":[{"$ref":"#/definitions/d"}],"required":["b"],
                "definitions":{"d":{"properties":{"b":{"default":1}}}}}"##,
        ),
    ];
    for (old, new) in rows {
        check(semantics, &[(old, new, "compatible")]);
        check(Semantics::default(), &[(old, new, "incompatible {}")]);
    }
    check(
        semantics,
        &[
            (
                r#"{"additionalProperties":false}"#,
                r#"{"properties":{"b":{"type":"string","default":7}}}"#,
                "incompatible {}",
            ),
            (
                r#"{"type":"object"}"#,
                r#"{"properties":{"b":{"type":"string","default":""}},"required":["b"]}"#,
                r#"incompatible {"b":null}"#,
            ),
            (
                r#"{"type":"object","additionalProperties":false}"#,
                r#"{"properties":{"b":{"default":1}},"if":{"required":["b"]},"then":false}"#,
                "incompatible {}",
            ),
        ],
    );
}

#[test]
fn formats_that_assert() {
    let semantics = Semantics {
        formats: Formats::Assert,
        ..Semantics::default()
    };
    check(
        semantics,
        &[
            (r#"{"format":"date"}"#, "{}", "compatible"),
            (
                r#"{"format":"date","minLength":1}"#,
                r#"{"format":"date"}"#,
                "compatible",
            ),
            (
                r#"{"type":"string"}"#,
                r#"{"format":"date"}"#,
                r#"incompatible """#,
            ),
        ],
    );
    check(
        Semantics::default(),
        &[(r#"{"type":"string"}"#, r#"{"format":"date"}"#, "compatible")],
    );
}

#[test]
fn formats_are_known_of_texts_that_are_written_down() {
    let check = |old: &str, new: &str, expected: &str| {
        let semantics = Semantics {
            formats: Formats::Assert,
            ..Semantics::default()
        };
        let found = verdict("2020-12", old, new, semantics);
        assert!(found.starts_with(expected), "{old} {new}: {found}");
    };
    let date = r#"{"format":"date"}"#;
    check(r#"{"const":"2024-02-29"}"#, date, "compatible");
    check(r#"{"const":"2023-02-29"}"#, date, "incompatible");
    check(
        r#"{"enum":["2024-02-29",5,"2024-02-30"]}"#,
        date,
        "incompatible \"2024-02-30\"",
    );
    check(
        r#"{"format":"date"}"#,
        r#"{"not":{"const":"today"}}"#,
        "compatible",
    );
    check(r#"{"format":"date","minLength":3}"#, date, "compatible");
    check(r#"{"type":"string"}"#, date, "incompatible \"\"");
    // What is not written down is not known, unless the validator refuses what is found.
    check(r#"{"format":"ipv4"}"#, r#"{"format":"ipv6"}"#, "unknown");
    check(
        r#"{"const":"a"}"#,
        r#"{"format":"idn-hostname"}"#,
        "unknown",
    );
}
