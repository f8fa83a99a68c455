//! References: resolution, recursion as a greatest fixed point, many recursive alternatives.

use crate::verdicts::{check, verdict};
use std::time::Instant;
use upsafe_schema::Semantics;

const D7: &str = "draft-07";
const D19: &str = "2019-09";
const D20: &str = "2020-12";

#[test]
fn references_are_followed_wherever_they_lead() {
    check(&[
        (
            D7,
            r##"{"$ref":"#/definitions/A","definitions":{"A":{"$ref":"#/definitions/B"},"B":{"type":"string"}}}"##,
            r##"{"$ref":"#/definitions/A","definitions":{"A":{"$ref":"#/definitions/B"},"B":{"type":"number"}}}"##,
            r#"incompatible """#,
        ),
        (
            D7,
            r#"{"type":"integer"}"#,
            r##"{"$id":"http://x/a/","definitions":{"n":{"$id":"b.json","type":"number"}},"allOf":[{"$ref":"/a/b.json"}]}"##,
            "compatible",
        ),
        (
            D7,
            r#"{"type":"integer"}"#,
            r##"{"definitions":{"n":{"$id":"#num","type":"number"}},"allOf":[{"$ref":"#num"}]}"##,
            "compatible",
        ),
        (
            D19,
            r#"{"type":"integer"}"#,
            r##"{"$defs":{"a/b~":{"$anchor":"num","type":"number"}},"$ref":"#num","allOf":[{"$ref":"#/$defs/a~1b~0"}]}"##,
            "compatible",
        ),
        (
            D7,
            r#"{"type":"integer"}"#,
            r##"{"$ref":"#/definitions/n","type":"string","definitions":{"n":{}}}"##,
            "compatible",
        ),
        (
            D7,
            r#"{"const":{"minLength":1}}"#,
            r#"{"$ref":"http://json-schema.org/draft-07/schema#"}"#,
            "compatible",
        ),
        (
            D20,
            r#"{"const":{"minLength":-1}}"#,
            r#"{"$ref":"https://json-schema.org/draft/2020-12/schema"}"#,
            r#"incompatible {"minLength":-1}"#,
        ),
    ]);
}

#[test]
fn dynamic_references_take_the_outermost_anchor() {
    let strict = r##"{"$id":"http://x/strict","$dynamicAnchor":"node","$ref":"tree","unevaluatedProperties":false,
        "$defs":{"tree":{"$id":"tree","$dynamicAnchor":"node","type":"object",
        "properties":{"child":{"$dynamicRef":"#node"}}}}}"##;
    check(&[
        (
            D20,
            r#"{"const":{"child":{"child":{}}}}"#,
            strict,
            "compatible",
        ),
        (
            D20,
            r#"{"const":{"child":{"chidl":1}}}"#,
            strict,
            r#"incompatible {"child":{"chidl":1}}"#,
        ),
        (
            D19,
            r#"{"const":{"child":{"x":1}}}"#,
            r##"{"$id":"http://x/strict","$recursiveAnchor":true,"$ref":"tree","unevaluatedProperties":false,
               "$defs":{"tree":{"$id":"tree","$recursiveAnchor":true,"type":"object",
               "properties":{"child":{"$recursiveRef":"#"}}}}}"##,
            r#"incompatible {"child":{"x":1}}"#,
        ),
    ]);
}

#[test]
fn recursion_is_decided_not_assumed() {
    let list = |leaf: &str| {
        format!(
            r##"{{"type":"object","properties":{{"v":{leaf},"next":{{"$ref":"#"}}}},
                "required":["v"],"additionalProperties":false}}"##
        )
    };
    let (whole, real, text) = (
        list(r#"{"type":"integer"}"#),
        list(r#"{"type":"number"}"#),
        list(r#"{"type":"string"}"#),
    );
    check(&[
        (D7, &whole, &real, "compatible"),
        (D7, &real, &whole, r#"incompatible {"v":0.5}"#),
        (D7, &whole, &text, r#"incompatible {"v":0}"#),
    ]);
    // No finite document satisfies the writer.
    let endless = r##"{"type":"object","properties":{"next":{"$ref":"#"}},"required":["next"]}"##;
    check(&[(D7, endless, "false", "compatible")]);
}

/// An open question that is answered "no" for the round must not hide a break: `a` is met inside
/// itself through `b` before its own leaf is looked at.
#[test]
fn an_open_question_does_not_mask_a_break() {
    let schema = |leaf: &str| {
        format!(
            r##"{{"$ref":"#/definitions/a","definitions":{{
              "a":{{"oneOf":[{{"type":"object","required":["b"],"additionalProperties":false,
                   "properties":{{"b":{{"$ref":"#/definitions/b"}}}}}},{{"type":"{leaf}"}}]}},
              "b":{{"type":"object","required":["a"],"additionalProperties":false,
                   "properties":{{"a":{{"$ref":"#/definitions/a"}}}}}}}}}}"##
        )
    };
    let nested = |leaf: &str| {
        format!(
            r##"{{"properties":{{"y":{{"$ref":"#/definitions/b"}},"z":{{"$ref":"#/definitions/a"}}}},{}"##,
            &schema(leaf)[r##"{"$ref":"#/definitions/a","##.len()..]
        )
    };
    check(&[
        (D7, &schema("integer"), &schema("number"), "compatible"),
        (
            D7,
            &schema("number"),
            &schema("integer"),
            "incompatible 0.5",
        ),
        (D7, &nested("integer"), &nested("number"), "compatible"),
        (
            D7,
            &nested("number"),
            &nested("integer"),
            r#"incompatible {"y":{"a":0.5}}"#,
        ),
    ]);
}

/// Twelve types that hold each other: with and without a discriminator, closed and open.
#[test]
fn twelve_recursive_alternatives_finish_in_time() {
    let types = 0..12;
    let family = |shape: &dyn Fn(u32, &str) -> String, leaf: &str| {
        let all: Vec<String> = types
            .clone()
            .map(|i| format!(r##"{{"$ref":"#/definitions/T{i}"}}"##))
            .collect();
        let any = format!(r#"{{"oneOf":[{}]}}"#, all.join(","));
        let definitions: Vec<String> = types
            .clone()
            .map(|i| format!(r#""T{i}":{}"#, shape(i, leaf).replace("ANY", &any)))
            .collect();
        format!(
            r#"{{"allOf":[{any}],"definitions":{{{}}}}}"#,
            definitions.join(",")
        )
    };
    let leaf_of = |i: u32, leaf: &str| {
        if i == 11 {
            leaf.to_owned()
        } else {
            "string".to_owned()
        }
    };
    let closed = |i: u32, leaf: &str| {
        format!(
            r#"{{"type":"object","properties":{{"kind":{{"const":"k{i}"}},"v":{{"type":"{}"}},
               "child":ANY}},"required":["kind"],"additionalProperties":false}}"#,
            leaf_of(i, leaf)
        )
    };
    let open = |i: u32, leaf: &str| {
        format!(
            r#"{{"type":"object","properties":{{"n{i}":{{"type":"{}"}},"child":ANY}}}}"#,
            leaf_of(i, leaf)
        )
    };
    let start = Instant::now();
    let run = |shape: &dyn Fn(u32, &str) -> String, old: &str, new: &str| {
        let found = verdict(
            D7,
            &family(shape, old),
            &family(shape, new),
            Semantics::default(),
        );
        found.split(' ').next().unwrap_or_default().to_owned()
    };
    assert_eq!(run(&closed, "integer", "number"), "compatible");
    assert_eq!(run(&closed, "number", "integer"), "incompatible");
    assert_eq!(run(&open, "integer", "string"), "incompatible");
    assert_eq!(run(&open, "integer", "integer"), "compatible");
    // A second each in a release build; this bound only catches an exponential search.
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
