//! What a manifest states and what it takes over from its workspace, made one.

use std::path::Path;

use semver::Version;
use upsafe_core::{Place, SourceId, closest};

use super::{
    dependency_table::{DeclaredDependency, DeclaredRegistry},
    document::{Inheritable, Manifest, PackageTable, Publish, WorkspaceTable},
    model::{
        Declared, Dependency, Feature, Origin, Package, RegistryName, Requirement, SharedDependency,
    },
    normalize,
    tree::{At, ParseError},
};

/// A manifest in its place.
#[derive(Clone, Copy)]
pub(super) struct Home<'m> {
    pub(super) manifest: &'m Manifest,
    pub(super) source: SourceId,
    pub(super) directory: &'m Path,
}

impl<'m> Home<'m> {
    fn workspace(&self) -> Option<&'m WorkspaceTable> {
        self.manifest.workspace.as_ref()
    }

    fn declared<T: Clone>(&self, at: &At<T>) -> Declared<T> {
        Declared {
            value: at.value.clone(),
            place: Place::new(self.source, at.span.clone()),
        }
    }
}

/// The package of `own`, with what it inherits from the workspace root `root`.
///
/// `is_ours` says whether `root` is the root of the workspace that is loaded; only then do
/// dependencies refer to its shared ones.
pub(super) fn package(
    own: Home<'_>,
    table: &PackageTable,
    root: Option<Home<'_>>,
    membership: Membership,
) -> Result<Package, ParseError> {
    let version = inherited(&table.version, own, root, "version", |w| w.version.as_ref())?;
    let edition = inherited(&table.edition, own, root, "edition", |w| w.edition.as_ref())?;
    let rust_version = inherited(&table.rust_version, own, root, "rust-version", |w| {
        w.rust_version.as_ref()
    })?;
    let features = own.manifest.features.iter().map(|feature| Feature {
        name: feature.name.value.clone(),
        place: Place::new(own.source, feature.name.span.clone()),
        values: feature
            .values
            .iter()
            .map(|value| own.declared(value))
            .collect(),
    });
    let dependencies = own.manifest.dependencies.iter();
    let dependencies = dependencies.map(|d| dependency(own, d, root, membership));
    let publish = match &table.publish {
        // Without a version there is nothing to publish under.
        None if version.is_none() => Publish::Nowhere,
        None => Publish::Anywhere,
        Some(Inheritable::Stated(publish)) => publish.clone(),
        Some(Inheritable::Inherited(offset)) => {
            let shared = root.and_then(|root| root.workspace()?.publish.clone());
            shared.ok_or_else(|| nothing_to_inherit(*offset, "publish"))?
        }
    };
    Ok(Package {
        name: table.name.value.clone(),
        place: Place::new(own.source, table.name.span.clone()),
        version: version.map_or(Version::new(0, 0, 0), |version| version.value),
        manifest: own.source,
        directory: own.directory.to_owned(),
        member: membership != Membership::Outside,
        edition: edition.map_or_else(|| "2015".to_owned(), |edition| edition.value),
        rust_version,
        publish,
        links: table.links.as_ref().map(|links| links.value.clone()),
        features: features.collect(),
        dependencies: dependencies.collect::<Result<_, _>>()?,
    })
}

/// How a package stands to the workspace that is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Membership {
    Member,
    Outside,
}

fn inherited<T: Clone>(
    stated: &Option<Inheritable<At<T>>>,
    own: Home<'_>,
    root: Option<Home<'_>>,
    key: &str,
    shared: impl for<'w> Fn(&'w WorkspaceTable) -> Option<&'w At<T>>,
) -> Result<Option<Declared<T>>, ParseError> {
    match stated {
        None => Ok(None),
        Some(Inheritable::Stated(at)) => Ok(Some(own.declared(at))),
        Some(Inheritable::Inherited(offset)) => root
            .and_then(|root| Some(root.declared(shared(root.workspace()?)?)))
            .map(Some)
            .ok_or_else(|| nothing_to_inherit(*offset, key)),
    }
}

fn nothing_to_inherit(offset: usize, key: &str) -> ParseError {
    let message = format_args!(
        "expected `[workspace.package]` to have the `{key}` inherited here, found none"
    );
    ParseError::new(offset, message)
}

/// A dependency of `own`, with what it inherits from the workspace root `root`.
pub(super) fn dependency(
    own: Home<'_>,
    stated: &DeclaredDependency,
    root: Option<Home<'_>>,
    membership: Membership,
) -> Result<Dependency, ParseError> {
    let (home, declared, shared) = if stated.inherited {
        let (root, at) = shared_entry(stated, root)?;
        let entry = &root.workspace().map_or(&[][..], |w| &w.dependencies)[at];
        (root, entry, Some((root, at)))
    } else {
        (own, stated, None)
    };
    let (origin, origin_place) = origin(home, declared);
    let mut features: Vec<_> = declared.features.iter().map(|f| home.declared(f)).collect();
    let mut default_features = declared.default_features.unwrap_or(true);
    if stated.inherited {
        features.extend(stated.features.iter().map(|f| own.declared(f)));
        // A member can turn them on again, not off.
        default_features |= stated.default_features == Some(true);
    }
    let key_place = |at: &At<String>, source| Place::new(source, at.span.clone());
    Ok(Dependency {
        key: stated.key.value.clone(),
        package: package_name(declared),
        kind: stated.kind,
        target: stated.target.clone(),
        requirement: requirement(home, declared),
        origin,
        origin_place,
        optional: stated.optional,
        default_features,
        features,
        place: key_place(&stated.key, own.source),
        shared: shared
            .filter(|_| membership == Membership::Member)
            .map(|(_, at)| at),
        inherited_place: shared.map(|(root, _)| key_place(&declared.key, root.source)),
    })
}

fn shared_entry<'m>(
    stated: &DeclaredDependency,
    root: Option<Home<'m>>,
) -> Result<(Home<'m>, usize), ParseError> {
    let key = &stated.key;
    let name = &key.value;
    let error = |message: std::fmt::Arguments<'_>| Err(ParseError::new(key.span.start, message));
    let Some((root, workspace)) = root.and_then(|root| Some((root, root.workspace()?))) else {
        return error(format_args!(
            "expected a workspace from which `{name}` is inherited, found none"
        ));
    };
    let keys = || {
        workspace
            .dependencies
            .iter()
            .map(|entry| entry.key.value.as_str())
    };
    if let Some(at) = keys().position(|known| known == name) {
        return Ok((root, at));
    }
    match closest(name, keys()) {
        Some(near) => error(format_args!(
            "expected `{name}` in `[workspace.dependencies]`, found none; did you mean `{near}`?"
        )),
        None => error(format_args!(
            "expected `{name}` in `[workspace.dependencies]`, found none"
        )),
    }
}

/// The entries of `[workspace.dependencies]`, not yet used by anybody.
pub(super) fn shared_dependencies(root: Home<'_>) -> Vec<SharedDependency> {
    let Some(workspace) = root.workspace() else {
        return Vec::new();
    };
    let entries = workspace.dependencies.iter();
    entries
        .map(|entry| SharedDependency {
            key: entry.key.value.clone(),
            package: package_name(entry),
            requirement: requirement(root, entry),
            origin: origin(root, entry).0,
            place: Place::new(root.source, entry.key.span.clone()),
            n_users: 0,
        })
        .collect()
}

fn package_name(declared: &DeclaredDependency) -> String {
    let name = declared.package.as_ref().unwrap_or(&declared.key);
    name.value.clone()
}

fn requirement(home: Home<'_>, declared: &DeclaredDependency) -> Option<Requirement> {
    let At { value, span } = declared.requirement.as_ref()?;
    Some(Requirement {
        text: value.text.clone(),
        parsed: value.parsed.clone(),
        place: Place::new(home.source, span.clone()),
    })
}

fn origin(home: Home<'_>, declared: &DeclaredDependency) -> (Origin, Option<Place>) {
    let place = |span: &std::ops::Range<usize>| Some(Place::new(home.source, span.clone()));
    if let Some(path) = &declared.path {
        let directory = normalize(&home.directory.join(&path.value));
        return (Origin::Path(directory), place(&path.span));
    }
    if let Some(git) = &declared.git {
        let origin = Origin::Git {
            url: git.value.url.clone(),
            reference: git.value.reference.clone(),
        };
        return (origin, place(&git.span));
    }
    match &declared.registry {
        None => (Origin::Registry(RegistryName::Default), None),
        Some(At { value, span }) => {
            let name = match value {
                DeclaredRegistry::Name(name) => RegistryName::Named(name.clone()),
                DeclaredRegistry::Index(url) => RegistryName::Index(url.clone()),
            };
            (Origin::Registry(name), place(span))
        }
    }
}
