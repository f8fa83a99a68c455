//! The differ of JSON Schema: two texts in, the changes out.

use upsafe_schema::format::json_schema::{Dialect, KINDS, Schema, changes};
use upsafe_schema::{Change, UNCLAIMED};

pub(super) fn told(old: &str, new: &str) -> Vec<Change> {
    let parse = |text: &str| Schema::parse(text, Dialect::Draft2020).expect("schemas parse");
    let found = changes(&parse(old), &parse(new));
    for change in &found {
        let is_known = KINDS.contains(&change.kind) || change.kind == UNCLAIMED;
        assert!(is_known, "`{}` is in the list of kinds", change.kind);
    }
    found
}

/// `kind path breaks old-pointer new-pointer` of each change.
fn check(old: &str, new: &str, expected: &[&str]) {
    let lines: Vec<String> = told(old, new)
        .into_iter()
        .map(|change| {
            let pointer = |location: Option<upsafe_schema::Location>| {
                format!(
                    "#{}",
                    location.and_then(|at| at.pointer).unwrap_or_default()
                )
            };
            let (old, new) = (pointer(change.old), pointer(change.new));
            let (kind, breaks) = (change.kind, change.breaks.name());
            format!("{kind} {:?} {breaks} {old} {new}", change.path)
        })
        .collect();
    assert_eq!(lines, expected, "{old} -> {new}");
}

#[test]
fn equal_schemas_have_no_change() {
    check("true", "true", &[]);
    check(r#"{"a":1,"b":2}"#, "{ \"b\" : 2,\n \"a\" : 1 }", &[]);
    let recursive =
        r##"{"$defs":{"T":{"properties":{"t":{"$ref":"#/$defs/T"}}}},"$ref":"#/$defs/T"}"##;
    check(recursive, recursive, &[]);
    check(r##"{"$ref":"#"}"##, r##"{"$ref":"#"}"##, &[]);
}

#[test]
fn types_and_values() {
    check(
        r#"{"type":"integer"}"#,
        r#"{"type":"number"}"#,
        &[r##"type-extended "" writers #/type #/type"##],
    );
    check(
        r#"{"type":["integer","null"]}"#,
        r#"{"type":"integer"}"#,
        &[r##"type-narrowed "" readers #/type #/type"##],
    );
    check(
        r#"{"type":"string"}"#,
        r#"{"type":"number"}"#,
        &[r##"type-changed "" both #/type #/type"##],
    );
    check(
        r#"{"type":"string"}"#,
        r#"{"type":["string"]}"#,
        &[r##"spelling-changed "" nobody #/type #/type"##],
    );
    check(
        r#"{}"#,
        r#"{"type":"string"}"#,
        &[r##"type-added "" readers # #/type"##],
    );
    check(
        r#"{"enum":["a","b"]}"#,
        r#"{"enum":["b","c"]}"#,
        &[
            r##"enum-value-removed "" readers #/enum/0 #/enum"##,
            r##"enum-value-added "" writers #/enum #/enum/1"##,
        ],
    );
    check(
        r#"{"enum":[1,2]}"#,
        r#"{"enum":[2,1]}"#,
        &[r##"enum-reordered "" nobody #/enum #/enum"##],
    );
    check(
        r#"{"const":1}"#,
        r#"{"const":2}"#,
        &[r##"const-changed "" both #/const #/const"##],
    );
    check(
        "true",
        r#"{"type":"null"}"#,
        &[r##"schema-narrowed "" readers # #"##],
    );
    check("true", "{}", &[r##"spelling-changed "" nobody # #"##]);
    check(
        r#"{"type":"null"}"#,
        "false",
        &[r##"schema-narrowed "" readers # #"##],
    );
}

#[test]
fn limits() {
    check(
        r#"{"maxLength":1}"#,
        r#"{"maxLength":2}"#,
        &[r##"max-length-increased "" writers #/maxLength #/maxLength"##],
    );
    check(
        r#"{"minimum":1}"#,
        r#"{"minimum":2}"#,
        &[r##"minimum-increased "" readers #/minimum #/minimum"##],
    );
    check(
        r#"{"minItems":2}"#,
        "{}",
        &[r##"min-items-removed "" writers #/minItems #"##],
    );
    check(
        r#"{"multipleOf":2}"#,
        r#"{"multipleOf":4}"#,
        &[r##"multiple-of-expanded "" readers #/multipleOf #/multipleOf"##],
    );
    check(
        r#"{"contains":{}}"#,
        r#"{"contains":{},"minContains":0}"#,
        &[r##"min-contains-added "" writers # #/minContains"##],
    );
    check(
        r#"{"maximum":1}"#,
        r#"{"maximum":"1"}"#,
        &[r##"unclaimed-change "" both #/maximum #/maximum"##],
    );
    check(
        r#"{"uniqueItems":false}"#,
        "{}",
        &[r##"spelling-changed "" nobody #/uniqueItems #"##],
    );
    check(
        r#"{"$schema":"http://json-schema.org/draft-04/schema#","maximum":1}"#,
        r#"{"$schema":"http://json-schema.org/draft-04/schema#","maximum":1,"exclusiveMaximum":true}"#,
        &[r##"exclusive-maximum-added "" readers # #/exclusiveMaximum"##],
    );
}

#[test]
fn properties_by_content_model() {
    let s = r#"{"type":"string"}"#;
    let open = format!(r#"{{"properties":{{"a":{s}}}}}"#);
    let closed = format!(r#"{{"properties":{{"a":{s}}},"additionalProperties":false}}"#);
    let open_two = format!(r#"{{"properties":{{"a":{s},"b":{s}}}}}"#);
    let closed_two =
        format!(r#"{{"properties":{{"a":{s},"b":{s}}},"additionalProperties":false}}"#);
    let at = "#/properties #/properties/b";
    check(
        &open,
        &open_two,
        &[&format!(
            r#"optional-property-added-to-open-content-model "" readers {at}"#
        )],
    );
    check(
        &closed,
        &closed_two,
        &[&format!(
            r#"optional-property-added-to-unopen-content-model "" writers {at}"#
        )],
    );
    let at = "#/properties/b #/properties";
    check(
        &open_two,
        &open,
        &[&format!(
            r#"property-removed-from-open-content-model "" writers {at}"#
        )],
    );
    check(
        &closed_two,
        &closed,
        &[&format!(
            r#"property-removed-from-closed-content-model "" readers {at}"#
        )],
    );
    check(
        &open,
        &closed,
        &[r##"additional-properties-removed "" readers # #/additionalProperties"##],
    );
    check(
        &closed,
        r#"{"properties":{"a":{"type":"string"},"b":{"default":1}},"required":["b","a"],"additionalProperties":false}"#,
        &[
            r##"required-property-with-default-added-to-unopen-content-model "" both #/properties #/properties/b"##,
            r##"required-attribute-added "" readers # #/required/1"##,
        ],
    );
    check(
        r#"{"patternProperties":{"^x":{}}}"#,
        r#"{"patternProperties":{"^x":{}},"properties":{"x1":{"type":"null"},"y":{"type":"null"}}}"#,
        &[
            r##"property-added-to-partially-open-content-model "" readers # #/properties/x1"##,
            r##"optional-property-added-to-open-content-model "" readers # #/properties/y"##,
        ],
    );
    check(
        r#"{"required":["a","b"]}"#,
        r#"{"required":["b","a"]}"#,
        &[r##"spelling-changed "" nobody #/required #/required"##],
    );
    check(
        r#"{"dependentRequired":{"a":["b"]}}"#,
        r#"{"dependentRequired":{"a":["b","c"]}}"#,
        &[r##"dependency-array-extended "" readers #/dependentRequired/a #/dependentRequired/a"##],
    );
}

#[test]
fn arrays_in_every_draft() {
    check(
        r#"{"items":{"type":"null"}}"#,
        r#"{"items":{}}"#,
        &[r##"items-extended "" writers #/items #/items"##],
    );
    check(
        r#"{"prefixItems":[{"type":"null"}]}"#,
        r#"{"prefixItems":[{"type":"null"},{"type":"null"}],"items":false}"#,
        &[
            r##"item-added-to-open-content-model "" readers #/prefixItems #/prefixItems/1"##,
            r##"additional-items-removed "" readers # #/items"##,
        ],
    );
    check(
        r#"{"$schema":"http://json-schema.org/draft-07/schema#","items":[{"type":"null"}]}"#,
        r#"{"$schema":"http://json-schema.org/draft-07/schema#","items":[{"type":"string"}],"additionalItems":false}"#,
        &[
            r##"additional-items-removed "" readers # #/additionalItems"##,
            r##"type-changed "[0]" both #/items/0/type #/items/0/type"##,
        ],
    );
    check(
        r#"{"contains":{"type":"integer"},"maxContains":2}"#,
        r#"{"contains":{"type":"number"},"maxContains":2}"#,
        &[r##"type-extended "<contains>" both #/contains/type #/contains/type"##],
    );
}

#[test]
fn branches_and_negation() {
    let branch = |name: &str| format!(r#"{{"type":"{name}"}}"#);
    let list = |keyword: &str, names: &[&str]| {
        let branches: Vec<String> = names.iter().map(|name| branch(name)).collect();
        format!(r#"{{"{keyword}":[{}]}}"#, branches.join(","))
    };
    check(
        &list("anyOf", &["null", "string"]),
        &list("anyOf", &["string"]),
        &[r##"sum-type-narrowed "" readers #/anyOf/0 #/anyOf"##],
    );
    check(
        &list("oneOf", &["string"]),
        &list("oneOf", &["string", "null"]),
        &[r##"sum-type-extended "" both #/oneOf #/oneOf/1"##],
    );
    check(
        &list("allOf", &["string"]),
        &list("allOf", &["string", "null"]),
        &[r##"product-type-extended "" readers #/allOf #/allOf/1"##],
    );
    check(
        &list("anyOf", &["null", "string"]),
        &list("anyOf", &["string", "null"]),
        &[r##"branches-reordered "" nobody #/anyOf #/anyOf"##],
    );
    check(
        r#"{"not":{"type":"integer"}}"#,
        r#"{"not":{"type":"number"}}"#,
        &[r##"type-extended "<not>" readers #/not/type #/not/type"##],
    );
    check(
        r#"{"if":{"type":"integer"},"then":{"minimum":1}}"#,
        r#"{"if":{"type":"number"},"then":{"minimum":0}}"#,
        &[
            r##"type-extended "<if>" both #/if/type #/if/type"##,
            r##"minimum-decreased "<then>" writers #/then/minimum #/then/minimum"##,
        ],
    );
    check(
        r#"{"properties":{"a":{}},"unevaluatedProperties":false}"#,
        r#"{"properties":{"a":{"maxLength":1}},"unevaluatedProperties":false}"#,
        &[r##"max-length-added "a" both #/properties/a #/properties/a/maxLength"##],
    );
}

#[test]
fn references_are_followed_and_definitions_are_told() {
    let with = |name: &str, kind: &str| {
        format!(
            r##"{{"properties":{{"x":{{"$ref":"#/$defs/{name}"}}}},"$defs":{{"{name}":{{"type":"{kind}"}}}}}}"##
        )
    };
    check(
        &with("A", "integer"),
        &with("A", "number"),
        &[r##"type-extended "x" writers #/$defs/A/type #/$defs/A/type"##],
    );
    check(
        &with("A", "integer"),
        &with("B", "integer"),
        &[
            r##"definition-moved "" nobody #/$defs/A #/$defs/B"##,
            r##"reference-changed "x" nobody #/properties/x/$ref #/properties/x/$ref"##,
        ],
    );
    check(
        &with("A", "integer"),
        r#"{"properties":{"x":{"type":"string"}}}"#,
        &[
            r##"definition-removed "" nobody #/$defs/A #"##,
            r##"spelling-changed "" nobody #/$defs #"##,
            r##"reference-removed "x" nobody #/properties/x/$ref #/properties/x"##,
            r##"type-changed "x" both #/$defs/A/type #/properties/x/type"##,
        ],
    );
    check(
        r#"{"$ref":"http://a.b/c"}"#,
        r#"{"$ref":"http://a.b/d"}"#,
        &[r##"reference-changed "" both #/$ref #/$ref"##],
    );
    let seven = r#""$schema":"http://json-schema.org/draft-07/schema#""#;
    check(
        &format!(r##"{{{seven},"definitions":{{"A":{{}}}},"$ref":"#/definitions/A"}}"##),
        &format!(
            r##"{{{seven},"definitions":{{"A":{{"type":"null"}}}},"$ref":"#/definitions/A","type":"null"}}"##
        ),
        &[
            r##"ignored-keyword-changed "" nobody # #/type"##,
            r##"type-added "" readers #/definitions/A #/definitions/A/type"##,
        ],
    );
}

#[test]
fn what_says_nothing_is_told_all_the_same() {
    check(
        r#"{"title":"a"}"#,
        r#"{"title":"b"}"#,
        &[r##"title-changed "" nobody #/title #/title"##],
    );
    check(
        "{}",
        r#"{"x-own":1}"#,
        &[r##"unknown-keyword-changed "" nobody # #/x-own"##],
    );
    check(
        "{}",
        r#"{"$id":"http://a.b/c"}"#,
        &[r##"id-changed "" nobody # #/$id"##],
    );
    check(
        r#"{"$schema":"http://json-schema.org/draft-04/schema#"}"#,
        r#"{"$schema":"http://json-schema.org/draft-04/schema#","const":1}"#,
        &[r##"ignored-keyword-changed "" nobody # #/const"##],
    );
    check(
        r#"{"$schema":"http://json-schema.org/draft-04/schema#"}"#,
        r#"{"$schema":"http://json-schema.org/draft-07/schema#"}"#,
        &[r##"dialect-changed "" both #/$schema #/$schema"##],
    );
    check(
        r#"{"not":1}"#,
        r#"{"not":2}"#,
        &[r##"unclaimed-change "<not>" both #/not #/not"##],
    );
}

#[test]
fn one_text_in_two_drafts_is_a_change() {
    let parse = |dialect| Schema::parse(r#"{"const":1}"#, dialect).expect("parses");
    let found = changes(&parse(Dialect::Draft4), &parse(Dialect::Draft7));
    assert_eq!(found[0].kind, "dialect-changed");
}
