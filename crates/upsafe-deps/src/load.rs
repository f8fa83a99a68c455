//! The only I/O of the gate: from files to evidence.

use std::path::{Path, PathBuf};

use upsafe_config::{Deps as Settings, Tier};
use upsafe_core::{LoadError, Sources, count};

use crate::{
    CargoEvidence, TierAnswer,
    ecosystem::cargo::{Lock, LockGraph},
    graph::{Graph, PackageSource},
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
}

impl Loaded {
    /// Every graph that was loaded.
    pub fn graphs(&self) -> impl Iterator<Item = &Graph> {
        self.cargo.iter().map(|cargo| &cargo.graph)
    }

    /// What was loaded and how, a line each.
    pub fn notes(&self) -> Vec<String> {
        let tier = |evidence: &CargoEvidence| match &evidence.tier {
            TierAnswer::Fast => "fast tier".to_owned(),
            TierAnswer::Exact => "exact tier".to_owned(),
            TierAnswer::FastInstead { reason } => {
                format!("fast tier, the exact one failed: {reason}")
            }
        };
        self.cargo
            .iter()
            .map(|cargo| {
                format!(
                    "cargo: {}, {}",
                    count(cargo.graph.n_packages(), "package"),
                    tier(cargo)
                )
            })
            .collect()
    }
}

/// Loads everything that a request names.
///
/// # Errors
/// Where a file that must be there cannot be read or understood.
pub fn load(request: &LoadRequest<'_>, sources: &mut Sources) -> Result<Loaded, LoadError> {
    let mut loaded = Loaded::default();
    for manifest in request.manifests {
        match manifest {
            Manifest::Cargo(path) => loaded.cargo.push(load_cargo(path, request, sources)?),
            Manifest::Go(_) => {}
        }
    }
    Ok(loaded)
}

fn load_cargo(
    path: &Path,
    request: &LoadRequest<'_>,
    sources: &mut Sources,
) -> Result<CargoEvidence, LoadError> {
    let lock_path = path.with_file_name("Cargo.lock");
    let shown = lock_path
        .strip_prefix(request.root)
        .unwrap_or(&lock_path)
        .display()
        .to_string();
    let text =
        std::fs::read_to_string(&lock_path).map_err(|error| LoadError::whole(&shown, error))?;
    let id = sources.add(&shown, text);
    let lock = Lock::parse(sources, id)?;
    let LockGraph {
        mut graph,
        ids,
        unresolved,
        repeated,
        ..
    } = LockGraph::build(&lock);
    for &id in &ids {
        let package = graph.package_mut(id);
        package.member = package.source == PackageSource::Path;
    }
    Ok(CargoEvidence {
        tier: TierAnswer::Fast,
        lock,
        unresolved,
        repeated,
        lock_ids: ids,
        graph,
    })
}

/// The folder of the workspace that a `Cargo.toml` belongs to.
pub fn cargo_root(manifest: &Path) -> Option<PathBuf> {
    manifest
        .ancestors()
        .skip(1)
        .find(|folder| folder.join("Cargo.lock").is_file())
        .map(Path::to_owned)
}
