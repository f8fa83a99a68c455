//! A locked version was withdrawn from its registry.

use upsafe_core::{Finding, Sink};
use upsafe_version::cargo::{Requirement, Version};

use crate::{
    CargoEvidence, Deps, Evidence,
    graph::PackageId,
    wording::{because_way, limit_by_index, listed},
};

upsafe_core::rule!(Deps, "deps/yanked-version", "yanked_version.md",
    level: Warning, since: "0.1.0", aliases: &["cargo-deny:yanked"],
    summary: "a locked version was withdrawn from its registry", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for cargo in evidence.cargo {
        for (&id, _) in cargo
            .registry
            .known
            .iter()
            .filter(|(_, release)| release.yanked)
        {
            let package = cargo.graph.package(id);
            let message = format!("`{package}` is yanked: it was withdrawn from its registry");
            let finding = sink.report(package.subject(), message);
            finding.at_if(package.place.as_ref(), "the version that is locked");
            because_way(finding, &cargo.graph, id);
            way_out(finding, cargo, id);
        }
        limit_by_index(sink, &cargo.registry, &cargo.graph, |_| true);
    }
}

fn way_out(finding: &mut Finding, cargo: &CargoEvidence, id: PackageId) {
    let graph = &cargo.graph;
    let package = graph.package(id);
    let allowed = |version: &Version| {
        graph.dependents(id).iter().all(|edge| {
            let requirement = edge.dependency.requirement.as_deref();
            let parsed = requirement.and_then(|text| Requirement::parse(text).ok());
            parsed.is_none_or(|requirement| requirement.matches(version))
        })
    };
    let others = cargo
        .registry
        .alternatives
        .get(&id)
        .map_or(&[][..], Vec::as_slice);
    let fitting: Vec<Version> = others
        .iter()
        .map(|other| Version::from(other.version.clone()))
        .filter(allowed)
        .collect();
    let locked = package.version.as_cargo();
    let newer = fitting
        .iter()
        .rev()
        .find(|version| Some(version.as_inner()) > locked);
    let newest = newer.or(fitting.last());
    match newest {
        Some(version) => {
            let direction = if newer.is_some() {
                "newest"
            } else {
                "nearest older"
            };
            let command = format!(
                "cargo update -p {}@{} --precise {version}",
                package.name, package.version
            );
            finding.help_command(
                command,
                format!(
                    "takes the {direction} release that is not yanked and that everybody allows"
                ),
            );
        }
        None => {
            let users = graph.dependents(id);
            let mut users: Vec<_> = users
                .iter()
                .map(|edge| {
                    let name = &graph.package(edge.from).name;
                    match &edge.dependency.requirement {
                        Some(requirement) => format!("{name} ({requirement})"),
                        None => name.to_string(),
                    }
                })
                .collect();
            users.dedup();
            let users = listed(users);
            finding.help(match others {
                [] => format!(
                    "every compatible release is yanked too: {users} must require another line"
                ),
                _ => format!(
                    "no release that is not yanked is allowed by all: {users} must require \
                     another version"
                ),
            });
        }
    }
}
