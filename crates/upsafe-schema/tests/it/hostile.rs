//! Hostile schemas: an answer or "unknown" within the budget; no panic, no overflow, no fetch.

use crate::verdicts::{check, verdict};
use upsafe_schema::format::json_schema::{Dialect, Schema, can_read};
use upsafe_schema::{Budget, Semantics, Verdict};

const D7: &str = "draft-07";

#[test]
fn what_is_not_decided_says_why() {
    check(&[
        (
            D7,
            r#"{"$ref":"http://example.com/x"}"#,
            r#"{"type":"string"}"#,
            "unknown: `$ref` at line 1, column 1 of the writer: `http://example.com/x#` is not here and never fetched",
        ),
        (
            D7,
            r#"{"allOf":[{"$ref":"http://example.com/x"}]}"#,
            r#"{"$ref":"http://example.com/x"}"#,
            "compatible",
        ),
        (
            D7,
            r##"{"$ref":"#"}"##,
            r#"{"type":"string"}"#,
            "unknown: `$ref` at line 1, column 1 of the writer: it leads back to itself without reaching a part of the document",
        ),
        (
            D7,
            r#"{"minItems":1000000000000000000000000000000}"#,
            r#"{"minItems":1000000000000000000000000000001}"#,
            "unknown: `minItems` at line 1, column 13 of the reader: a count beyond 2^32",
        ),
        (
            "2019-09",
            r#"{"$recursiveRef":"http://json-schema.org/draft-07/schema#"}"#,
            r#"{"type":"object"}"#,
            "unknown: `$ref` at line 1, column 1 of the writer: `$recursiveRef` is `http://json-schema.org/draft-07/schema#`, expected `#`",
        ),
        (
            D7,
            r#"{"minimum":"1"}"#,
            r#"{"type":"string"}"#,
            "unknown: `minimum` at line 1, column 12 of the writer: expected a number",
        ),
        (
            D7,
            r#"{"$schema":"http://example.com/own","type":"string"}"#,
            "{}",
            "compatible",
        ),
    ]);
}

#[test]
fn names_that_are_not_modelled_prove_nothing() {
    let looping = r##""$defs":{"N":{"allOf":[{"$ref":"#/$defs/N"},{"type":"string"}]}},"propertyNames":{"$ref":"#/$defs/N"}"##;
    let elsewhere = r#""propertyNames":{"$ref":"http://example.com/x"}"#;
    for names in [looping, elsewhere] {
        let old = format!("{{{names}}}");
        for new in [
            r#"{"dependentRequired":{"x":["y"]}}"#,
            r#"{"anyOf":[{"not":{"required":["x"]}},{"required":["y"]}]}"#,
            r#"{"not":{"required":["x"]}}"#,
        ] {
            let found = verdict("2020-12", &old, new, Semantics::default());
            assert!(!found.starts_with("compatible"), "{old} {new}: {found}");
        }
    }
}

#[test]
fn large_and_deep_schemas_stay_within_bounds() {
    let name = |old: &str, new: &str| {
        let found = verdict(D7, old, new, Semantics::default());
        found
            .split([' ', ':'])
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let chain: Vec<String> = (0..5_000)
        .map(|i| format!(r##""d{i}":{{"$ref":"#/definitions/d{}"}}"##, i + 1))
        .collect();
    let chain = format!(
        r##"{{"$ref":"#/definitions/d0","definitions":{{{},"d5000":{{"type":"string"}}}}}}"##,
        chain.join(",")
    );
    assert_eq!(name(&chain, r#"{"type":"string"}"#), "unknown");
    let deep = |leaf: &str| {
        let front = r#"{"properties":{"a":"#.repeat(45);
        format!(r#"{front}{{"type":"{leaf}"}}{}"#, "}}".repeat(45))
    };
    assert_eq!(name(&deep("object"), &deep("string")), "incompatible");
    let negated = |leaf: &str| {
        let front = r#"{"not":{"items":"#.repeat(40);
        format!(r#"{front}{{"type":"{leaf}"}}{}"#, "}}".repeat(40))
    };
    assert_ne!(name(&negated("object"), &negated("string")), "compatible");
    let many: Vec<String> = (0..400)
        .map(|i| format!(r#""p{i}":{{"type":"integer"}}"#))
        .collect();
    let many = format!(r#"{{"properties":{{{}}}}}"#, many.join(","));
    assert_eq!(
        name(&many, &many.replace("integer", "number")),
        "compatible"
    );
}

#[test]
fn names_written_twice_mean_the_last() {
    check(&[
        (
            D7,
            r#"{"type":"string","type":"integer"}"#,
            r#"{"type":"number"}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"properties":{"a":{"minimum":1}},"properties":{"b":{"minimum":1}}}"#,
            r#"{"properties":{"a":{"minimum":1}}}"#,
            r#"incompatible {"a":0}"#,
        ),
    ]);
}

#[test]
fn huge_numbers_are_exact_or_beyond_a_limit() {
    let nines = "9".repeat(400);
    check(&[
        (
            D7,
            &format!(r#"{{"type":"integer","minimum":1{}}}"#, "0".repeat(400)),
            &format!(r#"{{"exclusiveMinimum":{nines}}}"#),
            "compatible",
        ),
        (
            D7,
            r#"{"multipleOf":1e-300}"#,
            r#"{"multipleOf":1e-301}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"maximum":9007199254740992}"#,
            r#"{"maximum":9007199254740993}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"const":18446744073709551615}"#,
            r#"{"maximum":18446744073709551614}"#,
            "incompatible 18446744073709551615",
        ),
    ]);
}

#[test]
fn catastrophic_patterns_are_bounded() {
    check(&[
        (
            D7,
            r#"{"pattern":"^(a+)+$"}"#,
            r#"{"pattern":"^(a|a?)+$"}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"pattern":"^((a{0,9}){0,9}){0,9}$"}"#,
            r#"{"pattern":"^a{0,729}$"}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"pattern":"a.{25}$"}"#,
            r#"{"pattern":"a.{24}$"}"#,
            "unknown: `pattern` at line 1, column 12 of the reader: `a.{24}$`: its automaton is too large",
        ),
    ]);
}

#[test]
fn texts_that_are_no_schemas_are_errors_with_a_place() {
    let check = |text: &str, expected: &str| {
        let error = Schema::parse(text, Dialect::Draft7).unwrap_err();
        assert_eq!(error.to_string(), expected);
    };
    check("{", "expected a name in double quotes at line 1, column 2");
    check(
        &"[".repeat(100_000),
        "nesting deeper than 192 levels at line 1, column 193",
    );
    check(
        r#"{"maximum":1e999999999}"#,
        "a number with more digits than are read at line 1, column 12",
    );
}

#[test]
fn a_budget_that_is_used_up_gives_unknown() {
    let parse = |text: &str| Schema::parse(text, Dialect::Draft7).unwrap();
    let old = parse(r#"{"properties":{"a":{"properties":{"b":{"type":"integer"}}}}}"#);
    let new = parse(r#"{"properties":{"a":{"properties":{"b":{"type":"number"}}}}}"#);
    let run = |steps: u64| can_read(&new, &old, Semantics::default(), Budget::steps(steps));
    let Verdict::Unknown(unknown) = run(2) else {
        panic!("expected unknown")
    };
    assert_eq!(unknown.reason, "the work budget of 2 steps is used up");
    assert!(run(10_000).is_compatible());
    assert_eq!(run(10_000), run(10_000));
}
