//! Moves some modules to wanted versions and everything else as little as needed: what `go get` does.
//!
//! A requirement that leads above a wanted version is lowered, version by version, until it does
//! not; if it is one of the wanted ones itself, that is a conflict. Every round either settles or
//! rejects a version for good, so this ends.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::disqualify::{Disqualified, Reason};
use crate::ecosystem::go::graph::{GraphError, ModuleGraph, is_above, steps};
use crate::ecosystem::go::loader::{LoadCause, Loader};
use crate::ecosystem::go::module::{compare, toolchain_version};
use crate::ecosystem::go::roots::{Roots, least_requirements, without_main};
use crate::ecosystem::go::summary::Pruning;
use crate::ecosystem::go::{GoModule, ModulePath, NodeVersion};
use crate::resolve::{Error, Module};

/// Why the wanted versions cannot all be selected.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Conflict {
    /// From a wanted module to what its requirements lead to; never empty.
    pub chain: Vec<GoModule>,
    /// What is wrong with the last module of the chain.
    pub cause: ConflictCause,
}

/// What is wrong at the end of a [`Conflict`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConflictCause {
    /// It is above this wanted version of its path.
    Above(GoModule),
    /// Its requirements are not known.
    NotLoaded(LoadCause),
}

/// Why an edit failed.
pub(super) enum EditError {
    Graph(GraphError),
    Conflicts(Vec<Conflict>),
}

impl From<GraphError> for EditError {
    fn from(error: GraphError) -> Self {
        Self::Graph(error)
    }
}

/// The roots after every module of `wanted` is selected at the version given there.
pub(super) fn edit(
    loader: &Loader<'_>,
    original: &Rc<Roots>,
    wanted: &[GoModule],
) -> Result<Rc<Roots>, EditError> {
    let pruning = pruning_after(original, wanted);
    let roots = Rc::clone(original).converted(loader, pruning)?;
    let mut editor = Editor {
        loader,
        original,
        pruning,
        selected: selected_before(loader, &roots)?,
        wanted: BTreeMap::new(),
        rejected: HashSet::new(),
        conflicts: Vec::new(),
    };
    editor.want(wanted);
    while editor.conflicts.is_empty() {
        if !editor.round()? {
            break;
        }
    }
    if !editor.conflicts.is_empty() {
        return Err(EditError::Conflicts(editor.conflicts));
    }
    let mut modules = editor.roots();
    if pruning == Pruning::Unpruned {
        let listed = listed_paths(loader, &roots, wanted, &modules);
        modules = least_requirements(loader, &modules, &listed)?;
    }
    if pruning == original.pruning && modules == original.modules {
        return Ok(Rc::clone(original));
    }
    let paths: BTreeSet<&ModulePath> = modules.iter().map(|m| &m.path).collect();
    let direct = roots.direct.iter().filter(|path| paths.contains(path));
    let direct = direct.cloned().collect();
    let edited = Rc::new(Roots::new(pruning, modules, direct));
    // A dependency may have raised the `go` line far enough for pruning: then everything that is
    // selected must be listed, or the next reader would miss it.
    if pruning == Pruning::Unpruned
        && let Some(version) = edited.version(loader, &ModulePath::go())
        && Pruning::of(version.as_str()) == Pruning::Pruned
    {
        return Ok(edited.converted(loader, Pruning::Pruned)?);
    }
    Ok(edited)
}

/// The pruning after the edit, as far as the wanted `go` or `toolchain` says it.
fn pruning_after(original: &Roots, wanted: &[GoModule]) -> Pruning {
    for module in wanted {
        let Some(version) = &module.version else {
            continue;
        };
        match module.path.as_str() {
            "go" => return Pruning::of(version.as_str()),
            "toolchain" => {
                let go = toolchain_version(version.as_str());
                let go = go.as_ref().map_or("", |go| go.as_str());
                if Pruning::of(go) == Pruning::Unpruned {
                    return Pruning::Unpruned;
                }
            }
            _ => {}
        }
    }
    original.pruning
}

/// The versions to keep: of the roots, or without pruning of everything that is selected.
fn selected_before(
    loader: &Loader<'_>,
    roots: &Rc<Roots>,
) -> Result<BTreeMap<ModulePath, Option<NodeVersion>>, GraphError> {
    if roots.pruning == Pruning::Pruned {
        let greatest = roots.greatest().iter();
        return Ok(greatest
            .map(|(p, v)| (p.clone(), Some(v.clone())))
            .collect());
    }
    let list = roots.whole_graph(loader)?.build_list();
    let list = without_main(&list, loader).into_iter();
    Ok(list.map(|m| (m.path, m.version)).collect())
}

/// Without pruning: the paths that the go.mod lists, needed or not.
fn listed_paths(
    loader: &Loader<'_>,
    before: &Roots,
    wanted: &[GoModule],
    modules: &[GoModule],
) -> Vec<ModulePath> {
    let wanted = wanted
        .iter()
        .filter(|m| m.version.is_some() && !loader.workspace.is_main(&m.path));
    let kept = modules.iter().filter(|module| {
        let version = before.version(loader, &module.path);
        version.is_some() && (version == module.version || before.direct.contains(&module.path))
    });
    wanted
        .chain(kept)
        .map(|module| module.path.clone())
        .collect()
}

struct Editor<'e> {
    loader: &'e Loader<'e>,
    original: &'e Rc<Roots>,
    pruning: Pruning,
    /// The version of every root after the edit, as far as it is known; `None` to drop it.
    selected: BTreeMap<ModulePath, Option<NodeVersion>>,
    /// The versions that must be selected; `None` to be absent.
    wanted: BTreeMap<ModulePath, Option<NodeVersion>>,
    /// Versions that were tried as roots and may not be.
    rejected: HashSet<GoModule>,
    conflicts: Vec<Conflict>,
}

impl Editor<'_> {
    fn want(&mut self, wanted: &[GoModule]) {
        for module in wanted {
            let path = &module.path;
            match self.wanted.get(path) {
                Some(before) if *before != module.version => {
                    let before = Module {
                        path: path.clone(),
                        version: before.clone(),
                    };
                    let is_above = is_above(path, before.version.as_ref(), module.version.as_ref());
                    let (high, low) = match is_above {
                        true => (before, module.clone()),
                        false => (module.clone(), before),
                    };
                    self.conflicts.push(Conflict {
                        chain: vec![high],
                        cause: ConflictCause::Above(low),
                    });
                }
                _ => {
                    self.wanted.insert(path.clone(), module.version.clone());
                    self.selected.insert(path.clone(), module.version.clone());
                }
            }
        }
    }

    fn roots(&self) -> Vec<GoModule> {
        let present = self.selected.iter().filter(|(_, v)| v.is_some());
        let modules = present.map(|(path, version)| Module {
            path: path.clone(),
            version: version.clone(),
        });
        modules.collect()
    }

    /// One round; `false` when everything is settled.
    fn round(&mut self) -> Result<bool, EditError> {
        let roots = self.roots();
        let (graph, raised) = self.extended_graph(&roots);
        let mut root_pruning: HashMap<GoModule, Pruning> = HashMap::new();
        for module in roots.iter().chain(&raised) {
            root_pruning.insert(module.clone(), self.pruning_of(&graph, module));
        }
        let mut disqualified = Disqualified::new(&root_pruning);
        self.find_conflicts(&graph, &mut disqualified);

        let mut is_dirty = false;
        for module in &roots {
            let pruning = root_pruning[module];
            let (chain, cause) = disqualified.chain(module, pruning);
            if chain.is_empty() {
                continue;
            }
            let Some(conflict) = self.conflict(chain, cause) else {
                continue;
            };
            if self.wanted.get(&module.path) == Some(&module.version) {
                self.conflicts.push(conflict);
                continue;
            }
            // A root that is not selected may be raised to what is, if that is allowed.
            let selected = Module {
                path: module.path.clone(),
                version: graph.selected(&module.path).cloned(),
            };
            if selected != *module
                && !disqualified.is(&selected, pruning)
                && !self.rejected.contains(&selected)
            {
                continue;
            }
            let before = self.original.graph(self.loader);
            let before = before.selected(&module.path).cloned();
            let was_there = before == module.version;
            if was_there && matches!(conflict.cause, ConflictCause::NotLoaded(_)) {
                // That it could not be read is no reason to move what was there before.
                self.conflicts.push(conflict);
                continue;
            }
            let lower = self.lower(&graph, &disqualified, module, before)?;
            self.selected.insert(module.path.clone(), lower);
            is_dirty = true;
        }
        if !is_dirty {
            is_dirty = self.accept_raised(&graph);
        }
        Ok(is_dirty)
    }

    /// The graph of `roots`, extended by the selected version of every root: raising a root would
    /// bring its requirements in. Also gives the modules by which it was extended.
    fn extended_graph(&self, roots: &[GoModule]) -> (ModuleGraph, HashSet<GoModule>) {
        let mut raised = HashSet::new();
        loop {
            let graph = ModuleGraph::read(self.loader, self.pruning, roots, &raised);
            if self.pruning == Pruning::Unpruned {
                return (graph, raised);
            }
            let n_raised = raised.len();
            for path in self.selected.keys() {
                let Some(version) = graph.selected(path) else {
                    continue;
                };
                let module = Module::new(path.clone(), version.clone());
                if graph.required_by(&module).is_none() {
                    raised.insert(module);
                }
            }
            if raised.len() == n_raised {
                return (graph, raised);
            }
        }
    }

    fn pruning_of(&self, graph: &ModuleGraph, module: &GoModule) -> Pruning {
        match graph.summary(module) {
            Some(summary) if self.pruning == Pruning::Pruned => summary.pruning,
            _ => self.pruning,
        }
    }

    /// Disqualifies every module of the graph that is, or leads, above a wanted version.
    fn find_conflicts(&self, graph: &ModuleGraph, disqualified: &mut Disqualified<'_>) {
        let exceeds = |module: &GoModule| {
            let max = self.wanted.get(&module.path);
            max.is_some_and(|max| is_above(&module.path, module.version.as_ref(), max.as_ref()))
        };
        for module in graph.breadth_first() {
            if exceeds(module) {
                disqualified.disqualify(module, Pruning::Pruned, Reason::Leads(module.clone()));
                continue;
            }
            // The main module is not loaded: it is what is edited, and never disqualified.
            match graph.loaded(module) {
                Some(Ok(_)) => {}
                Some(Err(cause)) => {
                    let reason = Reason::NotLoaded(Rc::clone(cause));
                    disqualified.disqualify(module, Pruning::Pruned, reason);
                    continue;
                }
                None => continue,
            }
            let required = graph.required_by(module).unwrap_or_default();
            // Requiring what is above counts even where its own requirements are pruned out.
            if let Some(above) = required.iter().find(|required| exceeds(required)) {
                let reason = Reason::Leads(GoModule::clone(above));
                disqualified.disqualify(module, Pruning::Pruned, reason);
                continue;
            }
            for required in required {
                if !disqualified.require(module, required) {
                    break;
                }
            }
        }
    }

    fn conflict(&self, chain: Vec<GoModule>, cause: Option<Rc<LoadCause>>) -> Option<Conflict> {
        let cause = match cause {
            Some(cause) => ConflictCause::NotLoaded(LoadCause::clone(&cause)),
            None => {
                let last = chain.last()?;
                ConflictCause::Above(Module {
                    path: last.path.clone(),
                    version: self.wanted.get(&last.path)?.clone(),
                })
            }
        };
        Some(Conflict { chain, cause })
    }

    /// The next version below `module` that has not been rejected; `None` to drop the path.
    ///
    /// The version from before the edit is tried in its place, even if it is not a tagged one.
    fn lower(
        &mut self,
        graph: &ModuleGraph,
        disqualified: &Disqualified<'_>,
        module: &GoModule,
        before: Option<NodeVersion>,
    ) -> Result<Option<NodeVersion>, EditError> {
        self.rejected.insert(module.clone());
        let path = &module.path;
        let at = |version: Option<NodeVersion>| Module {
            path: path.clone(),
            version,
        };
        let versions = self.loader.allowed_versions(path);
        let pruning = match self.pruning {
            Pruning::Pruned => graph.summary(module).map_or(self.pruning, |s| s.pruning),
            pruning => pruning,
        };
        let mut is_before_open = is_above(path, module.version.as_ref(), before.as_ref());
        let mut lower = module.version.clone();
        loop {
            let listed = match &versions {
                Ok(versions) => Ok(previous(path, versions, lower.as_ref())),
                Err(cause) => Err(cause),
            };
            lower = match listed {
                Ok(listed)
                    if is_before_open && is_above(path, before.as_ref(), listed.as_ref()) =>
                {
                    is_before_open = false;
                    before.clone()
                }
                Ok(listed) => listed,
                Err(_) if is_before_open => {
                    is_before_open = false;
                    before.clone()
                }
                Err(cause) => {
                    let path = steps(std::iter::once(module.clone()));
                    let cause = cause.clone();
                    return Err(EditError::Graph(Error::Load { path, cause }));
                }
            };
            if lower.is_none() {
                return Ok(None);
            }
            let candidate = at(lower.clone());
            if self.rejected.contains(&candidate) {
                continue;
            }
            if disqualified.is(&candidate, pruning) {
                self.rejected.insert(candidate);
                continue;
            }
            return Ok(lower);
        }
    }

    /// Takes the versions to which roots are raised by others; `false` if there are none.
    fn accept_raised(&mut self, graph: &ModuleGraph) -> bool {
        let mut is_dirty = false;
        for (path, version) in &mut self.selected {
            let selected = graph.selected(path);
            if !self.wanted.contains_key(path) && selected != version.as_ref() {
                *version = selected.cloned();
                is_dirty = true;
            }
        }
        is_dirty
    }
}

/// The greatest of `versions`, in rising order, below `version`.
fn previous(
    path: &ModulePath,
    versions: &[NodeVersion],
    version: Option<&NodeVersion>,
) -> Option<NodeVersion> {
    let version = version?;
    let n_below = versions.partition_point(|v| compare(path, v, version).is_lt());
    versions.get(n_below.checked_sub(1)?).cloned()
}

impl std::fmt::Display for Conflict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, module) in self.chain.iter().enumerate() {
            let between = if index == 0 { "" } else { " requires " };
            write!(f, "{between}{module}")?;
        }
        match &self.cause {
            ConflictCause::Above(wanted) if self.chain.len() == 1 => {
                write!(f, " is above the wanted {wanted}")
            }
            ConflictCause::Above(wanted) => write!(f, ", but {wanted} is wanted"),
            ConflictCause::NotLoaded(cause) => write!(f, ": {cause}"),
        }
    }
}
