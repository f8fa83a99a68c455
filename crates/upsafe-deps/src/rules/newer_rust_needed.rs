//! A package of the graph needs a newer Rust than a member says it builds with.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use upsafe_config::{Deps as Settings, Kind};
use upsafe_core::{Place, Sink};
use upsafe_version::cargo::{Requirement, Version};

use crate::{
    CargoEvidence, Deps, Evidence,
    ecosystem::cargo::manifest::RustVersion,
    graph::{DependencyKind, PackageId},
    wording::{because_path, first_step, is_kind, limit_by_index, listed},
};

upsafe_core::rule!(Deps, "deps/newer-rust-needed", "newer_rust_needed.md",
    level: Warning, since: "0.1.0",
    summary: "a package of the graph needs a newer Rust than a member says it builds with", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for cargo in evidence.cargo {
        check_cargo(cargo, evidence.settings, sink);
    }
}

/// A member and the Rust it must build with.
struct Member<'e> {
    name: &'e str,
    id: PackageId,
    rust: RustVersion,
    place: Option<&'e Place>,
}

/// A package that needs too new a Rust, for the members that reach it first.
struct Culprit<'e> {
    needs: RustVersion,
    /// The members that state less, the least first.
    members: Vec<&'e Member<'e>>,
    path: Vec<PackageId>,
    followers: BTreeSet<PackageId>,
}

fn check_cargo(cargo: &CargoEvidence, settings: &Settings, sink: &mut Sink<'_>) {
    let configured: Option<RustVersion> = settings
        .msrv
        .rust_version
        .as_ref()
        .and_then(|version| version.to_string().parse().ok());
    let mut members: Vec<Member<'_>> = cargo
        .member_packages()
        .filter_map(|(member, id)| {
            let stated = member.rust_version.as_ref();
            Some(Member {
                name: &member.name,
                id: id?,
                rust: stated.map(|stated| stated.value).or(configured)?,
                place: stated.map(|stated| &stated.place),
            })
        })
        .collect();
    members.sort_by_key(|member| member.rust);
    let needs = needed_rust(cargo);
    let mut culprits: BTreeMap<PackageId, Culprit<'_>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for member in &members {
        walk(
            cargo,
            &settings.msrv.kinds,
            member,
            &needs,
            &mut culprits,
            &mut seen,
        );
    }
    for (id, culprit) in &culprits {
        report(cargo, *id, culprit, sink);
    }
    limit_by_index(sink, &cargo.registry, &cargo.graph, |id| seen.contains(&id));
}

fn needed_rust(cargo: &CargoEvidence) -> BTreeMap<PackageId, RustVersion> {
    let known = cargo.registry.known.iter();
    let mut needs: BTreeMap<PackageId, RustVersion> = known
        .filter_map(|(id, release)| Some((*id, release.rust_version?)))
        .collect();
    // The exact tier knows what no configured platform builds.
    needs.retain(|id, _| cargo.built.as_ref().is_none_or(|built| built.contains(id)));
    for (package, id) in cargo.manifest_packages() {
        if let (Some(stated), Some(id)) = (&package.rust_version, id) {
            needs.insert(id, stated.value);
        }
    }
    needs
}

/// Visits what a member reaches. What is reached only over a culprit follows it.
fn walk<'e>(
    cargo: &CargoEvidence,
    kinds: &[Kind],
    member: &'e Member<'e>,
    needs: &BTreeMap<PackageId, RustVersion>,
    culprits: &mut BTreeMap<PackageId, Culprit<'e>>,
    seen: &mut BTreeSet<PackageId>,
) {
    let too_new = |id: PackageId| {
        needs
            .get(&id)
            .copied()
            .filter(|needed| *needed > member.rust)
    };
    let mut from: BTreeMap<PackageId, PackageId> = BTreeMap::new();
    let mut found = Vec::new();
    let mut queue = VecDeque::from([member.id]);
    let mut visited = BTreeSet::from([member.id]);
    while let Some(id) = queue.pop_front() {
        for to in required(cargo, id, kinds) {
            if visited.insert(to) {
                from.insert(to, id);
                match too_new(to) {
                    Some(needed) => found.push((to, needed)),
                    None => queue.push_back(to),
                }
            }
        }
    }
    for &(id, needed) in &found {
        let mut path = vec![id];
        while let Some(before) = path.last().and_then(|last| from.get(last)) {
            path.push(*before);
        }
        path.reverse();
        let culprit = culprits.entry(id).or_insert_with(|| Culprit {
            needs: needed,
            members: Vec::new(),
            path,
            followers: BTreeSet::new(),
        });
        culprit.members.push(member);
        queue.push_back(id);
        while let Some(at) = queue.pop_front() {
            for to in required(cargo, at, kinds) {
                if visited.insert(to) {
                    if too_new(to).is_some() {
                        culprit.followers.insert(to);
                    }
                    queue.push_back(to);
                }
            }
        }
    }
    seen.extend(visited);
}

fn required(cargo: &CargoEvidence, id: PackageId, kinds: &[Kind]) -> Vec<PackageId> {
    let counts = |kind: DependencyKind| {
        kind == DependencyKind::Unknown || kinds.iter().any(|configured| is_kind(*configured, kind))
    };
    let edges = cargo.graph.dependencies(id).into_iter();
    edges
        .filter(|edge| counts(edge.dependency.kind))
        .map(|edge| edge.to)
        .collect()
}

fn report(cargo: &CargoEvidence, id: PackageId, culprit: &Culprit<'_>, sink: &mut Sink<'_>) {
    let graph = &cargo.graph;
    let package = graph.package(id);
    let Some(least) = culprit.members.first() else {
        return;
    };
    let names = listed(culprit.members.iter().map(|member| member.name));
    let most = culprit
        .members
        .last()
        .map_or(least.rust, |member| member.rust);
    let state = if culprit.members.len() == 1 {
        "states"
    } else {
        "state"
    };
    let rust = match most == least.rust {
        true => least.rust.to_string(),
        false => format!("{} to {most}", least.rust),
    };
    let message = format!(
        "`{package}` needs Rust {}, {names} {state} {rust}",
        culprit.needs
    );
    let finding = sink.report(package.subject(), message);
    finding.copies(1 + culprit.followers.len());
    finding.at_if(first_step(graph, &culprit.path), "brings it in");
    finding.at_if(
        least.place,
        format!("`{}` states {}", least.name, least.rust),
    );
    because_path(finding, graph, &culprit.path);
    if let Some(target) = only_for(cargo, &culprit.path) {
        finding.because(format!("only where `{target}` holds"));
    }
    if !culprit.followers.is_empty() {
        let names = culprit
            .followers
            .iter()
            .map(|id| graph.package(*id).to_string());
        finding.because(format!(
            "so do packages that it requires: {}",
            listed(names)
        ));
    }
    let older = older(cargo, id, least.rust);
    let or = if older.is_some() { "or " } else { "" };
    if let Some(version) = older {
        let (name, locked) = (&package.name, &package.version);
        finding.help_command(
            format!("cargo update -p {name}@{locked} --precise {version}"),
            format!(
                "takes the newest release that says it builds with Rust {}",
                least.rust
            ),
        );
    }
    finding.help(format!("{or}raise `rust-version` to {}", culprit.needs));
}

/// The platform that a step of the path is for, if one is not for all.
fn only_for(cargo: &CargoEvidence, path: &[PackageId]) -> Option<String> {
    path.windows(2).find_map(|step| {
        let edges = cargo.graph.dependencies(step[0]);
        let mut targets = edges
            .iter()
            .filter(|edge| edge.to == step[1])
            .map(|edge| edge.dependency.target.as_deref());
        let first = targets.next()??.to_owned();
        targets.all(|target| target.is_some()).then_some(first)
    })
}

/// The newest release that builds with this Rust and that everybody allows.
fn older(cargo: &CargoEvidence, id: PackageId, rust: RustVersion) -> Option<Version> {
    let edges = cargo.graph.dependents(id);
    let allowed = |version: &Version| {
        edges.iter().all(|edge| {
            let text = edge.dependency.requirement.as_deref();
            let parsed = text.and_then(|text| Requirement::parse(text).ok());
            parsed.is_none_or(|requirement| requirement.matches(version))
        })
    };
    let others = cargo.registry.alternatives.get(&id)?.iter().rev();
    others
        .filter(|other| other.rust_version.is_some_and(|needed| needed <= rust))
        .map(|other| Version::from(other.version.clone()))
        .find(allowed)
}
