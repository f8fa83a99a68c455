//! The only I/O of the gate: from files to evidence.

mod annotate;
mod archives;
mod cargo;
#[cfg(feature = "exact")]
mod exact;
mod facts;
pub(crate) mod go;
mod go_facts;
mod go_imports;
mod go_local;
mod go_repository;
mod go_sums;
mod kept;

use std::path::{Path, PathBuf};

use upsafe_config::{Ban, Deps as Settings, Ecosystem, Spanned, Tier};
use upsafe_core::{LoadError, Sources, count};
use upsafe_version::cargo::Requirement;

use crate::{
    CargoEvidence, GoEvidence, GoRepository, TierAnswer, ecosystem::cargo::index::Index,
    graph::Graph,
};

/// What to load, and from where.
#[derive(Clone, Copy, Debug)]
pub struct LoadRequest<'r> {
    /// The folder that paths in output are relative to.
    pub root: &'r Path,
    /// The manifests to load.
    pub manifests: &'r [Manifest],
    /// `[deps]` of the configuration.
    pub settings: &'r Settings,
    /// How to load Cargo workspaces.
    pub tier: Tier,
    /// `CARGO_HOME`: the local index cache and the cached archives.
    pub cargo_home: Option<&'r Path>,
    /// Whether to hash every cached archive.
    pub deep: bool,
    /// Where answers of the index may be kept for the next run; none to ask anew.
    pub kept: Option<KeptAnswers<'r>>,
    /// Where it is known what Go modules require.
    pub go: GoRequirements<'r>,
}

/// Where answers of the index are kept between runs.
///
/// They hold as long as the lock, the manifests, cargo's configuration, and the state of every file
/// of the index that was asked for are the same; an answer that does not hold is made anew.
#[derive(Clone, Copy, Debug)]
pub struct KeptAnswers<'r> {
    /// The folder; it is made where it is missing, and nothing else is in it.
    pub folder: &'r Path,
    /// Which build of the program this is: another one's answers do not count.
    pub program: &'r str,
}

/// Where it is known what Go modules require. Complete: there is no other place offline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GoRequirements<'r> {
    /// Nowhere: only the go.mod files of the tree are judged.
    #[default]
    Unknown,
    /// In a module cache, `GOMODCACHE`.
    Cache(&'r Path),
    /// In a folder laid out as a module proxy.
    Folder(&'r Path),
    /// In the output of `go mod graph`.
    Graph(&'r Path),
}

/// A manifest and its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Manifest {
    /// A `Cargo.toml`, or a `Cargo.lock` without manifests.
    Cargo(PathBuf),
    /// A `go.mod` or `go.work`.
    Go(PathBuf),
}

/// Everything that was loaded.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Loaded {
    /// The Cargo workspaces.
    pub cargo: Vec<CargoEvidence>,
    /// The Go modules and workspaces.
    pub go: Vec<GoEvidence>,
    /// Every go.mod of the repository, where a Go module was loaded.
    pub go_repository: GoRepository,
}

impl Loaded {
    /// Every graph that was loaded.
    pub fn graphs(&self) -> impl Iterator<Item = &Graph> {
        let cargo = self.cargo.iter().map(|cargo| &cargo.graph);
        cargo.chain(self.go.iter().map(|go| &go.graph))
    }

    /// What was loaded and how, a line each.
    pub fn notes(&self) -> Vec<String> {
        self.cargo
            .iter()
            .map(note)
            .chain(self.go.iter().map(note_go))
            .collect()
    }
}

fn note_go(go: &GoEvidence) -> String {
    let modules = count(go.graph.n_packages(), "module");
    match &go.unknown {
        None => format!("go: {modules} in the build list"),
        Some(reason) => format!(
            "go: {modules} as the go.mod states them, the build list is not known: {reason}"
        ),
    }
}

fn note(cargo: &CargoEvidence) -> String {
    let packages = count(cargo.graph.n_packages(), "package");
    match &cargo.tier {
        TierAnswer::Fast => format!("cargo: {packages}, fast tier"),
        TierAnswer::Exact => {
            let n_built = cargo
                .built
                .as_ref()
                .map_or(0, std::collections::BTreeSet::len);
            format!("cargo: {packages}, {n_built} of them built, exact tier")
        }
        TierAnswer::FastInstead { reason } => {
            format!("cargo: {packages}, fast tier, the exact one failed: {reason}")
        }
    }
}

/// Loads everything that a request names.
///
/// # Errors
/// Where a file that must be there cannot be read or understood.
pub fn load(request: &LoadRequest<'_>, sources: &mut Sources) -> Result<Loaded, LoadError> {
    load_by(request, None, sources)
}

/// As [`load`], with another index than the one below `CARGO_HOME`.
pub(crate) fn load_by(
    request: &LoadRequest<'_>,
    index: Option<&dyn Index>,
    sources: &mut Sources,
) -> Result<Loaded, LoadError> {
    check_bans(request.settings)?;
    let mut loaded = Loaded::default();
    for manifest in request.manifests {
        match manifest {
            Manifest::Cargo(path) => {
                let evidence = cargo::load(path, request, index, sources)?;
                // Two members of one workspace were named.
                let same = |known: &CargoEvidence| {
                    sources.get(known.lock.source).path()
                        == sources.get(evidence.lock.source).path()
                };
                if !loaded.cargo.iter().any(same) {
                    loaded.cargo.push(evidence);
                }
            }
            Manifest::Go(path) => loaded.go.push(go::load(path, request, sources)?),
        }
    }
    if !loaded.go.is_empty() {
        loaded.go_repository = go_repository::load(request, sources);
    }
    Ok(loaded)
}

/// A ban whose versions cannot be understood must not pass for one that bans nothing.
fn check_bans(settings: &Settings) -> Result<(), LoadError> {
    let of_cargo = |ban: &&Spanned<Ban>| *ban.ecosystem == Ecosystem::Cargo;
    for ban in settings.ban.iter().filter(of_cargo) {
        let Some(versions) = &ban.versions else {
            continue;
        };
        if let Err(error) = Requirement::parse(versions.as_str()) {
            let name = ban.name.as_str();
            let message = format_args!("the versions of the ban of `{name}`: {error}");
            return Err(LoadError::whole("upsafe.toml", message));
        }
    }
    Ok(())
}

/// The folder of the workspace that a `Cargo.toml` belongs to.
pub fn cargo_root(manifest: &Path) -> Option<PathBuf> {
    manifest
        .ancestors()
        .skip(1)
        .find(|folder| folder.join("Cargo.lock").is_file())
        .map(Path::to_owned)
}
