//! CustomResourceDefinitions: text in, changes and their effects out.

mod crdify;
mod definitions;
mod laws;
mod schemas;

use upsafe_schema::{
    Budget,
    format::crd::{Audience, Effect, File, compare},
};

/// A definition; `versions` is the list in JSON, `rest` more members of `spec` with a comma after.
fn definition(rest: &str, versions: &str) -> String {
    format!(
        r#"{{"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
        "metadata": {{"name": "hats.example.com"}}, "status": {{"storedVersions": ["v1"]}}, "spec": {{"group": "example.com",
        "scope": "Namespaced", "names": {{"kind": "Hat", "plural": "hats"}}, {rest} "versions": {versions}}}}}"#
    )
}

/// One version with this schema of `spec`.
fn version(name: &str, flags: &str, spec: &str) -> String {
    format!(
        r#"{{"name": "{name}", {flags}, "schema": {{"openAPIV3Schema": {{"type": "object", "properties": {{"spec": {spec}}}}}}}}}"#
    )
}

fn with_spec(spec: &str) -> String {
    let version = version("v1", r#""served": true, "storage": true"#, spec);
    definition("", &format!("[{version}]"))
}

/// Every change with what it does: `maximum breaks stored`, `description safe`.
fn told(old: &str, new: &str, audience: Audience) -> String {
    let parse = |text| File::parse(text).expect("the definitions of these tests are read");
    let (old, new) = (parse(old), parse(new));
    let report = compare(&old, &new, audience, Budget::default());
    let word = |effect: &Effect, whom: &str| match effect {
        Effect::Breaks(..) => Some(format!("breaks {whom}")),
        Effect::Unknown(_) => Some(format!("unknown {whom}")),
        _ => None,
    };
    let changes = report.changes.iter().map(|change| {
        let words = [
            word(&change.stored, "stored"),
            word(&change.clients, "clients"),
            word(&change.policy, "policy"),
        ];
        let words: Vec<String> = words.into_iter().flatten().collect();
        let words = if words.is_empty() {
            "safe".to_owned()
        } else {
            words.join(" ")
        };
        format!("{} {words}", change.kind)
    });
    changes.collect::<Vec<_>>().join("; ")
}
