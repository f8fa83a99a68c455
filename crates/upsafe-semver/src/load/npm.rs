//! `package.json`, its workspaces, and `package-lock.json`.

use serde_json::Value;
use upsafe_config::Ecosystem;
use upsafe_core::LoadError;

use super::{
    docs::{Doc, Docs, HeadDocs, folder, join},
    ecosystem::Manifest,
    json_text::JsonText,
    members::{expand, matches},
};
use crate::evidence::{Declared, DependencyKind, LockEntry, Replaced, Requirement, Toolchain};

pub(super) fn discover(path: &str, docs: &mut HeadDocs<'_>) -> Result<Vec<Manifest>, LoadError> {
    let doc = docs
        .doc(path)?
        .ok_or_else(|| LoadError::whole(path, "there is no such file"))?;
    let json = JsonText::parse(&doc)?;
    let mut found = Vec::new();
    let workspaces = match json.get(&["workspaces"]) {
        Some(Value::Object(object)) => object.get("packages"),
        other => other,
    };
    let workspaces = workspaces.and_then(Value::as_array);
    // The root of workspaces without a version is no package.
    if workspaces.is_none() || json.get(&["version"]).is_some() {
        found.push(Manifest::new(Ecosystem::Npm, path, None));
    }
    let patterns = workspaces.into_iter().flatten().filter_map(Value::as_str);
    let (out, into): (Vec<&str>, Vec<&str>) = patterns.partition(|one| one.starts_with('!'));
    for pattern in into {
        for member in expand(docs.root(), folder(path), pattern) {
            let at = format!("{member}/package.json");
            let left_out = out.iter().any(|one| matches(&one[1..], &member));
            if !left_out && docs.root().join(&at).is_file() {
                found.push(Manifest::new(Ecosystem::Npm, at, None));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found.dedup();
    Ok(found)
}

pub(super) fn declare(doc: &Doc, dir: &str) -> Result<Option<Declared>, LoadError> {
    let json = JsonText::parse(doc)?;
    let Some(name) = json.text(&["name"]) else {
        return Ok(None);
    };
    let private = json.get(&["private"]).and_then(Value::as_bool) == Some(true);
    let strings = |key: &str| -> Vec<String> {
        let items = json.get(&[key]).and_then(Value::as_array);
        let items = items.into_iter().flatten().filter_map(Value::as_str);
        items.map(str::to_owned).collect()
    };
    let replaced = ["overrides", "resolutions"].into_iter().flat_map(|key| {
        let named = json.keys(&[key]).into_iter();
        let json = &json;
        named.map(move |name| Replaced {
            directive: key,
            place: json.place(&[key, &name]),
            name,
        })
    });
    Ok(Some(Declared {
        name: name.value,
        version: json.text(&["version"]),
        inherits_version: false,
        publish: !private,
        requirements: requirements(&json, dir),
        toolchain: json.text(&["engines", "node"]).map(|text| Toolchain {
            key: "engines.node",
            oldest: crate::policy::lowest_numbers(&text.value),
            text,
        }),
        features: std::collections::BTreeMap::new(),
        retracted: Vec::new(),
        replaced: replaced.collect(),
        include: strings("files"),
        exclude: Vec::new(),
    }))
}

fn requirements(json: &JsonText<'_>, dir: &str) -> Vec<Requirement> {
    let mut found = Vec::new();
    for (key, kind) in [
        ("dependencies", DependencyKind::Normal),
        ("optionalDependencies", DependencyKind::Normal),
        ("peerDependencies", DependencyKind::Normal),
        ("devDependencies", DependencyKind::Dev),
    ] {
        for name in json.keys(&[key]) {
            let Some(text) = json.text(&[key, &name]) else {
                continue;
            };
            let value = text.value.as_str();
            let local = ["file:", "link:"]
                .iter()
                .find_map(|p| value.strip_prefix(p));
            let is_git = value.starts_with("git") || value.contains("://") || value.contains('/');
            let alias = value.strip_prefix("npm:").and_then(|rest| {
                let at = rest.rfind('@').filter(|at| *at > 0)?;
                Some((rest[..at].to_owned(), rest[at + 1..].to_owned()))
            });
            let (target, range) = match alias {
                Some((target, range)) => {
                    (target, Some(crate::Text::new(range, text.place.clone())))
                }
                // `workspace:` is replaced by the version when it is published.
                None if value.starts_with("workspace:") => (name.clone(), None),
                None if local.is_some() || is_git => (name.clone(), None),
                None => (name.clone(), Some(text.clone())),
            };
            let from_workspace = value.starts_with("workspace:").then(String::new);
            found.push(Requirement {
                name: target,
                kind,
                range,
                path: local.and_then(|path| join(dir, path)).or(from_workspace),
                is_git: is_git && local.is_none(),
                is_optional: key == "optionalDependencies",
                place: json.place(&[key, &name]),
                key: name,
            });
        }
    }
    found
}

/// The entry of the root package, and those of workspaces by their folders.
pub(super) fn lock(doc: &Doc) -> Result<Vec<(String, LockEntry)>, LoadError> {
    let json = JsonText::parse(doc)?;
    let mut found = Vec::new();
    if let (Some(name), Some(version)) = (json.text(&["name"]), json.text(&["version"])) {
        let path = doc.path.clone();
        found.push((name.value, LockEntry { path, version }));
    }
    for dir in json.keys(&["packages"]) {
        if dir.contains("node_modules/") {
            continue;
        }
        let name = json.text(&["packages", &dir, "name"]);
        if let (Some(name), Some(version)) = (name, json.text(&["packages", &dir, "version"])) {
            let path = doc.path.clone();
            found.push((name.value, LockEntry { path, version }));
        }
    }
    Ok(found)
}
