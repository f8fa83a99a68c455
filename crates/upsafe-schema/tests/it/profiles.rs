//! Profiles: two schemas in, the incumbent's answer out, right or wrong.

use upsafe_schema::Mode;
use upsafe_schema::format::json_schema::{Dialect, Schema};
use upsafe_schema::profile::{Outcome, Profile};

/// `expected` is one word for `confluent`, `confluent-lenient` and `karapace` each.
fn check(old: &str, new: &str, expected: &str) {
    let parse = |text: &str| Schema::parse(text, Dialect::Draft7).expect("schemas parse");
    let (old_schema, new_schema) = (parse(old), parse(new));
    let words: Vec<&str> = Profile::REGISTRIES
        .iter()
        .map(|profile| {
            let report = profile.check_json_schema(&old_schema, &new_schema, Mode::Backward);
            assert_eq!(
                report.is_compatible(),
                report.outcome == Outcome::Compatible
            );
            match report.outcome {
                Outcome::Compatible => "yes",
                Outcome::Incompatible => {
                    assert!(!report.findings.is_empty(), "a refusal has a reason");
                    "no"
                }
                _ => "fails",
            }
        })
        .collect();
    assert_eq!(words.join(" "), expected, "{old} -> {new}");
}

#[test]
fn types_and_limits() {
    check(
        r#"{"type":"integer"}"#,
        r#"{"type":"number"}"#,
        "yes yes yes",
    );
    check(r#"{"type":"number"}"#, r#"{"type":"integer"}"#, "no no no");
    check(
        r#"{"type":"string"}"#,
        r#"{"type":"string","maxLength":3}"#,
        "no no no",
    );
    check(
        r#"{"type":"integer","minimum":2}"#,
        r#"{"type":"integer","minimum":1}"#,
        "yes yes yes",
    );
    check(
        r#"{"type":"integer"}"#,
        r#"{"type":"integer","multipleOf":2}"#,
        "no no yes",
    );
    check(
        r#"{"type":"array"}"#,
        r#"{"type":"array","uniqueItems":true}"#,
        "no no yes",
    );
    check(r#"{"type":"string"}"#, "true", "yes yes no");
    check("true", "false", "no no yes");
}

#[test]
fn content_models() {
    let with = |members: &str| format!(r#"{{"type":"object",{members}}}"#);
    let one = with(r#""properties":{"a":{"type":"string"}}"#);
    let two = with(r#""properties":{"a":{"type":"string"},"b":{"type":"string"}}"#);
    check(&one, &two, "no yes no");
    check(&two, &one, "yes yes yes");
    let closed = r#","additionalProperties":false"#;
    let closed_one = with(&format!(
        r#""properties":{{"a":{{"type":"string"}}}}{closed}"#
    ));
    let closed_two = with(&format!(
        r#""properties":{{"a":{{"type":"string"}},"b":{{"type":"string"}}}}{closed}"#
    ));
    check(&closed_one, &closed_two, "yes yes yes");
    check(&closed_two, &closed_one, "no yes no");
    let needed = with(r#""properties":{"a":{"type":"string"}},"required":["a"]"#);
    check(&one, &needed, "no no yes");
    check(&needed, &one, "yes yes yes");
}

#[test]
fn branches() {
    let one = r#"{"oneOf":[{"type":"string"}]}"#;
    let two = r#"{"oneOf":[{"type":"string"},{"type":"string","maxLength":5}]}"#;
    check(one, two, "yes yes yes");
    check(two, one, "no no no");
    check(
        r#"{"type":"string"}"#,
        r#"{"anyOf":[{"type":"null"},{"type":"string"}]}"#,
        "yes yes yes",
    );
    check(
        r#"{"not":{"type":"number"}}"#,
        r#"{"not":{"type":"integer"}}"#,
        "yes yes no",
    );
}

#[test]
fn what_throws_there_is_a_failure_here() {
    check(r#"{"enum":[1,2]}"#, r#"{"enum":[1]}"#, "no no fails");
    let recursive = r##"{"type":"object","properties":{"t":{"$ref":"#"}}}"##;
    check(recursive, recursive, "yes yes fails");
    check(
        r#"{"type":"number","exclusiveMaximum":9}"#,
        r#"{"type":"number","exclusiveMaximum":5}"#,
        "fails fails no",
    );
    check(r##"{"$ref":"#/nowhere"}"##, "{}", "fails fails fails");
}

#[test]
fn what_is_never_compared_passes() {
    check(
        r##"{"definitions":{"a":{"$ref":"#/definitions/b"},"b":{"type":"string"}},"properties":{"x":{"$ref":"#/definitions/a"}}}"##,
        r##"{"definitions":{"a":{"$ref":"#/definitions/b"},"b":{"type":"number"}},"properties":{"x":{"$ref":"#/definitions/a"}}}"##,
        "yes yes no",
    );
    check(
        r#"{"if":{"type":"null"},"then":false}"#,
        r#"{"if":{"type":"string"},"then":false}"#,
        "yes yes yes",
    );
}

#[test]
fn a_change_deep_in_recursion_is_seen() {
    let schema = |kind: &str| {
        format!(
            r##"{{"definitions":{{"n":{{"oneOf":[{{"type":"{kind}"}},{{"type":"array","items":{{"$ref":"#/definitions/n"}}}}]}}}},"$ref":"#/definitions/n"}}"##
        )
    };
    check(&schema("string"), &schema("number"), "no no fails");
    check(&schema("integer"), &schema("number"), "yes yes fails");
}

#[test]
fn avro_as_java_answers() {
    use upsafe_schema::format::avro::Schema;
    let check = |old: &str, new: &str, expected: &str| {
        let (old, new) = (Schema::parse(old), Schema::parse(new));
        let (old, new) = (old.expect("parses"), new.expect("parses"));
        for profile in Profile::REGISTRIES {
            let report = profile.check_avro(&old, &new, Mode::Full);
            let told: Vec<String> = report
                .findings
                .iter()
                .map(|finding| format!("{} {} {:?}", finding.rule, finding.path, finding.breaks))
                .collect();
            assert_eq!(told.join("; "), expected);
        }
    };
    check(r#""int""#, r#""long""#, "type-mismatch / Forward");
    check(
        r#"{"type":"int","logicalType":"date"}"#,
        r#"{"type":"int","logicalType":"time-millis"}"#,
        "",
    );
    check(
        r#"{"type":"record","name":"r","fields":[]}"#,
        r#"{"type":"record","name":"r","fields":[{"name":"a","type":"int"}]}"#,
        "reader-field-missing-default-value /fields/0 Backward",
    );
}

#[test]
fn avro_types_without_values_are_compared_all_the_same() {
    use upsafe_schema::format::avro::Schema;
    let list = |head: &str| {
        format!(
            r#"{{"type":"record","name":"L","fields":[{{"name":"h","type":"{head}"}},{{"name":"t","type":"L"}}]}}"#
        )
    };
    let parse = |text: &str| Schema::parse(text).expect("parses");
    let (old, new) = (parse(&list("long")), parse(&list("int")));
    let report = Profile::Karapace.check_avro(&old, &new, Mode::Backward);
    assert_eq!(report.outcome, Outcome::Incompatible);
    assert_eq!(report.findings[0].path, "/fields/0/type");
    assert!(
        Profile::Karapace
            .check_avro(&new, &old, Mode::Backward)
            .is_compatible()
    );
}
