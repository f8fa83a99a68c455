//! The only I/O of the matrix: the files that facts name.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use upsafe_config::{FactKind, Glob, MatrixFact, MatrixScheme, Spanned, VersionMatrix};
use upsafe_core::{LoadError, Place, Sources};

use super::{
    Fact, Said,
    extract::{self, Form, Found},
};
use crate::matrix::{Matrix, Range, Version};

/// Larger files are not read, in bytes.
const LARGEST: u64 = 16 << 20;
/// How deep folders are searched for the files that a pattern names.
const DEEPEST: usize = 32;
/// How many entries of folders are looked at for one pattern.
const MOST_ENTRIES: usize = 200_000;
/// Folders in which nothing is looked for.
const PASSED_OVER: [&str; 3] = [".git", "target", "node_modules"];

/// What was read, and what could not be.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct LoadedFacts {
    /// The facts, in the order of the configuration, within a file in that of the text.
    pub facts: Vec<Fact>,
    /// What could not be looked at: each makes the answer one that cannot be told.
    pub troubles: Vec<LoadError>,
}

/// Reads the files that the facts of a configuration name, relative to `root`. `matrix` is what
/// [`Matrix::read`] made of the same configuration.
pub fn load_facts(
    root: &Path,
    config: &VersionMatrix,
    matrix: &Matrix,
    sources: &mut Sources,
) -> LoadedFacts {
    let mut loaded = LoadedFacts::default();
    for fact in &config.fact {
        let Some(component) = matrix.component(fact.component.as_str()) else {
            continue;
        };
        if let Err(error) = load(root, fact, (matrix, component), sources, &mut loaded) {
            loaded.troubles.push(error);
        }
    }
    loaded
}

fn load(
    root: &Path,
    fact: &Spanned<MatrixFact>,
    (matrix, component): (&Matrix, usize),
    sources: &mut Sources,
    loaded: &mut LoadedFacts,
) -> Result<(), LoadError> {
    let pattern = match &fact.pattern {
        Some(text) => Some(extract::pattern(text.as_str()).map_err(|error| {
            LoadError::whole(fact.file.as_str(), format!("`pattern`: {error}"))
        })?),
        None => None,
    };
    for path in files(root, fact.file.as_str())? {
        let text = read(&root.join(&path), &path)?;
        let id = sources.add(&path, text);
        let source = sources.get(id);
        let text = source.text();
        let name = path.rsplit('/').next().unwrap_or(&path);
        let kinds = match (&pattern, kinds(fact, matrix.own == Some(component), name)) {
            (Some(_), _) => Vec::new(),
            (None, Some(kinds)) => kinds,
            (None, None) => {
                let message = "a fact must say with `read` or `pattern` what is read here";
                return Err(LoadError::whole(&path, message));
            }
        };
        let mut found: Vec<(String, Found)> = Vec::new();
        if let Some(pattern) = &pattern {
            let matches = extract::matches(pattern, text, Form::Prefix);
            found.extend(matches.into_iter().map(|one| ("version".to_owned(), one)));
        }
        for kind in &kinds {
            let package = fact.package.as_ref().map(|name| name.as_str());
            if package.is_none() && matches!(kind, FactKind::Image | FactKind::Package) {
                let message = format!("a fact with `read = \"{kind}\"` needs `package`");
                return Err(LoadError::whole(&path, message));
            }
            let read = extract::read(*kind, package, text, name)
                .map_err(|unread| LoadError::at(source, unread.at, unread.message))?;
            let what = what(*kind, package);
            found.extend(read.into_iter().map(|one| (what.clone(), one)));
        }
        if found.is_empty() {
            let name = fact.component.as_str();
            let message = format!("nothing here says which version of `{name}` is used");
            return Err(LoadError::whole(&path, message));
        }
        let scheme = matrix
            .components
            .get(component)
            .map_or(MatrixScheme::Semver, |one| one.scheme);
        for (what, one) in found {
            match said(scheme, &one) {
                Ok(said) => loaded.facts.push(Fact {
                    component,
                    said,
                    text: one.text,
                    what,
                    path: path.clone(),
                    place: Place::new(id, one.span),
                }),
                Err(message) => {
                    loaded
                        .troubles
                        .push(LoadError::at(source, one.span.start, message))
                }
            }
        }
    }
    Ok(())
}

/// What is read of a file: what the fact says, or what its name tells.
fn kinds(fact: &MatrixFact, is_own: bool, name: &str) -> Option<Vec<FactKind>> {
    if let Some(kind) = &fact.read {
        return Some(vec![**kind]);
    }
    let has_package = fact.package.is_some();
    Some(match name {
        "Cargo.lock" | "package-lock.json" | "uv.lock" | "poetry.lock" | "go.mod"
            if has_package =>
        {
            vec![FactKind::Package]
        }
        _ if has_package => vec![FactKind::Image],
        "go.mod" | "go.work" => vec![FactKind::GoDirective, FactKind::GoToolchain],
        "Cargo.toml" | "pyproject.toml" | "package.json" if is_own => vec![FactKind::Version],
        "Cargo.toml" => vec![FactKind::RustVersion],
        "rust-toolchain.toml" | "rust-toolchain" => vec![FactKind::RustToolchain],
        "pyproject.toml" => vec![FactKind::RequiresPython],
        "package.json" => vec![FactKind::NodeEngine],
        _ => return None,
    })
}

fn what(kind: FactKind, package: Option<&str>) -> String {
    let package = package.unwrap_or_default();
    match kind {
        FactKind::GoDirective => "line `go`".to_owned(),
        FactKind::GoToolchain => "line `toolchain`".to_owned(),
        FactKind::RustToolchain => "channel".to_owned(),
        FactKind::Image => format!("image `{package}`"),
        FactKind::Package => format!("lock of `{package}`"),
        FactKind::NodeEngine => "key `engines.node`".to_owned(),
        FactKind::Version => "version".to_owned(),
        other => format!("key `{other}`"),
    }
}

/// What a text says in the scheme of its component.
fn said(scheme: MatrixScheme, found: &Found) -> Result<Said, String> {
    let text = found.text.as_str();
    if found.form == Form::Range {
        return Range::parse(scheme, text)
            .map(Said::Range)
            .map_err(|error| format!("no range of the scheme `{scheme}`: {error}"));
    }
    let error = match Version::parse(scheme, text) {
        Ok(version) => return Ok(Said::Version(version)),
        Err(error) => error,
    };
    let short = !text.is_empty() && text.split('.').count() < 3;
    let numbers = short
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    let semver = matches!(
        scheme,
        MatrixScheme::Semver | MatrixScheme::Cargo | MatrixScheme::Npm
    );
    if numbers && semver {
        let filled = text.to_owned() + &".0".repeat(3 - text.split('.').count());
        let range = Range::parse(MatrixScheme::Semver, &format!("{text}.x"));
        match (found.form, Version::parse(scheme, &filled), range) {
            (Form::Version, Ok(version), _) => return Ok(Said::Version(version)),
            (Form::Prefix, _, Ok(range)) => return Ok(Said::Range(range)),
            _ => {}
        }
    }
    Err(format!("no version of the scheme `{scheme}`: {error}"))
}

/// The files that a path or a pattern names, relative to `root`, in the order of their paths.
fn files(root: &Path, named: &str) -> Result<Vec<String>, LoadError> {
    if !named.contains('*') {
        return Ok(vec![named.to_owned()]);
    }
    let glob =
        Glob::new(named).ok_or_else(|| LoadError::whole(named, "expected a name besides `*`"))?;
    let mut found = Vec::new();
    let mut folders: Vec<(PathBuf, String, usize)> = vec![(root.to_owned(), String::new(), 0)];
    let mut seen = 0;
    while let Some((folder, shown, depth)) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| {
            LoadError::whole(if shown.is_empty() { "." } else { &shown }, error)
        })?;
        for entry in entries {
            let entry = entry.map_err(|error| LoadError::whole(&shown, error))?;
            seen += 1;
            if seen > MOST_ENTRIES {
                let message = format!("found more than {MOST_ENTRIES} files and folders");
                return Err(LoadError::whole(named, message));
            }
            let name = entry.file_name();
            let Some(name) = name.to_str() else { continue };
            let path = match shown.is_empty() {
                true => name.to_owned(),
                false => format!("{shown}/{name}"),
            };
            let kind = entry
                .file_type()
                .map_err(|error| LoadError::whole(&path, error))?;
            if kind.is_dir() {
                if depth < DEEPEST && !PASSED_OVER.contains(&name) {
                    folders.push((entry.path(), path, depth + 1));
                }
            } else if kind.is_file() && glob.matches(&path) {
                found.push(path);
            }
        }
    }
    if found.is_empty() {
        return Err(LoadError::whole(named, "no file has such a path"));
    }
    found.sort_unstable();
    Ok(found)
}

/// The text of a regular file of bounded size.
fn read(path: &Path, shown: &str) -> Result<String, LoadError> {
    let fail = |error: io::Error| LoadError::whole(shown, error);
    let about = fs::metadata(path).map_err(fail)?;
    if !about.is_file() {
        return Err(LoadError::whole(shown, "expected a regular file"));
    }
    if about.len() > LARGEST {
        let message = format!("found {} bytes, expected at most {LARGEST}", about.len());
        return Err(LoadError::whole(shown, message));
    }
    let bytes = fs::read(path).map_err(fail)?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        LoadError::whole(
            shown,
            format!("expected text in UTF-8, found another byte at {at}"),
        )
    })
}
