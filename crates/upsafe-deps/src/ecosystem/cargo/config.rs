//! The parts of cargo's configuration that decide where packages come from.
//!
//! Files are found as cargo finds them: `.cargo/config.toml` in a directory and each above it, then
//! the one of the cargo home. The nearer file wins, key by key; a file wins over those it includes,
//! and of these the last. Environment variables and `--config` are not looked at.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use upsafe_core::{LoadError, Sources};

use super::{
    index::{CRATES_IO, canonical},
    manifest::{Item, ParseError, RegistryName, Table, normalize, parse, read_text},
};

/// How many files are read, so that files that include each other end.
const MAX_FILES: usize = 100;

/// How many directories above the start are searched for a file.
const MAX_ANCESTORS: usize = 512;

/// Where packages come from: sources that replace others, and the names of registries.
#[derive(Clone, Debug, Default)]
pub struct CargoConfig {
    sources: BTreeMap<String, SourceTable>,
    registries: BTreeMap<String, String>,
}

/// `[source.NAME]`, complete over all files.
#[derive(Clone, Debug, Default)]
struct SourceTable {
    replace_with: Option<String>,
    registry: Option<String>,
    local_registry: Option<PathBuf>,
    directory: Option<PathBuf>,
    git: Option<String>,
}

/// Where the packages of a registry really come from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Location {
    /// A registry, by the URL of its index.
    Registry(String),
    /// A directory of archives with an index beside them (`local-registry`).
    LocalRegistry(PathBuf),
    /// A directory of unpacked packages, such as `cargo vendor` makes.
    Directory(PathBuf),
}

impl CargoConfig {
    /// Loads the configuration that holds in a directory.
    ///
    /// # Errors
    /// Where a file is there and cannot be read, is no TOML, or a key that is looked at has a value
    /// of another type than cargo expects.
    pub fn load(directory: &Path, cargo_home: Option<&Path>) -> Result<Self, LoadError> {
        let mut config = Self::default();
        let mut seen = BTreeSet::new();
        let above = directory
            .ancestors()
            .take(MAX_ANCESTORS)
            .map(|above| above.join(".cargo"));
        for folder in above.chain(cargo_home.map(normalize)) {
            // Without the extension is how cargo spelled it before 1.39; it still goes first.
            let files = ["config", "config.toml"].map(|name| folder.join(name));
            let Some(file) = files.into_iter().find(|file| file.exists()) else {
                continue;
            };
            let mut open = vec![(file, Presence::Required)];
            while let Some((file, presence)) = open.pop() {
                if presence == Presence::Optional && !file.exists() {
                    continue;
                }
                if seen.len() < MAX_FILES && seen.insert(file.clone()) {
                    open.extend(config.merge_file(&file)?);
                }
            }
        }
        Ok(config)
    }

    /// Adds a file, and returns those that it includes, the strongest last.
    fn merge_file(&mut self, file: &Path) -> Result<Vec<(PathBuf, Presence)>, LoadError> {
        let shown = file.display().to_string();
        let text = read_text(file, &shown)?;
        let folder = file.parent().unwrap_or(Path::new(""));
        // Paths in a file are as seen from the directory that holds its folder.
        let base = folder.parent().unwrap_or(Path::new(""));
        let included = self.merge(&text, base).and_then(|()| includes(&text));
        let included = included.map_err(|error| {
            let mut scratch = Sources::new();
            let id = scratch.add(&shown, text.as_str());
            error.of(scratch.get(id))
        })?;
        let included = included.into_iter();
        Ok(included
            .map(|(path, presence)| (normalize(&folder.join(path)), presence))
            .collect())
    }

    /// Adds the text of a file, which says nothing against what is known already.
    ///
    /// `base` is where relative paths start.
    ///
    /// # Errors
    /// Where the text is no TOML, or a key that is looked at has a value of another type.
    pub fn merge(&mut self, text: &str, base: &Path) -> Result<(), ParseError> {
        let document = parse(text)?;
        let root = Table::root(&document);
        let entries = |key| {
            Ok(root
                .table(key)?
                .map(|table| table.entries())
                .unwrap_or_default())
        };
        for entry in entries("source")? {
            let table = entry.table()?;
            let string = |key| Ok(table.string(key)?.map(|text| text.value));
            let path = |key| Ok(string(key)?.map(|path| normalize(&base.join(path))));
            let known = self.sources.entry(entry.name().to_owned()).or_default();
            fill(&mut known.replace_with, string("replace-with")?);
            fill(&mut known.registry, string("registry")?);
            fill(&mut known.git, string("git")?);
            fill(&mut known.local_registry, path("local-registry")?);
            fill(&mut known.directory, path("directory")?);
        }
        for entry in entries("registries")? {
            if let Some(index) = entry.table()?.string("index")? {
                let name = entry.name().to_owned();
                self.registries.entry(name).or_insert(index.value);
            }
        }
        Ok(())
    }

    /// The URL of the index that a manifest means; `None` for a name that no file explains.
    pub fn registry_url<'a>(&'a self, name: &'a RegistryName) -> Option<&'a str> {
        match name {
            RegistryName::Default => Some(CRATES_IO),
            RegistryName::Index(url) => Some(url),
            RegistryName::Named(name) if name == "crates-io" => Some(CRATES_IO),
            RegistryName::Named(name) => self.registries.get(name).map(String::as_str),
        }
    }

    /// Where the packages of the registry with this index URL really come from, source replacement
    /// followed to its end.
    ///
    /// # Errors
    /// Where the replacement does not end at a registry or directory; says which name does not.
    pub fn location(&self, registry: &str) -> Result<Location, String> {
        let url = canonical(registry);
        let Some(mut name) = self.source_of(url) else {
            return Ok(Location::Registry(url.to_owned()));
        };
        let mut seen = BTreeSet::new();
        loop {
            if !seen.insert(name) {
                return Err(format!("source `{name}` is replaced by itself"));
            }
            let Some(source) = self.sources.get(name) else {
                return match name {
                    "crates-io" => Ok(Location::Registry(CRATES_IO.to_owned())),
                    // Cargo also takes the name of a registry here.
                    _ => match self.registries.get(name) {
                        Some(url) => Ok(Location::Registry(canonical(url).to_owned())),
                        None => Err(format!("no configuration says what source `{name}` is")),
                    },
                };
            };
            if let Some(next) = &source.replace_with {
                name = next;
            } else if let Some(url) = &source.registry {
                return Ok(Location::Registry(canonical(url).to_owned()));
            } else if let Some(directory) = &source.local_registry {
                return Ok(Location::LocalRegistry(directory.clone()));
            } else if let Some(directory) = &source.directory {
                return Ok(Location::Directory(directory.clone()));
            } else if let Some(url) = &source.git {
                return Err(format!(
                    "it is replaced by the git repository `{url}`, which has no index"
                ));
            } else if name == "crates-io" {
                return Ok(Location::Registry(CRATES_IO.to_owned()));
            } else if let Some(url) = self.registries.get(name) {
                return Ok(Location::Registry(canonical(url).to_owned()));
            } else {
                return Err(format!("no configuration says what source `{name}` is"));
            }
        }
    }

    /// The name of the source that stands for a registry, if one does.
    fn source_of(&self, url: &str) -> Option<&str> {
        if url == CRATES_IO && self.sources.contains_key("crates-io") {
            return Some("crates-io");
        }
        let is_it = |known: &Option<String>| known.as_deref().map(canonical) == Some(url);
        let mut sources = self.sources.iter();
        if let Some((name, _)) = sources.find(|(_, source)| is_it(&source.registry)) {
            return Some(name);
        }
        let mut registries = self.registries.iter();
        let named = registries
            .find(|(name, known)| canonical(known) == url && self.sources.contains_key(*name));
        named.map(|(name, _)| name.as_str())
    }
}

/// Whether an included file must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Presence {
    Required,
    Optional,
}

/// What the `include` of a file lists: paths, or tables with a `path` and whether it is `optional`.
fn includes(text: &str) -> Result<Vec<(String, Presence)>, ParseError> {
    let document = parse(text)?;
    let Some(entry) = Table::root(&document).entry("include") else {
        return Ok(Vec::new());
    };
    let mut included = Vec::new();
    for item in entry.items("a list of paths or tables")? {
        included.push(match item {
            Item::String(path) => (path, Presence::Required),
            Item::Table(table) => {
                let path = table.string("path")?.ok_or_else(|| {
                    ParseError::new(
                        table.offset,
                        "expected the included file's `path`, found none",
                    )
                })?;
                let presence = match table.boolean("optional")? {
                    Some(true) => Presence::Optional,
                    _ => Presence::Required,
                };
                (path.value, presence)
            }
        });
    }
    Ok(included)
}

fn fill<T>(known: &mut Option<T>, more: Option<T>) {
    if known.is_none() {
        *known = more;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(texts: &[&str], registry: &str, expected: &str) {
        let mut config = CargoConfig::default();
        for text in texts {
            config.merge(text, Path::new("/w")).unwrap();
        }
        let shown = match config.location(registry) {
            Ok(Location::Registry(url)) => url,
            Ok(Location::LocalRegistry(path)) => format!("local {}", path.display()),
            Ok(Location::Directory(path)) => format!("directory {}", path.display()),
            Err(reason) => reason,
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn replacement_is_followed_to_its_end() {
        check(&[], CRATES_IO, CRATES_IO);
        check(&[], "sparse+https://index.crates.io/", CRATES_IO);
        let mirror = "[source.crates-io]\nreplace-with = 'm'\n[source.m]\nregistry = 'sparse+https://m/i/'\n";
        check(&[mirror], CRATES_IO, "https://m/i");
        check(&[mirror], "https://other", "https://other");
        let vendored = "source.crates-io.replace-with = 'v'\nsource.v.directory = 'vendor/../v'\n";
        check(&[vendored], CRATES_IO, "directory /w/v");
        check(&[vendored, mirror], CRATES_IO, "directory /w/v");
        let local = "source.crates-io.replace-with = 'm'\nsource.m.local-registry = '/l'\n";
        check(&[local], CRATES_IO, "local /l");
        let named = "[source.crates-io]\nreplace-with = 'r'\n[registries.r]\nindex = 'https://r'\n";
        check(&[named], CRATES_IO, "https://r");
        let other = "[source.a]\nregistry = 'https://a/'\nreplace-with = 'b'\n[source.b]\nregistry = 'https://b'\n";
        check(&[other], "sparse+https://a", "https://b");
        let by_name =
            "[registries.a]\nindex = 'https://a'\n[source.a]\nreplace-with = 'crates-io'\n";
        check(&[by_name], "https://a", CRATES_IO);
    }

    #[test]
    fn replacement_that_does_not_end_says_why() {
        let circle = "source.crates-io.replace-with = 'a'\nsource.a.replace-with = 'crates-io'\n";
        check(
            &[circle],
            CRATES_IO,
            "source `crates-io` is replaced by itself",
        );
        let nothing = "source.crates-io.replace-with = 'a'\n";
        check(
            &[nothing],
            CRATES_IO,
            "no configuration says what source `a` is",
        );
        let git = "source.crates-io.replace-with = 'a'\nsource.a.git = 'https://g'\n";
        check(
            &[git],
            CRATES_IO,
            "it is replaced by the git repository `https://g`, which has no index",
        );
    }

    #[test]
    fn values_of_another_type_are_refused_at_their_place() {
        let error = |text: &str| {
            let error = CargoConfig::default()
                .merge(text, Path::new(""))
                .unwrap_err();
            format!("{}: {error}", error.offset())
        };
        assert_eq!(
            error("[source.a]\nregistry = 1\n"),
            "22: expected `registry` to be a string, found an integer"
        );
        assert_eq!(
            error("source = 1"),
            "9: expected `source` to be a table, found an integer"
        );
    }
}
