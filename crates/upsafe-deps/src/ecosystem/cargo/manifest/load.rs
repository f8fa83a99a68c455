//! Puts a workspace together: finds its manifests, reads them, resolves what they inherit.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use semver::Version;
use upsafe_core::{LoadError, SourceId, Sources};

use super::{
    dependency_table::DeclaredDependency,
    discover::{Kinds, Loaded, Manifests, Referrer, manifest_in},
    inherit::{self, Home, Membership},
    model::{Patch, Replacement, Resolver, Workspace},
    normalize,
    tree::ParseError,
};

impl Workspace {
    /// Loads the workspace that the manifest at `manifest` belongs to, as cargo finds it.
    ///
    /// The texts go into `sources` under their paths as seen from the workspace root, the root
    /// manifest first. The search for a root does not leave `cargo_home`, where one is given, so
    /// that a downloaded package is not taken for a part of the tree around it. A relative path is
    /// resolved by the file system.
    ///
    /// # Errors
    /// Where a manifest is missing, cannot be read, or says what cargo refuses; the error names
    /// the place, and the file as seen from the workspace root. Of a manifest that cannot be read
    /// the root is not known: `manifest` itself is named as it was given, others as seen from it.
    /// A manifest is at most 4 MiB.
    pub fn load(
        manifest: &Path,
        cargo_home: Option<&Path>,
        sources: &mut Sources,
    ) -> Result<Self, LoadError> {
        Self::load_seen_from(None, manifest, cargo_home, sources)
    }

    /// As [`Workspace::load`], with paths as seen from `base`, an absolute one, where it is given.
    ///
    /// # Errors
    /// As those of [`Workspace::load`].
    pub fn load_seen_from(
        base: Option<&Path>,
        manifest: &Path,
        cargo_home: Option<&Path>,
        sources: &mut Sources,
    ) -> Result<Self, LoadError> {
        let start = absolute(manifest)?;
        let seen_from = base.map_or_else(|| directory_of(&start), normalize);
        let mut manifests = Manifests::new(seen_from, cargo_home.map(normalize));
        let loaded = manifests.load(&start).map(|_| ());
        loaded.map_err(|error| {
            if base.is_some() {
                error
            } else {
                renamed(error, manifest)
            }
        })?;
        let root = manifests
            .find_root(&start)?
            .unwrap_or_else(|| start.clone());
        if base.is_none() {
            manifests.base = directory_of(&root);
        }
        let members = manifests.members(&root)?;
        if !members.contains(&start) {
            let (shown, root) = (manifests.shown(&start), manifests.shown(&root));
            let message = format_args!(
                "expected `members` or `exclude` of the workspace `{root}` to name this package, found it in neither"
            );
            return Err(LoadError::whole(shown, message));
        }
        let outside = outside_packages(&mut manifests, &root, &members)?;
        let homes = foreign_roots(&mut manifests, &outside)?;
        Assembly {
            manifests: &manifests,
            root: &root,
            foreign_roots: &homes,
            sources,
            ids: BTreeMap::new(),
        }
        .workspace(&members, &outside)
    }
}

fn renamed(error: LoadError, path: &Path) -> LoadError {
    let shown = path.display();
    match error.position() {
        Some(position) => LoadError::at_position(shown, position, error.message()),
        None => LoadError::whole(shown, error.message()),
    }
}

/// The path from the root of the file system, `..` resolved by text.
fn absolute(manifest: &Path) -> Result<PathBuf, LoadError> {
    if manifest.is_absolute() {
        return Ok(normalize(manifest));
    }
    let directory = match manifest.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let name = manifest.file_name().unwrap_or_default();
    match directory.canonicalize() {
        Ok(directory) => Ok(directory.join(name)),
        Err(_) => {
            let message = "expected a file, found none";
            Err(LoadError::whole(manifest.display(), message))
        }
    }
}

fn directory_of(manifest: &Path) -> PathBuf {
    manifest.parent().unwrap_or(Path::new("")).to_owned()
}

/// The packages that members reach by path and that are no members: of other workspaces, excluded,
/// or in the place of a patched one.
fn outside_packages(
    manifests: &mut Manifests,
    root: &Path,
    members: &[PathBuf],
) -> Result<BTreeSet<PathBuf>, LoadError> {
    let mut open: Vec<(PathBuf, Referrer)> = Vec::new();
    for member in members {
        open.extend(manifests.path_dependencies(member, root, Kinds::All)?);
    }
    let directory = directory_of(root);
    let own = manifests.load(root)?;
    let patches = own.patches.iter().map(|patch| &patch.dependency);
    for dependency in patches.chain(&own.replacements) {
        if let Some(path) = &dependency.path {
            let referrer = (root.to_owned(), path.span.clone());
            open.push((manifest_in(&directory, &path.value), referrer));
        }
    }
    let members: BTreeSet<&Path> = members.iter().map(PathBuf::as_path).collect();
    let mut outside = BTreeSet::new();
    while let Some((manifest, referrer)) = open.pop() {
        if members.contains(&*manifest) || outside.contains(&manifest) {
            continue;
        }
        // Cargo looks at what a package outside requires only where a feature asks for it.
        let by_outside = outside.contains(&referrer.0);
        if by_outside && !manifest.exists() {
            continue;
        }
        if manifests
            .load_named(&manifest, Some(&referrer))?
            .package
            .is_none()
        {
            let shown = manifests.shown(&manifest);
            let message = format_args!("expected `{shown}` to have `[package]`, found none");
            return Err(manifests.error(&referrer.0, referrer.1.start, message));
        }
        outside.insert(manifest.clone());
        let home = manifests.find_root(&manifest)?;
        let home = home.unwrap_or_else(|| manifest.clone());
        open.extend(manifests.path_dependencies(&manifest, &home, Kinds::NoDev)?);
    }
    Ok(outside)
}

/// The workspace roots of the packages outside that have one.
fn foreign_roots(
    manifests: &mut Manifests,
    outside: &BTreeSet<PathBuf>,
) -> Result<BTreeMap<PathBuf, PathBuf>, LoadError> {
    let mut roots = BTreeMap::new();
    for manifest in outside {
        if let Some(found) = manifests.find_root(manifest)? {
            roots.insert(manifest.clone(), found);
        }
    }
    Ok(roots)
}

/// The last step, from what has been read; reads nothing.
struct Assembly<'m, 's> {
    manifests: &'m Manifests,
    root: &'m Path,
    foreign_roots: &'m BTreeMap<PathBuf, PathBuf>,
    sources: &'s mut Sources,
    ids: BTreeMap<PathBuf, SourceId>,
}

impl<'m> Assembly<'m, '_> {
    fn workspace(
        mut self,
        members: &'m [PathBuf],
        outside: &'m BTreeSet<PathBuf>,
    ) -> Result<Workspace, LoadError> {
        let root = self.home(self.root)?;
        let mut workspace = Workspace {
            root: root.directory.to_owned(),
            manifest: root.source,
            resolver: self.resolver(root)?,
            packages: Vec::new(),
            shared: inherit::shared_dependencies(root),
            patches: Vec::new(),
            replacements: Vec::new(),
        };
        let mut members: Vec<&Path> = members.iter().map(PathBuf::as_path).collect();
        members.sort_by_key(|path| (*path != self.root, *path));
        let members = members.into_iter().map(|path| (path, Membership::Member));
        let outside = outside.iter().map(|path| (&**path, Membership::Outside));
        let mut by_name: BTreeMap<&str, &Path> = BTreeMap::new();
        for (path, membership) in members.chain(outside) {
            let own = self.home(path)?;
            let Some(table) = &own.manifest.package else {
                continue;
            };
            if membership == Membership::Member
                && let Some(other) = by_name.insert(&table.name.value, path)
            {
                let (name, other) = (&table.name.value, self.manifests.shown(other));
                let message = format_args!(
                    "expected members of different names, found `{name}` here and in `{other}`"
                );
                return Err(self.manifests.error(path, table.name.span.start, message));
            }
            let home = match membership {
                Membership::Member => Some(root),
                Membership::Outside => match self.foreign_roots.get(path) {
                    Some(home) => Some(self.home(home)?),
                    None => None,
                },
            };
            let package = inherit::package(own, table, home, membership);
            let package = package.map_err(|error| self.error(path, error))?;
            for dependency in &package.dependencies {
                if let Some(shared) = dependency.shared {
                    workspace.shared[shared].n_users += 1;
                }
            }
            workspace.packages.push(package);
        }
        for patch in &root.manifest.patches {
            workspace.patches.push(Patch {
                source: patch.source.clone(),
                dependency: self.root_dependency(root, &patch.dependency)?,
            });
        }
        for replacement in &root.manifest.replacements {
            let (name, version) = self.replaced(replacement)?;
            workspace.replacements.push(Replacement {
                name,
                version,
                dependency: self.root_dependency(root, replacement)?,
            });
        }
        Ok(workspace)
    }

    fn home(&mut self, manifest: &'m Path) -> Result<Home<'m>, LoadError> {
        let loaded: &'m Loaded = self.manifests.get(manifest).ok_or_else(|| {
            let shown = self.manifests.shown(manifest);
            LoadError::whole(
                shown,
                "expected a manifest that was read before, found none",
            )
        })?;
        let source = *self.ids.entry(manifest.to_owned()).or_insert_with(|| {
            let shown = self.manifests.shown(manifest);
            self.sources.add(&shown, Arc::clone(&loaded.text))
        });
        Ok(Home {
            manifest: &loaded.manifest,
            source,
            directory: manifest.parent().unwrap_or(Path::new("")),
        })
    }

    fn error(&self, manifest: &Path, error: ParseError) -> LoadError {
        self.manifests.error(manifest, error.offset(), error)
    }

    fn root_dependency(
        &self,
        root: Home<'_>,
        stated: &DeclaredDependency,
    ) -> Result<super::Dependency, LoadError> {
        inherit::dependency(root, stated, Some(root), Membership::Member)
            .map_err(|error| self.error(self.root, error))
    }

    fn resolver(&self, root: Home<'_>) -> Result<Resolver, LoadError> {
        let package = root.manifest.package.as_ref();
        let workspace = root.manifest.workspace.as_ref();
        let stated = workspace.and_then(|workspace| workspace.resolver.as_ref());
        let stated = stated.or_else(|| package?.resolver.as_ref());
        if let Some(stated) = stated {
            return match stated.value.as_str() {
                "1" => Ok(Resolver::V1),
                "2" => Ok(Resolver::V2),
                "3" => Ok(Resolver::V3),
                found => {
                    let message = format_args!(
                        "expected the resolver to be `1`, `2` or `3`, found `{found}`"
                    );
                    Err(self.manifests.error(self.root, stated.span.start, message))
                }
            };
        }
        let edition = package.and_then(|package| match package.edition.as_ref()? {
            super::document::Inheritable::Stated(edition) => Some(&edition.value),
            super::document::Inheritable::Inherited(_) => Some(&workspace?.edition.as_ref()?.value),
        });
        Ok(match edition.map(String::as_str) {
            None | Some("2015" | "2018") => Resolver::V1,
            Some("2021") => Resolver::V2,
            Some(_) => Resolver::V3,
        })
    }

    /// The name and version in the key of a `[replace]` entry: `name`, `name:1.2.3`,
    /// `name@1.2.3`, each also behind `URL#`.
    fn replaced(
        &self,
        stated: &DeclaredDependency,
    ) -> Result<(String, Option<Version>), LoadError> {
        let key = &stated.key;
        let specification = key.value.rsplit('#').next().unwrap_or_default();
        let Some((name, version)) = specification.split_once([':', '@']) else {
            return Ok((specification.to_owned(), None));
        };
        let version = version.parse().map_err(|error| {
            let message = format_args!("expected `NAME:VERSION`, found `{}`: {error}", key.value);
            self.manifests.error(self.root, key.span.start, message)
        })?;
        Ok((name.to_owned(), Some(version)))
    }
}
