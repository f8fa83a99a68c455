//! Changes of whole definitions: names, versions, what is served and stored.

use super::{definition, told, version};
use upsafe_schema::format::crd::Audience;

const SPEC: &str =
    r#"{"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}"#;
const FEWER: &str = r#"{"type": "object", "properties": {"a": {"type": "string"}}}"#;

fn v(name: &str, served: bool, storage: bool, spec: &str) -> String {
    version(
        name,
        &format!(r#""served": {served}, "storage": {storage}"#),
        spec,
    )
}

fn check(old: &str, new: &str, expected: &str) {
    assert_eq!(
        told(old, new, Audience::Everybody),
        expected,
        "{old} -> {new}"
    );
}

fn versions(list: &[String]) -> String {
    definition("", &format!("[{}]", list.join(",")))
}

#[test]
fn what_names_a_resource_never_changes() {
    let one = versions(&[v("v1", true, true, SPEC)]);
    check(&one, &one, "");
    check(
        &one,
        &one.replace("Namespaced", "Cluster"),
        "scope breaks stored breaks clients",
    );
    check(
        &one,
        &one.replace("\"Hat\"", "\"Cap\""),
        "kind breaks stored breaks clients",
    );
    let other = one.replace("\"example.com\"", "\"example.org\"");
    check(&one, &other, "group breaks stored breaks clients");
    check(
        &one,
        "null",
        "definition-removed breaks stored breaks clients",
    );
    check("null", &one, "");
}

#[test]
fn versions_are_served_and_stored() {
    let both = versions(&[v("v1", true, true, SPEC), v("v2", true, false, SPEC)]);
    let only = versions(&[v("v1", true, true, SPEC)]);
    check(&both, &only, "version-removed breaks clients");
    check(&only, &both, "served-version-added safe");
    let unserved = versions(&[v("v1", true, true, SPEC), v("v2", false, false, SPEC)]);
    check(&both, &unserved, "version-unserved breaks clients");
    let flipped = versions(&[v("v1", true, false, SPEC), v("v2", true, true, SPEC)]);
    check(&both, &flipped, "storage-version safe");
    let gone = versions(&[v("v2", true, true, SPEC)]);
    check(
        &only,
        &gone,
        "stored-version-removal breaks stored breaks clients; storage-version safe",
    );
    let fewer = versions(&[v("v1", true, true, SPEC), v("v2", true, false, FEWER)]);
    check(&only, &fewer, "served-version-added breaks stored");
    // Without a status nobody knows where objects are stored.
    let untold = |text: &str| text.replace("storedVersions", "conditions");
    check(
        &untold(&both),
        &untold(&only),
        "version-removed unknown stored breaks clients",
    );
}

#[test]
fn what_clients_find_beside_the_schema() {
    let with = |rest: &str| {
        let flags = format!(r#""served": true, "storage": true, {rest} "deprecated": false"#);
        definition("", &format!("[{}]", version("v1", &flags, SPEC)))
    };
    let bare = with("");
    let status = with(r#""subresources": {"status": {}},"#);
    check(&bare, &status, "status-subresource breaks clients");
    check(&status, &bare, "status-subresource breaks clients");
    let scale = |path: &str| {
        with(&format!(
            r#""subresources": {{"scale": {{"specReplicasPath": "{path}"}}}},"#
        ))
    };
    check(&bare, &scale(".spec.a"), "scale-subresource safe");
    check(
        &scale(".spec.a"),
        &scale(".spec.b"),
        "scale-subresource breaks clients",
    );
    let selectable = with(r#""selectableFields": [{"jsonPath": ".spec.a"}],"#);
    check(&bare, &selectable, "selectable-fields safe");
    check(&selectable, &bare, "selectable-fields breaks clients");
    let columns = with(
        r#""additionalPrinterColumns": [{"name": "A", "type": "string", "jsonPath": ".spec.a"}],"#,
    );
    check(&bare, &columns, "printer-columns safe");
}

#[test]
fn switches_of_the_whole_definition() {
    let list = format!(
        "[{},{}]",
        v("v1", true, true, SPEC),
        v("v2", true, false, SPEC)
    );
    let bare = definition("", &list);
    let kept = definition(r#""preserveUnknownFields": true,"#, &list);
    check(
        &kept,
        &bare,
        "preserve-unknown-fields breaks stored breaks clients",
    );
    check(&bare, &kept, "preserve-unknown-fields safe");
    let hook = definition(r#""conversion": {"strategy": "Webhook"},"#, &list);
    check(&bare, &hook, "conversion unknown stored unknown clients");
}

#[test]
fn audiences_hear_of_what_concerns_them() {
    let of = |spec: &str| versions(&[v("v1", true, true, spec)]);
    let string = |rest: &str| {
        of(&format!(
            r#"{{"type": "object", "properties": {{"a": {{"type": "string"{rest}}}}}}}"#
        ))
    };
    let check = |old: &str, new: &str, audience, expected: &str| {
        assert_eq!(
            told(old, new, audience),
            expected,
            "{audience:?}: {old} -> {new}"
        );
    };
    let (bare, filled) = (string(""), string(r#", "default": "x""#));
    check(&bare, &filled, Audience::StoredData, "default safe");
    check(&bare, &filled, Audience::Clients, "default safe");
    check(&bare, &filled, Audience::Strict, "default breaks policy");
    check(&bare, &filled, Audience::Olm, "default breaks policy");
    let values = |list: &str| string(&format!(r#", "enum": [{list}]"#));
    let (one, two) = (values("\"a\""), values("\"a\", \"b\""));
    check(&one, &two, Audience::Everybody, "enum safe");
    check(&one, &two, Audience::Strict, "enum breaks policy");
    check(&two, &one, Audience::Clients, "enum breaks clients");
    check(&two, &one, Audience::StoredData, "enum breaks stored");
}
