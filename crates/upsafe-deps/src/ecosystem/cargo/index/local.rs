//! The index caches below `$CARGO_HOME/registry/index`.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use super::{Index, PackageIndex, RegistryDirectories, Unknown, canonical};
use crate::ecosystem::cargo::{
    config::{CargoConfig, Location},
    manifest::read_bytes,
};

/// What cargo has kept of the indexes of all registries on this machine.
///
/// Nothing is kept in memory: each question reads one file.
#[derive(Clone, Debug)]
pub struct LocalIndex {
    directories: RegistryDirectories,
    config: CargoConfig,
}

impl LocalIndex {
    /// The index caches below a cargo home, by the source replacement of a configuration.
    pub fn new(cargo_home: &Path, config: CargoConfig) -> Self {
        Self {
            directories: RegistryDirectories::list(cargo_home, "index"),
            config,
        }
    }

    /// The files that an answer may come from, whether they are there or not.
    pub(crate) fn files(&self, registry: &str, name: &str) -> Vec<PathBuf> {
        let found = match self.config.location(registry) {
            Ok(Location::Registry(url)) => self.candidates(&url, name),
            Ok(Location::LocalRegistry(directory)) => {
                local_file(&directory, name).map(|it| vec![it])
            }
            Ok(Location::Directory(_)) | Err(_) => return Vec::new(),
        };
        found.unwrap_or_default()
    }

    /// The more trusted ones first.
    fn candidates(&self, registry: &str, name: &str) -> Result<Vec<PathBuf>, Unknown> {
        let directories = self
            .directories
            .of(registry)
            .map_err(|reason| no_index(registry, reason))?;
        let path = path_of(name).ok_or_else(|| not_cached(name))?;
        let directories = directories.into_iter();
        Ok(directories
            .map(|directory| directory.join(".cache").join(&path))
            .collect())
    }

    fn cached(&self, registry: &str, name: &str) -> Result<Arc<PackageIndex>, Unknown> {
        let mut files: Vec<(SystemTime, PathBuf)> = Vec::new();
        for file in self.candidates(registry, name)? {
            if let Ok(metadata) = file.metadata() {
                let modified = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                files.push((modified, file));
            }
        }
        // The sort is stable, so of equally old files the more trusted directory's is first.
        files.sort_by_key(|(modified, _)| std::cmp::Reverse(*modified));
        let mut unknown = None;
        for (_, file) in files {
            match read(name, &file) {
                Ok(package) => return Ok(Arc::new(package)),
                Err(reason) => unknown = unknown.or(Some(reason)),
            }
        }
        Err(unknown.unwrap_or_else(|| not_cached(name)))
    }
}

impl Index for LocalIndex {
    fn package(&self, registry: &str, name: &str) -> Result<Arc<PackageIndex>, Unknown> {
        match self.config.location(registry) {
            Ok(Location::Registry(url)) => self.cached(&url, name),
            Ok(Location::LocalRegistry(directory)) => in_local_registry(&directory, name),
            Ok(Location::Directory(directory)) => {
                let directory = directory.display();
                let reason =
                    format!("it is replaced by the directory `{directory}`, which has no index");
                Err(no_index(registry, reason))
            }
            Err(reason) => Err(no_index(registry, reason)),
        }
    }
}

fn not_cached(name: &str) -> Unknown {
    Unknown::NotCached {
        package: name.to_owned(),
    }
}

fn no_index(registry: &str, reason: String) -> Unknown {
    Unknown::NoIndex {
        registry: canonical(registry).to_owned(),
        reason,
    }
}

fn read(name: &str, file: &Path) -> Result<PackageIndex, Unknown> {
    PackageIndex::from_cache(name, bytes_of(name, file)?)
}

fn bytes_of(name: &str, file: &Path) -> Result<Vec<u8>, Unknown> {
    let shown = file.file_name().unwrap_or_default().to_string_lossy();
    read_bytes(file, &shown).map_err(|error| Unknown::Unreadable {
        package: name.to_owned(),
        reason: error.message().to_owned(),
    })
}

/// A package of a `local-registry` source, which keeps its index as registries serve it.
fn in_local_registry(directory: &Path, name: &str) -> Result<Arc<PackageIndex>, Unknown> {
    let file = local_file(directory, name)?;
    if !file.exists() {
        return Err(not_cached(name));
    }
    let text = String::from_utf8(bytes_of(name, &file)?).map_err(|error| Unknown::Unreadable {
        package: name.to_owned(),
        reason: format!("expected UTF-8 text: {error}"),
    })?;
    PackageIndex::from_lines(name, &text).map(Arc::new)
}

fn local_file(directory: &Path, name: &str) -> Result<PathBuf, Unknown> {
    let path = path_of(name).ok_or_else(|| not_cached(name))?;
    Ok(directory.join("index").join(path))
}

/// Where in an index a package's file is: `1/a`, `2/ab`, `3/a/abc`, `ab/cd/abcd`; `None` for what
/// is no name of a package, such as one that leads out of the directory.
fn path_of(name: &str) -> Option<String> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if name.len() > 128 || !name.bytes().all(is_plain) {
        return None;
    }
    let name = name.to_ascii_lowercase();
    match name.len() {
        0 => None,
        1 => Some(format!("1/{name}")),
        2 => Some(format!("2/{name}")),
        3 => Some(format!("3/{}/{name}", &name[..1])),
        _ => Some(format!("{}/{}/{name}", &name[..2], &name[2..4])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_a_place_in_the_index() {
        let check = |name: &str, expected: Option<&str>| {
            assert_eq!(path_of(name).as_deref(), expected, "{name}");
        };
        check("a", Some("1/a"));
        check("AB", Some("2/ab"));
        check("abc", Some("3/a/abc"));
        check("serde_json", Some("se/rd/serde_json"));
        check("Inflector", Some("in/fl/inflector"));
        check("", None);
        check("../../etc/passwd", None);
        check("a/b", None);
        check("naïve", None);
        check(&"a".repeat(129), None);
    }
}
