//! Everything that can be selected: what is locked, what the manifests say, what the index knows.

use std::{collections::HashMap, rc::Rc};

use semver::Version;
use upsafe_version::cargo::Class;

use super::{
    catalog::{Catalog, class_of},
    names::{From, Name, ReadReq, Req},
    release::{Need, Release, turned_on},
};
use crate::{
    ecosystem::cargo::{
        config::CargoConfig,
        index::{Index, canonical},
        manifest::{self, Origin, RegistryName, Workspace},
    },
    evidence::cargo_version,
    graph::{DependencyKind, Graph, PackageId, PackageSource},
};

/// What an analysis is about.
#[derive(Clone, Copy)]
pub(crate) struct Subjects<'w> {
    pub(crate) graph: &'w Graph,
    /// The manifests; none where a lock stands alone.
    pub(crate) workspace: Option<&'w Workspace>,
    /// The package of each of the workspace's packages.
    pub(crate) manifest_ids: &'w [Option<PackageId>],
    pub(crate) config: &'w CargoConfig,
    pub(crate) index: &'w dyn Index,
}

/// The packages of a workspace and everything that they could select.
pub(crate) struct World<'w> {
    pub(crate) catalog: Catalog<'w>,
    pub(crate) graph: &'w Graph,
    pub(crate) workspace: Option<&'w Workspace>,
    /// The members' manifests, by their index in the workspace.
    pub(crate) members: Vec<(usize, Spot)>,
    local: HashMap<Spot, Rc<Release>>,
    opaque: std::cell::RefCell<HashMap<Spot, Rc<Release>>>,
    ids: HashMap<Spot, PackageId>,
    spots: HashMap<PackageId, Spot>,
    locked: HashMap<Name, Vec<Version>>,
    patched: HashMap<Name, Vec<Spot>>,
}

/// One version of a package.
pub(crate) type Spot = (Name, Version);

impl<'w> World<'w> {
    pub(crate) fn new(subjects: Subjects<'w>) -> Self {
        let mut world = Self {
            catalog: Catalog::new(subjects.index),
            graph: subjects.graph,
            workspace: subjects.workspace,
            members: Vec::new(),
            local: HashMap::new(),
            opaque: std::cell::RefCell::default(),
            ids: HashMap::new(),
            spots: HashMap::new(),
            locked: HashMap::new(),
            patched: HashMap::new(),
        };
        for (id, package) in subjects.graph.packages() {
            let Some(version) = package.version.as_cargo() else {
                continue;
            };
            let from = from_of(&package.source);
            let name = world.catalog.names.borrow_mut().name(&package.name, from);
            world.ids.insert((name, version.clone()), id);
            world.spots.insert(id, (name, version.clone()));
            world.locked.entry(name).or_default().push(version.clone());
        }
        if let Some(workspace) = subjects.workspace {
            world.read_manifests(workspace, subjects);
            world.read_patches(workspace, subjects.config);
        }
        world
    }

    fn read_manifests(&mut self, workspace: &Workspace, subjects: Subjects<'_>) {
        for (at, package) in workspace.packages.iter().enumerate() {
            let name = self.catalog.names.borrow_mut().name(&package.name, From::Path);
            // Where the lock is stale its version stands, so that the graph stays one piece.
            let id = subjects.manifest_ids.get(at).copied().flatten();
            let locked = id.and_then(|id| cargo_version(self.graph, id));
            let version = locked.unwrap_or(&package.version).clone();
            let release = self.release_of_manifest(package, workspace, subjects.config);
            self.local.insert((name, version.clone()), Rc::new(release));
            if package.member {
                self.members.push((at, (name, version)));
            }
        }
    }

    fn release_of_manifest(
        &self,
        package: &manifest::Package,
        workspace: &Workspace,
        config: &CargoConfig,
    ) -> Release {
        let mut names = self.catalog.names.borrow_mut();
        let mut needs = Vec::new();
        for (at, dependency) in package.dependencies.iter().enumerate() {
            if dependency.kind == DependencyKind::Dev && !package.member {
                continue;
            }
            let mut fixed = None;
            let from = match &dependency.origin {
                Origin::Path(directory) => {
                    let target = workspace.packages.iter().find(|p| p.directory == *directory);
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
                kind: dependency.kind,
                optional: dependency.optional,
                default_features: dependency.default_features,
                features: dependency.features.iter().map(|f| names.word(&f.value)).collect(),
                declared: Some(at),
            });
        }
        let named = package.features.iter().map(|feature| {
            let values = feature.values.iter().map(|value| value.value.as_str());
            (feature.name.as_str(), values.collect())
        });
        let named = named.collect();
        Release {
            features: turned_on(named, &needs, &mut names),
            needs,
            rust_version: package.rust_version.as_ref().map(|stated| stated.value),
            yanked: false,
            checksum: None,
            opaque: false,
        }
    }

    /// A patch counts where the lock holds a package of its name from elsewhere.
    fn read_patches(&mut self, workspace: &Workspace, config: &CargoConfig) {
        for patch in &workspace.patches {
            let url = match patch.source.as_str() {
                url if url.contains("://") => canonical(url),
                name => {
                    let name = RegistryName::Named(name.to_owned());
                    let Some(url) = config.registry_url(&name) else {
                        continue;
                    };
                    &canonical(url).to_owned()
                }
            };
            let from = match &patch.dependency.origin {
                Origin::Path(_) => From::Path,
                Origin::Git { url, .. } => From::Elsewhere(git_key(url).into()),
                Origin::Registry(_) => continue,
            };
            let mut names = self.catalog.names.borrow_mut();
            let package = &patch.dependency.package;
            let by = names.name(package, from);
            let patched = names.name(package, From::Registry(url.into()));
            for version in self.locked.get(&by).into_iter().flatten() {
                self.patched.entry(patched).or_default().push((by, version.clone()));
            }
        }
    }

    pub(crate) fn req(&self, req: Req) -> Rc<ReadReq> {
        self.catalog.names.borrow().read_req(req)
    }

    pub(crate) fn text(&self, name: Name) -> Rc<str> {
        self.catalog.names.borrow().name_text(name).0
    }

    pub(crate) fn from(&self, name: Name) -> From {
        self.catalog.names.borrow().name_text(name).1
    }

    pub(crate) fn is_from_registry(&self, name: Name) -> bool {
        matches!(self.from(name), From::Registry(_))
    }

    /// The locked package of a version.
    pub(crate) fn id(&self, spot: &Spot) -> Option<PackageId> {
        self.ids.get(spot).copied()
    }

    pub(crate) fn spot(&self, id: PackageId) -> Option<&Spot> {
        self.spots.get(&id)
    }

    /// The locked versions of a package.
    pub(crate) fn locked(&self, name: Name) -> &[Version] {
        self.locked.get(&name).map_or(&[], Vec::as_slice)
    }

    /// The locked version of a class.
    pub(crate) fn locked_in(&self, name: Name, class: Class) -> Option<&Version> {
        self.locked(name).iter().find(|version| class_of(version) == class)
    }

    /// The package that a need leads to whatever the index says: one that is fixed by a path, that
    /// is patched, or that comes from where there is no index.
    pub(crate) fn settled(&self, need: &Need) -> Option<Spot> {
        if let Some(version) = &need.fixed {
            let locked = self.locked(need.name);
            let stale = !locked.contains(version);
            let version = if stale { locked.first().unwrap_or(version) } else { version };
            return Some((need.name, version.clone()));
        }
        let req = self.req(need.req);
        if let Some(patches) = self.patched.get(&need.name)
            && let Some(spot) = patches.iter().find(|(_, version)| req.matches(version))
        {
            return Some(spot.clone());
        }
        if self.is_from_registry(need.name) {
            return None;
        }
        let locked = self.locked(need.name);
        let fitting = locked.iter().filter(|version| req.matches(version)).max();
        fitting.or(locked.iter().max()).map(|version| (need.name, version.clone()))
    }

    /// What a version requires and offers; of what nobody describes, what the lock shows.
    pub(crate) fn release(&self, spot: &Spot) -> Rc<Release> {
        if let Some(local) = self.local.get(spot) {
            return Rc::clone(local);
        }
        if let Some(release) = self.catalog.release(spot.0, &spot.1) {
            return release;
        }
        if let Some(known) = self.opaque.borrow().get(spot) {
            return Rc::clone(known);
        }
        let release = Rc::new(self.release_of_lock(spot));
        self.opaque.borrow_mut().insert(spot.clone(), Rc::clone(&release));
        release
    }

    fn release_of_lock(&self, spot: &Spot) -> Release {
        let edges = self.id(spot).map(|id| self.graph.dependencies(id)).unwrap_or_default();
        let mut names = self.catalog.names.borrow_mut();
        let needs = edges.iter().filter_map(|edge| {
            let (name, version) = self.spots.get(&edge.to)?;
            let stated = edge.dependency.requirement.as_deref();
            let req = match stated {
                Some(text) => names.req(text),
                None => names.req(&format!("={version}")),
            };
            Some(Need {
                key: names.word(&self.graph.package(edge.to).name),
                name: *name,
                req,
                fixed: None,
                kind: edge.dependency.kind,
                optional: false,
                default_features: true,
                features: Vec::new(),
                declared: None,
            })
        });
        Release {
            needs: needs.collect(),
            features: std::collections::BTreeMap::new(),
            rust_version: None,
            yanked: false,
            checksum: None,
            opaque: true,
        }
    }

    /// Whether the lock has the locked version of a package require another one.
    pub(crate) fn is_locked_edge(&self, from: &Spot, to: Name) -> bool {
        let Some(from) = self.id(from) else {
            return false;
        };
        let edges = self.graph.dependencies(from);
        edges.iter().any(|edge| self.spots.get(&edge.to).is_some_and(|(name, _)| *name == to))
    }

    /// The package to which the lock leads a need of a locked package.
    pub(crate) fn locked_answer(&self, from: &Spot, need: &Need) -> Option<Spot> {
        let from = self.id(from)?;
        let req = self.req(need.req);
        let edges = self.graph.dependencies(from);
        let named = edges.iter().filter_map(|edge| self.spots.get(&edge.to));
        let fits = |spot: &&Spot| spot.0 == need.name && req.matches(&spot.1);
        named.filter(fits).max().cloned()
    }

    /// The package as output names it.
    pub(crate) fn shown(&self, spot: &Spot) -> String {
        format!("{} {}", self.text(spot.0), spot.1)
    }
}

/// Where the versions of a locked package come from.
fn from_of(source: &PackageSource) -> From {
    match source {
        PackageSource::Path => From::Path,
        PackageSource::Registry(url) => From::Registry(canonical(url).into()),
        PackageSource::Git { url, .. } => From::Elsewhere(git_key(url).into()),
        other => From::Elsewhere(other.to_string().into()),
    }
}

/// What two spellings of one repository's URL have in common.
fn git_key(url: &str) -> String {
    let url = url.trim_end_matches('/');
    url.strip_suffix(".git").unwrap_or(url).to_ascii_lowercase()
}

fn registry_key(registry: &RegistryName) -> String {
    match registry {
        RegistryName::Default => "crates-io".to_owned(),
        RegistryName::Named(name) | RegistryName::Index(name) => name.clone(),
    }
}
