//! The metadata as the neutral graph.

use super::model::{Metadata, MetadataPackage};
use crate::graph::{Dependency, Ecosystem, Graph, Package, PackageId, PackageVersion};

/// The neutral graph of a workspace's metadata.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MetadataGraph {
    /// The graph: an edge for every reason, so one for each kind and platform.
    pub graph: Graph,
    /// The package of each entry of [`Metadata::packages`].
    pub packages: Vec<PackageId>,
}

impl Metadata {
    /// The packages and resolved requirements as a graph. Places are not known to cargo.
    pub fn to_graph(&self) -> MetadataGraph {
        let mut graph = Graph::new();
        let packages: Vec<_> = self
            .packages
            .iter()
            .map(|p| graph.add_package(package(p)))
            .collect();
        for edge in &self.edges {
            for kind in &edge.kinds {
                let mut dependency = Dependency::new(kind.kind);
                dependency.target = kind.target.as_deref().map(Into::into);
                let declared = kind
                    .requirement
                    .map(|at| &self.packages[edge.from].requirements[at]);
                if let Some(declared) = declared {
                    dependency.requirement = Some(declared.requirement.to_string().into());
                    dependency.optional = declared.optional;
                }
                graph.add_dependency(packages[edge.from], packages[edge.to], dependency);
            }
        }
        MetadataGraph { graph, packages }
    }
}

fn package(package: &MetadataPackage) -> Package {
    let version = PackageVersion::Cargo(package.version.clone());
    let source = package.source.clone();
    let mut added = Package::new(Ecosystem::Cargo, package.name.as_str(), version, source);
    added.member = package.member;
    added
}
