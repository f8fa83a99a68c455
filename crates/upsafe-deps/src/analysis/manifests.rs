//! The tree's own packages as releases, so that a walk starts from them like from any other.

use std::{collections::HashMap, rc::Rc};

use super::{
    catalog::Catalog,
    names::{From, Names},
    release::{Need, Release, turned_on},
    world::{Declared, Spot},
};
use crate::{
    ecosystem::cargo::{
        config::CargoConfig,
        index::canonical,
        manifest::{Origin, Package, RegistryName, Workspace},
    },
    evidence::cargo_version,
    graph::{DependencyKind, Graph},
};

/// The packages of a workspace.
#[derive(Default)]
pub(crate) struct Manifests {
    /// The members, by their index in the workspace.
    pub(crate) members: Vec<(usize, Spot)>,
    pub(crate) local: HashMap<Spot, Rc<Release>>,
}

impl Manifests {
    /// Reads the workspace, and has the catalog expect what it requires.
    pub(crate) fn read(catalog: &Catalog<'_>, graph: &Graph, declared: Declared<'_>) -> Self {
        let mut read = Self::default();
        let Some(workspace) = declared.workspace else {
            return read;
        };
        for (at, package) in workspace.packages.iter().enumerate() {
            let mut names = catalog.names.borrow_mut();
            let name = names.name(&package.name, From::Path);
            let release = release_of(package, workspace, declared.config, &mut names);
            drop(names);
            catalog.expect(&release);
            // Where the lock is stale its version stands, so that the graph stays one piece.
            let id = declared.manifest_ids.get(at).copied().flatten();
            let locked = id.and_then(|id| cargo_version(graph, id));
            let version = locked.unwrap_or(&package.version).clone();
            read.local.insert((name, version.clone()), Rc::new(release));
            if package.member {
                read.members.push((at, (name, version)));
            }
        }
        read
    }
}

fn release_of(
    package: &Package,
    workspace: &Workspace,
    config: &CargoConfig,
    names: &mut Names,
) -> Release {
    let mut needs = Vec::new();
    for (at, dependency) in package.dependencies.iter().enumerate() {
        if dependency.kind == DependencyKind::Dev && !package.member {
            continue;
        }
        let mut fixed = None;
        let from = match &dependency.origin {
            Origin::Path(directory) => {
                let target = workspace
                    .packages
                    .iter()
                    .find(|p| p.directory == *directory);
                fixed = target.map(|target| target.version.clone());
                From::Path
            }
            Origin::Git { url, .. } => From::Elsewhere(git_key(url).into()),
            Origin::Registry(registry) => match config.registry_url(registry) {
                Some(url) => From::Registry(canonical(url).into()),
                None => From::Elsewhere(registry_key(registry).into()),
            },
        };
        let text = dependency.requirement.as_ref().map_or("*", |req| &req.text);
        needs.push(Need {
            key: names.word(&dependency.key),
            name: names.name(&dependency.package, from),
            req: names.req(text),
            fixed,
            optional: dependency.optional,
            default_features: dependency.default_features,
            features: dependency
                .features
                .iter()
                .map(|f| names.word(&f.value))
                .collect(),
            declared: Some(at),
        });
    }
    let named = package.features.iter().map(|feature| {
        let values = feature.values.iter().map(|value| value.value.as_str());
        (feature.name.as_str(), values)
    });
    Release {
        features: turned_on(named, &needs, names),
        needs,
        rust_version: package.rust_version.as_ref().map(|stated| stated.value),
        yanked: false,
        checksum: None,
        opaque: false,
    }
}

/// What two spellings of one repository's URL have in common.
pub(super) fn git_key(url: &str) -> String {
    let url = url.trim_end_matches('/');
    url.strip_suffix(".git").unwrap_or(url).to_ascii_lowercase()
}

fn registry_key(registry: &RegistryName) -> String {
    match registry {
        RegistryName::Default => "crates-io".to_owned(),
        RegistryName::Named(name) | RegistryName::Index(name) => name.clone(),
    }
}
