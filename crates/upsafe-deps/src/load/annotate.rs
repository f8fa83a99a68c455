//! What a requirement is for: the lock only says that it exists, manifests and the index say more.
//!
//! A lock holds one line where a manifest may declare a package several times (as a normal and as a
//! dev dependency, for two targets). Each declaration becomes a requirement of its own. A
//! declaration that the lock does not follow, such as an optional one that no feature asks for,
//! has none.

use std::{collections::BTreeMap, sync::Arc};

use semver::VersionReq;
use upsafe_core::Place;

use crate::{
    ecosystem::cargo::{
        index::{Release, same_registry},
        manifest::{Origin, Workspace},
    },
    evidence::cargo_version,
    graph::{Dependency, DependencyKind, Graph, PackageId, PackageSource},
};

/// One declaration, wherever it comes from.
struct Declaration<'d> {
    package: &'d str,
    requirement: Option<&'d str>,
    kind: DependencyKind,
    target: Option<&'d str>,
    optional: bool,
    place: Option<&'d Place>,
    origin: Coming<'d>,
}

/// Where a declared package should come from, as far as it tells two packages apart.
enum Coming<'d> {
    Path,
    Git,
    Registry,
    OneRegistry(&'d str),
}

/// Texts that many requirements share.
#[derive(Default)]
pub(super) struct Texts(BTreeMap<Box<str>, Arc<str>>);

impl Texts {
    fn shared(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return Arc::clone(known);
        }
        let shared: Arc<str> = text.into();
        self.0.insert(text.into(), Arc::clone(&shared));
        shared
    }
}

/// Completes the requirements of the packages of the tree.
pub(super) fn by_manifests(graph: &mut Graph, workspace: &Workspace, ids: &[Option<PackageId>]) {
    let mut texts = Texts::default();
    for (package, id) in workspace.packages.iter().zip(ids) {
        let Some(id) = *id else { continue };
        let followed = |kind| package.member || kind != DependencyKind::Dev;
        let declarations: Vec<Declaration<'_>> = package
            .dependencies
            .iter()
            .filter(|dependency| followed(dependency.kind))
            .map(|dependency| Declaration {
                package: &dependency.package,
                requirement: dependency.requirement.as_ref().map(|r| r.text.as_str()),
                kind: dependency.kind,
                target: dependency.target.as_deref(),
                optional: dependency.optional,
                place: Some(&dependency.place),
                origin: match &dependency.origin {
                    Origin::Path(_) => Coming::Path,
                    Origin::Git { .. } => Coming::Git,
                    Origin::Registry(_) => Coming::Registry,
                },
            })
            .collect();
        annotate(graph, id, &declarations, &mut texts);
    }
}

/// Completes the requirements of a package from a registry.
pub(super) fn by_release(
    graph: &mut Graph,
    id: PackageId,
    registry: &str,
    release: &Release<'_>,
    texts: &mut Texts,
) {
    let declarations: Vec<Declaration<'_>> = release
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind != DependencyKind::Dev)
        .map(|dependency| Declaration {
            package: &dependency.package,
            requirement: Some(&dependency.requirement),
            kind: dependency.kind,
            target: dependency.target.as_deref(),
            optional: dependency.optional,
            place: None,
            origin: Coming::OneRegistry(dependency.registry.as_deref().unwrap_or(registry)),
        })
        .collect();
    annotate(graph, id, &declarations, texts);
}

fn annotate(graph: &mut Graph, id: PackageId, declarations: &[Declaration<'_>], texts: &mut Texts) {
    let edges: Vec<_> = graph
        .dependencies(id)
        .iter()
        .map(|edge| (edge.id, edge.to))
        .collect();
    for &(edge, to) in &edges {
        let name = Arc::clone(&graph.package(to).name);
        let named: Vec<_> = declarations
            .iter()
            .filter(|d| *d.package == *name)
            .collect();
        let n_edges = edges
            .iter()
            .filter(|(_, to)| graph.package(*to).name == name)
            .count();
        let mut fitting = fitting(graph, to, named, n_edges).into_iter();
        let Some(first) = fitting.next() else {
            continue;
        };
        let place = graph.dependency_mut(edge).place.take();
        *graph.dependency_mut(edge) = dependency(first, place.as_ref(), texts);
        for declaration in fitting {
            let dependency = dependency(declaration, place.as_ref(), texts);
            graph.add_dependency(id, to, dependency);
        }
    }
}

/// The declarations that the locked package `to` answers, of those that name it.
fn fitting<'a, 'd>(
    graph: &Graph,
    to: PackageId,
    named: Vec<&'a Declaration<'d>>,
    n_edges: usize,
) -> Vec<&'a Declaration<'d>> {
    if n_edges == 1 && named.len() == 1 {
        return named;
    }
    let allowed: Vec<_> = named
        .iter()
        .copied()
        .filter(|d| allows(d, graph, to))
        .collect();
    let source = &graph.package(to).source;
    let coming: Vec<_> = allowed
        .iter()
        .copied()
        .filter(|d| comes_from(&d.origin, source))
        .collect();
    // A patch changes the source, a stale lock the version: then what is left has to do.
    match (coming.is_empty(), allowed.is_empty()) {
        (false, _) => coming,
        (true, false) => allowed,
        (true, true) if n_edges == 1 => named,
        (true, true) => Vec::new(),
    }
}

fn allows(declaration: &Declaration<'_>, graph: &Graph, to: PackageId) -> bool {
    let Some(requirement) = declaration.requirement else {
        return true;
    };
    match (requirement.parse::<VersionReq>(), cargo_version(graph, to)) {
        (Ok(requirement), Some(version)) => requirement.matches(version),
        _ => false,
    }
}

fn comes_from(origin: &Coming<'_>, source: &PackageSource) -> bool {
    match (origin, source) {
        (Coming::Path, PackageSource::Path)
        | (Coming::Git, PackageSource::Git { .. })
        | (Coming::Registry, PackageSource::Registry(_)) => true,
        (Coming::OneRegistry(url), PackageSource::Registry(registry)) => {
            same_registry(url, registry)
        }
        _ => false,
    }
}

fn dependency(
    declaration: &Declaration<'_>,
    in_lock: Option<&Place>,
    texts: &mut Texts,
) -> Dependency {
    Dependency {
        kind: declaration.kind,
        requirement: declaration.requirement.map(|text| texts.shared(text)),
        target: declaration.target.map(|text| texts.shared(text)),
        optional: declaration.optional,
        place: declaration.place.or(in_lock).cloned(),
    }
}
