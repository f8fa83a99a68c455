//! The requirements of the main module, kept so that every one of them is the selected version.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::rc::Rc;

use super::graph::{GraphError, ModuleGraph};
use super::loader::{LoadCause, Loader};
use super::modfile::GoMod;
use super::module::{compare, compare_modules};
use super::summary::{DEFAULT_GO_MOD, DEFAULT_GO_WORK, Pruning};
use super::{GoModule, ModulePath, NodeVersion};
use crate::resolve::{Module, Requirements, mvs};

/// The roots of a module graph; the graph is read when it is asked for, once.
pub(crate) struct Roots {
    pub(crate) pruning: Pruning,
    /// Sorted; a path may be there several times. `go` is always there.
    pub(crate) modules: Vec<GoModule>,
    /// The paths that the main module imports packages of, as far as its go.mod says.
    pub(crate) direct: BTreeSet<ModulePath>,
    greatest: BTreeMap<ModulePath, NodeVersion>,
    graph: OnceCell<Rc<ModuleGraph>>,
}

impl Roots {
    pub(crate) fn new(
        pruning: Pruning,
        mut modules: Vec<GoModule>,
        direct: BTreeSet<ModulePath>,
    ) -> Self {
        modules.sort_by(compare_modules);
        let mut greatest: BTreeMap<ModulePath, NodeVersion> = BTreeMap::new();
        for module in &modules {
            if let Some(version) = &module.version {
                // Sorted: of equal versions the first stays.
                let is_greater = greatest
                    .get(&module.path)
                    .is_none_or(|v| compare(&module.path, v, version).is_lt());
                if is_greater {
                    greatest.insert(module.path.clone(), version.clone());
                }
            }
        }
        Self {
            pruning,
            modules,
            direct,
            greatest,
            graph: OnceCell::new(),
        }
    }

    /// The roots as the go.mod or the go.work states them.
    pub(crate) fn stated(loader: &Loader<'_>) -> Self {
        match &loader.workspace.work {
            Some(work) => {
                let version = work.go_work.go.as_ref().map(|line| line.version.as_str());
                let toolchain = work.go_work.toolchain.as_ref();
                let mut modules = go_roots(
                    version.unwrap_or(DEFAULT_GO_WORK),
                    toolchain.map(|line| line.version.as_str()),
                );
                let mut direct = BTreeSet::new();
                for main in &loader.workspace.main {
                    modules.push(Module::new(main.path.clone(), NodeVersion::main()));
                    let required = main.go_mod.require.iter().filter(|r| !r.indirect);
                    direct.extend(required.map(|r| r.module.path.clone()));
                }
                Self::new(Pruning::Workspace, modules, direct)
            }
            None => match loader.workspace.main.first() {
                Some(main) => Self::of_go_mod(loader, &main.go_mod),
                None => Self::of_go_mod(loader, &GoMod::default()),
            },
        }
    }

    fn of_go_mod(loader: &Loader<'_>, go_mod: &GoMod) -> Self {
        let version = go_mod.go.as_ref().map(|line| line.version.as_str());
        let version = version.unwrap_or(DEFAULT_GO_MOD);
        let toolchain = go_mod.toolchain.as_ref().map(|line| line.version.as_str());
        let mut modules = go_roots(version, toolchain);
        let mut direct = BTreeSet::from([ModulePath::go()]);
        for require in &go_mod.require {
            if loader.is_excluded(&require.module) {
                continue;
            }
            modules.push(require.module.clone());
            if !require.indirect {
                direct.insert(require.module.path.clone());
            }
        }
        Self::new(Pruning::of(version), modules, direct)
    }

    /// The graph of these roots.
    pub(crate) fn graph(&self, loader: &Loader<'_>) -> Rc<ModuleGraph> {
        let read = || {
            Rc::new(ModuleGraph::read(
                loader,
                self.pruning,
                &self.modules,
                &HashSet::new(),
            ))
        };
        Rc::clone(self.graph.get_or_init(read))
    }

    /// The graph, if every module of it could be loaded.
    pub(crate) fn whole_graph(&self, loader: &Loader<'_>) -> Result<Rc<ModuleGraph>, GraphError> {
        let graph = self.graph(loader);
        match graph.error() {
            Some(error) => Err(error),
            None => Ok(graph),
        }
    }

    /// The version of the root with this path: the main version for a main module.
    pub(crate) fn version(&self, loader: &Loader<'_>, path: &ModulePath) -> Option<NodeVersion> {
        if loader.workspace.is_main(path) {
            return Some(NodeVersion::main());
        }
        self.greatest.get(path).cloned()
    }

    /// The greatest version of each root.
    pub(crate) fn greatest(&self) -> &BTreeMap<ModulePath, NodeVersion> {
        &self.greatest
    }

    /// Whether a path is there twice, or a main module is required.
    fn is_redundant(&self, loader: &Loader<'_>) -> bool {
        let mut before = None;
        self.modules.iter().any(|module| {
            let is_twice = before.replace(&module.path) == Some(&module.path);
            is_twice || loader.workspace.is_main(&module.path)
        })
    }

    /// The stated roots without repetitions: what every command begins with.
    pub(crate) fn loaded(loader: &Loader<'_>) -> Result<Rc<Self>, GraphError> {
        let roots = Rc::new(Self::stated(loader));
        if roots.pruning != Pruning::Workspace && roots.is_redundant(loader) {
            return roots.update(loader);
        }
        Ok(roots)
    }

    /// The roots after every one of them was raised to its selected version, until that is stable.
    pub(crate) fn expanded(self: Rc<Self>, loader: &Loader<'_>) -> Result<Rc<Self>, GraphError> {
        let graph = self.whole_graph(loader)?;
        let is_selected =
            |module: &GoModule| graph.selected(&module.path) == module.version.as_ref();
        if self.pruning == Pruning::Workspace || self.modules.iter().all(is_selected) {
            return Ok(self);
        }
        let roots = self.update(loader)?;
        roots.whole_graph(loader)?;
        Ok(roots)
    }

    fn update(self: Rc<Self>, loader: &Loader<'_>) -> Result<Rc<Self>, GraphError> {
        match self.pruning {
            Pruning::Pruned => self.update_pruned(loader),
            Pruning::Unpruned => self.update_unpruned(loader),
            Pruning::Workspace => Ok(self),
        }
    }

    /// Each path once, at its selected version. With pruning, raising a root brings in what *it*
    /// requires and drops what the lower version required: so the graph is read again until nothing
    /// moves. The versions of the roots only rise, so this ends.
    fn update_pruned(self: Rc<Self>, loader: &Loader<'_>) -> Result<Rc<Self>, GraphError> {
        let mut roots = self;
        let mut graph = roots.graph.get().map(Rc::clone);
        loop {
            let mut kept: Vec<GoModule> = Vec::with_capacity(roots.modules.len());
            let mut is_raised = false;
            for module in &roots.modules {
                let is_there = kept.last().is_some_and(|last| last.path == module.path);
                if is_there || loader.workspace.is_main(&module.path) {
                    continue;
                }
                let version = match &graph {
                    Some(graph) => graph.selected(&module.path).cloned(),
                    None => roots.version(loader, &module.path),
                };
                is_raised |= version != module.version;
                kept.push(Module {
                    path: module.path.clone(),
                    version,
                });
            }
            if !is_raised && kept == roots.modules {
                return Ok(roots);
            }
            let next = Rc::new(Self::new(Pruning::Pruned, kept, roots.direct.clone()));
            if !is_raised {
                return Ok(next);
            }
            graph = Some(next.whole_graph(loader)?);
            roots = next;
        }
    }

    /// The least list that keeps every selected version, the roots that were right, and the direct
    /// requirements.
    fn update_unpruned(self: Rc<Self>, loader: &Loader<'_>) -> Result<Rc<Self>, GraphError> {
        let graph = self.whole_graph(loader)?;
        let mut listed: Vec<ModulePath> = Vec::new();
        for root in &self.modules {
            if !listed.contains(&root.path) && graph.selected(&root.path) == root.version.as_ref() {
                listed.push(root.path.clone());
            }
        }
        let selected = without_main(&graph.build_list(), loader);
        for module in &selected {
            if self.direct.contains(&module.path) && !listed.contains(&module.path) {
                listed.push(module.path.clone());
            }
        }
        let modules = least_requirements(loader, &selected, &listed)?;
        if self.pruning == Pruning::Unpruned && modules == self.modules {
            return Ok(self);
        }
        let roots = Self::new(Pruning::Unpruned, modules, self.direct.clone());
        Ok(Rc::new(roots))
    }

    /// The same requirements for the other pruning.
    pub(crate) fn converted(
        self: Rc<Self>,
        loader: &Loader<'_>,
        pruning: Pruning,
    ) -> Result<Rc<Self>, GraphError> {
        if self.pruning == pruning {
            return Ok(self);
        }
        if pruning == Pruning::Unpruned {
            return self.update_unpruned(loader);
        }
        // Everything that is selected becomes a root: then nothing that counts is pruned out.
        let graph = self.whole_graph(loader)?;
        let modules = without_main(&graph.build_list(), loader);
        Ok(Rc::new(Self::new(pruning, modules, self.direct.clone())))
    }
}

fn go_roots(version: &str, toolchain: Option<&str>) -> Vec<GoModule> {
    let mut roots = vec![Module::new(ModulePath::go(), NodeVersion::new(version))];
    if let Some(name) = toolchain {
        roots.push(Module::new(ModulePath::toolchain(), NodeVersion::new(name)));
    }
    roots
}

/// A build list without its main modules.
pub(crate) fn without_main(list: &[GoModule], loader: &Loader<'_>) -> Vec<GoModule> {
    let rest = list.iter().filter(|m| !loader.workspace.is_main(&m.path));
    rest.cloned().collect()
}

/// The least requirements that keep `selected`, with every path of `listed`.
pub(crate) fn least_requirements(
    loader: &Loader<'_>,
    selected: &[GoModule],
    listed: &[ModulePath],
) -> Result<Vec<GoModule>, GraphError> {
    let Some(main) = loader.workspace.main.first() else {
        return Ok(Vec::new());
    };
    let target = Module::new(main.path.clone(), NodeVersion::main());
    let graph = LoaderRequirements {
        loader,
        target: &target,
        roots: selected,
    };
    mvs::minimal_requirements(&graph, &target, listed)
}

/// The unpruned graph, for the algorithms of [`mvs`].
struct LoaderRequirements<'l> {
    loader: &'l Loader<'l>,
    target: &'l GoModule,
    roots: &'l [GoModule],
}

impl Requirements for LoaderRequirements<'_> {
    type Path = ModulePath;
    type Version = NodeVersion;
    type Error = LoadCause;

    fn required(&self, module: &GoModule) -> Result<Vec<GoModule>, LoadCause> {
        if module == self.target {
            return Ok(self.roots.to_vec());
        }
        match self.loader.summary(module) {
            Ok(summary) => Ok(summary.required.clone()),
            Err(cause) => Err(LoadCause::clone(&cause)),
        }
    }

    fn max<'v>(
        &self,
        path: &ModulePath,
        a: &'v NodeVersion,
        b: &'v NodeVersion,
    ) -> &'v NodeVersion {
        if compare(path, a, b).is_lt() { b } else { a }
    }
}
