//! The build list: what `go list -m all` prints.

use std::rc::Rc;

use super::GoModule;
use super::graph::{GraphError, ModuleGraph};
use super::loader::{Actual, Loader};
use super::roots::Roots;
use super::source::ModuleSource;
use super::workspace::{Workspace, WorkspaceError};

/// The modules that are selected, and how they came to be.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BuildList {
    /// The main modules, then every selected module sorted by path; `go` and `toolchain` included.
    pub modules: Vec<Selected>,
    /// The requirements of the module graph, in breadth-first order: what `go mod graph` prints.
    pub edges: Vec<(GoModule, GoModule)>,
    /// What the go.mod would have to state so that each requirement in it is the selected version;
    /// `None` where it does, and in a workspace.
    pub updated_roots: Option<Vec<GoModule>>,
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
