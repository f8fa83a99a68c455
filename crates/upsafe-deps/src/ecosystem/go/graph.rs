//! The module graph: who requires what, pruned as Go prunes it.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::rc::Rc;

use super::loader::{LoadCause, Loaded, Loader};
use super::module::{compare, compare_modules, compare_optional};
use super::summary::{Pruning, Summary};
use super::{GoModule, ModulePath, NodeVersion};
use crate::resolve::{Error, Module, Reason, Step};

/// Why a graph could not be read: with the shortest chain of requirements to the module.
pub type GraphError = Error<ModulePath, NodeVersion, LoadCause>;

/// A module graph, perhaps with modules whose requirements are not known.
pub(crate) struct ModuleGraph {
    ids: HashMap<GoModule, usize>,
    modules: Vec<GoModule>,
    /// What each module requires; `None` where it was not looked at: pruned out, or failed.
    required: Vec<Option<Rc<[usize]>>>,
    loaded: Vec<Option<Loaded>>,
    roots: Vec<usize>,
    selected: BTreeMap<ModulePath, usize>,
}

impl ModuleGraph {
    /// Reads the graph of `roots`. Modules in `unprune` are looked into even where their
    /// requirements would be pruned out.
    pub(crate) fn read(
        loader: &Loader<'_>,
        pruning: Pruning,
        roots: &[GoModule],
        unprune: &HashSet<GoModule>,
    ) -> Self {
        let mut graph = Self {
            ids: HashMap::new(),
            modules: Vec::new(),
            required: Vec::new(),
            loaded: Vec::new(),
            roots: Vec::new(),
            selected: BTreeMap::new(),
        };
        if pruning == Pruning::Workspace {
            graph.roots = roots.iter().map(|root| graph.see(root)).collect();
        } else {
            for main in &loader.workspace.main {
                let main = Module::new(main.path.clone(), NodeVersion::main());
                let id = graph.see(&main);
                graph.roots.push(id);
                graph.require(id, roots);
            }
        }
        let mut walk = PrunedWalk {
            loader,
            unprune,
            queue: VecDeque::new(),
            queued: HashSet::new(),
        };
        for root in roots {
            walk.enqueue(&mut graph, root, pruning);
        }
        walk.run(&mut graph);
        if pruning == Pruning::Workspace {
            graph.settle_workspace(&mut walk, roots);
        }
        graph
    }

    /// In a workspace, what the main modules lead to is looked into at the *selected* version too:
    /// the lower version that a go.mod names may lack what the selected one imports.
    fn settle_workspace(&mut self, walk: &mut PrunedWalk<'_>, roots: &[GoModule]) {
        let mut followed: Vec<ModulePath> = roots.iter().map(|root| root.path.clone()).collect();
        let mut seen: HashSet<GoModule> = HashSet::new();
        loop {
            let mut missing: Vec<GoModule> = Vec::new();
            for path in &followed {
                let Some(id) = self.selected.get(path).copied() else {
                    continue;
                };
                let module = &self.modules[id];
                if !seen.contains(module) {
                    missing.push(module.clone());
                    continue;
                }
                for required in self.required_by(module).unwrap_or_default() {
                    let Some(selected) = self.selected(&required.path) else {
                        continue;
                    };
                    let is_above = required
                        .version
                        .as_ref()
                        .is_none_or(|v| compare(&required.path, selected, v).is_gt());
                    let selected = Module::new(required.path.clone(), selected.clone());
                    if is_above && !seen.contains(&selected) {
                        missing.push(selected);
                    }
                }
            }
            missing.sort_by(compare_modules);
            missing.dedup();
            if missing.is_empty() {
                return;
            }
            for module in missing {
                walk.enqueue(self, &module, Pruning::Workspace);
                if !followed.contains(&module.path) {
                    followed.push(module.path.clone());
                }
                seen.insert(module);
            }
            walk.run(self);
        }
    }

    /// The number of `module`, which is thereby reachable, and selected if it is the greatest.
    fn see(&mut self, module: &GoModule) -> usize {
        if let Some(&id) = self.ids.get(module) {
            return id;
        }
        let id = self.modules.len();
        self.ids.insert(module.clone(), id);
        self.modules.push(module.clone());
        self.required.push(None);
        self.loaded.push(None);
        if let Some(version) = &module.version {
            let is_greater = self
                .selected(&module.path)
                .is_none_or(|selected| compare(&module.path, selected, version).is_lt());
            if is_greater {
                self.selected.insert(module.path.clone(), id);
            }
        }
        id
    }

    fn require(&mut self, id: usize, required: &[GoModule]) {
        let required: Rc<[usize]> = required.iter().map(|module| self.see(module)).collect();
        self.required[id] = Some(required);
    }

    /// The version selected for a path.
    pub(crate) fn selected(&self, path: &ModulePath) -> Option<&NodeVersion> {
        let id = *self.selected.get(path)?;
        self.modules[id].version.as_ref()
    }

    /// What `module` requires; `None` where that is not part of the graph.
    pub(crate) fn required_by(&self, module: &GoModule) -> Option<Vec<&GoModule>> {
        let id = *self.ids.get(module)?;
        let required = self.required[id].as_ref()?;
        Some(required.iter().map(|&id| &self.modules[id]).collect())
    }

    /// What was loaded for `module`; `None` if nothing was.
    pub(crate) fn loaded(&self, module: &GoModule) -> Option<&Loaded> {
        self.loaded[*self.ids.get(module)?].as_ref()
    }

    /// The summary of `module`, if it was loaded.
    pub(crate) fn summary(&self, module: &GoModule) -> Option<&Summary> {
        self.loaded(module)?.as_ref().ok().map(Rc::as_ref)
    }

    /// The selected modules: the main modules first, the rest sorted by path.
    pub(crate) fn build_list(&self) -> Vec<GoModule> {
        let is_main = |id: usize| {
            let version = self.modules[id].version.as_ref();
            version.is_some_and(NodeVersion::is_main)
        };
        let main = self.roots.iter().copied().filter(|&id| is_main(id));
        let rest = self.selected.values().copied().filter(|&id| !is_main(id));
        main.chain(rest)
            .map(|id| self.modules[id].clone())
            .collect()
    }

    /// Every module that was reached, selected or not, in breadth-first order.
    pub(crate) fn breadth_first(&self) -> Vec<&GoModule> {
        self.walk()
            .order
            .iter()
            .map(|&id| &self.modules[id])
            .collect()
    }

    /// Every requirement of the graph, as `go mod graph` lists them.
    pub(crate) fn edges(&self) -> Vec<(&GoModule, &GoModule)> {
        let mut edges = Vec::new();
        for id in self.walk().order {
            for &required in self.required[id].as_deref().unwrap_or_default() {
                edges.push((&self.modules[id], &self.modules[required]));
            }
        }
        edges
    }

    /// The modules whose go.mod was read, in breadth-first order, without main modules.
    pub(crate) fn read_modules(&self) -> Vec<GoModule> {
        let order = self.walk().order.into_iter();
        let read = order.filter(|&id| matches!(self.loaded[id], Some(Ok(_))));
        let modules = read.map(|id| &self.modules[id]);
        let is_downloaded = |module: &&GoModule| {
            let version = module.version.as_ref();
            !module.path.is_toolchain() && version.is_some_and(|version| !version.is_main())
        };
        modules.filter(is_downloaded).cloned().collect()
    }

    /// The first module, in breadth-first order, that could not be loaded.
    pub(crate) fn error(&self) -> Option<GraphError> {
        self.errors().into_iter().next()
    }

    /// Every module that could not be loaded, with the shortest chain to it.
    pub(crate) fn errors(&self) -> Vec<GraphError> {
        let walk = self.walk();
        let mut errors = Vec::new();
        for &id in &walk.order {
            if let Some(Err(cause)) = &self.loaded[id] {
                errors.push(Error::Load {
                    path: steps(walk.chain(id).iter().map(|&id| self.modules[id].clone())),
                    cause: LoadCause::clone(cause),
                });
            }
        }
        errors
    }

    fn walk(&self) -> Walked {
        let mut walked = Walked {
            order: Vec::with_capacity(self.modules.len()),
            parent: vec![None; self.modules.len()],
        };
        for &root in &self.roots {
            walked.see(root, root);
        }
        let mut next = 0;
        while let Some(&id) = walked.order.get(next) {
            next += 1;
            for &required in self.required[id].as_deref().unwrap_or_default() {
                if self.modules[required].version.is_some() {
                    walked.see(required, id);
                }
            }
        }
        walked
    }
}

struct Walked {
    order: Vec<usize>,
    parent: Vec<Option<usize>>,
}

impl Walked {
    fn see(&mut self, id: usize, from: usize) {
        if self.parent[id].is_none() {
            self.parent[id] = Some(from);
            self.order.push(id);
        }
    }

    fn chain(&self, id: usize) -> Vec<usize> {
        let mut chain = vec![id];
        let mut at = id;
        while let Some(parent) = self.parent[at].filter(|&parent| parent != at) {
            chain.push(parent);
            at = parent;
        }
        chain.reverse();
        chain
    }
}

/// A chain of requirements as the steps of an error.
pub(crate) fn steps(chain: impl Iterator<Item = GoModule>) -> Vec<Step<ModulePath, NodeVersion>> {
    let mut steps: Vec<Step<ModulePath, NodeVersion>> = chain
        .map(|module| Step {
            module,
            next: Some(Reason::Requires),
        })
        .collect();
    if let Some(last) = steps.last_mut() {
        last.next = None;
    }
    steps
}

/// The walk over (module, pruning): a module may be met from a pruned and from an unpruned side.
struct PrunedWalk<'l> {
    loader: &'l Loader<'l>,
    unprune: &'l HashSet<GoModule>,
    queue: VecDeque<(usize, Pruning)>,
    queued: HashSet<(usize, Pruning)>,
}

impl PrunedWalk<'_> {
    fn enqueue(&mut self, graph: &mut ModuleGraph, module: &GoModule, pruning: Pruning) {
        if module.version.is_none() {
            return;
        }
        let id = graph.see(module);
        if self.queued.insert((id, pruning)) {
            self.queue.push_back((id, pruning));
        }
    }

    fn run(&mut self, graph: &mut ModuleGraph) {
        while let Some((id, pruning)) = self.queue.pop_front() {
            let Ok(summary) = self.load(graph, id) else {
                continue;
            };
            // A go.mod that does not list everything itself must be followed to the end.
            let next = match pruning {
                Pruning::Unpruned => Pruning::Unpruned,
                _ => summary.pruning,
            };
            let follow = pruning != Pruning::Pruned || summary.pruning == Pruning::Unpruned;
            for required in &summary.required {
                if follow || self.unprune.contains(required) {
                    self.enqueue(graph, required, next);
                }
            }
        }
    }

    fn load(&self, graph: &mut ModuleGraph, id: usize) -> Loaded {
        if let Some(loaded) = &graph.loaded[id] {
            return loaded.clone();
        }
        let loaded = self.loader.summary(&graph.modules[id]);
        if let Ok(summary) = &loaded {
            graph.require(id, &summary.required);
        }
        graph.loaded[id] = Some(loaded.clone());
        loaded
    }
}

/// Whether `a` is above `b`, absence being below everything.
pub(crate) fn is_above(
    path: &ModulePath,
    a: Option<&NodeVersion>,
    b: Option<&NodeVersion>,
) -> bool {
    compare_optional(path, a, b).is_gt()
}
