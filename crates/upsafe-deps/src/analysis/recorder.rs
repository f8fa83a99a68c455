//! Reads the index once for two: what a loader looks up, the catalog sees as well.
//!
//! The order of the questions makes the difference: where whoever requires a package comes before
//! it, the catalog knows which of its releases will be asked for while the file is at hand.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use semver::Version;

use super::{catalog::Catalog, names::From};
use crate::{
    ecosystem::cargo::index::{Index, PackageIndex, Release, ReleaseId, Unknown, canonical},
    evidence::cargo_version,
    graph::{Graph, PackageSource},
};

/// An index whose answers a catalog sees.
pub(crate) struct Recorder<'r> {
    index: &'r dyn Index,
    catalog: &'r Catalog<'r>,
    locked: BTreeMap<(String, String), Locked>,
}

/// What the lock has of one package.
#[derive(Default)]
struct Locked {
    versions: Vec<Version>,
    /// Whether it requires a package that is there in several versions.
    holds_copies: bool,
}

impl<'r> Recorder<'r> {
    pub(crate) fn new(index: &'r dyn Index, catalog: &'r Catalog<'r>, graph: &Graph) -> Self {
        let several = graph.names().filter(|(.., ids)| ids.len() > 1);
        let copies: BTreeSet<_> = several.flat_map(|(.., ids)| ids.iter().copied()).collect();
        let holders: BTreeSet<_> = graph
            .all_dependencies()
            .filter(|edge| copies.contains(&edge.to))
            .map(|edge| edge.from)
            .collect();
        let mut locked: BTreeMap<(String, String), Locked> = BTreeMap::new();
        for (id, package) in graph.packages() {
            if let (PackageSource::Registry(url), Some(version)) =
                (&package.source, cargo_version(graph, id))
            {
                let key = (canonical(url).to_owned(), package.name.to_string());
                let known = locked.entry(key).or_default();
                known.versions.push(version.clone());
                known.holds_copies |= holders.contains(&id);
            }
        }
        Self {
            index,
            catalog,
            locked,
        }
    }
}

impl Recorder<'_> {
    /// Tells the catalog of a file that was read, and of the releases in it that were parsed.
    pub(crate) fn read(
        &self,
        registry: &str,
        name: &str,
        file: &Arc<PackageIndex>,
        parsed: &[(ReleaseId, Release<'_>)],
    ) {
        let key = (canonical(registry).to_owned(), name.to_owned());
        let from = From::Registry(key.0.as_str().into());
        let number = self.catalog.names.borrow_mut().name(name, from);
        let locked = self.locked.get(&key);
        let versions = locked.map_or(&[][..], |locked| &locked.versions);
        let holds_copies = locked.is_some_and(|locked| locked.holds_copies);
        self.catalog
            .prefetch(number, file, parsed, versions, holds_copies);
    }
}

impl Index for Recorder<'_> {
    fn package(&self, registry: &str, name: &str) -> Result<Arc<PackageIndex>, Unknown> {
        self.index.package(registry, name)
    }
}

/// For each package how many come before it if whoever requires a package comes before it; within
/// a cycle the order is that of the graph.
pub(crate) fn ranks(graph: &Graph) -> Vec<usize> {
    let n = graph.n_packages();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); n];
    let mut n_open = vec![0_usize; n];
    for edge in graph.all_dependencies() {
        // Members require each other for tests in circles.
        if graph.package(edge.from).member && graph.package(edge.to).member {
            continue;
        }
        children[edge.from.index()].push(edge.to.index());
        n_open[edge.to.index()] += 1;
    }
    let mut rank = vec![usize::MAX; n];
    let mut order: Vec<usize> = (0..n).filter(|at| n_open[*at] == 0).collect();
    let mut is_ordered: Vec<bool> = n_open.iter().map(|n| *n == 0).collect();
    let mut next = 0;
    for start in 0..=n {
        while let Some(&at) = order.get(next) {
            rank[at] = next;
            next += 1;
            for &child in &children[at] {
                n_open[child] = n_open[child].saturating_sub(1);
                if n_open[child] == 0 && !is_ordered[child] {
                    is_ordered[child] = true;
                    order.push(child);
                }
            }
        }
        if start < n && !is_ordered[start] {
            is_ordered[start] = true;
            order.push(start);
        }
    }
    rank
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Dependency, DependencyKind, Ecosystem, Package, PackageVersion};

    #[test]
    fn who_requires_comes_first_and_cycles_end() {
        let mut graph = Graph::new();
        let ids: Vec<_> = ["d", "c", "b", "a", "x", "y"]
            .iter()
            .map(|name| {
                let version = PackageVersion::Cargo(Version::new(1, 0, 0));
                let source = PackageSource::Path;
                graph.add_package(Package::new(Ecosystem::Cargo, *name, version, source))
            })
            .collect();
        for (from, to) in [(3, 2), (3, 0), (2, 1), (1, 0), (4, 5), (5, 4)] {
            graph.add_dependency(ids[from], ids[to], Dependency::new(DependencyKind::Unknown));
        }
        assert_eq!(ranks(&graph), [3, 2, 1, 0, 4, 5]);
    }
}
