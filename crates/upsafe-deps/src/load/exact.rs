//! The exact tier: what `cargo metadata` knows and files alone do not say.
//!
//! The lock's graph stays the one that is judged: only it has places. Cargo completes what the
//! index could not (packages from git), and says which packages are really built. Cargo is asked in
//! every run; what follows from an answer that was given before is known from then.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use semver::Version;
use upsafe_config::{Deps as Settings, Features as ConfiguredFeatures, Kind};

use super::kept::{Build, Digest};
use crate::{
    ecosystem::cargo::{
        manifest::Workspace,
        metadata::{BuildGraph, BuildQuestion, Features, Metadata, MetadataCommand, Target},
    },
    evidence::cargo_version,
    graph::{DependencyId, DependencyKind, Ecosystem, Graph, PackageId, PackageSource},
};

/// Asks cargo; returns the packages that the configured targets and features really build. `known`
/// is what followed from the answer to the same question in a run before.
///
/// # Errors
/// Why cargo, or what reads its answer, gave none; one line.
pub(super) fn complete(
    graph: &mut Graph,
    workspace: &Workspace,
    settings: &Settings,
    cargo_home: Option<&Path>,
    known: Option<Build>,
) -> Result<Build, String> {
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
    let answer = Digest::of(&output.json);
    let unknown = unknown(graph);
    if let Some(known) = known.filter(|known| known.answer == answer && unknown.is_empty()) {
        return Ok(known);
    }
    let json = String::from_utf8(output.json)
        .map_err(|error| format!("expected metadata in UTF-8: {error}"))?;
    let builds = BuildGraph::parse(&json).map_err(|error| one_line(&error.to_string()))?;
    // Without requirements, the text may be one that was made without resolving them: it is no
    // ground to say that nothing is built, and only the metadata's own reader refuses it.
    if !unknown.is_empty() || builds.n_requirements() == 0 {
        let metadata = Metadata::parse(json.into_bytes());
        let metadata = metadata.map_err(|error| one_line(&error.to_string()))?;
        annotate(graph, &metadata, unknown);
    }
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
    let packages = builds.packages();
    let built = packages.filter(|package| built.contains(package.id));
    let found = built.filter_map(|p| find(graph, p.name, p.version, &p.source));
    Ok(Build {
        answer,
        packages: found.collect(),
    })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn find(graph: &Graph, name: &str, version: &Version, source: &PackageSource) -> Option<PackageId> {
    let named = graph.named(Ecosystem::Cargo, name);
    let is_it = |id: &&PackageId| {
        cargo_version(graph, **id) == Some(version) && graph.package(**id).source == *source
    };
    named.iter().find(is_it).copied()
}

/// The requirements of which nothing told the kind: those of packages that the index does not know.
fn unknown(graph: &Graph) -> Vec<(DependencyId, PackageId, PackageId)> {
    graph
        .all_dependencies()
        .filter(|edge| edge.dependency.kind == DependencyKind::Unknown)
        .map(|edge| (edge.id, edge.from, edge.to))
        .collect()
}

/// Completes the requirements of which nothing else told the kind.
fn annotate(
    graph: &mut Graph,
    metadata: &Metadata,
    unknown: Vec<(DependencyId, PackageId, PackageId)>,
) {
    let packages = metadata.packages.iter();
    let ids: Vec<_> = packages
        .map(|p| find(graph, &p.name, &p.version, &p.source))
        .collect();
    let mut told = BTreeMap::new();
    for edge in &metadata.edges {
        if let (Some(from), Some(to)) = (ids[edge.from], ids[edge.to]) {
            told.insert((from, to), edge);
        }
    }
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
