//! Each keyword: the nearest safe change and the nearest unsafe one.

use crate::verdicts::check;

const D4: &str = "draft-04";
const D6: &str = "draft-06";
const D7: &str = "draft-07";
const D19: &str = "2019-09";
const D20: &str = "2020-12";

#[test]
fn types_constants_and_enumerations() {
    check(&[
        (
            D7,
            r#"{"type":"integer"}"#,
            r#"{"type":"number"}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"type":"number"}"#,
            r#"{"type":"integer"}"#,
            "incompatible 0.5",
        ),
        (D7, r#"{"type":"string"}"#, "{}", "compatible"),
        (D7, "{}", r#"{"properties":{}}"#, "compatible"),
        (D7, "true", "false", "incompatible null"),
        (D7, "false", r#"{"type":"string"}"#, "compatible"),
        (
            D7,
            r#"{"enum":["a","b"]}"#,
            r#"{"type":"string","maxLength":1}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"enum":["a","b"]}"#,
            r#"{"enum":["b"]}"#,
            r#"incompatible "a""#,
        ),
        (D7, r#"{"const":1}"#, r#"{"enum":[1.0,"x"]}"#, "compatible"),
        (
            D7,
            r#"{"const":{"a":[1,{}]}}"#,
            r#"{"enum":[{"a":[1,{}]},2]}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"const":[1]}"#,
            r#"{"const":[2]}"#,
            "incompatible [1]",
        ),
        (
            D7,
            r#"{"type":"boolean"}"#,
            r#"{"enum":[true,false]}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"type":["boolean","null"]}"#,
            r#"{"enum":[true,null]}"#,
            "incompatible false",
        ),
        (D4, "{}", r#"{"const":1}"#, "compatible"),
        (D6, "{}", r#"{"if":{},"then":false}"#, "compatible"),
    ]);
}

#[test]
fn numbers() {
    check(&[
        (D7, r#"{"minimum":3}"#, r#"{"minimum":2}"#, "compatible"),
        (D7, r#"{"minimum":2}"#, r#"{"minimum":3}"#, "incompatible 2"),
        (
            D7,
            r#"{"type":"integer","exclusiveMinimum":2}"#,
            r#"{"minimum":3}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"exclusiveMinimum":2}"#,
            r#"{"minimum":3}"#,
            "incompatible 2.5",
        ),
        (
            D7,
            r#"{"exclusiveMaximum":10}"#,
            r#"{"exclusiveMaximum":5}"#,
            "incompatible 5",
        ),
        (
            D4,
            r#"{"maximum":5,"exclusiveMaximum":true}"#,
            r#"{"maximum":5}"#,
            "compatible",
        ),
        (
            D4,
            r#"{"maximum":5}"#,
            r#"{"maximum":5,"exclusiveMaximum":true}"#,
            "incompatible 5",
        ),
        (
            D7,
            r#"{"multipleOf":6}"#,
            r#"{"multipleOf":3}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"multipleOf":3}"#,
            r#"{"multipleOf":6}"#,
            "incompatible 3",
        ),
        (
            D7,
            r#"{"allOf":[{"multipleOf":2},{"multipleOf":3}]}"#,
            r#"{"multipleOf":6}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"multipleOf":3}"#,
            r#"{"multipleOf":0.3}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"multipleOf":1.5}"#,
            r#"{"type":"number"}"#,
            "incompatible null",
        ),
        (
            D7,
            r#"{"type":"integer","minimum":1,"maximum":3}"#,
            r#"{"enum":[1,2,3]}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"type":"integer","minimum":1,"maximum":3,"not":{"multipleOf":2}}"#,
            r#"{"enum":[1]}"#,
            "incompatible 3",
        ),
        (
            D7,
            r#"{"type":"number"}"#,
            r#"{"anyOf":[{"minimum":1},{"maximum":1}]}"#,
            "compatible",
        ),
    ]);
}

#[test]
fn strings() {
    check(&[
        (D7, r#"{"maxLength":3}"#, r#"{"maxLength":4}"#, "compatible"),
        (
            D7,
            r#"{"minLength":1}"#,
            r#"{"minLength":2}"#,
            r#"incompatible "a""#,
        ),
        (
            D7,
            r#"{"pattern":"^[0-9]+$"}"#,
            r#"{"pattern":"^\\d+$"}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"pattern":"[a-z]*"}"#,
            r#"{"pattern":"[A-Z]*"}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"pattern":"^a"}"#,
            r#"{"pattern":"^ab"}"#,
            r#"incompatible "a""#,
        ),
        (
            D7,
            r#"{"pattern":"^.{2,5}$"}"#,
            r#"{"minLength":2,"maxLength":5}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"type":"string","minLength":1}"#,
            r#"{"pattern":"."}"#,
            r#"unknown: `pattern`: only documents with the end of a line in a text, such as "\n", are refused: `.` does not stand for it in ECMA 262, but does in other dialects"#,
        ),
        // Where another document does as well, it is shown.
        (
            D7,
            r#"{"type":"string"}"#,
            r#"{"pattern":"."}"#,
            r#"incompatible """#,
        ),
        (
            D7,
            r#"{"type":"string","minLength":1}"#,
            r#"{"pattern":"..a"}"#,
            r#"incompatible "a""#,
        ),
        (D7, r#"{"enum":["ab"]}"#, r#"{"minLength":2}"#, "compatible"),
        (
            D7,
            r#"{"pattern":"^(?!x)[a-z]$"}"#,
            r#"{"pattern":"^[a-wyz]$"}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"pattern":"(a)\\1"}"#,
            r#"{"pattern":"(a)\\1"}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"type":"string"}"#,
            r#"{"pattern":"(a)\\1"}"#,
            r#"incompatible """#,
        ),
        (D7, "{}", r#"{"format":"date"}"#, "compatible"),
        (
            D7,
            "{}",
            r#"{"contentEncoding":"base64","contentMediaType":"application/json"}"#,
            "compatible",
        ),
    ]);
}

#[test]
fn objects() {
    check(&[
        (D7, "{}", r#"{"required":["b"]}"#, "incompatible {}"),
        (
            D7,
            r#"{"required":["a","b"]}"#,
            r#"{"required":["a"],"minProperties":2}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"required":["foo"]}"#,
            r#"{"required":["bar"]}"#,
            r#"incompatible {"foo":null}"#,
        ),
        (
            D7,
            r#"{"type":"object"}"#,
            r#"{"properties":{"a":{"type":"string"}}}"#,
            r#"incompatible {"a":null}"#,
        ),
        (
            D7,
            r#"{"additionalProperties":false}"#,
            r#"{"properties":{"a":{"type":"string"}}}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"properties":{"a":{}},"additionalProperties":false}"#,
            r#"{"additionalProperties":false}"#,
            r#"incompatible {"a":null}"#,
        ),
        (
            D7,
            r#"{"patternProperties":{"^x":{"type":"integer"}},"additionalProperties":false}"#,
            r#"{"additionalProperties":{"type":"number"}}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"patternProperties":{"^x":{"type":"string"},"y$":{"minLength":2}}}"#,
            r#"{"properties":{"xy":{"minLength":3}}}"#,
            r#"incompatible {"xy":"aa"}"#,
        ),
        (
            D7,
            "{}",
            r#"{"patternProperties":{"^x-":{"type":"string"}}}"#,
            r#"incompatible {"x-":null}"#,
        ),
        (
            D7,
            "{}",
            r#"{"propertyNames":{"maxLength":1}}"#,
            r#"incompatible {"aa":null}"#,
        ),
        (
            D7,
            r#"{"propertyNames":{"enum":["a","b"]}}"#,
            r#"{"maxProperties":2}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"propertyNames":{"pattern":"^a"}}"#,
            r#"{"properties":{"b":false}}"#,
            "compatible",
        ),
        (
            D4,
            "{}",
            r#"{"propertyNames":{"maxLength":1}}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"minProperties":2}"#,
            r#"{"minProperties":3}"#,
            r#"incompatible {"a":null,"b":null}"#,
        ),
        (
            D7,
            r#"{"dependencies":{"a":["b"]}}"#,
            r#"{"dependencies":{"a":["b","c"]}}"#,
            r#"incompatible {"a":null,"b":null}"#,
        ),
        (
            D19,
            r#"{"dependentRequired":{"a":["b","c"]}}"#,
            r#"{"dependentSchemas":{"a":{"required":["c"]}}}"#,
            "compatible",
        ),
    ]);
}

#[test]
fn arrays() {
    check(&[
        (
            D7,
            r#"{"items":{"type":"integer"}}"#,
            r#"{"items":{"type":"number"}}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"items":{"type":"number"}}"#,
            r#"{"items":{"type":"integer"}}"#,
            "incompatible [0.5]",
        ),
        (
            D7,
            r#"{"maxItems":1}"#,
            r#"{"uniqueItems":true}"#,
            "compatible",
        ),
        (
            D7,
            "{}",
            r#"{"uniqueItems":true}"#,
            "incompatible [null,null]",
        ),
        (
            D7,
            r#"{"items":{"type":"boolean"},"uniqueItems":true}"#,
            r#"{"maxItems":2}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"type":"array","items":{"enum":[1,2,3]},"uniqueItems":true,"minItems":3}"#,
            r#"{"contains":{"const":2}}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"items":[{"type":"string"}],"additionalItems":false}"#,
            r#"{"items":{"type":"string"},"maxItems":1}"#,
            "compatible",
        ),
        (D7, "{}", r#"{"additionalItems":false}"#, "compatible"),
        (
            D20,
            "{}",
            r#"{"additionalItems":false,"items":true}"#,
            "compatible",
        ),
        (
            D20,
            r#"{"prefixItems":[{"type":"null"}]}"#,
            r#"{"items":{"type":"null"}}"#,
            "incompatible [null,false]",
        ),
        (
            D7,
            "{}",
            r#"{"contains":{"type":"null"}}"#,
            "incompatible []",
        ),
        (
            D7,
            r#"{"contains":{"const":5}}"#,
            r#"{"contains":{"type":"integer"},"minItems":1}"#,
            "compatible",
        ),
        (
            D19,
            r#"{"contains":{"type":"null"},"maxContains":2}"#,
            r#"{"contains":{"type":"null"},"maxContains":1}"#,
            "incompatible [null,null]",
        ),
        (
            D19,
            r#"{"contains":{"type":"null"},"minContains":2}"#,
            r#"{"minItems":2,"contains":{}}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"minContains":2}"#,
            r#"{"minContains":3}"#,
            "compatible",
        ),
    ]);
}

#[test]
fn combinations() {
    check(&[
        (
            D7,
            r#"{"oneOf":[{"type":"string"}]}"#,
            r#"{"oneOf":[{"type":"string"},{"maxLength":5}]}"#,
            r#"incompatible """#,
        ),
        (
            D7,
            r#"{"oneOf":[{"type":"string"}]}"#,
            r#"{"oneOf":[{"type":"string"},{"type":"number"}]}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"anyOf":[{"minimum":0,"maximum":5},{"minimum":4,"maximum":9}]}"#,
            r#"{"minimum":0,"maximum":9}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"minimum":0,"maximum":9}"#,
            r#"{"oneOf":[{"minimum":0,"maximum":5},{"minimum":5,"maximum":9}]}"#,
            // Values of other types match both branches, before and after nothing else changes.
            "incompatible null",
        ),
        (
            D7,
            r#"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}"#,
            r#"{"if":{"required":["a"]},"then":{"properties":{"a":{"minLength":0}}},"else":false}"#,
            "compatible",
        ),
        (
            D7,
            "{}",
            r#"{"if":{"type":"string"},"then":{"maxLength":0}}"#,
            r#"incompatible "a""#,
        ),
        (
            D7,
            r#"{"not":{"type":"object"}}"#,
            r#"{"not":{"required":["a"]}}"#,
            "incompatible null",
        ),
        (
            D7,
            r#"{"not":{"required":["a"]}}"#,
            r#"{"not":{"type":"object"}}"#,
            "incompatible {}",
        ),
        (
            D7,
            r#"{"type":"object","required":["kind"],"properties":{"kind":{"enum":["a","b"]}}}"#,
            r#"{"oneOf":[{"required":["kind"],"properties":{"kind":{"const":"a"}}},
                         {"required":["kind"],"properties":{"kind":{"const":"b"}}}]}"#,
            "compatible",
        ),
    ]);
}

#[test]
fn unevaluated() {
    check(&[
        (
            D20,
            r#"{"additionalProperties":false,"properties":{"a":{},"b":{}}}"#,
            r#"{"allOf":[{"properties":{"a":{}}}],"properties":{"b":{}},"unevaluatedProperties":false}"#,
            "compatible",
        ),
        (
            D20,
            r#"{"type":"object"}"#,
            r#"{"anyOf":[{"properties":{"a":{"type":"null"}}},true],"unevaluatedProperties":false}"#,
            r#"incompatible {"a":false}"#,
        ),
        (
            D19,
            r#"{"items":[{"type":"null"}],"additionalItems":false}"#,
            r#"{"allOf":[{"items":[{}]}],"unevaluatedItems":false}"#,
            "compatible",
        ),
        (
            D20,
            r#"{"items":{"const":1}}"#,
            r#"{"contains":{"const":1},"minContains":0,"unevaluatedItems":false}"#,
            "compatible",
        ),
        (
            D20,
            "{}",
            r#"{"unevaluatedItems":false}"#,
            "incompatible [null]",
        ),
        (D7, "{}", r#"{"unevaluatedItems":false}"#, "compatible"),
    ]);
}

/// A schema that depends on a property says nothing of values that are no objects.
#[test]
fn dependencies_apply_to_objects_only() {
    check(&[
        (
            D7,
            r#"{"dependencies":{"a":{"type":"object","required":["b"]}}}"#,
            r#"{"type":"object"}"#,
            "incompatible null",
        ),
        (
            D7,
            r#"{"type":"integer"}"#,
            r#"{"dependencies":{"a":false}}"#,
            "compatible",
        ),
        (
            D7,
            r#"{"not":{"dependencies":{"a":false}}}"#,
            r#"{"type":"object","required":["a"]}"#,
            "compatible",
        ),
        (
            D20,
            r#"{"dependentSchemas":{"a":{"maxProperties":1}}}"#,
            r#"{"anyOf":[{"type":"object"},{"type":"array"}]}"#,
            "incompatible null",
        ),
        (
            D20,
            r#"{"type":"array","minItems":1}"#,
            r#"{"dependentSchemas":{"a":{"items":true}},"unevaluatedItems":false}"#,
            "incompatible [null]",
        ),
    ]);
}
