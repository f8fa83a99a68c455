//! `pyproject.toml`: the table `[project]`.

use upsafe_core::LoadError;

use super::{
    docs::{Doc, join},
    toml_text::TomlText,
};
use crate::evidence::{Declared, DependencyKind, Requirement, Text, Toolchain};

pub(super) fn declare(doc: &Doc, dir: &str) -> Result<Option<Declared>, LoadError> {
    let toml = TomlText::parse(doc)?;
    let Some(project) = toml.root().table("project") else {
        return Ok(None);
    };
    let Some(name) = project.text("name") else {
        return Err(doc.error(0, "expected `name` in `[project]`"));
    };
    let private = project
        .strings("classifiers")
        .iter()
        .any(|one| one.value.starts_with("Private ::"));
    let mut requirements = Vec::new();
    for text in project.strings("dependencies") {
        requirements.extend(requirement(&text, false, dir));
    }
    let extras = project.table("optional-dependencies");
    for (_, _, value) in extras.into_iter().flat_map(|table| table.entries()) {
        for text in value.strings() {
            requirements.extend(requirement(&text, true, dir));
        }
    }
    let features = extras.into_iter().flat_map(|table| table.entries());
    Ok(Some(Declared {
        name: name.value,
        version: project.text("version"),
        publish: !private,
        requirements,
        features: features.map(|(key, _, _)| (key, Vec::new())).collect(),
        toolchain: project.text("requires-python").map(|text| Toolchain {
            key: "requires-python",
            oldest: crate::policy::lowest_numbers(&text.value),
            text,
        }),
        ..Declared::default()
    }))
}

/// `name[extra] >=1,<2; marker` or `name @ url`, as PEP 508 has it.
fn requirement(text: &Text, is_optional: bool, dir: &str) -> Option<Requirement> {
    let value = text.value.split(';').next()?.trim();
    let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')));
    let (name, rest) = value.split_at(end.unwrap_or(value.len()));
    let rest = rest.trim_start();
    let rest = match rest.strip_prefix('[') {
        Some(inside) => inside.split_once(']')?.1.trim_start(),
        None => rest,
    };
    let url = rest.strip_prefix('@').map(str::trim);
    let local = url
        .and_then(|url| url.strip_prefix("file:"))
        .and_then(|path| join(dir, path));
    let range = rest.trim_start_matches('(').trim_end_matches(')').trim();
    (!name.is_empty()).then(|| Requirement {
        // Names are compared as PEP 503 has it.
        name: name.to_ascii_lowercase().replace(['_', '.'], "-"),
        key: name.to_owned(),
        kind: DependencyKind::Normal,
        range: (url.is_none() && !range.is_empty()).then(|| Text::new(range, text.place.clone())),
        is_git: url.is_some() && local.is_none(),
        path: local,
        is_optional,
        place: text.place.clone(),
    })
}
