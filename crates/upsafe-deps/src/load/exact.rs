//! The exact tier: what `cargo metadata` knows and files alone do not say.
//!
//! The lock's graph stays the one that is judged: only it has places. Cargo completes what the
//! index could not (packages from git), and says which packages are really built.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

use upsafe_config::{Deps as Settings, Features as ConfiguredFeatures, Kind};

use crate::{
    ecosystem::cargo::{
        manifest::Workspace,
        metadata::{
            BuildGraph, BuildQuestion, Features, Metadata, MetadataCommand, MetadataPackage, Target,
        },
    },
    evidence::cargo_version,
    graph::{DependencyKind, Graph, PackageId},
};

/// Asks cargo; returns the packages that the configured targets and features really build.
///
/// # Errors
/// Why cargo, or what reads its answer, gave none; one line.
pub(super) fn complete(
    graph: &mut Graph,
    workspace: &Workspace,
    settings: &Settings,
    cargo_home: Option<&Path>,
) -> Result<BTreeSet<PackageId>, String> {
    let mut command = MetadataCommand::new(&workspace.root.join("Cargo.toml"));
    if let Some(home) = cargo_home {
        command = command.cargo_home(home);
    }
    let output = command.run().map_err(|error| {
        let said = error
            .lines()
            .iter()
            .find(|line| line.starts_with("error: "));
        said.map_or_else(|| one_line(&error.to_string()), |line| one_line(&line[7..]))
    })?;
    let metadata = Metadata::parse(output.json).map_err(|error| one_line(&error.to_string()))?;
    let ids: Vec<Option<PackageId>> = metadata
        .packages
        .iter()
        .map(|package| find(graph, package))
        .collect();
    annotate(graph, &metadata, &ids);
    let builds = BuildGraph::new(&metadata).map_err(|error| one_line(&error.to_string()))?;
    let mut question = BuildQuestion::new(workspace.resolver);
    question.features = match settings.exact.features {
        ConfiguredFeatures::All => Features::All,
        ConfiguredFeatures::Default => Features::Default,
        _ => Features::None,
    };
    if !settings.exact.targets.is_empty() {
        let triples = settings
            .exact
            .targets
            .iter()
            .map(|triple| triple.as_str().to_owned());
        question.target = Target::Triples(triples.collect());
        question.host = question.target.clone();
    }
    question.include_dev = settings.duplicates.kinds.contains(&Kind::Dev);
    let built = builds
        .built(&question)
        .map_err(|error| one_line(&error.to_string()))?;
    let packages = metadata.packages.iter().zip(ids);
    let built = packages.filter(|(package, _)| built.contains(&package.id));
    Ok(built.filter_map(|(_, id)| id).collect())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn find(graph: &Graph, package: &MetadataPackage) -> Option<PackageId> {
    let named = graph.named(crate::graph::Ecosystem::Cargo, &package.name);
    let is_it = |id: &&PackageId| {
        cargo_version(graph, **id) == Some(&package.version)
            && graph.package(**id).source == package.source
    };
    named.iter().find(is_it).copied()
}

/// Completes the requirements of which nothing else told the kind.
fn annotate(graph: &mut Graph, metadata: &Metadata, ids: &[Option<PackageId>]) {
    let mut told = BTreeMap::new();
    for edge in &metadata.edges {
        if let (Some(from), Some(to)) = (ids[edge.from], ids[edge.to]) {
            told.insert((from, to), edge);
        }
    }
    let unknown: Vec<_> = graph
        .all_dependencies()
        .filter(|edge| edge.dependency.kind == DependencyKind::Unknown)
        .map(|edge| (edge.id, edge.from, edge.to))
        .collect();
    for (id, from, to) in unknown {
        let Some(edge) = told.get(&(from, to)) else {
            continue;
        };
        for (at, reason) in edge.kinds.iter().enumerate() {
            let declared = reason.requirement;
            let declared = declared.map(|at| &metadata.packages[edge.from].requirements[at]);
            let mut dependency = graph.dependency_mut(id).clone();
            dependency.kind = reason.kind;
            dependency.target = reason.target.as_deref().map(Arc::from);
            dependency.requirement = declared.map(|d| d.requirement.to_string().into());
            dependency.optional = declared.is_some_and(|d| d.optional);
            if at == 0 {
                *graph.dependency_mut(id) = dependency;
            } else {
                graph.add_dependency(from, to, dependency);
            }
        }
    }
}
