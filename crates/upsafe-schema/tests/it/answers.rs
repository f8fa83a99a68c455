//! What goes with an answer: the proof's assumptions, and the place of an "unknown".

use upsafe_schema::format::json_schema::{Dialect, Schema, can_read};
use upsafe_schema::{Budget, Formats, Method, Semantics, Side, Verdict};

fn run(
    old: &str,
    new: &str,
    semantics: Semantics,
    budget: Budget,
) -> Verdict<upsafe_schema::Value> {
    let parse = |text: &str| Schema::parse(text, Dialect::Draft7).expect("a schema");
    can_read(&parse(new), &parse(old), semantics, budget)
}

/// The method and what is taken for granted, or why there is no proof.
fn proof(old: &str, new: &str, semantics: Semantics) -> String {
    match run(old, new, semantics, Budget::default()) {
        Verdict::Compatible(proof) => {
            assert_eq!(proof.semantics, semantics);
            assert_eq!(proof.n_closed > 0, proof.method == Method::Refutation);
            let said: Vec<String> = proof.assumptions.iter().map(ToString::to_string).collect();
            said.join("; ")
        }
        verdict => verdict.name().to_owned(),
    }
}

#[test]
fn a_proof_says_what_it_takes_for_granted() {
    let check = |old: &str, new: &str, expected: &str| {
        assert_eq!(
            proof(old, new, Semantics::default()),
            expected,
            "{old} -> {new}"
        );
    };
    let draft = r#""$schema":"http://json-schema.org/draft-07/schema#""#;
    let of = |rest: &str| format!("{{{draft},{rest}}}");
    check(&of(r#""type":"integer""#), &of(r#""type":"number""#), "");
    check(
        r#"{"type":"integer"}"#,
        &of(r#""type":"number""#),
        "the writer is read as draft-07",
    );
    check(
        &of(r#""pattern":"^a$""#),
        &of(r#""pattern":"^a""#),
        "patterns mean what ECMA 262 says",
    );
    check(
        &of(r#""multipleOf":0.2"#),
        &of(r#""multipleOf":0.1"#),
        "numbers are exact decimals",
    );
    check(
        &of(r#""type":"string""#),
        &of(r#""format":"date","contentEncoding":"base64""#),
        "`format` asserts nothing; `contentEncoding` and `contentMediaType` assert nothing",
    );
    check(
        &of(r#""type":"string","type":"integer""#),
        &of(r#""type":"number""#),
        "`type`, written again at line 1, column 77 of the writer, replaces the first",
    );
    check(
        &of(r#""$ref":"http://x/y""#),
        &of(r#""$ref":"http://x/y""#),
        "schemas kept elsewhere are the same for both sides",
    );
    check(
        &of(r#""allOf":[{"$ref":"http://x/y"}]"#),
        &of(r#""$ref":"http://x/y""#),
        "one condition wherever it is said alike: `$ref` at line 1, column 63 of the writer: \
         `http://x/y#` is not here and never fetched",
    );
}

#[test]
fn formats_that_are_asserted_are_not_taken_for_granted() {
    let semantics = Semantics {
        formats: Formats::Assert,
        ..Semantics::default()
    };
    let draft = r#""$schema":"http://json-schema.org/draft-07/schema#""#;
    let old = format!(r#"{{{draft},"format":"date","minLength":1}}"#);
    let new = format!(r#"{{{draft},"format":"date"}}"#);
    assert_eq!(
        proof(&old, &new, semantics),
        "one condition wherever it is said alike: `format` at line 1, column 63 of the writer: \
         `date` is not modelled"
    );
}

#[test]
fn an_unknown_has_a_place() {
    let check = |old: &str, new: &str, expected: &str| {
        let found = match run(old, new, Semantics::default(), Budget::default()) {
            Verdict::Unknown(unknown) => match unknown.obstacle {
                Some(at) => format!(
                    "{} {} {}:{} {}",
                    at.side, at.pointer, at.place.line, at.place.column, at.construct
                ),
                None => "nowhere".to_owned(),
            },
            verdict => verdict.name().to_owned(),
        };
        assert_eq!(found, expected, "{old} -> {new}");
    };
    check(
        "{}",
        "{\"properties\":{\"a/b\":\n {\"$ref\":\"http://x/y\"}}}",
        "reader /properties/a~1b 2:2 $ref",
    );
    check(
        r##"{"items":[{},{"$ref":"#/items/1"}]}"##,
        r#"{"type":"string"}"#,
        "writer /items/1 1:14 $ref",
    );
    check(
        r##"{"allOf":[{"$ref":"#/allOf/0"}]}"##,
        r#"{"type":"string"}"#,
        "writer /allOf/0 1:11 $ref",
    );
    check(
        r#"{"items":{"pattern":"(a)\\1"}}"#,
        r#"{"items":{"pattern":"(b)\\1"}}"#,
        "reader /items/pattern 1:21 pattern",
    );
    check(
        "{}",
        r#"{"not":{"enum":[{"$id":"http://x/y"}]}}"#,
        "reader /not/enum 1:16 enum",
    );
    check(
        "{}",
        r#"{"not":{"enum":[{"$id":"http://x/y"},7]}}"#,
        "incompatible",
    );
    check(
        r#"{"minProperties":100000}"#,
        r#"{"minProperties":100001}"#,
        "reader /minProperties 1:18 minProperties",
    );
    let nowhere = run(
        r#"{"properties":{"a":{"type":"integer"}}}"#,
        r#"{"properties":{"a":{"type":"number"}}}"#,
        Semantics::default(),
        Budget::steps(1),
    );
    assert!(matches!(nowhere, Verdict::Unknown(unknown) if unknown.obstacle.is_none()));
}

#[test]
fn a_schema_beyond_a_limit_is_unknown_and_a_broken_one_an_error() {
    let check = |text: &str, expected: &str| {
        let error = Schema::parse(text, Dialect::Draft7).expect_err("no schema");
        let found = error.unknown(Side::Writer).map(|unknown| {
            let place = unknown.obstacle.as_ref().expect("a place").place;
            format!("{unknown} ({}:{})", place.line, place.column)
        });
        assert_eq!(found.unwrap_or_else(|| "an error".to_owned()), expected);
    };
    check(
        &format!("{}1{}", "[".repeat(400), "]".repeat(400)),
        "nesting deeper than 192 levels at line 1, column 193 of the writer (1:193)",
    );
    check(
        "{\n \"minimum\":1e999999999}",
        "a number with more digits than are read at line 2, column 12 of the writer (2:12)",
    );
    check(
        &format!("{{\"const\":{}}}", "7".repeat(5_000)),
        "a number with more digits than are read at line 1, column 10 of the writer (1:10)",
    );
    check(
        r#""\ud800""#,
        "half of a surrogate pair at line 1, column 8 of the writer (1:8)",
    );
    check("{\"a\":}", "an error");
    check("", "an error");
}
