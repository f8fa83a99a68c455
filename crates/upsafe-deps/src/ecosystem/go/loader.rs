//! Gives the requirements of any module of the graph: replacements and exclusions applied.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use upsafe_version::go::Version;
use upsafe_version::go::path::check_path;

use super::files::FileError;
use super::modfile::{GoMod, ParseErrors, Retract};
use super::module::compare;
use super::replace::{Actual, ReplaceMap};
use super::source::ModuleSource;
use super::summary::Summary;
use super::workspace::{Workspace, WorkspaceError};
use super::{GoModule, ModulePath, NodeVersion};
use crate::resolve::Module;

/// Why the requirements of a module are not known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LoadCause {
    /// No source has its go.mod.
    #[error("the go.mod of {0} is not at hand")]
    NotAtHand(GoModule),
    /// The directory that replaces it has no go.mod.
    #[error("the directory `{}` that replaces it has no go.mod", .0.display())]
    NoDirectory(PathBuf),
    /// The path cannot be the path of a module that is downloaded.
    #[error("`{path}` is not the path of a module that could be downloaded: {reason}")]
    NotDownloadable {
        /// The path.
        path: ModulePath,
        /// What is wrong with it.
        reason: String,
    },
    /// Its go.mod could not be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// Its go.mod was not understood.
    #[error("{file}: {errors}")]
    Parse {
        /// Which file.
        file: String,
        /// Everything that is wrong with it.
        errors: ParseErrors,
    },
    /// Its go.mod does not say which module it is.
    #[error("the go.mod of {0} has no `module` line")]
    NoModuleLine(GoModule),
    /// Its go.mod says that it is another module.
    #[error("its go.mod declares the path `{declared}`, but it is required as `{required}`")]
    OtherPath {
        /// What the go.mod says.
        declared: ModulePath,
        /// What is required.
        required: ModulePath,
    },
}

/// Loads summaries, each once.
pub(crate) struct Loader<'a> {
    pub(crate) workspace: &'a Workspace,
    pub(crate) source: &'a dyn ModuleSource,
    work_replace: ReplaceMap,
    /// Those of each main module, in order.
    main_replace: Vec<ReplaceMap>,
    excluded: HashSet<GoModule>,
    summaries: RefCell<HashMap<GoModule, Loaded>>,
}

/// A summary, or why there is none.
pub(crate) type Loaded = Result<Rc<Summary>, Rc<LoadCause>>;

impl<'a> Loader<'a> {
    pub(crate) fn new(
        workspace: &'a Workspace,
        source: &'a dyn ModuleSource,
    ) -> Result<Self, WorkspaceError> {
        let mut work_replace = ReplaceMap::default();
        if let Some(work) = &workspace.work {
            work_replace = ReplaceMap::new(&work.go_work.replace, &work.directory)?;
            for replace in &work.go_work.replace {
                if replace.version.is_none() && workspace.is_main(&replace.path) {
                    return Err(WorkspaceError::MainReplaced(replace.path.clone()));
                }
            }
        }
        let mut main_replace: Vec<ReplaceMap> = Vec::new();
        for module in &workspace.main {
            let map = ReplaceMap::new(&module.go_mod.replace, &module.directory)?;
            for other in &main_replace {
                map.check_against(other, &work_replace)?;
            }
            main_replace.push(map);
        }
        let excludes = workspace.main.iter().flat_map(|m| &m.go_mod.exclude);
        Ok(Self {
            workspace,
            source,
            work_replace,
            main_replace,
            excluded: excludes.map(|exclude| exclude.module.clone()).collect(),
            summaries: RefCell::default(),
        })
    }

    pub(crate) fn is_excluded(&self, module: &GoModule) -> bool {
        self.excluded.contains(module)
    }

    /// What is loaded for `module`.
    pub(crate) fn actual(&self, module: &GoModule) -> Actual {
        let replacement = self.work_replace.find(module).or_else(|| {
            let maps = self.main_replace.iter().rev();
            maps.filter_map(|map| map.find(module)).next()
        });
        replacement
            .cloned()
            .unwrap_or_else(|| Actual::Module(module.clone()))
    }

    /// The summary of `module`, which must have a version.
    pub(crate) fn summary(&self, module: &GoModule) -> Loaded {
        if let Some(loaded) = self.summaries.borrow().get(module) {
            return loaded.clone();
        }
        let loaded = self.load(module).map(Rc::new).map_err(Rc::new);
        let mut summaries = self.summaries.borrow_mut();
        summaries.insert(module.clone(), loaded.clone());
        loaded
    }

    fn load(&self, module: &GoModule) -> Result<Summary, LoadCause> {
        if module.path.is_toolchain() {
            return Ok(Summary::of_toolchain(module));
        }
        let mut summary = match self.main(module) {
            Some(go_mod) => Summary::of(go_mod),
            None => self.load_actual(module)?,
        };
        summary
            .required
            .retain(|required| !self.is_excluded(required));
        Ok(summary)
    }

    fn main(&self, module: &GoModule) -> Option<&GoMod> {
        if !module.version.as_ref().is_some_and(NodeVersion::is_main) {
            return None;
        }
        let main = self.workspace.main.iter().find(|m| m.path == module.path)?;
        Some(&main.go_mod)
    }

    fn load_actual(&self, module: &GoModule) -> Result<Summary, LoadCause> {
        match self.actual(module) {
            Actual::Directory(directory) => self.in_directory(&directory),
            Actual::Module(actual) => {
                let summary = self.downloaded(&actual)?;
                let declared = summary.path.clone();
                let declared = declared.ok_or_else(|| LoadCause::NoModuleLine(actual.clone()))?;
                if declared != module.path && declared != actual.path {
                    return Err(LoadCause::OtherPath {
                        declared,
                        required: module.path.clone(),
                    });
                }
                Ok(summary)
            }
        }
    }

    fn in_directory(&self, directory: &Path) -> Result<Summary, LoadCause> {
        let text = self.source.directory_go_mod(directory)?;
        let text = text.ok_or_else(|| LoadCause::NoDirectory(directory.to_owned()))?;
        parse(directory.join("go.mod").display().to_string(), &text)
    }

    /// The summary of a module that is not a directory, whatever replaces it.
    fn downloaded(&self, module: &GoModule) -> Result<Summary, LoadCause> {
        let not_at_hand = || LoadCause::NotAtHand(module.clone());
        check_path(module.path.as_str()).map_err(|error| LoadCause::NotDownloadable {
            path: module.path.clone(),
            reason: error.to_string(),
        })?;
        let version = module.version.as_ref().ok_or_else(not_at_hand)?;
        let text = self.source.go_mod(&module.path, version)?;
        parse(
            format!("go.mod of {module}"),
            &text.ok_or_else(not_at_hand)?,
        )
    }

    /// Whether the go.mod of `module` was written by its authors: one that was made up for a module
    /// without says nothing but its path.
    pub(crate) fn has_own_go_mod(&self, module: &GoModule) -> bool {
        let Some(version) = &module.version else {
            return false;
        };
        let text = self.source.go_mod(&module.path, version).ok().flatten();
        let made_up = format!("module {}\n", module.path);
        text.is_some_and(|text| text != made_up.as_bytes())
    }

    /// The tagged versions of a path that may be selected: those of the source and those that are
    /// replaced, without the excluded and the retracted ones; in rising order.
    pub(crate) fn allowed_versions(
        &self,
        path: &ModulePath,
    ) -> Result<Vec<NodeVersion>, LoadCause> {
        let mut versions = self.known_versions(path)?;
        let retracted = self.retracted(path, &versions);
        versions.retain(|version| {
            let module = Module::new(path.clone(), version.clone());
            let in_range = |(low, high): &(NodeVersion, NodeVersion)| {
                compare(path, low, version).is_le() && compare(path, version, high).is_le()
            };
            !self.is_excluded(&module) && !retracted.iter().any(in_range)
        });
        Ok(versions)
    }

    /// The tagged versions of a path, with those that only a replacement provides.
    pub(crate) fn known_versions(&self, path: &ModulePath) -> Result<Vec<NodeVersion>, LoadCause> {
        let mut versions = self.source.versions(path)?;
        let maps = std::iter::once(&self.work_replace).chain(&self.main_replace);
        let exact = maps.flat_map(|map| map.versions(path));
        let is_tag = |v: &NodeVersion| Version::parse(v.as_str()).is_ok_and(|v| !v.is_pseudo());
        versions.extend(exact.filter(is_tag));
        versions.sort_by(|a, b| compare(path, a, b).then_with(|| a.as_str().cmp(b.as_str())));
        versions.dedup();
        Ok(versions)
    }

    /// The intervals that the newest version of a path retracts. The newest may retract itself.
    fn retracted(
        &self,
        path: &ModulePath,
        versions: &[NodeVersion],
    ) -> Vec<(NodeVersion, NodeVersion)> {
        let retracted = self.retractions(path, versions);
        let retracted = retracted
            .map(|(_, retracted)| retracted)
            .unwrap_or_default();
        retracted.into_iter().map(|r| (r.low, r.high)).collect()
    }

    /// The newest of these versions and what its go.mod retracts; `None` where that is not known
    /// and where every version is replaced.
    pub(crate) fn retractions(
        &self,
        path: &ModulePath,
        versions: &[NodeVersion],
    ) -> Option<(NodeVersion, Vec<Retract>)> {
        if self.is_replaced_whole(path) {
            return None;
        }
        let latest = latest(versions)?;
        let summary = match self.actual(&Module::new(path.clone(), latest.clone())) {
            Actual::Module(actual) => self.downloaded(&actual),
            Actual::Directory(directory) => self.in_directory(&directory),
        };
        Some((latest.clone(), summary.ok()?.retracted))
    }

    fn is_replaced_whole(&self, path: &ModulePath) -> bool {
        let maps = std::iter::once(&self.work_replace).chain(&self.main_replace);
        maps.into_iter().any(|map| map.replaces_whole(path))
    }
}

/// The version that `@latest` means: the greatest release, else the greatest pre-release.
/// `versions` are in rising order.
pub(crate) fn latest(versions: &[NodeVersion]) -> Option<&NodeVersion> {
    let parsed = || {
        versions
            .iter()
            .filter_map(|v| Some((v, Version::parse(v.as_str()).ok()?)))
    };
    let compatible = || parsed().filter(|(_, version)| !version.is_incompatible());
    let release = |(found, version): (_, Version)| (!version.is_prerelease()).then_some(found);
    compatible()
        .filter_map(release)
        .next_back()
        .or_else(|| parsed().filter_map(release).next_back())
        .or_else(|| versions.last())
}

fn parse(file: String, text: &[u8]) -> Result<Summary, LoadCause> {
    match GoMod::parse_lax(text) {
        Ok(go_mod) => Ok(Summary::of(&go_mod)),
        Err(errors) => Err(LoadCause::Parse { file, errors }),
    }
}
