//! Where the go.mod files of dependencies come from: the module cache, or any folder laid out as one.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};

use upsafe_version::go::Version;
use upsafe_version::go::path::{escape_path, escape_version, unescape_version};

use super::files::{self, FileError};
use super::module::compare;
use super::{ModulePath, NodeVersion};

/// What is known about modules without a network.
pub trait ModuleSource {
    /// The go.mod of a module at a version; `None` if it is not at hand.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    fn go_mod(
        &self,
        path: &ModulePath,
        version: &NodeVersion,
    ) -> Result<Option<Vec<u8>>, FileError>;

    /// The tagged versions of a module that are known, in rising order, without pseudo-versions.
    ///
    /// # Errors
    /// When the list is there and cannot be read.
    fn versions(&self, path: &ModulePath) -> Result<Vec<NodeVersion>, FileError>;

    /// The go.mod in a directory that stands in for a module; `None` if there is none.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    fn directory_go_mod(&self, directory: &Path) -> Result<Option<Vec<u8>>, FileError>;
}

/// A folder with the layout of a module proxy: `example.com/!mod/@v/v1.0.0.mod` and so on.
///
/// `$GOMODCACHE/cache/download` is one.
#[derive(Clone, Debug)]
pub struct DownloadFolder {
    root: PathBuf,
}

/// The files that a [`DownloadFolder`] may hold for a module at a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CacheFile {
    /// `.info`: the time and origin of the version, in JSON
    Info,
    /// `.mod`: the go.mod
    Mod,
    /// `.zip`: the source
    Zip,
    /// `.ziphash`: the `h1:` hash that was computed when the zip was downloaded
    ZipHash,
}

impl DownloadFolder {
    /// The folder `root`, which need not exist.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder of a `GOMODCACHE`.
    #[must_use]
    pub fn of_module_cache(module_cache: &Path) -> Self {
        Self::new(module_cache.join("cache").join("download"))
    }

    /// Where the file of a module at a version is; `None` if such a module has no place there.
    #[must_use]
    pub fn file(
        &self,
        path: &ModulePath,
        version: &NodeVersion,
        file: CacheFile,
    ) -> Option<PathBuf> {
        // A version that is not one could point anywhere.
        let version = Version::parse(version.as_str()).ok()?;
        let extension = match file {
            CacheFile::Info => "info",
            CacheFile::Mod => "mod",
            CacheFile::Zip => "zip",
            CacheFile::ZipHash => "ziphash",
        };
        let name = format!("{}.{extension}", escape_version(version.as_str()).ok()?);
        Some(self.folder(path)?.join(name))
    }

    fn folder(&self, path: &ModulePath) -> Option<PathBuf> {
        let folder = escape_path(path.as_str()).ok()?;
        Some(self.root.join(folder).join("@v"))
    }

    /// The versions in the file `list`, and those whose go.mod is there.
    fn listed(&self, folder: &Path) -> Result<Vec<Version>, FileError> {
        let list = files::read(&folder.join("list"))?.unwrap_or_default();
        let list = String::from_utf8_lossy(&list);
        let mut versions: Vec<Version> = list
            .lines()
            .filter_map(|line| line.split_whitespace().next())
            .filter_map(|word| Version::parse(word).ok())
            .collect();
        if let Ok(entries) = std::fs::read_dir(folder) {
            for entry in entries.flatten() {
                let name = entry.file_name();
                let name = name.to_str().and_then(|name| name.strip_suffix(".mod"));
                let version = name.and_then(|name| unescape_version(name).ok());
                versions.extend(version.and_then(|v| Version::parse(&v).ok()));
            }
        }
        Ok(versions)
    }
}

impl ModuleSource for DownloadFolder {
    fn go_mod(
        &self,
        path: &ModulePath,
        version: &NodeVersion,
    ) -> Result<Option<Vec<u8>>, FileError> {
        match self.file(path, version, CacheFile::Mod) {
            Some(file) => files::read(&file),
            None => Ok(None),
        }
    }

    fn versions(&self, path: &ModulePath) -> Result<Vec<NodeVersion>, FileError> {
        let Some(folder) = self.folder(path) else {
            return Ok(Vec::new());
        };
        let mut versions = self.listed(&folder)?;
        versions.retain(|version| !version.is_pseudo());
        versions.sort();
        versions.dedup();
        Ok(versions
            .iter()
            .map(|v| NodeVersion::new(v.as_str()))
            .collect())
    }

    fn directory_go_mod(&self, directory: &Path) -> Result<Option<Vec<u8>>, FileError> {
        files::read(&directory.join("go.mod"))
    }
}

/// Several sources: the first that knows a go.mod answers, version lists are joined.
impl<S: ModuleSource> ModuleSource for [S] {
    fn go_mod(
        &self,
        path: &ModulePath,
        version: &NodeVersion,
    ) -> Result<Option<Vec<u8>>, FileError> {
        for source in self {
            if let Some(text) = source.go_mod(path, version)? {
                return Ok(Some(text));
            }
        }
        Ok(None)
    }

    fn versions(&self, path: &ModulePath) -> Result<Vec<NodeVersion>, FileError> {
        let mut versions = Vec::new();
        for source in self {
            versions.extend(source.versions(path)?);
        }
        versions.sort_by(|a, b| compare(path, a, b).then_with(|| a.as_str().cmp(b.as_str())));
        versions.dedup();
        Ok(versions)
    }

    fn directory_go_mod(&self, directory: &Path) -> Result<Option<Vec<u8>>, FileError> {
        for source in self {
            if let Some(text) = source.directory_go_mod(directory)? {
                return Ok(Some(text));
            }
        }
        Ok(None)
    }
}

/// Modules that are held in memory: for tests, and for callers that have the texts already.
#[derive(Clone, Debug, Default)]
pub struct MemorySource {
    modules: BTreeMap<ModulePath, Vec<(NodeVersion, Vec<u8>)>>,
    directories: BTreeMap<PathBuf, Vec<u8>>,
}

impl MemorySource {
    /// Adds the go.mod of a module at a version.
    pub fn insert(&mut self, path: &str, version: &str, go_mod: impl Into<Vec<u8>>) {
        let path = ModulePath::new(path);
        let version = NodeVersion::new(version);
        let versions = match self.modules.entry(path.clone()) {
            Entry::Vacant(entry) => entry.insert(Vec::new()),
            Entry::Occupied(entry) => entry.into_mut(),
        };
        let at = versions.partition_point(|(v, _)| compare(&path, v, &version).is_lt());
        versions.insert(at, (version, go_mod.into()));
    }

    /// Adds the go.mod of a directory.
    pub fn insert_directory(&mut self, directory: impl Into<PathBuf>, go_mod: impl Into<Vec<u8>>) {
        self.directories.insert(directory.into(), go_mod.into());
    }
}

impl ModuleSource for MemorySource {
    fn go_mod(
        &self,
        path: &ModulePath,
        version: &NodeVersion,
    ) -> Result<Option<Vec<u8>>, FileError> {
        let versions = self.modules.get(path).map_or(&[][..], Vec::as_slice);
        let found = versions.iter().find(|(v, _)| v == version);
        Ok(found.map(|(_, text)| text.clone()))
    }

    fn versions(&self, path: &ModulePath) -> Result<Vec<NodeVersion>, FileError> {
        let versions = self.modules.get(path).map_or(&[][..], Vec::as_slice);
        let is_tag = |version: &NodeVersion| {
            Version::parse(version.as_str()).is_ok_and(|version| !version.is_pseudo())
        };
        let versions = versions.iter().map(|(version, _)| version);
        Ok(versions.filter(|v| is_tag(v)).cloned().collect())
    }

    fn directory_go_mod(&self, directory: &Path) -> Result<Option<Vec<u8>>, FileError> {
        Ok(self.directories.get(directory).cloned())
    }
}
