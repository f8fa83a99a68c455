//! vendor/modules.txt: which modules were copied into the repository, and whether go.mod agrees.
//!
//! The file is described nowhere; this follows `cmd/go/internal/modload/vendor.go`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use upsafe_version::go::Version;

use super::loader::{Actual, Loader};
use super::modfile::{Replace, Replacement};
use super::module::{compare, go_version};
use super::source::ModuleSource;
use super::workspace::{Workspace, WorkspaceError, join};
use super::{GoModule, ModulePath, NodeVersion};
use crate::resolve::Module;

/// A vendor/modules.txt, read. Lines that are not understood are skipped, as `go` does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct VendorList {
    /// The modules, in the order of the file. One may be there only because it is replaced.
    pub modules: Vec<VendoredModule>,
    /// Whether the file is of a go.work.
    pub is_workspace: bool,
}

/// A module of modules.txt.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct VendoredModule {
    /// Its path.
    pub path: ModulePath,
    /// Its version; `None` for a replacement of every version.
    pub version: Option<NodeVersion>,
    /// What replaces it, as it is written.
    pub replacement: Option<Replacement>,
    /// Whether the go.mod requires it.
    pub explicit: bool,
    /// Its `go` line.
    pub go: Option<String>,
    /// The packages that were copied.
    pub packages: Vec<String>,
    /// The line at which it begins, from 1.
    pub line: u32,
}

/// A contradiction between go.mod and vendor/modules.txt. `go build` refuses to work with one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VendorMismatch {
    /// The go.mod requires a module that is not marked so.
    NotExplicit(GoModule),
    /// A module is marked as required, but the go.mod does not require it.
    NotRequired(GoModule),
    /// A replacement of the go.mod is missing.
    NotReplaced {
        /// What is replaced; absent for every version.
        module: GoModule,
    },
    /// A module is replaced by something else.
    ReplacedOtherwise {
        /// What is replaced; absent for every version.
        module: GoModule,
        /// The replacement in the go.mod.
        stated: String,
        /// The replacement in modules.txt.
        vendored: String,
    },
    /// A module is replaced only in modules.txt.
    ReplacedHereOnly {
        /// What is replaced; absent for every version.
        module: GoModule,
    },
}

impl VendorList {
    /// Reads a modules.txt.
    #[must_use]
    pub fn parse(text: &[u8]) -> Self {
        let text = String::from_utf8_lossy(text);
        let mut list = Self::default();
        let mut open = false;
        for (index, line) in text.lines().enumerate() {
            let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
            if let Some(header) = line.strip_prefix("# ") {
                let words: Vec<&str> = header.split_whitespace().collect();
                let module = module_line(&words, number);
                open = module.is_some();
                list.modules.extend(module);
            } else if line == "## workspace" && list.modules.is_empty() {
                list.is_workspace = true;
            } else if let Some(module) = list.modules.last_mut().filter(|_| open) {
                module.annotate(line);
            }
        }
        list
    }

    /// The modules that packages were copied from, each at the greatest version listed.
    #[must_use]
    pub fn selected(&self) -> Vec<GoModule> {
        let mut selected: BTreeMap<&ModulePath, &NodeVersion> = BTreeMap::new();
        for module in self.modules.iter().filter(|m| !m.packages.is_empty()) {
            let Some(version) = &module.version else {
                continue;
            };
            let greatest = selected.entry(&module.path).or_insert(version);
            if compare(&module.path, greatest, version).is_lt() {
                *greatest = version;
            }
        }
        let modules = selected.into_iter();
        modules
            .map(|(path, version)| Module::new(path.clone(), version.clone()))
            .collect()
    }

    /// Where `workspace` and the list contradict each other, in the order of the go.mod files.
    ///
    /// # Errors
    /// When the replacements of the workspace contradict each other.
    pub fn mismatches(
        &self,
        workspace: &Workspace,
        source: &dyn ModuleSource,
    ) -> Result<Vec<VendorMismatch>, WorkspaceError> {
        let loader = Loader::new(workspace, source)?;
        let mut found = Vec::new();
        self.check_required(workspace, &mut found);
        self.check_replaced(workspace, &loader, &mut found);
        Ok(found)
    }

    /// The entries of a module: one may be repeated at the end for its replacement.
    fn entries<'l>(&'l self, module: &'l GoModule) -> impl Iterator<Item = &'l VendoredModule> {
        let is_it = |m: &&VendoredModule| m.path == module.path && m.version == module.version;
        self.modules.iter().filter(is_it)
    }

    fn check_required(&self, workspace: &Workspace, found: &mut Vec<VendorMismatch>) {
        // Before Go 1.14 the file did not say what is required.
        let since = go_version("1.14");
        let states_requirements = workspace.work.is_some()
            || workspace.main.iter().any(|main| {
                let line = main.go_mod.go.as_ref();
                line.is_some_and(|line| go_version(&line.version) >= since)
            });
        if !states_requirements {
            return;
        }
        let required: Vec<&GoModule> = workspace
            .main
            .iter()
            .flat_map(|main| main.go_mod.require.iter().map(|r| &r.module))
            .collect();
        for module in &required {
            if !self.entries(module).any(|vendored| vendored.explicit) {
                found.push(VendorMismatch::NotExplicit(GoModule::clone(module)));
            }
        }
        for vendored in self
            .modules
            .iter()
            .filter(|m| m.explicit && !m.packages.is_empty())
        {
            let module = vendored.module();
            if !required.contains(&&module) {
                found.push(VendorMismatch::NotRequired(module));
            }
        }
    }

    fn check_replaced(
        &self,
        workspace: &Workspace,
        loader: &Loader<'_>,
        found: &mut Vec<VendorMismatch>,
    ) {
        let of_work = workspace.work.iter().flat_map(|work| &work.go_work.replace);
        let of_main = workspace.main.iter().flat_map(|main| &main.go_mod.replace);
        let mut seen = BTreeSet::new();
        let root = match (&workspace.work, workspace.main.first()) {
            (Some(work), _) => work.directory.as_path(),
            (None, Some(main)) => main.directory.as_path(),
            (None, None) => return,
        };
        for replace in of_main.chain(of_work) {
            let module = replaced(replace);
            if !seen.insert((replace.path.clone(), module.to_string())) {
                continue;
            }
            let actual = loader.actual(&module);
            let vendored = self.entries(&module).find_map(|m| m.replacement.clone());
            match vendored {
                None if actual == Actual::Module(module.clone()) => {}
                None => found.push(VendorMismatch::NotReplaced { module }),
                Some(vendored) if fits(&vendored, &actual, root) => {}
                Some(vendored) => found.push(VendorMismatch::ReplacedOtherwise {
                    module,
                    stated: shown(&replace.with),
                    vendored: shown(&vendored),
                }),
            }
        }
        for vendored in self.modules.iter().filter(|m| m.replacement.is_some()) {
            let module = vendored.module();
            if loader.actual(&module) == Actual::Module(module.clone()) {
                found.push(VendorMismatch::ReplacedHereOnly { module });
            }
        }
    }
}

impl VendoredModule {
    /// The module at its version; absent where every version is meant.
    #[must_use]
    pub fn module(&self) -> GoModule {
        Module {
            path: self.path.clone(),
            version: self.version.clone(),
        }
    }

    fn annotate(&mut self, line: &str) {
        if let Some(notes) = line.strip_prefix("## ") {
            for note in notes.split(';').map(str::trim) {
                if note == "explicit" {
                    self.explicit = true;
                } else if let Some(version) = note.strip_prefix("go ") {
                    self.go = Some(version.to_owned());
                }
            }
        } else if let [package] = line.split_whitespace().collect::<Vec<_>>()[..] {
            self.packages.push(package.to_owned());
        }
    }
}

/// `path version`, `path version => other version`, `path => ./dir`.
fn module_line(words: &[&str], line: u32) -> Option<VendoredModule> {
    let is_version = |word: &&str| Version::parse(word).is_ok();
    let (path, version, rest) = match words {
        [path, version, rest @ ..] if is_version(version) => (path, Some(*version), rest),
        [path, "=>", ..] => (path, None, &words[1..]),
        _ => return None,
    };
    let replacement = match rest {
        ["=>", directory] => Some(Replacement::Directory((*directory).to_owned())),
        ["=>", path, version] if is_version(version) => {
            let module = Module::new(ModulePath::new(path), NodeVersion::new(version));
            Some(Replacement::Module(module))
        }
        _ => None,
    };
    Some(VendoredModule {
        path: ModulePath::new(path),
        version: version.map(NodeVersion::new),
        replacement,
        explicit: false,
        go: None,
        packages: Vec::new(),
        line,
    })
}

fn replaced(replace: &Replace) -> GoModule {
    Module {
        path: replace.path.clone(),
        version: replace.version.clone(),
    }
}

/// Whether a replacement, written as seen from `root`, is `actual`.
fn fits(vendored: &Replacement, actual: &Actual, root: &Path) -> bool {
    match (vendored, actual) {
        (Replacement::Module(vendored), Actual::Module(actual)) => vendored == actual,
        (Replacement::Directory(text), Actual::Directory(actual)) => join(root, text) == *actual,
        _ => false,
    }
}

fn shown(replacement: &Replacement) -> String {
    match replacement {
        Replacement::Module(module) => module.to_string(),
        Replacement::Directory(directory) => directory.clone(),
    }
}

impl fmt::Display for VendorMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotExplicit(module) => {
                write!(
                    f,
                    "`{module}` is required, but modules.txt does not mark it explicit"
                )
            }
            Self::NotRequired(module) => {
                write!(
                    f,
                    "modules.txt marks `{module}` explicit, but nothing requires it"
                )
            }
            Self::NotReplaced { module } => {
                write!(f, "`{}` is replaced, but not in modules.txt", of(module))
            }
            Self::ReplacedOtherwise {
                module,
                stated,
                vendored,
            } => write!(
                f,
                "`{}` is replaced by `{stated}`, in modules.txt by `{vendored}`",
                of(module)
            ),
            Self::ReplacedHereOnly { module } => {
                write!(
                    f,
                    "modules.txt replaces `{}`, nothing else does",
                    of(module)
                )
            }
        }
    }
}

/// A module, without a version where every version is meant.
fn of(module: &GoModule) -> String {
    match module.version {
        Some(_) => module.to_string(),
        None => module.path.to_string(),
    }
}
