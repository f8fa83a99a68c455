//! What is to be judged: the root, its manifests and its configuration.

use std::{
    fs,
    path::{Path, PathBuf},
};

use upsafe_config::{Config, ConfigError, Deps};
use upsafe_core::LoadError;
use upsafe_deps::Manifest;

/// The file that holds the policy.
pub const CONFIG_NAME: &str = "upsafe.toml";

/// Manifests in the order in which a folder is asked for them; only one of the Go ones counts.
const CARGO: [&str; 2] = ["Cargo.toml", "Cargo.lock"];
const GO: [&str; 2] = ["go.work", "go.mod"];

/// Manifests of which only versions are judged; a folder has them where it has none of the others.
const OTHERS: [&str; 3] = ["package.json", "pyproject.toml", "pom.xml"];

/// The largest configuration that is read, in bytes; the reader of it allows less.
const LARGEST: u64 = 4 << 20;

/// A place with manifests, and the configuration that holds for it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Workspace {
    /// The folder that paths in output are relative to: that of the configuration, else that of the
    /// outermost manifest that was found.
    pub root: PathBuf,
    /// The manifests that were named, or that stand in the folder.
    pub manifests: Vec<Manifest>,
    /// Whether `manifests` were named, so that the configuration does not choose others.
    pub named: bool,
    /// The configuration file, if there is one.
    pub config_path: Option<PathBuf>,
}

impl Workspace {
    /// Finds what `path` stands for: a manifest, a lock, or a folder with any of them. A folder
    /// without any is searched upwards. `config` names another configuration than the nearest
    /// `upsafe.toml` at or above the root.
    ///
    /// # Errors
    /// Where there is no such path, no manifest, or no such configuration.
    pub fn discover(path: &Path, config: Option<&Path>) -> Result<Self, LoadError> {
        let path =
            fs::canonicalize(path).map_err(|error| LoadError::whole(path.display(), error))?;
        let named = path.is_file();
        let (folder, manifests) = if named {
            by_name(&path)?
        } else {
            upwards(&path)?
        };
        let outermost = manifests
            .iter()
            .map(|manifest| outermost(manifest, &folder));
        let folder = outermost
            .min_by_key(|path| path.components().count())
            .unwrap_or(folder);
        let config_path = match config {
            Some(config) => Some(
                fs::canonicalize(config)
                    .map_err(|error| LoadError::whole(config.display(), error))?,
            ),
            None => folder
                .ancestors()
                .map(|above| above.join(CONFIG_NAME))
                .find(|at| is_named(at)),
        };
        let beside = config_path.as_deref().and_then(Path::parent);
        let root = match beside {
            Some(beside) if folder.starts_with(beside) => beside.to_owned(),
            _ => folder,
        };
        Ok(Self {
            root,
            manifests,
            named,
            config_path,
        })
    }

    /// Loads the configuration, or the defaults where there is no file.
    ///
    /// # Errors
    /// Where the file cannot be read, or every problem of it.
    pub fn load_config(&self) -> Result<Config, WorkspaceError> {
        let ids = crate::check::rule_ids();
        let Some(path) = &self.config_path else {
            return Ok(Config::load("", CONFIG_NAME, &ids)?);
        };
        let shown = self.shown(path);
        let bytes = upsafe_deps::read_file(path, &shown, LARGEST)?;
        Ok(Config::load(bytes, &shown, &ids)?)
    }

    /// The manifests to judge: the named ones, else those that the configuration lists, else those
    /// that stand in the folder.
    ///
    /// # Errors
    /// Where the configuration lists a file that is not there or is no manifest.
    pub fn manifests(&self, deps: &Deps) -> Result<Vec<Manifest>, LoadError> {
        if self.named || deps.roots.is_empty() {
            return Ok(self.manifests.clone());
        }
        deps.roots
            .iter()
            .map(|listed| {
                let path = self.root.join(listed.as_str());
                if !path.is_file() {
                    let message = "there is no such file, but `deps.roots` lists it";
                    return Err(LoadError::whole(listed.as_str(), message));
                }
                by_name(&path).map(|(_, mut manifests)| manifests.remove(0))
            })
            .collect()
    }

    /// A path as output names it: relative to the root, with forward slashes.
    pub fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.root)
            .unwrap_or(path)
            .display()
            .to_string()
            .replace('\\', "/")
    }
}

/// Why there is nothing to judge.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WorkspaceError {
    /// A file cannot be read or understood.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The configuration has problems.
    #[error(transparent)]
    Config(#[from] ConfigError),
}

/// Whether something has this name, be it a folder or a link that leads nowhere: what stands there
/// and cannot be read must not pass for nothing.
fn is_named(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// The folder and the kind of a file that was named.
fn by_name(path: &Path) -> Result<(PathBuf, Vec<Manifest>), LoadError> {
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let folder = path.parent().unwrap_or(path).to_owned();
    let manifest = match name {
        "Cargo.lock" if is_named(&folder.join("Cargo.toml")) => {
            Manifest::Cargo(folder.join("Cargo.toml"))
        }
        "go.sum" => Manifest::Go(folder.join("go.mod")),
        _ if OTHERS.contains(&name) => return Ok((folder, Vec::new())),
        _ if CARGO.contains(&name) => Manifest::Cargo(path.to_owned()),
        _ if GO.contains(&name) => Manifest::Go(path.to_owned()),
        _ => {
            let expected = "expected a manifest: Cargo.toml, Cargo.lock, go.mod, go.work, package.json, \
                            pyproject.toml or pom.xml";
            return Err(LoadError::whole(path.display(), expected));
        }
    };
    Ok((folder, vec![manifest]))
}

/// The nearest folder at or above `start` that holds a manifest or a configuration.
fn upwards(start: &Path) -> Result<(PathBuf, Vec<Manifest>), LoadError> {
    for folder in start.ancestors() {
        let first = |names: [&str; 2]| {
            names
                .map(|name| folder.join(name))
                .into_iter()
                .find(|at| is_named(at))
        };
        let cargo = first(CARGO).map(Manifest::Cargo);
        let go = first(GO).map(Manifest::Go);
        let manifests: Vec<_> = cargo.into_iter().chain(go).collect();
        if !manifests.is_empty() || is_named(&folder.join(CONFIG_NAME)) {
            return Ok((folder.to_owned(), manifests));
        }
    }
    if let Some(folder) = with_others(start) {
        return Ok((folder, Vec::new()));
    }
    let expected = "expected a manifest here or above: Cargo.toml, Cargo.lock, go.mod, go.work, \
                    package.json, pyproject.toml or pom.xml";
    Err(LoadError::whole(start.display(), expected))
}

/// The outermost folder of a repository with a manifest of another ecosystem: members stand below
/// their workspace. Where there is no repository, the nearest one.
fn with_others(start: &Path) -> Option<PathBuf> {
    let has_one = |folder: &&Path| OTHERS.iter().any(|name| is_named(&folder.join(name)));
    let mut found: Option<&Path> = None;
    for folder in start.ancestors() {
        if has_one(&folder) {
            found = Some(folder);
        }
        if is_named(&folder.join(".git")) {
            return found.map(Path::to_owned);
        }
    }
    start.ancestors().find(has_one).map(Path::to_owned)
}

/// The folder of the workspace that a manifest belongs to.
fn outermost(manifest: &Manifest, folder: &Path) -> PathBuf {
    match manifest {
        Manifest::Cargo(path) => upsafe_deps::cargo_root(path).unwrap_or_else(|| folder.to_owned()),
        _ => folder.to_owned(),
    }
}
