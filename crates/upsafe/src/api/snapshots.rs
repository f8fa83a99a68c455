//! Builds the API of each published library, to write its snapshot or to compare with it.

use std::{fs, io::Write as _, path::Path};

use upsafe_api_rust::{Api, BuildError, Snapshot, build, has_library, read_sources};
use upsafe_config::{Config, Ecosystem, SemverApi};
use upsafe_semver::{GitBinary, Loaded, Package};

use super::{
    fill::Comparer,
    rust::{differences, told, workspace_manifest},
};
use crate::Workspace;

/// Whether dependencies may be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// They must be here.
    Never,
    /// What is not here is fetched.
    WhereNeeded,
}

/// How the snapshot of a package is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SnapshotState {
    /// It is that of the sources.
    Current,
    /// It is not, for these reasons.
    Stale(Vec<String>),
    /// It was written: it was not there, or differed.
    Written,
    /// Nobody can tell, and why.
    Unknown(String),
}

/// What was found out about one package.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SnapshotAnswer {
    /// The package.
    pub package: String,
    /// The snapshot's path relative to the root.
    pub path: String,
    /// How it is.
    pub state: SnapshotState,
}

/// Builds the APIs of the published libraries, or of those named, and compares each with its snapshot.
/// `started` is told the name of each package before it is built.
pub fn check_snapshots(
    workspace: &Workspace,
    config: &Config,
    loaded: &Loaded,
    packages: &[String],
    network: Network,
    started: &mut dyn FnMut(&str),
) -> Vec<SnapshotAnswer> {
    each(workspace, config, loaded, packages, &mut |one| {
        started(&one.package.declared.name);
        let built = match one.built(network) {
            Ok(built) => built,
            Err(reason) => return SnapshotState::Unknown(reason),
        };
        match one.comparer.committed(&one.path) {
            Err(reason) => SnapshotState::Unknown(reason),
            Ok(None) => SnapshotState::Stale(vec!["there is no such file".to_owned()]),
            Ok(Some((snapshot, _))) => {
                let mut reasons = differences(&snapshot.api, &built);
                if reasons.is_empty() {
                    // The gate does not build, and would call it stale.
                    match one.comparer.changed_sources(one.package, &snapshot) {
                        Ok(changed) => reasons = changed,
                        Err(reason) => return SnapshotState::Unknown(reason),
                    }
                }
                match reasons.is_empty() {
                    true => SnapshotState::Current,
                    false => SnapshotState::Stale(reasons),
                }
            }
        }
    })
}

/// Builds the APIs of the published libraries, or of those named, and writes the snapshots that
/// differ. One that still tells the API keeps all but the list of its sources.
pub fn write_snapshots(
    workspace: &Workspace,
    config: &Config,
    loaded: &Loaded,
    packages: &[String],
    network: Network,
    started: &mut dyn FnMut(&str),
) -> Vec<SnapshotAnswer> {
    each(workspace, config, loaded, packages, &mut |one| {
        started(&one.package.declared.name);
        match one.write(network) {
            Ok(state) => state,
            Err(reason) => SnapshotState::Unknown(reason),
        }
    })
}

/// A library with the path of its snapshot.
struct Library<'l> {
    comparer: &'l Comparer<'l>,
    package: &'l Package,
    path: String,
}

fn each(
    workspace: &Workspace,
    config: &Config,
    loaded: &Loaded,
    packages: &[String],
    ask: &mut dyn FnMut(&Library<'_>) -> SnapshotState,
) -> Vec<SnapshotAnswer> {
    let defaults = SemverApi::default();
    let settings = config
        .semver
        .as_ref()
        .map_or(&defaults, |semver| &semver.api);
    let comparer = Comparer {
        workspace,
        settings,
        git: GitBinary::new(&workspace.root),
        deep: true,
    };
    let mut answers = Vec::new();
    for package in &loaded.packages {
        let name = &package.declared.name;
        let excluded = settings.exclude.iter().any(|glob| glob.matches(name));
        let wanted = match packages.is_empty() {
            true => package.is_published() && !excluded,
            false => packages.contains(name),
        };
        if !wanted || package.ecosystem != Ecosystem::Cargo {
            continue;
        }
        let is_library = has_library(&workspace.root.join(&package.dir));
        if matches!(is_library, Ok(false)) {
            continue;
        }
        let (path, state) = match (comparer.path(package), is_library) {
            (None, _) => continue,
            (Some(Err(reason)), _) => (String::new(), SnapshotState::Unknown(reason)),
            (Some(Ok(path)), Err(error)) => (path, SnapshotState::Unknown(error.to_string())),
            (Some(Ok(path)), Ok(_)) => {
                let library = Library {
                    comparer: &comparer,
                    package,
                    path,
                };
                let state = ask(&library);
                (library.path, state)
            }
        };
        answers.push(SnapshotAnswer {
            package: name.clone(),
            path,
            state,
        });
    }
    answers
}

impl Library<'_> {
    fn built(&self, network: Network) -> Result<Api, String> {
        let request = self.comparer.request_here(self.package);
        let built = match build(&request.clone().offline()) {
            Err(BuildError::Network(_)) if network == Network::WhereNeeded => build(&request),
            built => built,
        };
        built.map_err(|error| told(&error, self.package, &self.comparer.workspace.root))
    }

    fn write(&self, network: Network) -> Result<SnapshotState, String> {
        let built = self.built(network)?;
        let root = &self.comparer.workspace.root;
        let manifest = root.join(&self.package.manifest);
        let above = workspace_manifest(&manifest);
        let folder = root.join(&self.package.dir);
        let sources = read_sources(&folder, above.as_deref()).map_err(|error| error.to_string())?;
        // What cannot be read is written anew.
        let before = self.comparer.committed(&self.path).ok().flatten();
        let kept = before.as_ref().map(|(snapshot, _)| &snapshot.api);
        let api = match kept.filter(|kept| built.is_told_by(kept)) {
            Some(kept) => kept.clone(),
            None => built,
        };
        let text = Snapshot::new(api, sources).to_text();
        if before.is_some_and(|(_, before)| before == text) {
            return Ok(SnapshotState::Current);
        }
        replace(&root.join(&self.path), &text)
            .map_err(|error| format!("`{}` cannot be written: {error}", self.path))?;
        Ok(SnapshotState::Written)
    }
}

/// Writes a file whole, or leaves the one that is there.
pub(super) fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.persist(path)?;
    Ok(())
}
