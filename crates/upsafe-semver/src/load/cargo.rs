//! `Cargo.toml`: packages, what they inherit from their workspace, and the lock's view of them.

use upsafe_config::Ecosystem;
use upsafe_core::LoadError;

use super::{
    docs::{Doc, Docs, HeadDocs, folder, join},
    ecosystem::Manifest,
    members::expand,
    toml_text::{Table, TomlText, Value},
};
use crate::evidence::{
    Declared, DependencyKind, LockEntry, Replaced, Requirement, Text, Toolchain,
};

pub(super) fn discover(path: &str, docs: &mut HeadDocs<'_>) -> Result<Vec<Manifest>, LoadError> {
    let doc = docs
        .doc(path)?
        .ok_or_else(|| LoadError::whole(path, "there is no such file"))?;
    let toml = TomlText::parse(&doc)?;
    let root = toml.root();
    let mut found = Vec::new();
    let dir = folder(path).to_owned();
    let Some(workspace) = root.table("workspace") else {
        found.push(Manifest::new(Ecosystem::Cargo, path, None));
        return Ok(found);
    };
    if root.table("package").is_some() {
        found.push(Manifest::new(Ecosystem::Cargo, path, Some(path)));
    }
    let excluded: Vec<String> = workspace
        .strings("exclude")
        .iter()
        .filter_map(|text| join(&dir, &text.value))
        .collect();
    let mut open: Vec<String> = Vec::new();
    for pattern in workspace.strings("members") {
        let literal = !pattern.value.contains(['*', '?', '[']);
        for member in expand(docs.root(), &dir, &pattern.value) {
            let below =
                |folder: &String| member == *folder || member.starts_with(&format!("{folder}/"));
            let at = manifest_of(&member);
            if (!literal && excluded.iter().any(below)) || !docs.root().join(&at).is_file() {
                if literal {
                    let message = format!("the member `{}` has no `Cargo.toml`", pattern.value);
                    return Err(LoadError::whole(path, message));
                }
                continue;
            }
            open.push(member);
        }
    }
    // Path dependencies below the root are members, too.
    open.extend(
        paths(root, &dir)
            .into_iter()
            .filter(|at| !excluded.contains(at)),
    );
    while let Some(member) = open.pop() {
        let at = manifest_of(&member);
        if found.iter().any(|one| one.path == at) || at == path {
            continue;
        }
        let Some(doc) = docs.doc(&at)? else { continue };
        let toml = TomlText::parse(&doc)?;
        if toml.root().table("workspace").is_some() {
            continue;
        }
        found.push(Manifest::new(Ecosystem::Cargo, at, Some(path)));
        open.extend(paths(toml.root(), &member).into_iter().filter(|at| {
            let inside = dir.is_empty() || at.starts_with(&format!("{dir}/"));
            inside && !excluded.contains(at)
        }));
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn manifest_of(dir: &str) -> String {
    match dir.is_empty() {
        true => "Cargo.toml".to_owned(),
        false => format!("{dir}/Cargo.toml"),
    }
}

fn paths(root: Table<'_>, dir: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (_, table) in dependency_tables(root) {
        for (_, _, value) in table.entries() {
            let path = value.table().and_then(|table| table.text("path"));
            found.extend(path.and_then(|path| join(dir, &path.value)));
        }
    }
    found
}

fn dependency_tables(root: Table<'_>) -> Vec<(DependencyKind, Table<'_>)> {
    const NAMES: [(&str, DependencyKind); 5] = [
        ("dependencies", DependencyKind::Normal),
        ("build-dependencies", DependencyKind::Build),
        ("build_dependencies", DependencyKind::Build),
        ("dev-dependencies", DependencyKind::Dev),
        ("dev_dependencies", DependencyKind::Dev),
    ];
    let of = |table: Table<'_>| -> Vec<(DependencyKind, &'static str)> {
        let there = NAMES.iter().filter(|(name, _)| table.table(name).is_some());
        there.map(|(name, kind)| (*kind, *name)).collect()
    };
    let mut tables = Vec::new();
    for (kind, name) in of(root) {
        tables.extend(root.table(name).map(|table| (kind, table)));
    }
    let targets = root.table("target").into_iter();
    for (_, _, target) in targets.flat_map(|table| table.entries()) {
        let Some(target) = target.table() else {
            continue;
        };
        for (kind, name) in of(target) {
            tables.extend(target.table(name).map(|table| (kind, table)));
        }
    }
    tables
}

/// What a manifest says, with what it inherits from `parent`.
pub(super) fn declare(
    doc: &Doc,
    parent: Option<&Doc>,
    dir: &str,
    parent_dir: &str,
) -> Result<Option<Declared>, LoadError> {
    let toml = TomlText::parse(doc)?;
    let parent = parent.map(TomlText::parse).transpose()?;
    let root = toml.root();
    let Some(package) = root.table("package") else {
        return Ok(None);
    };
    let workspace = match &parent {
        Some(parent) => parent.root().table("workspace"),
        None => root.table("workspace"),
    };
    let shared = workspace.and_then(|workspace| workspace.table("package"));
    let name = package
        .text("name")
        .ok_or_else(|| doc.error(0, "expected `name` in `[package]`"))?;
    let version = package.get("version");
    let inherits_version = version.is_some_and(|value| inherits(&value));
    let inherited = |key: &str| match package.get(key) {
        Some(value) if inherits(&value) => shared.and_then(|shared| shared.get(key)),
        other => other,
    };
    let toolchain = inherited("rust-version").and_then(|value| value.text());
    let replaced = ["patch", "replace"].into_iter();
    let top = match &parent {
        Some(parent) => parent.root(),
        None => root,
    };
    let replaced =
        replaced.flat_map(|key| replaced_by(top, key, parent.as_ref().map_or(doc, |p| p.doc)));
    let version = inherited("version").and_then(|value| value.text());
    Ok(Some(Declared {
        name: name.value,
        inherits_version,
        // Cargo publishes nothing without a version.
        publish: version.is_some() && publishes(inherited("publish")),
        version,
        requirements: requirements(root, workspace, doc, dir, parent_dir),
        toolchain: toolchain.map(|text| Toolchain {
            key: "rust-version",
            oldest: numbers(&text.value),
            text,
        }),
        features: root
            .table("features")
            .into_iter()
            .flat_map(|table| table.entries())
            .map(|(key, _, value)| {
                let on = value.strings().into_iter().map(|text| text.value);
                (key, on.collect())
            })
            .collect(),
        retracted: Vec::new(),
        replaced: replaced.collect(),
        include: patterns(inherited("include")),
        exclude: patterns(inherited("exclude")),
    }))
}

fn inherits(value: &Value<'_>) -> bool {
    let from = value.table().and_then(|table| table.get("workspace"));
    from.and_then(|value| value.bool()) == Some(true)
}

fn publishes(value: Option<Value<'_>>) -> bool {
    match value {
        None => true,
        Some(value) => match (value.bool(), value.items()) {
            (Some(publish), _) => publish,
            (_, Some(registries)) => !registries.is_empty(),
            _ => true,
        },
    }
}

fn patterns(value: Option<Value<'_>>) -> Vec<String> {
    let texts = value.map_or_else(Vec::new, |value| value.strings());
    texts.into_iter().map(|text| text.value).collect()
}

fn replaced_by<'t>(root: Table<'t>, key: &'static str, doc: &'t Doc) -> Vec<Replaced> {
    let mut found = Vec::new();
    let directive = if key == "patch" {
        "[patch]"
    } else {
        "[replace]"
    };
    for (name, span, value) in root
        .table(key)
        .into_iter()
        .flat_map(|table| table.entries())
    {
        let inner = value.table().filter(|_| key == "patch");
        match inner {
            Some(registry) => found.extend(registry.entries().map(|(name, span, _)| Replaced {
                directive,
                name,
                place: doc.place(span),
            })),
            None => found.push(Replaced {
                directive,
                name,
                place: doc.place(span),
            }),
        }
    }
    found
}

fn requirements(
    root: Table<'_>,
    workspace: Option<Table<'_>>,
    doc: &Doc,
    dir: &str,
    parent_dir: &str,
) -> Vec<Requirement> {
    let shared = workspace.and_then(|workspace| workspace.table("dependencies"));
    let mut found = Vec::new();
    for (kind, table) in dependency_tables(root) {
        for (key, span, value) in table.entries() {
            let place = doc.place(span);
            let own = value.table();
            let is_optional = own
                .and_then(|table| table.get("optional"))
                .and_then(|value| value.bool())
                == Some(true);
            let (value, from) = match inherits(&value) {
                true => match shared.and_then(|shared| shared.get(&key)) {
                    Some(value) => (value, parent_dir),
                    None => continue,
                },
                false => (value, dir),
            };
            let table = value.table();
            let text = |name: &str| table.and_then(|table| table.text(name));
            found.push(Requirement {
                name: text("package").map_or_else(|| key.clone(), |text| text.value),
                kind,
                range: value.text().or_else(|| text("version")),
                path: text("path").and_then(|path| join(from, &path.value)),
                is_git: text("git").is_some(),
                is_optional,
                place,
                key,
            });
        }
    }
    found
}

/// `1.80` as numbers.
pub(super) fn numbers(text: &str) -> Option<Vec<u64>> {
    let plain = text.split(['-', '+']).next().unwrap_or(text);
    plain
        .split('.')
        .map(|part| part.trim().parse().ok())
        .collect()
}

/// The entries of a lock for packages of the workspace, which have no source.
pub(super) fn lock(doc: &Doc) -> Result<Vec<(String, LockEntry)>, LoadError> {
    let toml = TomlText::parse(doc)?;
    let packages = toml.root().get("package").and_then(|value| value.items());
    let mut found = Vec::new();
    for package in packages.unwrap_or_default() {
        let Some(table) = package.table() else {
            continue;
        };
        if table.get("source").is_some() {
            continue;
        }
        let (Some(name), Some(version)) = (table.text("name"), table.text("version")) else {
            continue;
        };
        let version = Text::new(version.value, version.place);
        let path = doc.path.clone();
        found.push((name.value, LockEntry { path, version }));
    }
    Ok(found)
}
