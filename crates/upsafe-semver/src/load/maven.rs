//! `pom.xml`: coordinates, modules, dependencies, with properties filled in.

use roxmltree::Node;
use upsafe_config::Ecosystem;
use upsafe_core::LoadError;

use super::{
    docs::{Doc, Docs, HeadDocs, folder, join},
    ecosystem::Manifest,
    xml_text::{child, children, parse, text},
};
use crate::evidence::{Declared, DependencyKind, Requirement, Text, Toolchain};

/// How many modules a build may have.
const MOST: usize = 10_000;

pub(super) fn discover(path: &str, docs: &mut HeadDocs<'_>) -> Result<Vec<Manifest>, LoadError> {
    let mut found: Vec<Manifest> = Vec::new();
    let mut open = vec![(path.to_owned(), None::<String>)];
    while let Some((at, parent)) = open.pop() {
        if found.iter().any(|one| one.path == at) || found.len() > MOST {
            continue;
        }
        let doc = docs
            .doc(&at)?
            .ok_or_else(|| LoadError::whole(&at, "there is no such file, but a pom names it"))?;
        let document = parse(&doc)?;
        let modules = child(document.root_element(), "modules");
        for module in modules
            .into_iter()
            .flat_map(|node| children(node, "module"))
        {
            let Some(dir) = module
                .text()
                .and_then(|name| join(folder(&at), name.trim()))
            else {
                continue;
            };
            let below = if dir.ends_with(".xml") {
                dir
            } else {
                format!("{dir}/pom.xml")
            };
            open.push((below, Some(at.clone())));
        }
        found.push(Manifest::new(Ecosystem::Maven, at, parent.as_deref()));
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

pub(super) fn declare(
    doc: &Doc,
    parent: Option<&Doc>,
    _dir: &str,
) -> Result<Option<Declared>, LoadError> {
    let document = parse(doc)?;
    let above = parent
        .map(|doc| Ok::<_, LoadError>((doc, parse(doc)?)))
        .transpose()?;
    let root = document.root_element();
    let inherited = child(root, "parent");
    let Some(artifact) = text(doc, root, "artifactId") else {
        return Err(doc.error(0, "expected `artifactId` in the project"));
    };
    let of_parent = |name: &str| inherited.and_then(|node| text(doc, node, name));
    let group = text(doc, root, "groupId").or_else(|| of_parent("groupId"));
    let own_version = text(doc, root, "version");
    let inherits_version = own_version.is_none();
    let version = own_version.or_else(|| of_parent("version"));
    let fill = |text: Text| -> Text {
        let mut value = text.value;
        let mut place = text.place;
        // A property may name another; eight rounds are more than anybody writes.
        for _ in 0..8 {
            let Some((start, rest)) = value.split_once("${") else {
                break;
            };
            let Some((name, end)) = rest.split_once('}') else {
                break;
            };
            let known = match name {
                "project.version" | "version" | "pom.version" => version.clone(),
                "project.groupId" => group.clone(),
                _ => property(doc, root, name).or_else(|| {
                    let (doc, document) = above.as_ref()?;
                    property(doc, document.root_element(), name)
                }),
            };
            let Some(known) = known.filter(|known| !known.value.contains(&format!("${{{name}}}")))
            else {
                break;
            };
            if start.is_empty() && end.is_empty() {
                place = known.place.clone();
            }
            value = format!("{start}{}{end}", known.value);
        }
        Text { value, place }
    };
    let toolchain = ["maven.compiler.release", "maven.compiler.target"]
        .into_iter()
        .find_map(|name| property(doc, root, name));
    let skips = property(doc, root, "maven.deploy.skip").is_some_and(|one| one.value == "true");
    let dependencies = child(root, "dependencies");
    let dependencies = dependencies
        .into_iter()
        .flat_map(|node| children(node, "dependency"));
    let group = group
        .clone()
        .map_or_else(String::new, |text| fill(text).value);
    Ok(Some(Declared {
        name: format!("{group}:{}", artifact.value),
        version: version.clone().map(&fill),
        inherits_version,
        publish: !skips,
        requirements: dependencies
            .filter_map(|node| dependency(doc, node, &fill))
            .collect(),
        toolchain: toolchain.map(|text| Toolchain {
            key: "maven.compiler.release",
            oldest: super::cargo::numbers(&text.value),
            text,
        }),
        ..Declared::default()
    }))
}

fn property(doc: &Doc, root: Node<'_, '_>, name: &str) -> Option<Text> {
    text(doc, child(root, "properties")?, name)
}

fn dependency(doc: &Doc, node: Node<'_, '_>, fill: &impl Fn(Text) -> Text) -> Option<Requirement> {
    let group = fill(text(doc, node, "groupId")?).value;
    let artifact = fill(text(doc, node, "artifactId")?).value;
    let scope = text(doc, node, "scope").map(|text| text.value);
    let name = format!("{group}:{artifact}");
    Some(Requirement {
        key: name.clone(),
        name,
        kind: match scope.as_deref() {
            Some("test") => DependencyKind::Dev,
            _ => DependencyKind::Normal,
        },
        range: text(doc, node, "version").map(fill),
        path: None,
        is_git: false,
        is_optional: text(doc, node, "optional").is_some_and(|one| one.value == "true"),
        place: doc.place(node.range()),
    })
}
