//! What the index says, in numbers: each file is read when a question first needs it.
//!
//! The texts are large (tens of megabytes for a middling workspace) and let go at once; what stays
//! is each package's list of versions and those releases that were asked for.

use std::{cell::RefCell, collections::VecDeque, rc::Rc, sync::Arc};

use semver::Version;
use upsafe_version::cargo::{Class, Version as CargoVersion};

use super::{
    names::{ByName, From, Name, Names, Req},
    release::Release,
};
use crate::ecosystem::cargo::index::{self, Index, PackageIndex, ReleaseId, Unknown};

/// How many bytes of the files that were read last are kept, beside the last one: one package's
/// questions come together, and those of a family of packages (`syn`, `windows-sys`) come again.
const KEPT_BYTES: usize = 2 << 20;

/// The class that a version is of.
pub(crate) fn class_of(version: &Version) -> Class {
    CargoVersion::new(version.major, version.minor, version.patch).class()
}

fn listed(file: &PackageIndex) -> Versions {
    let mut versions: Vec<_> = file.versions().collect();
    versions.sort();
    Versions(versions)
}

/// What is known of the packages of registries.
pub(crate) struct Catalog<'i> {
    index: &'i dyn Index,
    pub(crate) names: RefCell<Names>,
    packages: RefCell<ByName<Known>>,
    files: RefCell<VecDeque<(Name, Arc<PackageIndex>)>>,
    /// Requirements that will be asked for.
    asked: RefCell<ByName<Vec<Req>>>,
}

/// What was found out about one package.
#[derive(Default)]
struct Known {
    versions: Option<Rc<Result<Versions, Unknown>>>,
    /// By the position of the version.
    releases: Vec<(usize, Option<Rc<Release>>)>,
    lowest: Vec<(Req, Option<Version>)>,
}

/// Every published version of a package, in order, also those that are yanked.
#[derive(Debug)]
pub(crate) struct Versions(Vec<(Version, ReleaseId)>);

impl Versions {
    /// The versions, lowest first.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Version> {
        self.0.iter().map(|(version, _)| version)
    }

    /// Where a version stands; build metadata counts.
    fn find(&self, version: &Version) -> Option<usize> {
        self.0
            .binary_search_by(|(known, _)| known.cmp(version))
            .ok()
    }
}

impl<'i> Catalog<'i> {
    pub(crate) fn new(index: &'i dyn Index) -> Self {
        Self {
            index,
            names: RefCell::default(),
            packages: RefCell::default(),
            files: RefCell::default(),
            asked: RefCell::default(),
        }
    }

    /// Every version of a package of a registry.
    pub(crate) fn versions(&self, name: Name) -> Rc<Result<Versions, Unknown>> {
        if let Some(Known {
            versions: Some(known),
            ..
        }) = self.packages.borrow().get(name)
        {
            return Rc::clone(known);
        }
        let versions = Rc::new(self.file(name).map(|file| listed(&file)));
        self.packages.borrow_mut().entry(name).versions = Some(Rc::clone(&versions));
        versions
    }

    /// What a published version states; `None` where the index does not know or cannot say it.
    pub(crate) fn release(&self, name: Name, version: &Version) -> Option<Rc<Release>> {
        if let Some(known) = self.packages.borrow().get(name)
            && let Some(Ok(versions)) = known.versions.as_deref()
        {
            let is_it = |(at, _): &&(usize, _)| versions.0[*at].0 == *version;
            if let Some((_, release)) = known.releases.iter().find(is_it) {
                return release.clone();
            }
        }
        let versions = self.versions(name);
        let versions = versions.as_ref().as_ref().ok()?;
        self.release_at(name, versions, versions.find(version)?)
    }

    fn release_at(&self, name: Name, versions: &Versions, at: usize) -> Option<Rc<Release>> {
        if let Some(known) = self.packages.borrow().get(name)
            && let Some((_, release)) = known.releases.iter().find(|(known, _)| *known == at)
        {
            return release.clone();
        }
        let read = self
            .file(name)
            .ok()
            .and_then(|file| self.read(name, &file, versions.0[at].1));
        self.packages
            .borrow_mut()
            .entry(name)
            .releases
            .push((at, read.clone()));
        read
    }

    fn read(&self, name: Name, file: &PackageIndex, id: ReleaseId) -> Option<Rc<Release>> {
        let (_, from) = self.names.borrow().name_text(name);
        let release = file.release(id).ok()?;
        Some(Rc::new(Release::of_index(
            &release,
            &from,
            &mut self.names.borrow_mut(),
        )))
    }

    /// The lowest published version that meets a requirement and is not yanked.
    pub(crate) fn lowest(&self, name: Name, req: Req) -> Option<Version> {
        if let Some(known) = self.packages.borrow().get(name)
            && let Some((_, lowest)) = known.lowest.iter().find(|(known, _)| *known == req)
        {
            return lowest.clone();
        }
        let found = self.search_lowest(name, req);
        self.packages
            .borrow_mut()
            .entry(name)
            .lowest
            .push((req, found.clone()));
        found
    }

    fn search_lowest(&self, name: Name, req: Req) -> Option<Version> {
        let versions = self.versions(name);
        let versions = versions.as_ref().as_ref().ok()?;
        let read = self.names.borrow().read_req(req);
        let low = read.parsed.as_ref()?.lowest()?;
        let start = versions
            .0
            .partition_point(|(version, _)| version < low.as_inner());
        let mut above = (start..).zip(&versions.0[start..]);
        let usable = |(at, (version, _)): &(usize, &(Version, ReleaseId))| {
            read.matches(version) && self.is_offered(name, versions, *at)
        };
        above.find(usable).map(|(_, (version, _))| version.clone())
    }

    /// Whether a version is published and not yanked.
    pub(crate) fn is_usable(&self, name: Name, version: &Version) -> bool {
        let versions = self.versions(name);
        let Ok(versions) = versions.as_ref() else {
            return false;
        };
        versions
            .find(version)
            .is_some_and(|at| self.is_offered(name, versions, at))
    }

    fn is_offered(&self, name: Name, versions: &Versions, at: usize) -> bool {
        if let Some(known) = self.packages.borrow().get(name)
            && let Some((_, release)) = known.releases.iter().find(|(known, _)| *known == at)
        {
            return release.as_ref().is_some_and(|release| !release.yanked);
        }
        let file = self.file(name);
        file.is_ok_and(|file| file.is_yanked(versions.0[at].1) == Ok(false))
    }

    /// The greatest usable version that `fits`.
    pub(crate) fn greatest(&self, name: Name, fits: impl Fn(&Version) -> bool) -> Option<Version> {
        let versions = self.versions(name);
        let versions = versions.as_ref().as_ref().ok()?;
        let usable = |version: &&Version| fits(version) && self.is_usable(name, version);
        versions.iter().rev().find(usable).cloned()
    }

    /// The latest release: of those that are no pre-releases, if there are any.
    pub(crate) fn latest(&self, name: Name) -> Option<Version> {
        let release = self.greatest(name, |version| version.pre.is_empty());
        release.or_else(|| self.greatest(name, |_| true))
    }

    /// Takes from a file that is read anyway what will be asked of it: what is parsed, the locked
    /// releases, the lowest ones that the floor's requirements lead to as far as they are known by now, and the
    /// newest ones of who holds copies. Pure speed: what is missing is read when it is asked for.
    pub(crate) fn prefetch(
        &self,
        name: Name,
        file: &Arc<PackageIndex>,
        parsed: &[(ReleaseId, index::Release<'_>)],
        locked: &[Version],
        holds_copies: bool,
    ) {
        if self
            .packages
            .borrow()
            .get(name)
            .is_some_and(|known| known.versions.is_some())
        {
            return;
        }
        self.keep(name, file);
        let versions = self.versions(name);
        let Ok(versions) = versions.as_ref() else {
            return;
        };
        for (id, release) in parsed {
            self.note(name, versions, *id, release);
        }
        let mut low: Vec<Version> = Vec::new();
        let reqs = self.asked.borrow_mut().entry(name).split_off(0);
        for req in reqs {
            low.extend(self.lowest(name, req));
        }
        // Of each class only the greatest of the lowest versions can be selected.
        low.sort_unstable();
        let is_top = |at: usize| {
            low.get(at + 1)
                .is_none_or(|next| class_of(next) != class_of(&low[at]))
        };
        let tops = (0..low.len()).filter(|at| is_top(*at)).map(|at| &low[at]);
        let read = |version: &Version| {
            let at = versions.find(version)?;
            self.release_at(name, versions, at)
        };
        for release in tops.filter_map(read) {
            self.expect(&release);
        }
        for version in locked {
            read(version);
            if holds_copies {
                let newer =
                    |other: &Version| class_of(other) == class_of(version) && other.pre.is_empty();
                self.greatest(name, newer).as_ref().and_then(read);
            }
        }
        if holds_copies {
            self.latest(name).as_ref().and_then(read);
        }
    }

    /// Keeps a release that somebody parsed.
    fn note(&self, name: Name, versions: &Versions, id: ReleaseId, release: &index::Release<'_>) {
        let Some(at) = versions.0.iter().position(|(_, known)| *known == id) else {
            return;
        };
        let (_, from) = self.names.borrow().name_text(name);
        let release = Release::of_index(release, &from, &mut self.names.borrow_mut());
        let mut packages = self.packages.borrow_mut();
        packages
            .entry(name)
            .releases
            .push((at, Some(Rc::new(release))));
    }

    /// Notes what a release of the floor will ask of other packages.
    pub(crate) fn expect(&self, release: &Release) {
        let mut asked = self.asked.borrow_mut();
        for need in &release.needs {
            let reqs = asked.entry(need.name);
            if !reqs.contains(&need.req) {
                reqs.push(need.req);
            }
        }
    }

    fn keep(&self, name: Name, file: &Arc<PackageIndex>) {
        let mut files = self.files.borrow_mut();
        files.push_back((name, Arc::clone(file)));
        let mut n_bytes: usize = files.iter().map(|(_, file)| file.n_bytes()).sum();
        while n_bytes > KEPT_BYTES
            && files.len() > 1
            && let Some((_, oldest)) = files.pop_front()
        {
            n_bytes -= oldest.n_bytes();
        }
    }

    fn file(&self, name: Name) -> Result<Arc<PackageIndex>, Unknown> {
        let kept = self.files.borrow();
        // The last one first: it is asked most.
        if let Some((_, file)) = kept.iter().rev().find(|(known, _)| *known == name) {
            return Ok(Arc::clone(file));
        }
        drop(kept);
        let (text, from) = self.names.borrow().name_text(name);
        let From::Registry(url) = from else {
            return Err(Unknown::NotCached {
                package: text.to_string(),
            });
        };
        let file = self.index.package(&url, &text)?;
        self.keep(name, &file);
        Ok(file)
    }
}
