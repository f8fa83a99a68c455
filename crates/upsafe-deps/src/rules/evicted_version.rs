//! The lock gives somebody a version that their requirement does not allow.

use std::collections::BTreeMap;

use upsafe_core::Sink;
use upsafe_version::cargo::{Requirement, Version};

use crate::{
    CargoEvidence, Deps, Evidence,
    graph::{Edge, PackageId, PackageSource},
    wording::{because_way, listed},
};

upsafe_core::rule!(Deps, "deps/evicted-version", "evicted_version.md",
    level: Error, since: "0.1.0", aliases: &["sbt:evicted"],
    summary: "a version is put outside what others require of it", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for cargo in evidence.cargo {
        check_cargo(cargo, sink);
    }
}

fn check_cargo(cargo: &CargoEvidence, sink: &mut Sink<'_>) {
    let graph = &cargo.graph;
    let mut evicted: BTreeMap<PackageId, Vec<Edge<'_>>> = BTreeMap::new();
    for edge in graph
        .all_dependencies()
        .filter(|edge| is_outside(cargo, edge))
    {
        evicted.entry(edge.to).or_default().push(edge);
    }
    for (id, edges) in evicted {
        let package = graph.package(id);
        let requires = |edge: &Edge<'_>| {
            let text = edge.dependency.requirement.as_deref().unwrap_or_default();
            format!("{} ({text})", graph.package(edge.from))
        };
        let mut by: Vec<String> = edges.iter().map(requires).collect();
        by.sort();
        by.dedup();
        let how = match patched(cargo, id) {
            Some(_) => "is put in place",
            None => "is locked",
        };
        let message = format!(
            "`{package}` {how}, which is outside what {} requires",
            listed(&by)
        );
        let finding = sink.report(package.subject(), message).copies(by.len());
        finding.at_if(patched(cargo, id), "this puts it in place");
        finding.at_if(package.place.as_ref(), "the version that is locked");
        let declared = edges.iter().find_map(|edge| {
            graph
                .package(edge.from)
                .member
                .then_some(edge.dependency.place.as_ref()?)
        });
        finding.at_if(declared, "the requirement");
        for edge in edges.iter().take(2) {
            because_way(finding, graph, edge.from);
        }
        match patched(cargo, id) {
            Some(_) => finding.help(format!(
                "take a version of `{}` that everybody allows, or move those who do not",
                package.name
            )),
            None => finding.help_command("cargo update --workspace", "makes the lock fit again"),
        };
    }
}

/// Whether a requirement excludes the version that the lock gives for it. What a member requires
/// of a registry is for the rule on stale locks.
fn is_outside(cargo: &CargoEvidence, edge: &Edge<'_>) -> bool {
    let (from, to) = (cargo.graph.package(edge.from), cargo.graph.package(edge.to));
    if from.member && (matches!(to.source, PackageSource::Registry(_)) || to.member) {
        return false;
    }
    let requirement = edge.dependency.requirement.as_deref();
    let requirement = requirement.and_then(|text| Requirement::parse(text).ok());
    let version = to.version.as_cargo().cloned().map(Version::from);
    requirement
        .zip(version)
        .is_some_and(|(requirement, version)| !requirement.matches(&version))
}

/// Where a patch or replacement of a package is written.
fn patched(cargo: &CargoEvidence, id: PackageId) -> Option<&upsafe_core::Place> {
    let package = cargo.graph.package(id);
    let workspace = cargo.workspace.as_ref()?;
    if matches!(package.source, PackageSource::Registry(_)) {
        return None;
    }
    let patches = workspace.patches.iter().map(|patch| &patch.dependency);
    let replacements = workspace
        .replacements
        .iter()
        .map(|replacement| &replacement.dependency);
    let mut all = patches
        .chain(replacements)
        .filter(|by| *by.package == *package.name);
    all.next().map(|by| &by.place)
}
