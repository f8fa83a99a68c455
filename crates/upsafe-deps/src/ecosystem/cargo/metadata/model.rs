//! The metadata in this crate's own words: packages, resolved edges, declared requirements.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use semver::{Version, VersionReq};

use super::{command::MetadataError, source::package_source};
use crate::graph::{DependencyKind, PackageSource};

/// What `cargo metadata --all-features` says of a workspace.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Metadata {
    /// The text it was read from.
    pub json: String,
    /// The directory of the root manifest.
    pub root: PathBuf,
    /// Every package, in the order of their ids.
    pub packages: Vec<MetadataPackage>,
    /// Who requires whom, by the order of the packages.
    pub edges: Vec<MetadataEdge>,
}

/// A package that was resolved.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MetadataPackage {
    /// Cargo's own name for it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: Version,
    /// Where it comes from.
    pub source: PackageSource,
    /// Its manifest.
    pub manifest: PathBuf,
    /// Whether it is a member of the workspace.
    pub member: bool,
    /// The oldest Rust it says it builds with.
    pub rust_version: Option<Version>,
    /// The native library that it alone may link.
    pub links: Option<String>,
    /// Its features and what each turns on, implied ones included.
    pub features: BTreeMap<String, Vec<String>>,
    /// The features that are turned on if all features of all members are.
    pub enabled_features: Vec<String>,
    /// All that it declares, used or not.
    pub requirements: Vec<MetadataRequirement>,
}

/// A requirement as a package declares it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MetadataRequirement {
    /// The name that code and features use.
    pub key: String,
    /// The name of the required package; differs from the key where it is renamed.
    pub package: String,
    /// The versions it allows; `*` where none are stated.
    pub requirement: VersionReq,
    /// What it is for.
    pub kind: DependencyKind,
    /// The platform it is for.
    pub target: Option<String>,
    /// Whether it is built only if a feature asks for it.
    pub optional: bool,
    /// Whether the package's `default` feature is asked for.
    pub default_features: bool,
    /// The features that are asked for.
    pub features: Vec<String>,
    /// The URL of the registry's index, where it is another than crates.io.
    pub registry: Option<String>,
    /// The directory, for a path dependency.
    pub path: Option<PathBuf>,
}

/// A resolved requirement: one package requires another, for one or several reasons.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MetadataEdge {
    /// Who requires, as an index of [`Metadata::packages`].
    pub from: usize,
    /// Who is required, as an index of [`Metadata::packages`].
    pub to: usize,
    /// The name by which code uses it.
    pub name: String,
    /// What it is for, and for which platforms.
    pub kinds: Vec<EdgeKind>,
}

/// One reason for an edge.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EdgeKind {
    /// What it is for.
    pub kind: DependencyKind,
    /// The platform it is for.
    pub target: Option<String>,
    /// The declaration, as an index of [`MetadataPackage::requirements`], where one was found.
    pub requirement: Option<usize>,
}

impl Metadata {
    /// Reads what `cargo metadata --format-version 1` prints.
    ///
    /// # Errors
    /// Where the text is not that, or was made with `--no-deps`.
    pub fn parse(json: Vec<u8>) -> Result<Self, MetadataError> {
        let unreadable = |reason: String| MetadataError::Unreadable { reason };
        let json = String::from_utf8(json)
            .map_err(|error| unreadable(format!("expected UTF-8 text: {error}")))?;
        let metadata: cargo_metadata::Metadata = serde_json::from_str(&json)
            .map_err(|error| unreadable(format!("expected metadata of format 1: {error}")))?;
        let resolve = metadata
            .resolve
            .ok_or_else(|| unreadable("expected resolved dependencies, found none".to_owned()))?;
        let members: BTreeSet<_> = metadata.workspace_members.into_iter().collect();
        let mut packages = metadata.packages;
        packages.sort_by(|a, b| a.id.cmp(&b.id));
        let ids: BTreeMap<_, _> = packages.iter().map(|p| p.id.clone()).zip(0..).collect();
        let mut packages: Vec<_> = packages
            .into_iter()
            .map(|package| {
                let member = members.contains(&package.id);
                self::package(package, member)
            })
            .collect();
        let index = |id: &cargo_metadata::PackageId| {
            let index = ids.get(id).copied();
            index.ok_or_else(|| unreadable(format!("expected `{id}` to be among the packages")))
        };
        let mut edges = Vec::new();
        for node in resolve.nodes {
            let from = index(&node.id)?;
            let features = node.features.into_iter().map(|feature| feature.to_string());
            packages[from].enabled_features = features.collect();
            for dependency in node.deps {
                let to = index(&dependency.pkg)?;
                let kinds = dependency.dep_kinds.into_iter().map(|kind| {
                    let target = kind.target.map(|target| target.to_string());
                    let kind = self::kind(kind.kind);
                    let requirement = declared(&packages[from], &packages[to], kind, &target);
                    EdgeKind {
                        kind,
                        target,
                        requirement,
                    }
                });
                edges.push(MetadataEdge {
                    from,
                    to,
                    kinds: kinds.collect(),
                    name: dependency.name,
                });
            }
        }
        edges.sort_by(|a, b| (a.from, a.to, &a.name).cmp(&(b.from, b.to, &b.name)));
        Ok(Self {
            json,
            root: metadata.workspace_root.into(),
            packages,
            edges,
        })
    }
}

/// The declaration that stands behind an edge.
fn declared(
    from: &MetadataPackage,
    to: &MetadataPackage,
    kind: DependencyKind,
    target: &Option<String>,
) -> Option<usize> {
    from.requirements.iter().position(|declared| {
        declared.package == to.name
            && declared.kind == kind
            && declared.target == *target
            && declared.requirement.matches(&to.version)
    })
}

fn package(package: cargo_metadata::Package, member: bool) -> MetadataPackage {
    let source = package.source.as_ref().map(|source| source.repr.as_str());
    MetadataPackage {
        source: package_source(source),
        id: package.id.repr,
        name: package.name.to_string(),
        version: package.version,
        manifest: package.manifest_path.into(),
        member,
        rust_version: package.rust_version,
        links: package.links,
        features: package.features,
        enabled_features: Vec::new(),
        requirements: package.dependencies.into_iter().map(requirement).collect(),
    }
}

fn requirement(declared: cargo_metadata::Dependency) -> MetadataRequirement {
    MetadataRequirement {
        key: declared.rename.unwrap_or_else(|| declared.name.clone()),
        package: declared.name,
        requirement: declared.req,
        kind: kind(declared.kind),
        target: declared.target.map(|target| target.to_string()),
        optional: declared.optional,
        default_features: declared.uses_default_features,
        features: declared.features,
        registry: declared.registry,
        path: declared.path.map(Into::into),
    }
}

fn kind(kind: cargo_metadata::DependencyKind) -> DependencyKind {
    match kind {
        cargo_metadata::DependencyKind::Normal => DependencyKind::Normal,
        cargo_metadata::DependencyKind::Development => DependencyKind::Dev,
        cargo_metadata::DependencyKind::Build => DependencyKind::Build,
        _ => DependencyKind::Unknown,
    }
}
