//! What it takes to move one package to a version that lets go of something.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
    sync::Arc,
};

use semver::Version;

use super::report::{Edit, Fix, Move};
use crate::{
    analysis::{
        catalog::class_of,
        names::{Name, Req},
        release::Release,
        world::{Spot, World},
    },
    graph::{PackageId, PackageSource},
};

/// How many packages up a chain are asked to move; longer chains wait for the package where the
/// search ends.
const MAX_DEPTH: usize = 6;

/// How many releases of one package are read in search of one that lets go.
const MAX_READ: usize = 12;

/// Whether a release is one to move to.
pub(super) type Good<'g> = dyn Fn(&Release) -> bool + 'g;

/// Looks for ways to move packages of the lock.
pub(super) struct Mover<'w> {
    pub(super) world: &'w World<'w>,
    known: RefCell<BTreeMap<Question, Fix>>,
}

/// Which package is to move for the sake of which other one: off a copy of this version, or to a
/// release that takes this version or a later one.
type Question = (PackageId, Name, Aim);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Aim {
    Off(Version),
    Onto(Version),
}

/// The packages that are asked to move already, and whether a search ended at one of them.
#[derive(Default)]
struct Above {
    packages: Vec<PackageId>,
    cut: bool,
}

impl<'w> Mover<'w> {
    pub(super) fn new(world: &'w World<'w>) -> Self {
        Self {
            world,
            known: RefCell::default(),
        }
    }

    /// Who requires a package, each once, in order.
    pub(super) fn holders(&self, id: PackageId) -> Vec<PackageId> {
        let from = self
            .world
            .graph
            .dependents(id)
            .into_iter()
            .map(|edge| edge.from);
        from.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The requirements of `holder` that the lock answers with `held`; empty where nobody knows.
    pub(super) fn requirements(&self, holder: PackageId, held: PackageId) -> Vec<Req> {
        let world = self.world;
        let (Some(holder), Some(held)) = (world.spot(holder), world.spot(held)) else {
            return Vec::new();
        };
        let release = world.release(holder);
        let leads = release.needs.iter().filter(|need| {
            let settled = world.settled(need);
            settled.as_ref() == Some(held)
                || settled.is_none() && need.name == held.0 && world.req(need.req).matches(&held.1)
        });
        let stated = |req: &Req| !release.opaque || !world.req(*req).text.starts_with('=');
        leads.map(|need| need.req).filter(stated).collect()
    }

    /// The requirement of `holder` that the lock answers with `held`, as stated.
    pub(super) fn stated(&self, holder: PackageId, held: PackageId) -> Option<String> {
        if self.world.release(self.world.spot(holder)?).opaque {
            let edges = self.world.graph.dependencies(holder);
            let edge = edges.iter().find(|edge| edge.to == held)?;
            return edge.dependency.requirement.as_deref().map(str::to_owned);
        }
        let req = self.requirements(holder, held).first().copied()?;
        Some(self.world.req(req).text.to_string())
    }

    /// What it takes to make `holder`, which is ours, let go of `held` and take `to`.
    pub(super) fn edit(&self, holder: PackageId, held: PackageId, to: &Version) -> Fix {
        let requirement = self
            .stated(holder, held)
            .map(|text| Arc::from(text.as_str()));
        let edit = Edit {
            package: holder,
            name: Arc::clone(&self.world.graph.package(held).name),
            requirement,
            to: lowest_of_class(to),
        };
        Fix::Ours {
            edits: vec![edit],
            moves: Vec::new(),
        }
    }

    /// What it takes to move a package to a release that is `good`.
    pub(super) fn fix(&self, id: PackageId, good: &Good<'_>, off: (&str, &Spot)) -> Fix {
        let (text, (name, version)) = off;
        let question = (id, *name, Aim::Off(version.clone()));
        self.search(question, good, text, &mut Above::default())
    }

    /// A release within all requirements that is `good`, if there is one.
    pub(super) fn update(&self, id: PackageId, good: &Good<'_>) -> Option<Move> {
        let (name, locked) = self.world.spot(id)?;
        let allowed = self.allowed(id);
        let newer = |version: &Version| {
            version > locked
                && (version.pre.is_empty() || !locked.pre.is_empty())
                && allowed(version)
        };
        let (to, precise) = self.newest_good(*name, &newer, good)?;
        Some(Move {
            name: Arc::clone(&self.world.graph.package(id).name),
            from: locked.clone(),
            to,
            precise,
            ambiguous: self.world.locked(*name).len() > 1,
        })
    }

    /// Whether everybody who requires a package allows a version of it.
    fn allowed(&self, id: PackageId) -> impl Fn(&Version) -> bool + use<'w> {
        let mut reqs = Vec::new();
        let mut is_known = true;
        for holder in self.holders(id) {
            let stated = self.requirements(holder, id);
            is_known &= !stated.is_empty();
            reqs.extend(stated.into_iter().map(|req| self.world.req(req)));
        }
        move |version| is_known && reqs.iter().all(|req| req.matches(version))
    }

    /// The newest version that is `fits` and good, and whether a newer one fits that is not good.
    fn newest_good(
        &self,
        name: Name,
        fits: &dyn Fn(&Version) -> bool,
        good: &Good<'_>,
    ) -> Option<(Version, bool)> {
        let versions = self.world.catalog.versions(name);
        let versions = versions.as_ref().as_ref().ok()?;
        let mut is_newest = true;
        for version in versions
            .iter()
            .rev()
            .filter(|version| fits(version))
            .take(MAX_READ)
        {
            let Some(release) = self.usable(name, version) else {
                continue;
            };
            if good(&release) {
                return Some((version.clone(), !is_newest));
            }
            is_newest = false;
        }
        None
    }

    fn usable(&self, name: Name, version: &Version) -> Option<Rc<Release>> {
        self.world
            .catalog
            .release(name, version)
            .filter(|release| !release.yanked)
    }

    fn search(&self, question: Question, good: &Good<'_>, text: &str, above: &mut Above) -> Fix {
        if let Some(known) = self.known.borrow().get(&question) {
            return known.clone();
        }
        let was_cut = std::mem::take(&mut above.cut);
        let fix = self.search_new(question.0, good, (text, question.1), above);
        // What a search that was cut short finds holds only below those who cut it.
        if !above.cut {
            self.known.borrow_mut().insert(question, fix.clone());
        }
        above.cut |= was_cut;
        fix
    }

    fn search_new(
        &self,
        id: PackageId,
        good: &Good<'_>,
        why: (&str, Name),
        above: &mut Above,
    ) -> Fix {
        let package = self.world.graph.package(id);
        let unknown = || Fix::Unknown {
            package: Arc::clone(&package.name),
        };
        let Some(spot) = self.world.spot(id) else {
            return unknown();
        };
        if !matches!(package.source, PackageSource::Registry(_))
            || self.world.catalog.versions(spot.0).is_err()
        {
            return unknown();
        }
        if let Some(step) = self.update(id, good) {
            return Fix::Update {
                moves: vec![step],
                brings: Vec::new(),
            };
        }
        let Some(first) = self.first_good(spot, good) else {
            return self.upstream(spot, why);
        };
        if above.packages.contains(&id) || above.packages.len() >= MAX_DEPTH {
            above.cut = true;
            return self.upstream(spot, why);
        }
        // Everybody who requires it has to allow a class that is good.
        above.packages.push(id);
        let mut fix = Fix::Update {
            moves: Vec::new(),
            brings: Vec::new(),
        };
        for holder in self.holders(id) {
            let stated = self.requirements(holder, id);
            let takes = |req: &Req| self.reaches(spot.0, *req, &first);
            if !stated.is_empty() && stated.iter().all(takes) {
                continue;
            }
            let step = match self.world.graph.package(holder).source {
                PackageSource::Path => self.edit(holder, id, &first),
                _ => {
                    let good = |release: &Release| {
                        let mut reqs = self.relevant(holder, release, spot.0);
                        reqs.all(|req| takes(&req))
                    };
                    let question = (holder, spot.0, Aim::Onto(first.clone()));
                    self.search(question, &good, &package.name, above)
                }
            };
            fix = fix.and(step);
        }
        above.packages.pop();
        fix
    }

    /// The requirements of another release of a locked package on `name`, those that are on: what
    /// is optional counts if the lock follows it now.
    pub(super) fn relevant<'r>(
        &self,
        locked: PackageId,
        release: &'r Release,
        name: Name,
    ) -> impl Iterator<Item = Req> + use<'r> {
        let is_on = self
            .world
            .spot(locked)
            .is_some_and(|spot| self.world.is_locked_edge(spot, name));
        let counts = move |optional: bool| !optional || is_on;
        release
            .needs
            .iter()
            .filter(move |need| need.name == name && counts(need.optional))
            .map(|need| need.req)
    }

    /// Whether a requirement allows a version that is not below `first`.
    fn reaches(&self, name: Name, req: Req, first: &Version) -> bool {
        let req = self.world.req(req);
        let versions = self.world.catalog.versions(name);
        let Ok(versions) = versions.as_ref() else {
            return false;
        };
        let mut above = versions
            .iter()
            .rev()
            .take_while(|version| *version >= first);
        above.any(|version| req.matches(version))
    }

    /// The lowest class, from the locked one's on, of which the newest release is good. Packages are
    /// taken to stay good once they are; where the latest is not, some before it are tried.
    fn first_good(&self, (name, locked): &Spot, good: &Good<'_>) -> Option<Version> {
        let tops = self.tops(*name, locked);
        let is_good = |version: &Version| {
            self.usable(*name, version)
                .is_some_and(|release| good(&release))
        };
        let mut upper = tops.len().checked_sub(1)?;
        let mut n_read = 0;
        while !is_good(&tops[upper]) {
            n_read += 1;
            upper = upper.checked_sub(1).filter(|_| n_read < MAX_READ)?;
        }
        let mut lower = 0;
        while lower < upper {
            let middle = lower + (upper - lower) / 2;
            if is_good(&tops[middle]) {
                upper = middle;
            } else {
                lower = middle + 1;
            }
        }
        // Within the locked class it is a pin that stands in the way, not an incompatibility.
        match class_of(&tops[upper]) == class_of(locked) {
            true => Some(tops[upper].clone()),
            false => Some(lowest_of_class(&tops[upper])),
        }
    }

    /// The newest usable release of each class from the locked one's on, lowest first.
    fn tops(&self, name: Name, locked: &Version) -> Vec<Version> {
        let versions = self.world.catalog.versions(name);
        let Ok(versions) = versions.as_ref() else {
            return Vec::new();
        };
        let mut tops: Vec<Version> = Vec::new();
        let newer = versions
            .iter()
            .filter(|version| *version > locked && version.pre.is_empty());
        for version in newer {
            match tops.last_mut() {
                Some(last) if class_of(last) == class_of(version) => *last = version.clone(),
                _ => tops.push(version.clone()),
            }
        }
        tops
    }

    fn upstream(&self, (name, _): &Spot, (requires, held): (&str, Name)) -> Fix {
        let package = Arc::from(&*self.world.text(*name));
        let Some(latest) = self.world.catalog.latest(*name) else {
            return Fix::Unknown { package };
        };
        let release = self.world.catalog.release(*name, &latest);
        let need = release
            .as_ref()
            .and_then(|release| release.needs.iter().find(|need| need.name == held));
        let beyond = need.is_some_and(|need| {
            let req = self.world.req(need.req);
            !self
                .world
                .locked(held)
                .iter()
                .any(|version| req.matches(version))
        });
        Fix::Upstream {
            beyond,
            package,
            latest,
            requires: requires.into(),
            requirement: need.map(|need| Arc::from(&*self.world.req(need.req).text)),
        }
    }
}

/// The lowest release that can be of a version's class, as an edit would state it.
fn lowest_of_class(version: &Version) -> Version {
    match (version.major, version.minor) {
        (0, 0) => Version::new(0, 0, version.patch),
        (0, minor) => Version::new(0, minor, 0),
        (major, _) => Version::new(major, 0, 0),
    }
}
