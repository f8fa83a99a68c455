//! The files of a package, and what changed in them.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{manifest::essence, skeleton::skeleton};

/// How many files a package may have.
const MOST_FILES: usize = 50_000;
/// How large a file may be, in bytes.
const LARGEST: u64 = 64 << 20;
/// Folders of a package that are no part of its library.
const ASIDE: [&str; 4] = ["benches", "examples", "target", "tests"];
/// Folders of what others wrote.
const SKIPPED: [&str; 2] = ["node_modules", "vendor"];
/// How many bytes of a digest are kept.
const KEPT: usize = 16;

/// A file with the digest of what counts in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Source {
    /// Its path relative to the package's folder, with forward slashes.
    pub file: String,
    /// The first half of a SHA-256, in hexadecimal digits.
    pub digest: String,
}

/// The files of a package, sorted by path.
pub type Sources = Vec<Source>;

/// Why files cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("`{}` cannot be read: {reason}", path.display())]
pub struct SourcesError {
    path: PathBuf,
    reason: String,
}

impl SourcesError {
    fn new(path: &Path, reason: impl ToString) -> Self {
        let (path, reason) = (path.to_owned(), reason.to_string());
        SourcesError { path, reason }
    }
}

/// How a file differs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SourceChange {
    /// Its path.
    pub file: String,
    /// `changed`, `is new`, `is gone`.
    pub what: &'static str,
}

impl SourceChange {
    /// The files that differ, sorted by path.
    #[must_use]
    pub fn between(old: &[Source], new: &[Source]) -> Vec<SourceChange> {
        let of = |all: &[Source]| -> BTreeMap<String, String> {
            let pairs = all.iter().map(|one| (one.file.clone(), one.digest.clone()));
            pairs.collect()
        };
        let (old, new) = (of(old), of(new));
        let mut changes = Vec::new();
        for (file, digest) in &new {
            let what = match old.get(file) {
                None => "is new",
                Some(before) if before != digest => "changed",
                Some(_) => continue,
            };
            changes.push(SourceChange {
                file: file.clone(),
                what,
            });
        }
        let gone = old.keys().filter(|file| !new.contains_key(*file));
        changes.extend(gone.map(|file| SourceChange {
            file: file.clone(),
            what: "is gone",
        }));
        changes.sort_by(|a, b| a.file.cmp(&b.file));
        changes
    }
}

/// Reads the files of the package in `folder` that may change its API; `workspace` is the manifest
/// that its own inherits from.
///
/// That are its manifest, its Rust files but those of tests, benches and examples, and where it has a
/// build script every other file but Markdown. Files outside of its folder are not seen.
///
/// # Errors
/// Where a file or folder cannot be read, or there are too many.
pub fn read_sources(folder: &Path, workspace: Option<&Path>) -> Result<Sources, SourcesError> {
    let path = folder.join("Cargo.toml");
    let manifest = table(&path)?;
    let above = match workspace {
        Some(above) if above != path => Some(table(above)?),
        _ => None,
    };
    let own = manifest.contains_key("workspace").then_some(&manifest);
    let said = essence(&manifest, above.as_ref().or(own));
    let mut found = vec![source("Cargo.toml".to_owned(), said.as_bytes())];
    let build = manifest
        .get("package")
        .and_then(|package| package.get("build"));
    let is_built = match build {
        Some(toml::Value::Boolean(is_built)) => *is_built,
        Some(_) => true,
        None => folder.join("build.rs").is_file(),
    };
    let counts = |name: &str| {
        let other = is_built && !name.ends_with(".md") && name != "Cargo.lock";
        name.ends_with(".rs") || other
    };
    collect(folder, "Cargo.toml", &counts, &mut found)?;
    found.sort();
    Ok(found)
}

/// Reads the files of a package of another language: those in `folder` with one of the extensions
/// and the manifest of this name, without those of packages below.
///
/// # Errors
/// As [`read_sources`].
pub fn read_other_sources(
    folder: &Path,
    manifest: &str,
    extensions: &[&str],
) -> Result<Sources, SourcesError> {
    let mut found = vec![source(manifest.to_owned(), &bytes(&folder.join(manifest))?)];
    let counts = |name: &str| {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        extensions.contains(&extension) && !name.ends_with("_test.go")
    };
    collect(folder, manifest, &counts, &mut found)?;
    found.sort();
    Ok(found)
}

/// Whether the Rust package in a folder has a library.
///
/// # Errors
/// Where its manifest cannot be read.
pub fn has_library(folder: &Path) -> Result<bool, SourcesError> {
    let manifest = table(&folder.join("Cargo.toml"))?;
    let package = manifest.get("package");
    let found = package.and_then(|package| package.get("autolib"));
    let is_found = found.and_then(toml::Value::as_bool).unwrap_or(true);
    Ok(manifest.contains_key("lib") || is_found && folder.join("src/lib.rs").is_file())
}

fn table(path: &Path) -> Result<toml::Table, SourcesError> {
    let text = fs::read_to_string(path).map_err(|error| SourcesError::new(path, error))?;
    text.parse()
        .map_err(|error: toml::de::Error| SourcesError::new(path, error.message()))
}

/// Adds the files of a package that count; the one of its manifest is there already.
fn collect(
    folder: &Path,
    manifest: &str,
    counts: &dyn Fn(&str) -> bool,
    found: &mut Sources,
) -> Result<(), SourcesError> {
    let mut open = vec![String::new()];
    while let Some(at) = open.pop() {
        for (name, kind) in entries(&folder.join(&at))? {
            let path = if at.is_empty() {
                name.clone()
            } else {
                format!("{at}/{name}")
            };
            let full = folder.join(&path);
            if name.starts_with('.') {
                continue;
            }
            if kind.is_dir() {
                let aside = at.is_empty() && ASIDE.contains(&name.as_str());
                let skipped = aside || SKIPPED.contains(&name.as_str());
                if !skipped && !full.join(manifest).is_file() {
                    open.push(path);
                }
                continue;
            }
            let is_file = kind.is_file() || kind.is_symlink() && full.is_file();
            if !is_file || !counts(&name) || path == manifest {
                continue;
            }
            if found.len() >= MOST_FILES {
                let reason = format!("it holds more than {MOST_FILES} files");
                return Err(SourcesError::new(folder, reason));
            }
            let bytes = bytes(&full)?;
            let text = std::str::from_utf8(&bytes).ok();
            let seen = text.filter(|_| name.ends_with(".rs")).and_then(skeleton);
            found.push(match seen {
                Some(seen) => source(path, seen.as_bytes()),
                None => source(path, &bytes),
            });
        }
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<Vec<(String, fs::FileType)>, SourcesError> {
    let fail = |error: io::Error| SourcesError::new(folder, error);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let kind = entry.file_type().map_err(fail)?;
        // A name that is no Unicode cannot be told of; rustc does not take it either.
        if let Ok(name) = entry.file_name().into_string() {
            found.push((name, kind));
        }
    }
    Ok(found)
}

fn bytes(path: &Path) -> Result<Vec<u8>, SourcesError> {
    let fail = |error: io::Error| SourcesError::new(path, error);
    let n_bytes = fs::metadata(path).map_err(fail)?.len();
    if n_bytes > LARGEST {
        return Err(SourcesError::new(
            path,
            format!("found {n_bytes} bytes, expected at most {LARGEST}"),
        ));
    }
    fs::read(path).map_err(fail)
}

fn source(file: String, bytes: &[u8]) -> Source {
    let digest = Sha256::digest(bytes);
    let digest = digest
        .iter()
        .take(KEPT)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Source { file, digest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_the_library_count() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
            fs::write(path, text).expect("it can be written");
        };
        let read = || read_sources(folder.path(), None).expect("it can be read");
        write(
            "Cargo.toml",
            "[package]\nname = \"a\"\nversion = \"1.0.0\"\n",
        );
        write("src/lib.rs", "pub fn f() {}");
        write("src/notes.txt", "x");
        write("tests/it.rs", "fn f() {}");
        write("inner/Cargo.toml", "[package]\n");
        write("inner/src/lib.rs", "");
        let old = read();
        let names: Vec<&str> = old.iter().map(|one| one.file.as_str()).collect();
        assert_eq!(names, ["Cargo.toml", "src/lib.rs"]);
        write("src/lib.rs", "pub fn f() { 1; }");
        write(
            "Cargo.toml",
            "[package]\nname = \"a\"\nversion = \"1.0.1\"\n",
        );
        assert_eq!(SourceChange::between(&old, &read()), []);
        write("src/lib.rs", "pub fn g() {}");
        write("src/new.rs", "");
        let told = |old: &[Source]| -> Vec<String> {
            let changes = SourceChange::between(old, &read());
            changes
                .iter()
                .map(|one| format!("{} {}", one.file, one.what))
                .collect()
        };
        assert_eq!(told(&old), ["src/lib.rs changed", "src/new.rs is new"]);
        let old = read();
        fs::remove_file(folder.path().join("src/new.rs")).expect("it is there");
        write("build.rs", "fn main() {}");
        assert_eq!(
            told(&old),
            [
                "build.rs is new",
                "src/new.rs is gone",
                "src/notes.txt is new"
            ]
        );
        assert!(read_sources(&folder.path().join("none"), None).is_err());
    }
}
