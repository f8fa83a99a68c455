//! The committed form is read strictly.

use upsafe_api_rust::{Api, diff};

const WHOLE: &str = r#"{
"api-snapshot": 1,
"crate": {"package":"a","name":"a","version":"1.0.0","edition":"2024","rustc":"1.95.0","target":"t","library":"std"},
"dependencies": {},
"items": [
{"text":"mod a","path":"a","is":{"module":{}}},
{"text":"fn f(x: u8)","path":"a::f","is":{"function":{"inputs":[{"name":"x","of":{"primitive":"u8"}}]}}}
],
"impls": []
}
"#;

#[test]
fn the_same_bytes_come_out() {
    let api = Api::from_snapshot(WHOLE).expect("a snapshot");
    assert_eq!(api.to_snapshot(), WHOLE);
    assert_eq!(diff(&api, &api).changes, []);
}

#[track_caller]
fn refused(from: &str, to: &str, expected: &str) {
    let text = WHOLE.replacen(from, to, 1);
    assert_ne!(text, WHOLE, "nothing was replaced");
    let error = Api::from_snapshot(&text)
        .expect_err("it is wrong")
        .to_string();
    assert_eq!(error, expected);
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    refused(
        "\"api-snapshot\": 1",
        "\"api-snapshot\": 2",
        "line 1, column 1: expected a snapshot of format 1, found format 2",
    );
    refused(
        "\"api-snapshot\"",
        "\"snapshot\"",
        "line 1, column 1: this is no API snapshot: expected the key `api-snapshot`",
    );
    refused(
        "\"edition\":\"2024\",",
        "",
        "line 3, column 99: missing field `edition`",
    );
    refused(
        "\"impls\": []",
        "\"impls\": [], \"more\": 1",
        "line 9, column 19: unknown field `more`, expected one of `api-snapshot`, `crate`, `dependencies`, `items`, `impls`, `sources`",
    );
    refused(
        "\"path\":\"a::f\"",
        "\"path\":\"a::f\",\"odd\":1",
        "line 7, column 1: unknown field `odd`, expected one of `path`, `also`, `reach`, `deprecated`, `must-use`, `is`",
    );
    refused(
        "{\"primitive\":\"u8\"}",
        "{\"primitiv\":\"u8\"}",
        "line 7, column 1: unknown variant `primitiv`, expected one of `primitive`, `param`, `path`, `tuple`, `slice`, `array`, `ref`, `pointer`, `function`, `dyn`, `opaque`, `associated`, `other`",
    );
    refused(
        "\"path\":\"a\",",
        "\"path\":\"b\",",
        "line 7, column 1: `a::f` stands after `b`, expected sorted items",
    );
    assert!(Api::from_snapshot("").is_err());
    assert!(Api::from_snapshot(&"[".repeat(100_000)).is_err());
}
