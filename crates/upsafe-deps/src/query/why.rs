//! Why a package is in the graph, and who sets its version.

use upsafe_version::cargo::Requirement;

use crate::graph::{Ecosystem, Graph, PackageId, PackageVersion};

/// The answer for one version of a package.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Why {
    /// The package.
    pub package: PackageId,
    /// The shortest chain of requirements from a member, both ends included; empty where no
    /// member reaches the package.
    pub path: Vec<PackageId>,
    /// Everybody who requires it directly, the ones that set the version first.
    pub dependents: Vec<Dependent>,
}

/// One direct requirement of a package.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Dependent {
    /// Who requires it.
    pub package: PackageId,
    /// The versions it allows, as declared, where that is known.
    pub requirement: Option<String>,
    /// Whether no other requirement demands a higher version: this one sets the lowest version
    /// that can be selected.
    pub sets_version: bool,
    /// The shortest chain from a member over this one, the package included.
    pub path: Vec<PackageId>,
}

/// Answers for every package that `name` and `version` fit; the version may be left out.
pub fn why(graph: &Graph, name: &str, version: Option<&str>) -> Vec<Why> {
    let fits = |id: &PackageId| {
        version.is_none_or(|version| graph.package(*id).version.to_string() == version)
    };
    let ecosystems = [Ecosystem::Cargo, Ecosystem::Go];
    let ids = ecosystems
        .iter()
        .flat_map(|&ecosystem| graph.named(ecosystem, name).to_vec());
    ids.filter(fits).map(|id| explain(graph, id)).collect()
}

fn explain(graph: &Graph, id: PackageId) -> Why {
    let mut dependents = Vec::<Dependent>::new();
    let edges = graph.dependents(id);
    let lowest: Vec<Option<PackageVersion>> = edges
        .iter()
        .map(|edge| lowest_allowed(graph, id, edge.dependency.requirement.as_deref()?))
        .collect();
    let highest = lowest.iter().flatten().max();
    for (edge, lowest) in edges.iter().zip(&lowest) {
        let requirement = edge.dependency.requirement.as_deref().map(str::to_owned);
        let seen =
            |other: &Dependent| other.package == edge.from && other.requirement == requirement;
        if dependents.iter().any(seen) {
            continue; // the same requirement for another kind or target
        }
        let mut path = graph.shortest_path(edge.from);
        if !path.is_empty() {
            path.push(id);
        }
        dependents.push(Dependent {
            package: edge.from,
            requirement,
            sets_version: lowest.is_some() && lowest.as_ref() == highest,
            path,
        });
    }
    dependents.sort_by_key(|dependent| {
        (
            !dependent.sets_version,
            dependent.path.len(),
            dependent.package,
        )
    });
    Why {
        package: id,
        path: graph.shortest_path(id),
        dependents,
    }
}

/// The lowest version that a requirement allows, in the ecosystem of the required package.
fn lowest_allowed(graph: &Graph, id: PackageId, requirement: &str) -> Option<PackageVersion> {
    match graph.package(id).ecosystem {
        Ecosystem::Cargo => {
            let requirement = Requirement::parse(requirement).ok()?;
            Some(PackageVersion::Cargo(
                requirement.lowest()?.as_inner().clone(),
            ))
        }
        Ecosystem::Go => {
            let version = upsafe_version::go::Version::parse(requirement).ok()?;
            Some(PackageVersion::Go(Some(version)))
        }
    }
}
