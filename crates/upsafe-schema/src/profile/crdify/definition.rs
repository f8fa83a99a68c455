//! Two definitions side by side, with their versions.

use std::collections::BTreeSet;

use super::{flat::flatten, property::validations, rank::Rank, schema::member};
use crate::{
    format::crd::{Crd, File},
    json::{Document, Value},
    profile::model::{Answer, Refusal},
};

/// What crdify says about `new` after `old`.
///
/// It is given one definition and another; of texts with several, those of a name are compared.
pub(in crate::profile) fn check(old: &File, new: &File) -> Answer {
    let is_pair = old.crds.len() == 1 && new.crds.len() == 1;
    let mut refusals = Vec::new();
    for (document, crd) in &old.crds {
        let other = match is_pair {
            true => new.crds.first(),
            false => new.crds.iter().find(|(_, other)| other.name == crd.name),
        };
        let Some((other_document, other)) = other else {
            return Err(format!(
                "it compares two definitions, and there is no new `{}`",
                crd.name
            ));
        };
        let sides = [Side::new(document, crd), Side::new(other_document, other)];
        definition(&sides, &mut refusals)?;
    }
    Ok(refusals)
}

/// A definition as crdify's own types hold it: those of `v1`, whatever the text is written in.
struct Side<'d> {
    crd: &'d Crd,
    versions: Vec<Version>,
}

struct Version {
    name: String,
    is_served: bool,
    schema: Option<Value>,
}

impl<'d> Side<'d> {
    fn new(document: &Document, crd: &'d Crd) -> Side<'d> {
        let list = document
            .member(crd.at, "spec")
            .and_then(|spec| document.member(spec, "versions"))
            .map(|node| document.value(node));
        let Some(Value::Array(list)) = list else {
            return Side {
                crd,
                versions: Vec::new(),
            };
        };
        let read = |version: &Value| {
            let schema = member(version, "schema").and_then(|own| member(own, "openAPIV3Schema"));
            Some(Version {
                name: match member(version, "name")? {
                    Value::String(name) => name.to_string(),
                    _ => return None,
                },
                is_served: member(version, "served") == Some(&Value::Bool(true)),
                schema: schema.cloned(),
            })
        };
        Side {
            crd,
            versions: list.iter().filter_map(read).collect(),
        }
    }

    fn version(&self, name: &str) -> Option<&Version> {
        self.versions.iter().find(|version| version.name == name)
    }
}

fn definition([old, new]: &[Side<'_>; 2], refusals: &mut Vec<Refusal>) -> Result<(), String> {
    let mut add = |rule, path| refusals.push(Refusal { rule, path });
    if old.crd.scope != new.crd.scope {
        add("scope", "spec.scope".to_owned());
    }
    for version in &new.versions {
        if let Some(known) = old.version(&version.name) {
            let (before, now) = (places(known)?, places(version)?);
            for path in before.iter().filter(|path| !now.contains(*path)) {
                add("existing-field-removal", format!("{}.{path}", version.name));
            }
        }
    }
    for name in &old.crd.stored_versions {
        if new.version(name).is_none() {
            add("stored-version-removal", name.to_string());
        }
    }
    for version in &old.versions {
        if let Some(now) = new.version(&version.name) {
            for (path, rule) in compared(version, now)? {
                add(rule, format!("{}:{path}", version.name));
            }
        }
    }
    let known = served(old)?;
    for (pair, path, rule) in served(new)? {
        if !known.contains(&(pair.clone(), path.clone(), rule)) {
            add(rule, format!("{pair}:{path}"));
        }
    }
    Ok(())
}

fn places(version: &Version) -> Result<BTreeSet<String>, String> {
    Ok(flatten(needed(version)?).into_keys().collect())
}

fn needed(version: &Version) -> Result<&Value, String> {
    let schema = version.schema.as_ref();
    schema.ok_or_else(|| {
        format!(
            "it fails on the version `{}` without a schema",
            version.name
        )
    })
}

/// What is refused between two versions, by place.
fn compared(old: &Version, new: &Version) -> Result<Vec<(String, &'static str)>, String> {
    let (before, now) = (flatten(needed(old)?), flatten(needed(new)?));
    let mut found = Vec::new();
    for (path, schema) in &before {
        let rules = validations(schema, now.get(path).copied());
        found.extend(rules.into_iter().map(|rule| (path.clone(), rule)));
    }
    Ok(found)
}

/// What is refused between any two versions that are served, the elder first.
fn served(side: &Side<'_>) -> Result<BTreeSet<(String, String, &'static str)>, String> {
    let mut versions: Vec<&Version> = side.versions.iter().filter(|one| one.is_served).collect();
    versions.sort_by_key(|version| Rank::of(&version.name));
    let mut found = BTreeSet::new();
    for (nth, old) in versions.iter().enumerate() {
        for new in &versions[nth + 1..] {
            let pair = format!("{} -> {}", old.name, new.name);
            let told = compared(old, new)?.into_iter();
            found.extend(told.map(|(path, rule)| (pair.clone(), path, rule)));
        }
    }
    Ok(found)
}
