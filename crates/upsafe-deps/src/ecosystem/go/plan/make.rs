//! Plans: the build list before and after a move, and what differs.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::edit::{self, Conflict};
use super::query::{self, QueryError};
use crate::ecosystem::go::build_list::{BuildListError, Selected, selected};
use crate::ecosystem::go::loader::Loader;
use crate::ecosystem::go::module::toolchain_version;
use crate::ecosystem::go::roots::Roots;
use crate::ecosystem::go::source::ModuleSource;
use crate::ecosystem::go::summary::{Pruning, is_strict};
use crate::ecosystem::go::workspace::Workspace;
use crate::ecosystem::go::{GoModule, GraphError, ModulePath, NodeVersion};

/// The effect of moving some modules.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Plan {
    /// The build list after the move.
    pub after: Vec<Selected>,
    /// What the go.mod requires after the move; `go` and `toolchain` included.
    pub requires: Vec<PlannedRequire>,
    /// Modules that are selected at another version, sorted by path.
    pub moved: Vec<Move>,
    /// Modules that were not in the build list.
    pub added: Vec<GoModule>,
    /// Modules that leave the build list.
    pub removed: Vec<GoModule>,
}

/// A line that the go.mod holds after a move.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlannedRequire {
    /// What it requires.
    pub module: GoModule,
    /// Whether it is marked `// indirect`.
    pub indirect: bool,
}

/// A module that moves.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Move {
    /// The module.
    pub path: ModulePath,
    /// The version selected before.
    pub from: NodeVersion,
    /// The version selected after.
    pub to: NodeVersion,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// What was asked for is no version.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// There is no build list to begin with, or the new one could not be read.
    #[error(transparent)]
    BuildList(#[from] BuildListError),
    /// The wanted versions contradict each other, or what they require.
    #[error("the wanted versions cannot be selected together: {}", describe(.0))]
    Blocked(Vec<Conflict>),
    /// A workspace has several main modules; one of them must be planned for alone.
    #[error("a plan is made for one main module, not for a go.work")]
    Workspace,
}

/// What `go get` would move for `queries`, each `path@version`.
///
/// Packages are not loaded: a package that a moved module newly imports from a module that nothing
/// requires is not found here.
///
/// # Errors
/// When a query has no answer, the graph cannot be read, or the versions contradict each other.
pub fn plan(
    workspace: &Workspace,
    source: &dyn ModuleSource,
    queries: &[String],
) -> Result<Plan, PlanError> {
    if workspace.work.is_some() || workspace.main.len() != 1 {
        return Err(PlanError::Workspace);
    }
    let loader = Loader::new(workspace, source).map_err(BuildListError::from)?;
    let before = Roots::loaded(&loader).map_err(BuildListError::from)?;
    let before = before.expanded(&loader).map_err(BuildListError::from)?;
    let graph = before.graph(&loader);
    let mut wanted: Vec<GoModule> = Vec::new();
    for text in queries {
        let module = query::resolve(&loader, text, |path| graph.selected(path).cloned())?;
        if !wanted.contains(&module) {
            wanted.push(module);
        }
    }
    let edited = edit::edit(&loader, &before, &wanted).map_err(|error| match error {
        edit::EditError::Graph(error) => PlanError::BuildList(error.into()),
        edit::EditError::Conflicts(conflicts) => PlanError::Blocked(conflicts),
    })?;
    let edited = edited.expanded(&loader).map_err(BuildListError::from)?;
    let written = written(&loader, &edited).map_err(BuildListError::from)?;
    let after = selected(&loader, &written.graph(&loader));
    Ok(compare_lists(&selected(&loader, &graph), after, &written))
}

/// The roots as the next command reads them back from the go.mod.
fn written(loader: &Loader<'_>, roots: &Rc<Roots>) -> Result<Rc<Roots>, GraphError> {
    let go = roots.version(loader, &ModulePath::go());
    let go = go.as_ref().map_or("", NodeVersion::as_str);
    let implied = format!("go{go}");
    let mut modules = roots.modules.clone();
    modules.retain(|module| {
        let is_toolchain = module.path.as_str() == "toolchain";
        let name = module.version.as_ref().map_or("", NodeVersion::as_str);
        let version = toolchain_version(name);
        let is_stated = version.is_some_and(|v| is_strict(v.as_str())) && name != implied;
        !is_toolchain || is_stated
    });
    let read = Roots::new(Pruning::of(go), modules, roots.direct.clone());
    Rc::new(read).expanded(loader)
}

fn compare_lists(before: &[Selected], after: Vec<Selected>, roots: &Roots) -> Plan {
    let by_path = |list: &[Selected]| -> BTreeMap<ModulePath, NodeVersion> {
        let versions = list.iter().filter_map(|selected| {
            let version = selected.module.version.clone()?;
            Some((selected.module.path.clone(), version))
        });
        versions.collect()
    };
    let (old, new) = (by_path(before), by_path(&after));
    let mut plan = Plan {
        after,
        requires: roots
            .modules
            .iter()
            .map(|module| PlannedRequire {
                module: module.clone(),
                indirect: !roots.direct.contains(&module.path),
            })
            .collect(),
        moved: Vec::new(),
        added: Vec::new(),
        removed: Vec::new(),
    };
    for (path, to) in &new {
        match old.get(path) {
            None => plan.added.push(GoModule::new(path.clone(), to.clone())),
            Some(from) if from != to => plan.moved.push(Move {
                path: path.clone(),
                from: from.clone(),
                to: to.clone(),
            }),
            Some(_) => {}
        }
    }
    for (path, from) in &old {
        if !new.contains_key(path) {
            plan.removed.push(GoModule::new(path.clone(), from.clone()));
        }
    }
    plan
}

/// The conflicts on one line.
fn describe(conflicts: &[Conflict]) -> String {
    let texts: Vec<String> = conflicts.iter().map(ToString::to_string).collect();
    texts.join("; ")
}
