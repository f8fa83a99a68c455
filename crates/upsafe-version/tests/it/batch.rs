//! Operations by their names.

use serde_json::{Value, json};
use upsafe_version::Scheme;
use upsafe_version::batch::{evaluate, operations};

#[track_caller]
fn check(scheme: &str, operation: &str, arguments: Value, options: Value, expected: Value) {
    let arguments = arguments.as_array().expect("a list of arguments");
    let found = evaluate(scheme, operation, arguments, &options);
    assert_eq!(
        found.map_err(|error| error.to_string()),
        Ok(expected),
        "{scheme} {operation}"
    );
}

#[track_caller]
fn check_error(scheme: &str, operation: &str, arguments: Value, expected: &str) {
    let arguments = arguments.as_array().expect("a list of arguments");
    let found = evaluate(scheme, operation, arguments, &Value::Null);
    assert_eq!(
        found.map_err(|error| error.to_string()),
        Err(expected.to_owned())
    );
}

#[test]
fn answers() {
    let none = Value::Null;
    check(
        "semver",
        "compare",
        json!(["1.0.0-a", "1.0.0"]),
        none.clone(),
        json!(-1),
    );
    check(
        "semver",
        "sort",
        json!(["2.0.0", "1.0.0"]),
        none.clone(),
        json!(["1.0.0", "2.0.0"]),
    );
    check(
        "cargo",
        "satisfies",
        json!(["^1.2", "1.3.0"]),
        none.clone(),
        json!(true),
    );
    check(
        "cargo",
        "req_canonical",
        json!(["1.2, <1.9"]),
        none.clone(),
        json!("^1.2, <1.9"),
    );
    check(
        "cargo",
        "total_order_lt",
        json!(["1.0.0+1", "1.0.0+2"]),
        none.clone(),
        json!(true),
    );
    check(
        "npm",
        "satisfies",
        json!(["junk", "1.3.0"]),
        none.clone(),
        json!(false),
    );
    check(
        "npm",
        "range_canonical",
        json!(["~1.2beta"]),
        none.clone(),
        json!(null),
    );
    check(
        "npm",
        "compare",
        json!(["=1.2.3", "1.2.3"]),
        json!({"loose": 1}),
        json!(0),
    );
    check(
        "npm",
        "inc",
        json!(["1.2.3", "prerelease", "rc", false]),
        none.clone(),
        json!("1.2.4-rc"),
    );
    check(
        "npm",
        "inc",
        json!(["1.2.3", "sideways"]),
        none.clone(),
        json!(null),
    );
    check(
        "npm",
        "diff",
        json!(["1.2.3", "1.3.0-rc"]),
        none.clone(),
        json!("preminor"),
    );
    check(
        "go",
        "compare",
        json!(["bad", "v0.0.1"]),
        none.clone(),
        json!(-1),
    );
    check("go", "canonical", json!(["bad"]), none.clone(), json!(""));
    check(
        "go",
        "module_check",
        json!(["a.b/c/v2", "v2.0.1"]),
        none.clone(),
        json!(true),
    );
    let commit = json!({"time": "2024-05-06T07:08:09Z", "rev": "abc"});
    check(
        "go",
        "pseudo_version",
        json!(["", ""]),
        commit,
        json!("v0.0.0-20240506070809-abc"),
    );
    check(
        "maven",
        "equal",
        json!(["1", "1-ga"]),
        none.clone(),
        json!(false),
    );
    check(
        "maven",
        "satisfies",
        json!(["[1,2)", "1.5"]),
        none.clone(),
        json!(true),
    );
    let resolver = json!({"impl": "maven-resolver"});
    check(
        "maven",
        "range_valid",
        json!(["1.5"]),
        none.clone(),
        json!(true),
    );
    check(
        "maven",
        "range_valid",
        json!(["1.5"]),
        resolver,
        json!(false),
    );
    check(
        "pep440",
        "normalize",
        json!(["1.0-ALPHA"]),
        none.clone(),
        json!("1.0a0"),
    );
    check("pep440", "epoch", json!(["3!1"]), none.clone(), json!(3));
    check(
        "pep440",
        "satisfies",
        json!([">=1", "2a1"]),
        none,
        json!(true),
    );
    check(
        "pep440",
        "satisfies",
        json!([">=1", "2a1"]),
        json!({"prereleases": false}),
        json!(false),
    );
}

#[test]
fn errors_say_what_would_be_right() {
    check_error(
        "ruby",
        "valid",
        json!(["1"]),
        "unexpected scheme `ruby`, expected one of `semver`, `cargo`, `npm`, `go`, `maven`, `pep440`",
    );
    check_error(
        "semver",
        "guess",
        json!(["1"]),
        "unexpected operation `guess`, expected one of `bump`, `canonical`, `class`, `compare`, `difference`, `satisfies`, `sort`, `valid`",
    );
    check_error(
        "npm",
        "compare",
        json!(["1.0.0"]),
        "1 argument is given, expected 2 at least",
    );
    check_error(
        "npm",
        "compare",
        json!(["1.0.0", 2]),
        "argument 2 is a number, expected a text",
    );
    check_error(
        "go",
        "pseudo_version",
        json!(["", ""]),
        "option `time` is missing, expected a text",
    );
    check_error(
        "cargo",
        "satisfies",
        json!(["^a", "1.0.0"]),
        "unexpected character `a` at column 2 of `^a`, expected a digit or one of `=`, `>`, `>=`, `<`, `<=`, `~`, `^`",
    );
}

#[test]
fn every_operation_answers_or_says_what_is_missing() {
    for scheme in Scheme::all() {
        for operation in operations(*scheme) {
            for arguments in [
                json!([]),
                json!(["1.0.0"]),
                json!(["x", "y", "z"]),
                json!([null, 1]),
            ] {
                let arguments = arguments.as_array().expect("a list of arguments");
                if let Err(error) = evaluate(scheme.name(), operation, arguments, &Value::Null) {
                    assert!(!error.to_string().is_empty());
                }
            }
        }
    }
}
