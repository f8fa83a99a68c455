//! Everything that can be selected: what is locked, what the manifests say, what the index knows.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use foldhash::fast::RandomState;
use semver::Version;
use upsafe_version::cargo::Class;

use super::{
    catalog::{Catalog, class_of},
    manifests::{Manifests, git_key},
    names::{ByName, From, Name, ReadReq, Req},
    release::{Need, Release},
};
use crate::{
    ecosystem::cargo::{
        config::CargoConfig,
        index::{Index, canonical},
        manifest::{Origin, RegistryName, Workspace},
    },
    evidence::cargo_version,
    graph::{Graph, PackageId, PackageSource},
};

/// What the tree says.
#[derive(Clone, Copy)]
pub(crate) struct Declared<'w> {
    /// The manifests; none where a lock stands alone.
    pub(crate) workspace: Option<&'w Workspace>,
    /// The package of each of the workspace's packages.
    pub(crate) manifest_ids: &'w [Option<PackageId>],
    pub(crate) config: &'w CargoConfig,
}

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
    opaque: RefCell<HashMap<Spot, Rc<Release>, RandomState>>,
    ids: ByName<Vec<PackageId>>,
    /// By package.
    spots: Vec<Option<Spot>>,
    /// What each package requires in the lock, by package; each once.
    children: Vec<Vec<PackageId>>,
    locked: ByName<Vec<Version>>,
    patched: HashMap<Name, Vec<Spot>, RandomState>,
}

impl<'w> Subjects<'w> {
    fn declared(&self) -> Declared<'w> {
        Declared {
            workspace: self.workspace,
            manifest_ids: self.manifest_ids,
            config: self.config,
        }
    }
}

/// One version of a package.
pub(crate) type Spot = (Name, Version);

impl<'w> World<'w> {
    pub(crate) fn new(subjects: Subjects<'w>) -> Self {
        let catalog = Catalog::new(subjects.index);
        let manifests = Manifests::read(&catalog, subjects.graph, subjects.declared());
        Self::with(catalog, manifests, subjects.graph, subjects.declared())
    }

    /// The world over a catalog that knows something already.
    pub(crate) fn with(
        catalog: Catalog<'w>,
        manifests: Manifests,
        graph: &'w Graph,
        declared: Declared<'w>,
    ) -> Self {
        let mut world = Self {
            catalog,
            graph,
            workspace: declared.workspace,
            members: manifests.members,
            local: manifests.local,
            opaque: RefCell::default(),
            ids: ByName::default(),
            spots: vec![None; graph.n_packages()],
            children: vec![Vec::new(); graph.n_packages()],
            locked: ByName::default(),
            patched: HashMap::default(),
        };
        for (id, package) in graph.packages() {
            let Some(version) = package.version.as_cargo() else {
                continue;
            };
            let from = from_of(&package.source);
            let name = world.catalog.names.borrow_mut().name(&package.name, from);
            world.spots[id.index()] = Some((name, version.clone()));
            world.ids.entry(name).push(id);
            world.locked.entry(name).push(version.clone());
        }
        for edge in graph.all_dependencies() {
            let children = &mut world.children[edge.from.index()];
            if !children.contains(&edge.to) {
                children.push(edge.to);
            }
        }
        if let Some(workspace) = declared.workspace {
            world.read_patches(workspace, declared.config);
        }
        world
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
            for version in self.locked.get(by).into_iter().flatten() {
                self.patched
                    .entry(patched)
                    .or_default()
                    .push((by, version.clone()));
            }
        }
    }

    pub(crate) fn req(&self, req: Req) -> Rc<ReadReq> {
        self.catalog.names.borrow().read_req(req)
    }

    pub(crate) fn text(&self, name: Name) -> Rc<str> {
        self.catalog.names.borrow().name_text(name).0
    }

    pub(crate) fn is_from_registry(&self, name: Name) -> bool {
        self.catalog.names.borrow().is_from_registry(name)
    }

    /// The locked package of a version.
    pub(crate) fn id(&self, (name, version): &Spot) -> Option<PackageId> {
        let ids = self.ids.get(*name)?.iter().copied();
        let mut same = ids.filter(|id| cargo_version(self.graph, *id) == Some(version));
        same.next()
    }

    pub(crate) fn spot(&self, id: PackageId) -> Option<&Spot> {
        self.spots.get(id.index())?.as_ref()
    }

    /// What a package requires in the lock, each once.
    fn children(&self, spot: &Spot) -> impl Iterator<Item = &Spot> {
        let children = self
            .id(spot)
            .map_or(&[][..], |id| &self.children[id.index()]);
        children.iter().filter_map(|id| self.spot(*id))
    }

    /// The locked versions of a package.
    pub(crate) fn locked(&self, name: Name) -> &[Version] {
        self.locked.get(name).map_or(&[], Vec::as_slice)
    }

    /// The locked version of a class.
    pub(crate) fn locked_in(&self, name: Name, class: Class) -> Option<&Version> {
        self.locked(name)
            .iter()
            .find(|version| class_of(version) == class)
    }

    /// The package that a need leads to whatever the index says: one that is fixed by a path, that
    /// is patched, or that comes from where there is no index.
    pub(crate) fn settled(&self, need: &Need) -> Option<Spot> {
        if let Some(version) = &need.fixed {
            let locked = self.locked(need.name);
            let stale = !locked.contains(version);
            let version = if stale {
                locked.first().unwrap_or(version)
            } else {
                version
            };
            return Some((need.name, version.clone()));
        }
        if self.patched.is_empty() && self.is_from_registry(need.name) {
            return None;
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
        fitting
            .or(locked.iter().max())
            .map(|version| (need.name, version.clone()))
    }

    /// What a version requires and offers; of what nobody describes, what the lock shows.
    pub(crate) fn release(&self, spot: &Spot) -> Rc<Release> {
        if !self.is_from_registry(spot.0)
            && let Some(local) = self.local.get(spot)
        {
            return Rc::clone(local);
        }
        if let Some(release) = self.catalog.release(spot.0, &spot.1) {
            return release;
        }
        if let Some(known) = self.opaque.borrow().get(spot) {
            return Rc::clone(known);
        }
        let release = Rc::new(self.release_of_lock(spot));
        self.opaque
            .borrow_mut()
            .insert(spot.clone(), Rc::clone(&release));
        release
    }

    fn release_of_lock(&self, spot: &Spot) -> Release {
        let edges = self
            .id(spot)
            .map(|id| self.graph.dependencies(id))
            .unwrap_or_default();
        let is_member = self
            .id(spot)
            .is_some_and(|id| self.graph.package(id).member);
        let mut names = self.catalog.names.borrow_mut();
        let needs = edges.iter().filter_map(|edge| {
            let (name, version) = self.spot(edge.to)?;
            let stated = edge.dependency.requirement.as_deref();
            // Without its manifest a member is taken to allow what is compatible.
            let req = match stated {
                Some(text) => names.req(text),
                None if is_member => names.req(&format!("^{version}")),
                None => names.req(&format!("={version}")),
            };
            Some(Need {
                key: names.word(&self.graph.package(edge.to).name),
                name: *name,
                req,
                fixed: None,
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
        self.children(from).any(|(name, _)| *name == to)
    }

    /// The package to which the lock leads a need of a locked package.
    pub(crate) fn locked_answer(&self, from: &Spot, need: &Need) -> Option<Spot> {
        let mut named = self
            .children(from)
            .filter(|spot| spot.0 == need.name)
            .peekable();
        named.peek()?;
        let req = self.req(need.req);
        named.filter(|spot| req.matches(&spot.1)).max().cloned()
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
