//! What the rules may look at of Go modules.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use upsafe_core::{Place, Position, Source, SourceId};

use crate::{
    ecosystem::go::{
        Actual, GoModule, MainModule, ModulePath, NodeVersion, VendorMismatch,
        Workspace as GoWorkspace,
        modfile::{self, Exclude, Replace, Require, Retract},
        sum::{GoSum, Verified},
    },
    graph::{Ecosystem, Graph},
};

/// One go.mod, or one go.work with all that it uses.
#[derive(Debug)]
#[non_exhaustive]
pub struct GoEvidence {
    /// The go.mod or go.work.
    pub manifest: PathBuf,
    /// What the files say.
    pub workspace: GoWorkspace,
    /// The go.mod of each main module, in the order of the workspace.
    pub files: Vec<GoFile>,
    /// The go.work.
    pub work_file: Option<GoFile>,
    /// The selected versions, and who requires them; `go` and `toolchain` included.
    pub graph: Graph,
    /// Every requirement, of versions that are not selected, too.
    pub edges: Vec<(GoModule, GoModule)>,
    /// The modules whose go.mod the graph was read from, selected or not.
    pub read: Vec<GoModule>,
    /// Why the build list is not known; the graph is then what the go.mod files state.
    pub unknown: Option<String>,
    /// What the go.mod would have to state; none where it does, where the build list is not known
    /// and in a go.work.
    pub updated_roots: Option<Vec<GoModule>>,
    /// What is known of each selected module that is no main module and whose go.mod counts; empty without a source of
    /// go.mod files.
    pub modules: BTreeMap<ModulePath, GoModuleFacts>,
    /// The go.sum of each main module, in the order of the workspace, and the go.work.sum.
    pub sums: Vec<GoSumFile>,
    /// The vendor/modules.txt.
    pub vendor: Option<GoVendor>,
    /// Folders that the main modules' go.mod put in the place of modules, in the order of the files.
    pub local: Vec<LocalReplace>,
    /// What the main module imports, as far as a rule asks.
    pub imports: GoImports,
}

/// A `replace` of a main module by a folder.
#[derive(Debug)]
#[non_exhaustive]
pub struct LocalReplace {
    /// Whose go.mod says so.
    pub module: ModulePath,
    /// The go.mod.
    pub file: GoFile,
    /// The line.
    pub replace: Replace,
    /// Where the folder is.
    pub folder: ReplaceFolder,
}

/// Where a folder is that replaces a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReplaceFolder {
    /// In the repository of the module whose go.mod names it: every clone has it.
    Repository,
    /// Outside of the repository.
    Elsewhere,
    /// There is no go.mod in it.
    Missing,
}

/// Imports of those modules that the main module requires directly and whose content has no line in
/// its go.sum: what else is imported is not looked at.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct GoImports {
    /// The first import of each such module, in a file that is built on every platform.
    pub found: BTreeMap<ModulePath, GoImport>,
    /// Those modules that no such file imports.
    pub open: Vec<ModulePath>,
    /// Files and folders that could not be read, and why.
    pub unread: Vec<String>,
}

/// An import of a package.
#[derive(Debug)]
#[non_exhaustive]
pub struct GoImport {
    /// What go.sum needs a line for: the module, or what replaces it.
    pub needed: GoModule,
    /// The path of the package.
    pub package: String,
    /// The file.
    pub file: GoFile,
    /// Where the path stands in it.
    pub place: Place,
}

/// Every go.mod of the repository that is not vendored, test data, hidden or excluded.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct GoRepository {
    /// The modules, by path of the file.
    pub modules: Vec<RepositoryModule>,
    /// The files that could not be read or understood, and why.
    pub unread: Vec<String>,
}

/// A go.mod of the repository.
#[derive(Debug)]
#[non_exhaustive]
pub struct RepositoryModule {
    /// The file.
    pub file: GoFile,
    /// The path that it declares.
    pub path: Option<ModulePath>,
    /// Its `require` lines.
    pub require: Vec<Require>,
    /// Its `replace` lines.
    pub replace: Vec<Replace>,
}

/// What is known of a selected module.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct GoModuleFacts {
    /// What stands in for it.
    pub actual: Actual,
    /// Its go.mod says so: `require`, with what the main modules exclude.
    pub require: Vec<Require>,
    /// Its go.mod says so: `replace`, which holds for its own builds alone.
    pub replace: Vec<Replace>,
    /// Its go.mod says so: `exclude`, which holds for its own builds alone.
    pub exclude: Vec<Exclude>,
    /// The greatest version that is known, and what its go.mod retracts.
    pub latest: Option<(NodeVersion, Vec<Retract>)>,
}

/// A go.sum or go.work.sum.
#[derive(Debug)]
#[non_exhaustive]
pub struct GoSumFile {
    /// The file; none where there is none.
    pub file: Option<GoFile>,
    /// What it says.
    pub sum: GoSum,
    /// How it compares with the module cache; none without one.
    pub verified: Option<Verified>,
}

/// A vendor/modules.txt.
#[derive(Debug)]
#[non_exhaustive]
pub struct GoVendor {
    /// The file.
    pub file: GoFile,
    /// Where it contradicts the go.mod.
    pub mismatches: Vec<VendorMismatch>,
}

/// A file of Go modules that was read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct GoFile {
    /// Where it is.
    pub path: PathBuf,
    /// The path as output names it.
    pub name: String,
    /// Its text among the sources.
    pub source: SourceId,
    text: Source,
}

impl GoFile {
    pub(crate) fn new(path: PathBuf, source: SourceId, text: Source) -> Self {
        let name = text.path().to_owned();
        Self {
            path,
            name,
            source,
            text,
        }
    }

    /// A span of the file as a place.
    pub fn place(&self, span: modfile::Span) -> Place {
        let at = |column| {
            let line = span.line;
            self.text.offset(Position { line, column })
        };
        Place::new(self.source, at(span.column)..at(span.end_column))
    }

    /// The folder of the file as output names it; `.` for the root.
    pub fn folder(&self) -> &str {
        self.name.rsplit_once('/').map_or(".", |(folder, _)| folder)
    }
}

impl GoEvidence {
    /// The main modules with their files.
    pub fn main_modules(&self) -> impl Iterator<Item = (&MainModule, &GoFile)> {
        self.workspace.main.iter().zip(&self.files)
    }

    /// The paths of the selected modules whose go.mod counts: what a pruned go.mod leaves out does
    /// not. None where the graph is not known.
    pub(crate) fn read_paths(&self) -> Option<BTreeSet<&str>> {
        let is_selected = |module: &&GoModule| module.version == self.selected(&module.path);
        let read = self.read.iter().filter(is_selected);
        let paths = read.map(|module| module.path.as_str());
        self.unknown.is_none().then(|| paths.collect())
    }

    /// The selected version of a module; none for a main module and for one that is not selected.
    pub fn selected(&self, path: &ModulePath) -> Option<NodeVersion> {
        let ids = self.graph.named(Ecosystem::Go, path.as_str());
        let version = self.graph.package(*ids.first()?).version.to_string();
        (!version.is_empty()).then(|| NodeVersion::new(&version))
    }
}
