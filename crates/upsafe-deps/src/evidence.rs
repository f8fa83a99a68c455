//! What the rules of the gate may look at, and nothing else.

mod go;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use semver::Version;
use serde::{Deserialize, Serialize};
use upsafe_config::Deps as Settings;
use upsafe_core::Place;

use crate::{
    analysis::{floor::Floor, triage::Triage},
    ecosystem::cargo::{
        Lock, UnresolvedLine,
        config::CargoConfig,
        index::{Checksum, Unknown},
        manifest::{Package as ManifestPackage, RustVersion, Workspace},
    },
    graph::{Graph, PackageId},
};

pub use go::{
    GoEvidence, GoFile, GoImport, GoImports, GoModuleFacts, GoRepository, GoSumFile, GoVendor,
    LocalReplace, ReplaceFolder, RepositoryModule,
};

/// Everything that was loaded, and the policy.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Evidence<'e> {
    /// `[deps]` of the configuration.
    pub settings: &'e Settings,
    /// The Cargo workspaces.
    pub cargo: &'e [CargoEvidence],
    /// The Go modules and workspaces.
    pub go: &'e [GoEvidence],
    /// Every go.mod of the repository, where a Go module was loaded.
    pub go_repository: &'e GoRepository,
}

/// One Cargo workspace.
#[derive(Debug)]
#[non_exhaustive]
pub struct CargoEvidence {
    /// Which tier answered.
    pub tier: TierAnswer,
    /// Its lock.
    pub lock: Lock,
    /// Dependency lines of the lock that name no entry, or several.
    pub unresolved: Vec<UnresolvedLine>,
    /// Entries of the lock with the same name, version and source.
    pub repeated: Vec<(usize, usize)>,
    /// The package of each entry of the lock.
    pub lock_ids: Vec<PackageId>,
    /// The graph. Members are marked; a requirement has its kind where the manifest of its package
    /// or the index states it, and stands once for each table that declares it.
    pub graph: Graph,
    /// The manifests; none where a lock stands alone.
    pub workspace: Option<Workspace>,
    /// The package of each of [`Workspace::packages`]; none where the lock has no entry for it.
    pub manifest_ids: Vec<Option<PackageId>>,
    /// The folder that the whole tree is in: path dependencies that lead out of it are outside.
    pub tree: PathBuf,
    /// Registries' names, and sources that are replaced.
    pub config: CargoConfig,
    /// What the index says of each locked version.
    pub registry: RegistryFacts,
    /// The digests of downloaded archives, where the request was to look that deep.
    pub archives: Option<ArchiveFacts>,
    /// The packages that are really built for the configured targets and features; none where the
    /// exact tier did not answer.
    pub built: Option<BTreeSet<PackageId>>,
    /// The packages that are there in several versions, and why.
    pub duplicates: Triage,
    /// The lowest versions that can be selected; empty where a lock stands alone.
    pub floor: Floor,
}

impl CargoEvidence {
    /// The packages of the manifests with their place in the graph.
    pub fn manifest_packages(&self) -> impl Iterator<Item = (&ManifestPackage, Option<PackageId>)> {
        let packages = self
            .workspace
            .iter()
            .flat_map(|workspace| &workspace.packages);
        packages.zip(self.manifest_ids.iter().copied())
    }

    /// The members' manifests with their place in the graph.
    pub fn member_packages(&self) -> impl Iterator<Item = (&ManifestPackage, Option<PackageId>)> {
        self.manifest_packages()
            .filter(|(package, _)| package.member)
    }

    /// The first entry of the lock for a package.
    pub fn lock_entry(&self, id: PackageId) -> Option<&crate::ecosystem::cargo::LockPackage> {
        let at = self.lock_ids.iter().position(|known| *known == id)?;
        self.lock.packages.get(at)
    }

    /// The lock as a whole.
    pub fn lock_place(&self) -> Place {
        Place::whole(self.lock.source)
    }
}

/// Which tier answered, and why not the one that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TierAnswer {
    /// The lock, the manifests and the local index cache.
    Fast,
    /// `cargo metadata`.
    Exact,
    /// The exact tier was asked for and could not answer; the fast one did.
    FastInstead {
        /// Why the exact tier could not.
        reason: String,
    },
}

/// What the local index says of the locked versions of packages from registries.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct RegistryFacts {
    /// The releases that the index knows.
    pub known: BTreeMap<PackageId, ReleaseFacts>,
    /// The packages from registries of which nothing is known, and why.
    pub missing: BTreeMap<PackageId, MissingFacts>,
    /// Other releases for packages that are yanked or need a newer Rust than a member states: the
    /// compatible ones that are not yanked, by version.
    pub alternatives: BTreeMap<PackageId, Vec<Alternative>>,
}

/// A release that could stand in the place of a locked one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Alternative {
    /// Its version.
    pub version: Version,
    /// The oldest Rust it says it builds with.
    pub rust_version: Option<RustVersion>,
}

/// What the index says of one release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReleaseFacts {
    /// The digest of its archive.
    pub checksum: Checksum,
    /// Whether it was withdrawn.
    pub yanked: bool,
    /// The oldest Rust it says it builds with.
    pub rust_version: Option<RustVersion>,
}

/// Why the index says nothing of a release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum MissingFacts {
    /// It says nothing of the package.
    Package(Unknown),
    /// It knows the package, not this version: the index is older than the lock, or nobody ever
    /// published the version.
    Version,
}

/// The digests of the downloaded archives of packages from registries.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ArchiveFacts {
    /// Each archive that was read, by package: cargo's releases do not share their directories.
    pub digests: BTreeMap<PackageId, Vec<Checksum>>,
    /// Archives that are there and cannot be read, and why.
    pub unreadable: BTreeMap<PackageId, String>,
    /// The packages without an archive on this machine.
    pub absent: Vec<PackageId>,
}

/// The version of a package of a Cargo graph.
pub(crate) fn cargo_version(graph: &Graph, id: PackageId) -> Option<&Version> {
    graph.package(id).version.as_cargo()
}
