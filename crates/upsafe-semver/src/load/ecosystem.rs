//! The loaders of the ecosystems behind one shape: find manifests, and read one at any revision.

use std::rc::Rc;

use upsafe_config::Ecosystem;
use upsafe_core::LoadError;
use upsafe_version::Scheme;

use super::{
    cargo,
    docs::{Doc, Docs, HeadDocs, folder},
    go, maven, npm, python,
};
use crate::evidence::Declared;

/// Names of manifests, in the order in which a folder is asked for them.
pub(super) const NAMES: [&str; 6] = [
    "Cargo.toml",
    "package.json",
    "pyproject.toml",
    "go.work",
    "go.mod",
    "pom.xml",
];

/// A manifest of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) ecosystem: Ecosystem,
    pub(super) path: String,
    /// The manifest that it inherits from.
    pub(super) parent: Option<String>,
}

impl Manifest {
    pub(super) fn new(ecosystem: Ecosystem, path: impl Into<String>, parent: Option<&str>) -> Self {
        Self {
            ecosystem,
            path: path.into(),
            parent: parent.map(str::to_owned),
        }
    }

    pub(super) fn dir(&self) -> &str {
        folder(&self.path)
    }

    pub(super) fn scheme(&self) -> Scheme {
        match self.ecosystem {
            Ecosystem::Npm => Scheme::Npm,
            Ecosystem::Python => Scheme::Pep440,
            Ecosystem::Go => Scheme::Go,
            Ecosystem::Maven => Scheme::Maven,
            _ => Scheme::Cargo,
        }
    }
}

/// The manifests that a root stands for: itself and its members.
pub(super) fn discover(path: &str, docs: &mut HeadDocs<'_>) -> Result<Vec<Manifest>, LoadError> {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name {
        "package.json" => npm::discover(path, docs),
        "pyproject.toml" => Ok(vec![Manifest::new(Ecosystem::Python, path, None)]),
        "go.mod" | "go.work" => go::discover(path, docs),
        "pom.xml" => maven::discover(path, docs),
        "Cargo.toml" => cargo::discover(path, docs),
        _ => {
            let expected = "expected `Cargo.toml`, `package.json`, `pyproject.toml`, `go.mod`, \
                            `go.work` or `pom.xml`";
            Err(LoadError::whole(path, expected))
        }
    }
}

/// What a manifest of this name and text says: what a fuzzer asks.
#[doc(hidden)]
pub fn declared_by(name: &str, text: &str) -> Result<Option<Declared>, LoadError> {
    let doc = Doc {
        path: name.to_owned(),
        text: text.to_owned(),
        source: None,
    };
    match name {
        "package.json" => npm::declare(&doc, ""),
        "pyproject.toml" => python::declare(&doc, ""),
        "go.mod" => go::declare(&doc, ""),
        "pom.xml" => maven::declare(&doc, None, ""),
        _ => cargo::declare(&doc, None, "", ""),
    }
}

/// What a manifest says; `None` where it is not there or declares no package.
pub(super) fn declare(
    manifest: &Manifest,
    docs: &mut dyn Docs,
) -> Result<Option<Declared>, LoadError> {
    let Some(doc) = docs.doc(&manifest.path)? else {
        return Ok(None);
    };
    let parent = match &manifest.parent {
        Some(parent) => docs.doc(parent)?,
        None => None,
    };
    let parent: Option<Rc<Doc>> = parent.filter(|parent| parent.path != doc.path);
    let dir = manifest.dir();
    match manifest.ecosystem {
        Ecosystem::Npm => npm::declare(&doc, dir),
        Ecosystem::Python => python::declare(&doc, dir),
        Ecosystem::Go => go::declare(&doc, dir),
        Ecosystem::Maven => maven::declare(&doc, parent.as_deref(), dir),
        _ => {
            let parent_dir = manifest.parent.as_deref().map_or(dir, folder);
            cargo::declare(&doc, parent.as_deref(), dir, parent_dir)
        }
    }
}
