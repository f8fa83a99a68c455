//! How rules say what several of them say: lists of names, ways through the graph, what is missing.

use std::collections::BTreeMap;

use semver::Version;
use upsafe_config::Kind;
use upsafe_core::{Finding, Place, Sink, count};
use upsafe_version::cargo::Requirement;

use crate::{
    CargoEvidence, Evidence, MissingFacts, RegistryFacts,
    ecosystem::cargo::{index::Unknown, manifest::Origin},
    evidence::cargo_version,
    graph::{DependencyKind, Graph, PackageId, PackageSource},
};

/// How many names stand in a line before the rest is counted.
const NAMES: usize = 3;

/// Names in backticks: three of them, and how many more there are.
pub(crate) fn listed<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    let quoted: Vec<String> = names
        .into_iter()
        .map(|name| format!("`{}`", name.as_ref()))
        .collect();
    match &quoted[..] {
        [] => String::new(),
        [only] => only.clone(),
        [head @ .., last] if quoted.len() <= NAMES => format!("{} and {last}", head.join(", ")),
        _ => format!(
            "{} and {} more",
            quoted[..NAMES].join(", "),
            quoted.len() - NAMES
        ),
    }
}

/// The chain from a member to a package as a reason, where there is one.
pub(crate) fn because_way(finding: &mut Finding, graph: &Graph, id: PackageId) {
    because_path(finding, graph, &graph.shortest_path(id));
}

/// A chain as a reason, unless it is the package alone.
pub(crate) fn because_path(finding: &mut Finding, graph: &Graph, path: &[PackageId]) {
    if path.len() > 1 {
        finding.because_path(graph.describe_path(path));
    }
}

/// Where the first step of a chain is declared: the line that a member's owner can edit.
pub(crate) fn first_step<'g>(graph: &'g Graph, path: &[PackageId]) -> Option<&'g Place> {
    let [from, to, ..] = path else { return None };
    let edges = graph.dependencies(*from);
    let step = edges.iter().find(|edge| edge.to == *to)?;
    step.dependency.place.as_ref()
}

/// Says which of these packages the index knows nothing of, in one line for the rule.
pub(crate) fn limit_by_index(
    sink: &mut Sink<'_>,
    facts: &RegistryFacts,
    graph: &Graph,
    among: impl Fn(PackageId) -> bool,
) {
    let (mut not_cached, mut no_version, mut unreadable) = (Vec::new(), Vec::new(), Vec::new());
    let mut no_index: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (&id, missing) in facts.missing.iter().filter(|(id, _)| among(**id)) {
        let package = graph.package(id);
        match missing {
            MissingFacts::Version => no_version.push(package.to_string()),
            MissingFacts::Package(Unknown::NotCached { .. }) => {
                not_cached.push(package.name.to_string());
            }
            MissingFacts::Package(Unknown::NoIndex { registry, reason }) => {
                *no_index.entry((registry, reason)).or_default() += 1;
            }
            MissingFacts::Package(Unknown::Unreadable { .. }) => {
                unreadable.push(package.name.to_string());
            }
        }
    }
    not_cached.dedup();
    unreadable.dedup();
    let are = |n| if n == 1 { "is" } else { "are" };
    let mut parts = Vec::new();
    for ((registry, reason), n) in no_index {
        let packages = count(n, "package");
        parts.push(format!(
            "the index of `{registry}` is not on this machine ({reason}), which leaves {packages} open"
        ));
    }
    if !not_cached.is_empty() {
        let (n, names) = (not_cached.len(), listed(&not_cached));
        parts.push(format!(
            "{} {} not in the local index cache ({names}); `cargo fetch` fills it",
            count(n, "package"),
            are(n)
        ));
    }
    if !no_version.is_empty() {
        let (n, names) = (no_version.len(), listed(&no_version));
        parts.push(format!(
            "{} {} not in the local index cache, which may be older than the lock ({names}); \
             `cargo update --dry-run` renews it",
            count(n, "locked version"),
            are(n)
        ));
    }
    if !unreadable.is_empty() {
        let (n, names) = (unreadable.len(), listed(&unreadable));
        parts.push(format!(
            "{} of the local index cannot be read ({names})",
            count(n, "entry")
        ));
    }
    if !parts.is_empty() {
        sink.limit(parts.join("; "));
    }
}

/// A requirement of a member, where it is written.
pub(crate) struct Stated<'e> {
    /// Who requires.
    pub(crate) by: &'e str,
    /// Who requires, in the graph.
    pub(crate) id: Option<PackageId>,
    /// Who is required.
    pub(crate) package: &'e str,
    /// The requirement, as written.
    pub(crate) text: &'e str,
    /// Where it is written: in the root manifest where it is inherited.
    pub(crate) place: &'e Place,
}

/// The members' requirements on packages from registries that `wanted` picks, unless their kind is
/// allowed; by the place where they are written, so that an inherited one is there once.
pub(crate) fn requirements<'e>(
    cargo: &'e CargoEvidence,
    allowed: &[Kind],
    wanted: impl Fn(&Requirement) -> bool,
) -> BTreeMap<(usize, &'e str), Vec<Stated<'e>>> {
    let mut found: BTreeMap<(usize, &str), Vec<Stated<'_>>> = BTreeMap::new();
    let mut places: Vec<&Place> = Vec::new();
    for (member, id) in cargo.member_packages() {
        for dependency in &member.dependencies {
            let Some(stated) = &dependency.requirement else {
                continue;
            };
            let from_registry = matches!(dependency.origin, Origin::Registry(_));
            let is_allowed = allowed.iter().any(|kind| is_kind(*kind, dependency.kind));
            if !from_registry || is_allowed || !wanted(&stated.parsed.clone().into()) {
                continue;
            }
            let at = places.iter().position(|place| **place == stated.place);
            let at = at.unwrap_or_else(|| {
                places.push(&stated.place);
                places.len() - 1
            });
            found
                .entry((at, &dependency.package))
                .or_default()
                .push(Stated {
                    by: &member.name,
                    id,
                    package: &dependency.package,
                    text: &stated.text,
                    place: &stated.place,
                });
        }
    }
    for stated in found.values_mut() {
        stated.dedup_by_key(|one| one.by);
    }
    found
}

/// Whether a configured kind is the graph's.
pub(crate) fn is_kind(configured: Kind, kind: DependencyKind) -> bool {
    matches!(
        (configured, kind),
        (Kind::Normal, DependencyKind::Normal)
            | (Kind::Build, DependencyKind::Build)
            | (Kind::Dev, DependencyKind::Dev)
    )
}

/// The version to require instead: the one that is locked for this member.
pub(crate) fn suggested(cargo: &CargoEvidence, stated: &Stated<'_>) -> Option<Version> {
    let edges = cargo.graph.dependencies(stated.id?);
    let edge = edges
        .iter()
        .find(|edge| *cargo.graph.package(edge.to).name == *stated.package)?;
    let mut version = cargo_version(&cargo.graph, edge.to)?.clone();
    version.build = semver::BuildMetadata::EMPTY;
    Some(version)
}

/// Says in one line for the rule that a build list of Go modules is not known, and why.
pub(crate) fn limit_by_build_list(sink: &mut Sink<'_>, evidence: &Evidence<'_>) {
    let mut unknown = evidence.go.iter().filter_map(|go| go.unknown.as_ref());
    if let Some(reason) = unknown.next() {
        sink.limit(format!(
            "the build list of Go modules is not known: {reason}"
        ));
    }
}

/// Says in one line for the rule which go.mod files of selected modules are not at hand, of those that
/// `go` reads.
pub(crate) fn limit_by_go_mod(sink: &mut Sink<'_>, evidence: &Evidence<'_>) {
    let mut missing = Vec::new();
    for go in evidence.go {
        let all = go.graph.packages().map(|(_, package)| package);
        let modules = all.filter(|package| package.source == PackageSource::Proxy);
        let read = go.read_paths();
        missing.extend(
            modules
                .map(|package| &*package.name)
                .filter(|name| !matches!(*name, "go" | "toolchain"))
                .filter(|name| read.as_ref().is_none_or(|read| read.contains(name)))
                .filter(|name| !go.modules.contains_key(*name)),
        );
    }
    missing.sort_unstable();
    missing.dedup();
    if !missing.is_empty() {
        let n = count(missing.len(), "module");
        let names = listed(missing);
        sink.limit(format!(
            "the go.mod of {n} is not at hand ({names}); `go mod download` fetches it"
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_cut() {
        assert_eq!(listed(["a"]), "`a`");
        assert_eq!(listed(["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(
            listed(["a", "b", "c", "d", "e"]),
            "`a`, `b`, `c` and 2 more"
        );
        assert_eq!(listed([""; 0]), "");
    }
}
