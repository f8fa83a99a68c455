//! The neutral dependency graph: packages of any ecosystem and who requires whom.
//!
//! A package is keyed by (ecosystem, name, version, source): one lock can hold the same name and
//! version twice, once from a registry and once from a path. Ids and iteration order are the order
//! of insertion, so equal input gives equal output. petgraph stays private.

use std::{
    collections::{BTreeMap, VecDeque},
    fmt,
    sync::Arc,
};

use petgraph::{
    Direction,
    graph::{DiGraph, EdgeIndex, NodeIndex},
    visit::EdgeRef,
};
use serde::{Deserialize, Serialize};
use upsafe_core::{Place, Subject};

/// A package manager's world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Ecosystem {
    /// Rust packages, `Cargo.lock`.
    Cargo,
    /// Go modules, `go.mod`.
    Go,
}

impl Ecosystem {
    /// The word in subjects and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cargo => "cargo",
            Self::Go => "go",
        }
    }
}

impl fmt::Display for Ecosystem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A version in its ecosystem's scheme; versions of different ecosystems never meet in one list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PackageVersion {
    /// A Cargo version.
    Cargo(semver::Version),
    /// A Go version, or none for a main module.
    Go(Option<upsafe_version::go::Version>),
    /// A version of the Go language or of a toolchain, as it is written.
    GoRelease(Arc<str>),
}

impl PackageVersion {
    /// The Cargo version, if it is one.
    pub fn as_cargo(&self) -> Option<&semver::Version> {
        match self {
            Self::Cargo(version) => Some(version),
            Self::Go(_) | Self::GoRelease(_) => None,
        }
    }
}

impl fmt::Display for PackageVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cargo(version) => fmt::Display::fmt(version, f),
            Self::Go(Some(version)) => fmt::Display::fmt(version, f),
            Self::Go(None) => Ok(()),
            Self::GoRelease(text) => f.write_str(text),
        }
    }
}

/// Where a package comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PackageSource {
    /// The tree that is checked: a workspace member or a path dependency.
    Path,
    /// A registry, by the URL that the lock names (without the `registry+` or `sparse+` prefix).
    Registry(Arc<str>),
    /// A git repository.
    Git {
        /// The repository's URL, without query and fragment.
        url: Arc<str>,
        /// What the manifest asks for, such as `branch=main`; empty where it asks for the default branch.
        reference: Arc<str>,
        /// The commit that the lock pins.
        commit: Arc<str>,
    },
    /// A Go module proxy.
    Proxy,
    /// Another kind of source, as the lock spells it.
    Other(Arc<str>),
}

impl fmt::Display for PackageSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path => f.write_str("path"),
            Self::Registry(url) => write!(f, "registry {url}"),
            Self::Git { url, commit, .. } => write!(f, "git {url} at {commit}"),
            Self::Proxy => f.write_str("proxy"),
            Self::Other(text) => f.write_str(text),
        }
    }
}

/// A package: one name at one version from one source.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Package {
    /// Its world.
    pub ecosystem: Ecosystem,
    /// Its name, as the ecosystem spells it.
    pub name: Arc<str>,
    /// Its version.
    pub version: PackageVersion,
    /// Where it comes from.
    pub source: PackageSource,
    /// Whether it is ours: a workspace member or a main module.
    pub member: bool,
    /// Where its version is stated.
    pub place: Option<Place>,
}

impl Package {
    /// A package that is not a member and stands at no known place.
    pub fn new(
        ecosystem: Ecosystem,
        name: impl Into<Arc<str>>,
        version: PackageVersion,
        source: PackageSource,
    ) -> Self {
        Self {
            ecosystem,
            name: name.into(),
            version,
            source,
            member: false,
            place: None,
        }
    }

    /// The subject for findings about this version.
    pub fn subject(&self) -> Subject {
        let version = self.version.to_string();
        Subject::package(self.ecosystem.name(), &self.name, Some(&version))
    }
}

impl fmt::Display for Package {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.version {
            PackageVersion::Cargo(version) => write!(f, "{} {version}", self.name),
            PackageVersion::Go(Some(version)) => write!(f, "{}@{version}", self.name),
            PackageVersion::Go(None) => f.write_str(&self.name),
            PackageVersion::GoRelease(version) => write!(f, "{}@{version}", self.name),
        }
    }
}

/// What a requirement is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DependencyKind {
    /// To build and run.
    Normal,
    /// To run a build script.
    Build,
    /// To run tests, examples and benchmarks.
    Dev,
    /// The lock says that it is required, nobody says what for.
    Unknown,
}

impl DependencyKind {
    /// The word in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Build => "build",
            Self::Dev => "dev",
            Self::Unknown => "unknown",
        }
    }
}

/// One requirement of one package on another.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Dependency {
    /// What it is for.
    pub kind: DependencyKind,
    /// The versions it allows, as declared; `None` where that is not known.
    pub requirement: Option<Arc<str>>,
    /// The platform it is for, as declared.
    pub target: Option<Arc<str>>,
    /// Whether it is built only if a feature asks for it.
    pub optional: bool,
    /// Where it is declared.
    pub place: Option<Place>,
}

impl Dependency {
    /// A requirement of which only the kind is known.
    pub fn new(kind: DependencyKind) -> Self {
        Self {
            kind,
            requirement: None,
            target: None,
            optional: false,
            place: None,
        }
    }
}

/// Names a package of one [`Graph`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PackageId(NodeIndex);

impl PackageId {
    /// Packages are numbered from 0 without gaps.
    pub(crate) fn index(self) -> usize {
        self.0.index()
    }
}

/// Names a requirement of one [`Graph`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DependencyId(EdgeIndex);

/// A requirement with both its ends.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Edge<'g> {
    /// The requirement's own id.
    pub id: DependencyId,
    /// Who requires.
    pub from: PackageId,
    /// Who is required.
    pub to: PackageId,
    /// What is required of it.
    pub dependency: &'g Dependency,
}

/// Packages and who requires whom.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    inner: DiGraph<Package, Dependency>,
    by_name: BTreeMap<(Ecosystem, Arc<str>), Vec<PackageId>>,
}

impl Graph {
    /// A graph without packages.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a package. A second one with the same key is a package of its own; loaders refuse it.
    pub fn add_package(&mut self, package: Package) -> PackageId {
        let key = (package.ecosystem, Arc::clone(&package.name));
        let id = PackageId(self.inner.add_node(package));
        let same_name = self.by_name.entry(key).or_default();
        same_name.push(id);
        same_name.sort_by(|a, b| {
            let key = |id: &PackageId| {
                let package = &self.inner[id.0];
                (&package.version, &package.source)
            };
            key(a).cmp(&key(b))
        });
        id
    }

    /// Adds a requirement of one package on another.
    pub fn add_dependency(
        &mut self,
        from: PackageId,
        to: PackageId,
        dependency: Dependency,
    ) -> DependencyId {
        DependencyId(self.inner.add_edge(from.0, to.0, dependency))
    }

    /// The package of an id.
    pub fn package(&self, id: PackageId) -> &Package {
        &self.inner[id.0]
    }

    /// The package of an id, to complete it while loading.
    pub fn package_mut(&mut self, id: PackageId) -> &mut Package {
        &mut self.inner[id.0]
    }

    /// The requirement of an id, to complete it while loading.
    pub fn dependency_mut(&mut self, id: DependencyId) -> &mut Dependency {
        &mut self.inner[id.0]
    }

    /// Every package with its id, in the order of insertion.
    pub fn packages(&self) -> impl Iterator<Item = (PackageId, &Package)> {
        self.inner
            .node_indices()
            .map(|index| (PackageId(index), &self.inner[index]))
    }

    /// The number of packages.
    pub fn n_packages(&self) -> usize {
        self.inner.node_count()
    }

    /// The number of requirements.
    pub fn n_dependencies(&self) -> usize {
        self.inner.edge_count()
    }

    /// Every name with its packages, names in order, packages by version and source.
    pub fn names(&self) -> impl Iterator<Item = (Ecosystem, &str, &[PackageId])> {
        self.by_name
            .iter()
            .map(|((ecosystem, name), ids)| (*ecosystem, &**name, &**ids))
    }

    /// The packages of one name, by version and source.
    pub fn named(&self, ecosystem: Ecosystem, name: &str) -> &[PackageId] {
        self.by_name
            .get(&(ecosystem, Arc::from(name)))
            .map_or(&[], Vec::as_slice)
    }

    /// What a package requires, in the order of insertion.
    pub fn dependencies(&self, id: PackageId) -> Vec<Edge<'_>> {
        self.edges(id, Direction::Outgoing)
    }

    /// Who requires a package, in the order of insertion.
    pub fn dependents(&self, id: PackageId) -> Vec<Edge<'_>> {
        self.edges(id, Direction::Incoming)
    }

    /// The packages that a package requires, in no order, each as often as it is required.
    pub(crate) fn required(&self, id: PackageId) -> impl Iterator<Item = PackageId> {
        self.inner.neighbors(id.0).map(PackageId)
    }

    fn edges(&self, id: PackageId, direction: Direction) -> Vec<Edge<'_>> {
        let mut edges: Vec<_> = self
            .inner
            .edges_directed(id.0, direction)
            .map(|edge| Edge {
                id: DependencyId(edge.id()),
                from: PackageId(edge.source()),
                to: PackageId(edge.target()),
                dependency: edge.weight(),
            })
            .collect();
        // petgraph keeps the newest first; what is nearly in order is sorted in linear time.
        edges.reverse();
        edges.sort_by_key(|edge| edge.id);
        edges
    }

    /// Every requirement, in the order of insertion.
    pub fn all_dependencies(&self) -> impl Iterator<Item = Edge<'_>> {
        self.inner.edge_references().map(|edge| Edge {
            id: DependencyId(edge.id()),
            from: PackageId(edge.source()),
            to: PackageId(edge.target()),
            dependency: edge.weight(),
        })
    }

    /// The members, in the order of insertion.
    pub fn members(&self) -> impl Iterator<Item = PackageId> {
        self.packages()
            .filter(|(_, package)| package.member)
            .map(|(id, _)| id)
    }

    /// The shortest chain of requirements from any member to a package, both ends included; of
    /// several shortest ones the one that was inserted first. Empty where no member reaches it.
    ///
    /// Linear in the size of the graph.
    pub fn shortest_path(&self, to: PackageId) -> Vec<PackageId> {
        self.shortest_path_where(to, |_| true)
    }

    /// As [`Graph::shortest_path`], over those requirements only that `follow` accepts.
    pub fn shortest_path_where(
        &self,
        to: PackageId,
        follow: impl Fn(&Edge<'_>) -> bool,
    ) -> Vec<PackageId> {
        let mut reached_from = vec![None; self.inner.node_count()];
        let mut queue = VecDeque::new();
        for root in self.members() {
            reached_from[root.0.index()] = Some(root);
            queue.push_back(root);
        }
        while let Some(id) = queue.pop_front() {
            if id == to {
                break;
            }
            for edge in self.dependencies(id) {
                let seen = &mut reached_from[edge.to.0.index()];
                if seen.is_none() && follow(&edge) {
                    *seen = Some(id);
                    queue.push_back(edge.to);
                }
            }
        }
        let mut path = Vec::new();
        let mut at = to;
        while let Some(from) = reached_from[at.0.index()] {
            path.push(at);
            if from == at {
                break;
            }
            at = from;
        }
        path.reverse();
        path
    }

    /// A chain of packages as text, a step each.
    pub fn describe_path(&self, path: &[PackageId]) -> Vec<String> {
        path.iter()
            .map(|&id| self.package(id).to_string())
            .collect()
    }
}
