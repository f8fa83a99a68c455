//! What the rules of the gate may look at, and nothing else.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use semver::Version;
use upsafe_config::Deps as Settings;
use upsafe_core::{Place, Position, Source, SourceId};

use crate::{
    analysis::{floor::Floor, triage::Triage},
    ecosystem::cargo::{
        Lock, UnresolvedLine,
        config::CargoConfig,
        index::{Checksum, Unknown},
        manifest::{Package as ManifestPackage, RustVersion, Workspace},
    },
    ecosystem::go::{
        Actual, GoModule, ModulePath, NodeVersion, VendorMismatch, Workspace as GoWorkspace,
        modfile::{self, Exclude, Replace, Require, Retract},
        sum::{GoSum, Verified},
    },
    graph::{Graph, PackageId},
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

/// One go.mod, or one go.work with all that it uses.
#[derive(Debug)]
#[non_exhaustive]
pub struct GoEvidence {
    /// The go.mod or go.work.
    pub manifest: PathBuf,
    /// What the files say.
    pub workspace: GoWorkspace,
    /// The go.mod of each main module, in the order of the workspace.
    pub files: Vec<GoFile>,
    /// The selected versions, and who requires them; `go` and `toolchain` included.
    pub graph: Graph,
    /// Every requirement, of versions that are not selected, too.
    pub edges: Vec<(GoModule, GoModule)>,
    /// Why the build list is not known; the graph is then what the go.mod files state.
    pub unknown: Option<String>,
    /// What the go.mod would have to state; none where it does, where the build list is not known
    /// and in a go.work.
    pub updated_roots: Option<Vec<GoModule>>,
    /// What is known of each selected module that is no main module; empty without a source of
    /// go.mod files.
    pub modules: BTreeMap<ModulePath, GoModuleFacts>,
    /// The go.sum of each main module, in the order of the workspace, and the go.work.sum.
    pub sums: Vec<GoSumFile>,
    /// The vendor/modules.txt.
    pub vendor: Option<GoVendor>,
}

/// Every go.mod of the repository that is not vendored, test data, hidden or excluded.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct GoRepository {
    /// The modules, by path of the file.
    pub modules: Vec<RepositoryModule>,
    /// The files that could not be read or understood, and why.
    pub unread: Vec<String>,
}

/// A go.mod of the repository.
#[derive(Debug)]
#[non_exhaustive]
pub struct RepositoryModule {
    /// The file.
    pub file: GoFile,
    /// Its `require` lines.
    pub require: Vec<Require>,
    /// Its `replace` lines.
    pub replace: Vec<Replace>,
}

/// What is known of a selected module.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct GoModuleFacts {
    /// What stands in for it.
    pub actual: Actual,
    /// Its go.mod says so: `require`, with what the main modules exclude.
    pub require: Vec<Require>,
    /// Its go.mod says so: `replace`, which holds for its own builds alone.
    pub replace: Vec<Replace>,
    /// Its go.mod says so: `exclude`, which holds for its own builds alone.
    pub exclude: Vec<Exclude>,
    /// The greatest version that is known, and what its go.mod retracts.
    pub latest: Option<(NodeVersion, Vec<Retract>)>,
}

/// A go.sum or go.work.sum.
#[derive(Debug)]
#[non_exhaustive]
pub struct GoSumFile {
    /// The file; none where there is none.
    pub file: Option<GoFile>,
    /// What it says.
    pub sum: GoSum,
    /// How it compares with the module cache; none without one.
    pub verified: Option<Verified>,
}

/// A vendor/modules.txt.
#[derive(Debug)]
#[non_exhaustive]
pub struct GoVendor {
    /// The file.
    pub file: GoFile,
    /// Where it contradicts the go.mod.
    pub mismatches: Vec<VendorMismatch>,
}

/// A file of Go modules that was read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct GoFile {
    /// Where it is.
    pub path: PathBuf,
    /// The path as output names it.
    pub name: String,
    /// Its text among the sources.
    pub source: SourceId,
    text: Source,
}

impl GoFile {
    pub(crate) fn new(path: PathBuf, source: SourceId, text: Source) -> Self {
        let name = text.path().to_owned();
        Self {
            path,
            name,
            source,
            text,
        }
    }

    /// A span of the file as a place.
    pub fn place(&self, span: modfile::Span) -> Place {
        let at = |column| {
            let line = span.line;
            self.text.offset(Position { line, column })
        };
        Place::new(self.source, at(span.column)..at(span.end_column))
    }

    /// The folder of the file as output names it; `.` for the root.
    pub fn folder(&self) -> &str {
        self.name.rsplit_once('/').map_or(".", |(folder, _)| folder)
    }
}

impl GoEvidence {
    /// The main modules with their files.
    pub fn main_modules(
        &self,
    ) -> impl Iterator<Item = (&crate::ecosystem::go::MainModule, &GoFile)> {
        self.workspace.main.iter().zip(&self.files)
    }

    /// The selected version of a module; none for a main module and for one that is not selected.
    pub fn selected(&self, path: &ModulePath) -> Option<NodeVersion> {
        let ids = self.graph.named(crate::graph::Ecosystem::Go, path.as_str());
        let version = self.graph.package(*ids.first()?).version.to_string();
        (!version.is_empty()).then(|| NodeVersion::new(&version))
    }
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
