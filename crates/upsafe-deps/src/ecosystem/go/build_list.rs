//! The build list: what `go list -m all` prints.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::graph::{GraphError, ModuleGraph};
use super::loader::Loader;
use super::module::compare;
use super::replace::Actual;
use super::roots::Roots;
use super::source::ModuleSource;
use super::workspace::{Workspace, WorkspaceError};
use super::{GoModule, ModulePath, NodeVersion};

/// The modules that are selected, and how they came to be.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BuildList {
    /// The main modules, then every selected module sorted by path; `go` and `toolchain` included.
    pub modules: Vec<Selected>,
    /// The requirements of the module graph, in breadth-first order: what `go mod graph` prints.
    pub edges: Vec<(GoModule, GoModule)>,
    /// The modules whose go.mod the graph was read from, selected or not; main modules, `go` and
    /// `toolchain` left out.
    pub read: Vec<GoModule>,
    /// What the go.mod would have to state so that each requirement in it is the selected version;
    /// `None` where it does, and in a workspace.
    pub updated_roots: Option<Vec<GoModule>>,
}

impl BuildList {
    /// The shortest chain of requirements from a main module to `module`, both included; empty if
    /// `module` is not in the graph. It need not be the selected version.
    #[must_use]
    pub fn chain(&self, module: &GoModule) -> Vec<GoModule> {
        // The edges are in breadth-first order, so the first edge to a module is on a shortest chain.
        let mut first_from: HashMap<&GoModule, &GoModule> = HashMap::new();
        for (from, to) in &self.edges {
            first_from.entry(to).or_insert(from);
        }
        let is_main = |module: &GoModule| module.version.as_ref().is_some_and(NodeVersion::is_main);
        let mut chain = vec![module];
        let mut at = module;
        while !is_main(at) {
            match first_from.get(at) {
                Some(&from) if chain.len() <= self.edges.len() => chain.push(from),
                _ => return Vec::new(),
            }
            at = chain[chain.len() - 1];
        }
        chain.into_iter().rev().cloned().collect()
    }

    /// Who requires the selected version of `path`: whoever set it.
    #[must_use]
    pub fn setters(&self, path: &ModulePath) -> Vec<&GoModule> {
        let selected = self.modules.iter().find(|s| s.module.path == *path);
        let Some(selected) = selected else {
            return Vec::new();
        };
        let set = self.edges.iter().filter(|(_, to)| *to == selected.module);
        set.map(|(from, _)| from).collect()
    }
}

/// What the go.mod files themselves say is selected, with nothing at hand but them: the greatest
/// version that they require of each path, main modules left out, sorted by path.
///
/// In a tidy go.mod of Go 1.17 or later that is every module that a build of the main module needs.
/// Other modules of the build list are missing.
#[must_use]
pub fn stated_list(workspace: &Workspace) -> Vec<GoModule> {
    let mut greatest: BTreeMap<&ModulePath, &NodeVersion> = BTreeMap::new();
    for main in &workspace.main {
        let is_excluded = |module: &GoModule| {
            let mut excludes = workspace.main.iter().flat_map(|m| &m.go_mod.exclude);
            excludes.any(|exclude| exclude.module == *module)
        };
        for require in &main.go_mod.require {
            let module = &require.module;
            let Some(version) = &module.version else {
                continue;
            };
            if is_excluded(module) || workspace.is_main(&module.path) {
                continue;
            }
            let selected = greatest.entry(&module.path).or_insert(version);
            if compare(&module.path, selected, version).is_lt() {
                *selected = version;
            }
        }
    }
    let list = greatest.into_iter();
    list.map(|(path, version)| GoModule::new(path.clone(), version.clone()))
        .collect()
}

/// A module of the build list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Selected {
    /// The module at its selected version; a main module has the empty version.
    pub module: GoModule,
    /// What stands in for it, where it is replaced.
    pub replaced_by: Option<Actual>,
}

/// Why there is no build list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildListError {
    /// The replacements of the workspace contradict each other.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// The requirements of a module are not known.
    #[error(transparent)]
    Graph(#[from] GraphError),
}

/// The build list of a workspace, as after `go mod` has brought its go.mod up to date.
///
/// # Errors
/// When a go.mod in the graph is not at hand or not understood: with the shortest chain to it.
pub fn build_list(
    workspace: &Workspace,
    source: &dyn ModuleSource,
) -> Result<BuildList, BuildListError> {
    let loader = Loader::new(workspace, source)?;
    let stated = Roots::stated(&loader);
    let roots = Roots::loaded(&loader)?.expanded(&loader)?;
    let graph = roots.graph(&loader);
    let updated = workspace.work.is_none() && roots.modules != stated.modules;
    Ok(BuildList {
        modules: selected(&loader, &graph),
        edges: graph
            .edges()
            .into_iter()
            .map(|(from, to)| (from.clone(), to.clone()))
            .collect(),
        read: graph.read_modules(),
        updated_roots: updated.then(|| Rc::clone(&roots).modules.clone()),
    })
}

pub(crate) fn selected(loader: &Loader<'_>, graph: &ModuleGraph) -> Vec<Selected> {
    let modules = graph.build_list().into_iter().map(|module| {
        let actual = loader.actual(&module);
        Selected {
            replaced_by: Some(actual).filter(|actual| *actual != Actual::Module(module.clone())),
            module,
        }
    });
    modules.collect()
}
