//! What is known of a workspace once everything is inherited.

use std::path::PathBuf;

use semver::{Version, VersionReq};
use upsafe_core::{Place, SourceId};

use super::{dependency_table::GitReference, document::Publish, rust_version::RustVersion};
use crate::graph::DependencyKind;

/// A Cargo workspace, or a package that is alone.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Workspace {
    /// The directory of the root manifest: absolute, normalized by text, symbolic links kept.
    pub root: PathBuf,
    /// The root manifest.
    pub manifest: SourceId,
    /// How features are unified.
    pub resolver: Resolver,
    /// The members by path, the root package first; then path dependencies that are not members.
    pub packages: Vec<Package>,
    /// `[workspace.dependencies]`, in the order of the text.
    pub shared: Vec<SharedDependency>,
    /// `[patch.*]` of the root manifest, in the order of the text.
    pub patches: Vec<Patch>,
    /// `[replace]` of the root manifest, in the order of the text.
    pub replacements: Vec<Replacement>,
}

impl Workspace {
    /// The packages that are members, the root package first.
    pub fn members(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| package.member)
    }

    /// The package of a name and version; a workspace's packages differ in one of them.
    pub fn package(&self, name: &str, version: &Version) -> Option<&Package> {
        self.packages
            .iter()
            .find(|package| package.name == name && package.version == *version)
    }

    /// The entry of `[workspace.dependencies]` that a dependency inherits.
    pub fn shared_of(&self, dependency: &Dependency) -> Option<&SharedDependency> {
        self.shared.get(dependency.shared?)
    }
}

/// How features are unified: the `resolver` key, or what the edition stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Resolver {
    /// Features are unified over kinds and targets.
    V1,
    /// Features of build, dev and other targets' dependencies are kept apart.
    V2,
    /// As 2, and versions are chosen with regard to `rust-version`.
    V3,
}

/// A value and where it is stated, which for an inherited value is in the root manifest.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Declared<T> {
    /// The value.
    pub value: T,
    /// Where it is stated.
    pub place: Place,
}

/// A package of the tree: a member or a path dependency.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Where its name is stated.
    pub place: Place,
    /// Its version; 0.0.0 where none is stated.
    pub version: Version,
    /// Its manifest.
    pub manifest: SourceId,
    /// The directory of its manifest, absolute.
    pub directory: PathBuf,
    /// Whether it is a member of the workspace.
    pub member: bool,
    /// Its edition, 2015 where none is stated.
    pub edition: String,
    /// The oldest Rust it builds with.
    pub rust_version: Option<Declared<RustVersion>>,
    /// Where it may be published.
    pub publish: Publish,
    /// The native library that it alone may link.
    pub links: Option<String>,
    /// Its named features, in the order of the text.
    pub features: Vec<Feature>,
    /// What it requires: all targets' tables first, then particular targets', in the order of the text.
    pub dependencies: Vec<Dependency>,
}

/// A named feature.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Feature {
    /// Its name.
    pub name: String,
    /// Where its name stands.
    pub place: Place,
    /// What it turns on: `feature`, `dep:key`, `key/feature`, `key?/feature`.
    pub values: Vec<Declared<String>>,
}

/// One dependency of one package, complete with what it inherits.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Dependency {
    /// Its key in the table: the name that code and features use.
    pub key: String,
    /// The name of the required package; differs from the key where it is renamed.
    pub package: String,
    /// What it is for.
    pub kind: DependencyKind,
    /// The platform it is for: a target triple or `cfg(...)`, as written.
    pub target: Option<String>,
    /// The versions it allows; `None` where a path or git dependency states none.
    pub requirement: Option<Requirement>,
    /// Where the package comes from.
    pub origin: Origin,
    /// Where the origin is stated, if it is: the path, the URL, or the registry.
    pub origin_place: Option<Place>,
    /// Whether it is built only if a feature asks for it.
    pub optional: bool,
    /// Whether the package's `default` feature is asked for.
    pub default_features: bool,
    /// The features that are asked for, the inherited ones first.
    pub features: Vec<Declared<String>>,
    /// The key in the package's own manifest, also where the rest is inherited.
    pub place: Place,
    /// The index in [`Workspace::shared`] where this inherits from this workspace.
    pub shared: Option<usize>,
    /// The key in the root manifest, where this is `workspace = true`.
    pub inherited_place: Option<Place>,
}

impl Dependency {
    /// Whether a version that the lock holds is one that this allows.
    pub fn allows(&self, version: &Version) -> bool {
        self.requirement
            .as_ref()
            .is_none_or(|requirement| requirement.parsed.matches(version))
    }
}

/// The versions that a dependency allows.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Requirement {
    /// As written.
    pub text: String,
    /// As read.
    pub parsed: VersionReq,
    /// Where the string stands, quotes included; in the root manifest where it is inherited.
    pub place: Place,
}

/// Where a required package comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// A registry.
    Registry(RegistryName),
    /// A directory of the tree, absolute and normalized.
    Path(PathBuf),
    /// A git repository.
    Git {
        /// Its URL, as written.
        url: String,
        /// Which commit.
        reference: GitReference,
    },
}

/// How a manifest names a registry.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RegistryName {
    /// Not at all: crates.io, or what the configuration puts in its place.
    Default,
    /// By the name that the configuration gives it.
    Named(String),
    /// By the URL of its index.
    Index(String),
}

/// An entry of `[workspace.dependencies]`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SharedDependency {
    /// Its key.
    pub key: String,
    /// The name of the required package.
    pub package: String,
    /// The versions it allows.
    pub requirement: Option<Requirement>,
    /// Where the package comes from.
    pub origin: Origin,
    /// Where the key stands.
    pub place: Place,
    /// How many dependencies of members inherit it.
    pub n_users: usize,
}

/// An entry of `[patch.SOURCE]`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Patch {
    /// What is patched: `crates-io`, a registry's name, or a URL.
    pub source: String,
    /// What stands in its place.
    pub dependency: Dependency,
}

/// An entry of `[replace]`; its dependency's key is the package specification.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Replacement {
    /// The name of the package that is replaced.
    pub name: String,
    /// The version that is replaced.
    pub version: Option<Version>,
    /// What stands in its place.
    pub dependency: Dependency,
}
