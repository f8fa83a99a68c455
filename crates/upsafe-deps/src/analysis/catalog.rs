//! What the index says, in numbers: each file is read when a question first needs it.
//!
//! The texts are large (tens of megabytes for a middling workspace) and let go at once; what stays
//! is each package's list of versions and those releases that were asked for.

use std::{
    cell::RefCell,
    collections::HashMap,
    rc::Rc,
    sync::Arc,
};

use semver::Version;
use upsafe_version::cargo::{Class, Version as CargoVersion};

use super::{
    names::{From, Name, Names, Req},
    release::Release,
};
use crate::ecosystem::cargo::index::{Index, PackageIndex, ReleaseId, Unknown};

/// How many of the files that were read last are kept: one package's questions come together.
const KEPT_FILES: usize = 3;

/// The class that a version is of.
pub(crate) fn class_of(version: &Version) -> Class {
    CargoVersion::from(version.clone()).class()
}

/// What is known of the packages of registries.
pub(crate) struct Catalog<'i> {
    index: &'i dyn Index,
    pub(crate) names: RefCell<Names>,
    packages: RefCell<HashMap<Name, Rc<Result<Versions, Unknown>>>>,
    releases: RefCell<HashMap<(Name, ReleaseId), Option<Rc<Release>>>>,
    lowest: RefCell<HashMap<(Name, Req), Option<Version>>>,
    files: RefCell<Vec<(Name, Arc<PackageIndex>)>>,
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
    fn find(&self, version: &Version) -> Option<ReleaseId> {
        let at = self.0.binary_search_by(|(known, _)| known.cmp(version)).ok()?;
        Some(self.0[at].1)
    }

    /// The versions that are not below `low`.
    fn from(&self, low: &Version) -> impl Iterator<Item = &Version> {
        let start = self.0.partition_point(|(version, _)| version < low);
        self.0[start..].iter().map(|(version, _)| version)
    }
}

impl<'i> Catalog<'i> {
    pub(crate) fn new(index: &'i dyn Index) -> Self {
        Self {
            index,
            names: RefCell::default(),
            packages: RefCell::default(),
            releases: RefCell::default(),
            lowest: RefCell::default(),
            files: RefCell::default(),
        }
    }

    /// Every version of a package of a registry.
    pub(crate) fn versions(&self, name: Name) -> Rc<Result<Versions, Unknown>> {
        if let Some(known) = self.packages.borrow().get(&name) {
            return Rc::clone(known);
        }
        let versions = Rc::new(self.file(name).map(|file| {
            let mut versions: Vec<_> = file.versions().collect();
            versions.sort();
            Versions(versions)
        }));
        self.packages.borrow_mut().insert(name, Rc::clone(&versions));
        versions
    }

    /// What a published version states; `None` where the index does not know or cannot say it.
    pub(crate) fn release(&self, name: Name, version: &Version) -> Option<Rc<Release>> {
        let versions = self.versions(name);
        let id = versions.as_ref().as_ref().ok()?.find(version)?;
        if let Some(known) = self.releases.borrow().get(&(name, id)) {
            return known.clone();
        }
        let read = self.file(name).and_then(|file| {
            let (_, from) = self.names.borrow().name_text(name);
            let release = file.release(id)?;
            Ok(Rc::new(Release::of_index(&release, &from, &mut self.names.borrow_mut())))
        });
        let read = read.ok();
        self.releases.borrow_mut().insert((name, id), read.clone());
        read
    }

    /// The lowest published version that meets a requirement and is not yanked.
    pub(crate) fn lowest(&self, name: Name, req: Req) -> Option<Version> {
        if let Some(known) = self.lowest.borrow().get(&(name, req)) {
            return known.clone();
        }
        let found = self.search_lowest(name, req);
        self.lowest.borrow_mut().insert((name, req), found.clone());
        found
    }

    fn search_lowest(&self, name: Name, req: Req) -> Option<Version> {
        let versions = self.versions(name);
        let versions = versions.as_ref().as_ref().ok()?;
        let read = self.names.borrow().read_req(req);
        let low = read.parsed.as_ref()?.lowest()?;
        let usable = |version: &&Version| {
            read.matches(version) && self.is_usable(name, version)
        };
        versions.from(low.as_inner()).find(usable).cloned()
    }

    /// Whether a version is published, readable and not yanked.
    pub(crate) fn is_usable(&self, name: Name, version: &Version) -> bool {
        self.release(name, version).is_some_and(|release| !release.yanked)
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

    fn file(&self, name: Name) -> Result<Arc<PackageIndex>, Unknown> {
        let mut files = self.files.borrow_mut();
        if let Some(at) = files.iter().position(|(known, _)| *known == name) {
            return Ok(Arc::clone(&files[at].1));
        }
        let (text, from) = self.names.borrow().name_text(name);
        let From::Registry(url) = from else {
            return Err(Unknown::NotCached { package: text.to_string() });
        };
        let file = self.index.package(&url, &text)?;
        if files.len() == KEPT_FILES {
            files.remove(0);
        }
        files.push((name, Arc::clone(&file)));
        Ok(file)
    }
}
