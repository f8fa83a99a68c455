//! The lock does not satisfy the manifests.

use std::collections::BTreeMap;

use upsafe_core::{Place, Sink, Subject, count};

use crate::{
    CargoEvidence, Deps, Evidence,
    ecosystem::cargo::{
        LockPackage,
        manifest::{Dependency, GitReference, Origin, Package, RegistryName, Workspace},
    },
    graph::{PackageId, PackageSource},
    stale::{Unmet, has_other_source, is_self, unmet},
    wording::listed,
};

upsafe_core::rule!(Deps, "deps/stale-lock", "stale_lock.md",
    level: Error, since: "0.1.0",
    summary: "the lock does not satisfy the manifests", check);

const REMEDY: &str = "brings the lock in line with the manifests";

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for cargo in evidence.cargo {
        if let Some(workspace) = &cargo.workspace {
            check_members(cargo, sink);
            check_versions(cargo, sink);
            check_requirements(cargo, workspace, sink);
            check_lines(cargo, sink);
            check_removed(cargo, sink);
        }
    }
}

fn remedy(finding: &mut upsafe_core::Finding) {
    finding.help_command("cargo update --workspace", REMEDY);
}

/// Members without an entry.
fn check_members(cargo: &CargoEvidence, sink: &mut Sink<'_>) {
    let missing: Vec<&Package> = cargo
        .member_packages()
        .filter(|(_, id)| id.is_none())
        .map(|(member, _)| member)
        .collect();
    let Some(first) = missing.first() else { return };
    let names = listed(missing.iter().map(|member| &member.name));
    let what = if missing.len() == 1 {
        "member"
    } else {
        "members"
    };
    let message = format!("the lock has no entry for {what} {names}");
    let finding = sink.report(Subject::package("cargo", &first.name, None), message);
    finding.class("member").copies(missing.len());
    finding.at(first.place.clone(), "in the manifests, not in the lock");
    finding.at(cargo.lock_place(), "the lock");
    remedy(finding);
}

/// Members of another version than in the lock; those with the same step are one finding.
fn check_versions(cargo: &CargoEvidence, sink: &mut Sink<'_>) {
    let mut steps: BTreeMap<_, Vec<(&Package, PackageId)>> = BTreeMap::new();
    for (member, id) in cargo.member_packages() {
        let Some(id) = id else { continue };
        let locked = crate::evidence::cargo_version(&cargo.graph, id);
        if let Some(locked) = locked.filter(|locked| **locked != member.version) {
            steps
                .entry((locked, &member.version))
                .or_default()
                .push((member, id));
        }
    }
    for ((locked, stated), members) in steps {
        let names = listed(members.iter().map(|(member, _)| &member.name));
        let verb = if members.len() == 1 { "is" } else { "are" };
        let message = format!("{names} {verb} {stated} in the manifest and {locked} in the lock");
        let (first, id) = members[0];
        let finding = sink.report(Subject::package("cargo", &first.name, None), message);
        finding.class("version").copies(members.len());
        finding.at(first.place.clone(), format!("version {stated}"));
        finding.at_if(
            cargo.graph.package(id).place.as_ref(),
            format!("version {locked}"),
        );
        remedy(finding);
    }
}

/// Who declares a requirement that the lock does not meet, and how it does not.
type Failing<'e> = (&'e Package, &'e Dependency, Unmet<'e>);

/// Requirements that the lock does not meet; an inherited one is one finding.
fn check_requirements(cargo: &CargoEvidence, workspace: &Workspace, sink: &mut Sink<'_>) {
    let mut places: Vec<&Place> = Vec::new();
    let mut failing: BTreeMap<usize, Vec<Failing<'_>>> = BTreeMap::new();
    for (member, id) in cargo.member_packages() {
        let Some(id) = id else { continue };
        for dependency in member
            .dependencies
            .iter()
            .filter(|dep| !is_self(member, dep))
        {
            let Some(unmet) = unmet(cargo, workspace, id, dependency) else {
                continue;
            };
            let stated = dependency.requirement.as_ref().map(|stated| &stated.place);
            let place = stated
                .or(dependency.inherited_place.as_ref())
                .unwrap_or(&dependency.place);
            let at = places
                .iter()
                .position(|known| *known == place)
                .unwrap_or_else(|| {
                    places.push(place);
                    places.len() - 1
                });
            failing
                .entry(at)
                .or_default()
                .push((member, dependency, unmet));
        }
    }
    for (at, failing) in failing {
        report_unmet(cargo, places[at], &failing, sink);
    }
}

fn report_unmet(
    cargo: &CargoEvidence,
    place: &Place,
    failing: &[Failing<'_>],
    sink: &mut Sink<'_>,
) {
    let Some((member, dependency, unmet)) = failing.first() else {
        return;
    };
    let mut names: Vec<&str> = failing
        .iter()
        .map(|(member, ..)| member.name.as_str())
        .collect();
    names.dedup();
    let verb = if names.len() == 1 {
        "requires"
    } else {
        "require"
    };
    let package = &dependency.package;
    let wanted = match &dependency.requirement {
        Some(stated) => format!("{package} {}", stated.text),
        None => package.clone(),
    };
    let n = names.len();
    let names = listed(names);
    let message = match unmet {
        Unmet::Missing => format!("{names} {verb} `{wanted}`, which the lock does not have for it"),
        Unmet::Version(versions) => {
            let versions = listed(versions.iter().map(ToString::to_string));
            format!("{names} {verb} `{wanted}`, the lock has {versions}")
        }
        Unmet::Source(source) => {
            format!(
                "{names} {verb} `{wanted}` from {}, the lock has it from {source}",
                origin(dependency)
            )
        }
    };
    let subject = Subject::dependency("cargo", &member.name, package);
    let finding = sink.report(subject, message);
    finding.class("requirement").copies(n);
    finding.at(place.clone(), "what the manifest states");
    let line = |entry: &LockPackage| {
        let line = entry
            .dependencies
            .iter()
            .find(|line| *line.name == **package);
        line.map_or_else(|| entry.name_span.clone(), |line| line.span.clone())
    };
    let own =
        cargo.lock.packages.iter().find(|entry| {
            *entry.name == *member.name && entry.package_source == PackageSource::Path
        });
    if let Some(entry) = own {
        finding.at(cargo.lock.place(&line(entry)), "what the lock holds");
    }
    remedy(finding);
}

fn origin(dependency: &Dependency) -> String {
    match &dependency.origin {
        Origin::Registry(RegistryName::Default) => "crates.io".to_owned(),
        Origin::Registry(RegistryName::Named(name)) => format!("registry `{name}`"),
        Origin::Registry(RegistryName::Index(url)) => format!("registry {url}"),
        Origin::Path(_) => "a path".to_owned(),
        Origin::Git { url, reference } => match reference {
            GitReference::DefaultBranch => format!("git {url}"),
            GitReference::Branch(name) => format!("git {url}, branch `{name}`"),
            GitReference::Tag(name) => format!("git {url}, tag `{name}`"),
            GitReference::Rev(name) => format!("git {url} at {name}"),
        },
    }
}

/// Lines of members that no manifest declares any more.
fn check_lines(cargo: &CargoEvidence, sink: &mut Sink<'_>) {
    for (member, id) in cargo.member_packages() {
        let Some(entry) = id.and_then(|id| cargo.lock_entry(id)) else {
            continue;
        };
        let declares = |name: &str| member.dependencies.iter().any(|dep| dep.package == name);
        let gone: Vec<_> = entry
            .dependencies
            .iter()
            .filter(|line| !declares(&line.name))
            .collect();
        let Some(first) = gone.first() else { continue };
        let names = listed(gone.iter().map(|line| &*line.name));
        let message = format!(
            "the lock says that `{}` requires {names}, its manifest does not",
            member.name
        );
        let finding = sink.report(Subject::package("cargo", &member.name, None), message);
        finding.class("line").copies(gone.len());
        finding.at(cargo.lock.place(&first.span), "declared nowhere");
        finding.at(Place::whole(member.manifest), "the manifest");
        remedy(finding);
    }
}

/// Entries of packages of the tree that no manifest makes any more.
fn check_removed(cargo: &CargoEvidence, sink: &mut Sink<'_>) {
    let known = |id: PackageId| cargo.manifest_ids.contains(&Some(id));
    let removed: Vec<PackageId> = cargo
        .graph
        .packages()
        .filter(|(id, package)| package.source == PackageSource::Path && !known(*id))
        .filter(|(id, _)| !has_other_source(cargo, *id))
        .map(|(id, _)| id)
        .collect();
    let Some(first) = removed.first() else { return };
    let package = cargo.graph.package(*first);
    let names = listed(
        removed
            .iter()
            .map(|id| cargo.graph.package(*id).to_string()),
    );
    let what = count(removed.len(), "package");
    let message = match removed.len() {
        1 => format!("the lock has {names} as a package of this tree, no manifest makes it"),
        _ => format!("the lock has {what} of this tree that no manifest makes: {names}"),
    };
    let finding = sink.report(Subject::package("cargo", &package.name, None), message);
    finding.class("removed").copies(removed.len());
    finding.at_if(package.place.as_ref(), "without a manifest");
    remedy(finding);
}
