//! Finds the root of a workspace and its members, as cargo does.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use upsafe_core::{LoadError, Sources, Span};

use super::{
    document::{Manifest, WorkspaceTable},
    glob, normalize, read_text, relative,
    tree::At,
};
use crate::graph::DependencyKind;

/// How many directories above a manifest are searched for a workspace.
const MAX_ANCESTORS: usize = 512;

/// A manifest that has been read.
#[derive(Clone, Debug)]
pub(super) struct Loaded {
    pub(super) text: Arc<str>,
    pub(super) manifest: Manifest,
}

/// Manifests by path, each read once.
#[derive(Debug)]
pub(super) struct Manifests {
    /// Errors name files as seen from here.
    pub(super) base: PathBuf,
    pub(super) cargo_home: Option<PathBuf>,
    loaded: BTreeMap<PathBuf, Loaded>,
}

/// Which dependencies count: those of a package that is not a member are never built for tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kinds {
    All,
    NoDev,
}

/// Who names a manifest: another manifest, at a span.
pub(super) type Referrer = (PathBuf, Span);

impl Manifests {
    pub(super) fn new(base: PathBuf, cargo_home: Option<PathBuf>) -> Self {
        Self {
            base,
            cargo_home,
            loaded: BTreeMap::new(),
        }
    }

    pub(super) fn shown(&self, path: &Path) -> String {
        relative(&self.base, path)
    }

    /// A manifest that has been read before.
    pub(super) fn get(&self, path: &Path) -> Option<&Loaded> {
        self.loaded.get(path)
    }

    /// The manifest at a path, read now if it has not been.
    pub(super) fn load(&mut self, path: &Path) -> Result<&Manifest, LoadError> {
        if !self.loaded.contains_key(path) {
            let shown = self.shown(path);
            let text: Arc<str> = read_text(path, &shown)?.into();
            let manifest = Manifest::parse(&text).map_err(|error| {
                let mut scratch = Sources::new();
                let id = scratch.add(&shown, Arc::clone(&text));
                error.of(scratch.get(id))
            })?;
            let loaded = Loaded { text, manifest };
            self.loaded.insert(path.to_owned(), loaded);
        }
        Ok(&self.loaded[path].manifest)
    }

    /// As [`Manifests::load`]; a missing file is an error at the place that names it.
    pub(super) fn load_named(
        &mut self,
        path: &Path,
        referrer: Option<&Referrer>,
    ) -> Result<&Manifest, LoadError> {
        if let Some((from, span)) = referrer
            && !self.loaded.contains_key(path)
            && !path.exists()
        {
            let shown = self.shown(path);
            let message = format_args!("expected a manifest at `{shown}`, found none");
            return Err(self.error(from, span.start, message));
        }
        self.load(path)
    }

    /// An error at an offset of a manifest that has been read.
    pub(super) fn error(
        &self,
        path: &Path,
        offset: usize,
        message: impl std::fmt::Display,
    ) -> LoadError {
        let shown = self.shown(path);
        let Some(loaded) = self.loaded.get(path) else {
            return LoadError::whole(shown, message);
        };
        let mut scratch = Sources::new();
        let id = scratch.add(&shown, Arc::clone(&loaded.text));
        LoadError::at(scratch.get(id), offset, message)
    }

    /// The root manifest of the workspace that `manifest` belongs to; `None` where it is alone.
    pub(super) fn find_root(&mut self, manifest: &Path) -> Result<Option<PathBuf>, LoadError> {
        let own = self.load(manifest)?;
        if own.workspace.is_some() {
            return Ok(Some(manifest.to_owned()));
        }
        if let Some(root) = self.pointed_root(manifest)? {
            return Ok(Some(root));
        }
        if let Some(root) = self.known_root(manifest) {
            return Ok(Some(root));
        }
        let mut below: Option<&Path> = None;
        let start = manifest.parent().and_then(Path::parent);
        for directory in start
            .into_iter()
            .flat_map(Path::ancestors)
            .take(MAX_ANCESTORS)
        {
            // What cargo downloads or packs must not be taken for a part of the tree around it.
            if directory.ends_with("target/package") {
                break;
            }
            if below.is_some() && below == self.cargo_home.as_deref() {
                break;
            }
            below = Some(directory);
            let candidate = directory.join("Cargo.toml");
            if !candidate.exists() {
                continue;
            }
            let found = self.load(&candidate)?;
            match &found.workspace {
                Some(workspace) if is_excluded(workspace, directory, manifest) => {}
                Some(_) => return Ok(Some(candidate)),
                None => {
                    if let Some(root) = self.pointed_root(&candidate)? {
                        return Ok(Some(root));
                    }
                }
            }
        }
        Ok(None)
    }

    /// The nearest workspace root above a manifest among those that have been read.
    ///
    /// Cargo asks these first, so a member below another root that nobody has read yet belongs to
    /// the workspace that was entered, not to the nearer one.
    fn known_root(&self, manifest: &Path) -> Option<PathBuf> {
        let above = manifest.ancestors().skip(1).take(MAX_ANCESTORS);
        above.into_iter().find_map(|directory| {
            let candidate = directory.join("Cargo.toml");
            let workspace = self.loaded.get(&candidate)?.manifest.workspace.as_ref()?;
            (!is_excluded(workspace, directory, manifest)).then_some(candidate)
        })
    }

    /// Where the `package.workspace` of a manifest points, which must be a workspace.
    fn pointed_root(&mut self, manifest: &Path) -> Result<Option<PathBuf>, LoadError> {
        let own = self.load(manifest)?;
        let pointer = own
            .package
            .as_ref()
            .and_then(|package| package.workspace.clone());
        let Some(pointer) = pointer else {
            return Ok(None);
        };
        let root = manifest_in(manifest.parent().unwrap_or(Path::new("")), &pointer.value);
        let referrer = (manifest.to_owned(), pointer.span.clone());
        if self.load_named(&root, Some(&referrer))?.workspace.is_some() {
            return Ok(Some(root));
        }
        let shown = self.shown(&root);
        let message = format_args!("expected `{shown}` to have `[workspace]`, found none");
        Err(self.error(manifest, pointer.span.start, message))
    }

    /// The manifests of the members of the workspace at `root`, in the order they are found.
    pub(super) fn members(&mut self, root: &Path) -> Result<Vec<PathBuf>, LoadError> {
        let Some(workspace) = self.load(root)?.workspace.clone() else {
            return Ok(vec![root.to_owned()]);
        };
        let directory = root.parent().unwrap_or(Path::new("")).to_owned();
        let mut open = self.listed(root, &directory, &workspace)?;
        // Taken from the end, so the root manifest and its path dependencies come last.
        open.reverse();
        open.insert(0, (root.to_owned(), false, None));
        let mut seen = BTreeSet::new();
        let mut members = Vec::new();
        while let Some((manifest, by_path, referrer)) = open.pop() {
            if seen.contains(&manifest) {
                continue;
            }
            let outside = by_path && !manifest.parent().is_some_and(|p| p.starts_with(&directory));
            if outside {
                self.load_named(&manifest, referrer.as_ref())?;
                if self.find_root(&manifest)?.as_deref() != Some(root) {
                    continue;
                }
            }
            if is_excluded(&workspace, &directory, &manifest) {
                continue;
            }
            seen.insert(manifest.clone());
            self.load_named(&manifest, referrer.as_ref())?;
            self.check_member(root, &manifest)?;
            let mut paths = self.path_dependencies(&manifest, root, Kinds::All)?;
            paths.reverse();
            open.extend(
                paths
                    .into_iter()
                    .map(|(path, from)| (path, true, Some(from))),
            );
            members.push(manifest);
        }
        Ok(members)
    }

    /// What `workspace.members` lists, globs expanded.
    fn listed(
        &self,
        root: &Path,
        directory: &Path,
        workspace: &WorkspaceTable,
    ) -> Result<Vec<(PathBuf, bool, Option<Referrer>)>, LoadError> {
        let mut listed = Vec::new();
        for entry in &workspace.members {
            let referrer = || Some((root.to_owned(), entry.span.clone()));
            let mut found = Vec::new();
            if glob::is_pattern(&entry.value) {
                found = glob::directories(directory, &entry.value)
                    .map_err(|error| self.error(root, entry.span.start, error))?;
            }
            if found.is_empty() {
                found.push(directory.join(&entry.value));
            }
            for member in found {
                let manifest = normalize(&member.join("Cargo.toml"));
                listed.push((manifest, false, referrer()));
            }
        }
        Ok(listed)
    }

    /// Refuses a member that says it belongs elsewhere.
    fn check_member(&mut self, root: &Path, member: &Path) -> Result<(), LoadError> {
        if member == root {
            return Ok(());
        }
        let (shown, shown_root) = (self.shown(member), self.shown(root));
        match self.find_root(member)? {
            Some(found) if found == root => Ok(()),
            Some(found) if found == member => {
                let message = format_args!(
                    "expected one workspace, found the member `{shown}` to be a workspace root of its own"
                );
                Err(LoadError::whole(shown_root, message))
            }
            Some(found) => {
                let found = self.shown(&found);
                let message = format_args!(
                    "expected a member of the workspace `{shown_root}`, found one of `{found}`"
                );
                Err(LoadError::whole(shown, message))
            }
            None => {
                let message = format_args!(
                    "expected the member to be below its workspace `{shown_root}` or to name it in `package.workspace`, found neither"
                );
                Err(LoadError::whole(shown, message))
            }
        }
    }

    /// The manifests that the path dependencies of a manifest name, and where.
    ///
    /// What is inherited is looked up in the workspace at `root`.
    pub(super) fn path_dependencies(
        &mut self,
        manifest: &Path,
        root: &Path,
        kinds: Kinds,
    ) -> Result<Vec<(PathBuf, Referrer)>, LoadError> {
        let own = self.load(manifest)?;
        if own.package.is_none() {
            return Ok(Vec::new());
        }
        let (inherited, stated): (Vec<_>, Vec<_>) = own
            .dependencies
            .iter()
            .filter(|d| kinds == Kinds::All || d.kind != DependencyKind::Dev)
            .partition(|d| d.inherited);
        let stated = stated.into_iter().filter_map(|d| d.path.clone());
        let mut paths: Vec<_> = stated.map(|path| (manifest.to_owned(), path)).collect();
        let inherited = inherited.into_iter().map(|d| d.key.value.clone());
        let inherited: BTreeSet<String> = inherited.collect();
        if !inherited.is_empty()
            && let Some(workspace) = &self.load(root)?.workspace
        {
            let shared = workspace.dependencies.iter();
            let used = shared.filter(|d| inherited.contains(&d.key.value));
            paths.extend(used.filter_map(|d| Some((root.to_owned(), d.path.clone()?))));
        }
        let target = |(from, path): (PathBuf, At<String>)| {
            let directory = from.parent().unwrap_or(Path::new(""));
            (
                manifest_in(directory, &path.value),
                (from.clone(), path.span),
            )
        };
        Ok(paths.into_iter().map(target).collect())
    }
}

/// The manifest of the directory that a manifest in `directory` names by `path`.
pub(super) fn manifest_in(directory: &Path, path: &str) -> PathBuf {
    normalize(&directory.join(path).join("Cargo.toml"))
}

/// Whether a workspace's `exclude` covers a manifest that its `members` do not name.
fn is_excluded(workspace: &WorkspaceTable, directory: &Path, manifest: &Path) -> bool {
    let covers =
        |entry: &At<String>| manifest.starts_with(normalize(&directory.join(&entry.value)));
    workspace.exclude.iter().any(covers) && !workspace.members.iter().any(covers)
}
