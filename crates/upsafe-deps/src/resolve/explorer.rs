//! Numbers the modules of a [`Requirements`] graph as the walk meets them.

use std::collections::HashMap;

use super::walk::{Extra, Failed, NodeId, Numbered, PathId, Still, Walk, walk};
use super::{Error, Module, ModuleOf, Reason, Requirements, Step};

/// The error type of the operations on a graph.
pub(crate) type ErrorOf<R> =
    Error<<R as Requirements>::Path, <R as Requirements>::Version, <R as Requirements>::Error>;

/// A graph that is read as it is walked. Each module is asked for once.
pub(crate) struct Explorer<'r, R: Requirements> {
    pub(crate) graph: &'r R,
    paths: Vec<R::Path>,
    path_numbers: HashMap<R::Path, PathId>,
    nodes: Vec<(PathId, Option<R::Version>)>,
    node_numbers: HashMap<(PathId, Option<R::Version>), NodeId>,
    required: Vec<Loaded<R::Error>>,
    /// Requirements that stand in for those of one module.
    instead: Option<(NodeId, Vec<NodeId>)>,
}

enum Loaded<E> {
    NotYet,
    Known(Box<[NodeId]>),
    /// The cause is taken out when it is reported.
    Failed(Option<E>),
}

impl<'r, R: Requirements> Explorer<'r, R> {
    pub(crate) fn new(graph: &'r R) -> Self {
        Self {
            graph,
            paths: Vec::new(),
            path_numbers: HashMap::new(),
            nodes: Vec::new(),
            node_numbers: HashMap::new(),
            required: Vec::new(),
            instead: None,
        }
    }

    /// From here on, `node` requires `required` instead of what the graph says.
    pub(crate) fn override_required(&mut self, node: NodeId, required: Vec<NodeId>) {
        self.instead = Some((node, required));
    }

    pub(crate) fn path_number(&mut self, path: &R::Path) -> PathId {
        if let Some(&number) = self.path_numbers.get(path) {
            return number;
        }
        let number = self.paths.len() as PathId;
        self.paths.push(path.clone());
        self.path_numbers.insert(path.clone(), number);
        number
    }

    pub(crate) fn number(&mut self, module: &ModuleOf<R>) -> NodeId {
        let path = self.path_number(&module.path);
        self.node_at(path, module.version.clone())
    }

    pub(crate) fn node_at(&mut self, path: PathId, version: Option<R::Version>) -> NodeId {
        let key = (path, version);
        if let Some(&number) = self.node_numbers.get(&key) {
            return number;
        }
        let number = self.nodes.len() as NodeId;
        self.nodes.push(key.clone());
        self.node_numbers.insert(key, number);
        self.required.push(Loaded::NotYet);
        number
    }

    pub(crate) fn module(&self, node: NodeId) -> ModuleOf<R> {
        let (path, version) = &self.nodes[node as usize];
        Module {
            path: self.paths[*path as usize].clone(),
            version: version.clone(),
        }
    }

    /// Whether `a` is a strictly greater version than `b` of the same path; absent is the least.
    pub(crate) fn is_greater(&self, a: NodeId, b: NodeId) -> bool {
        let (path, a) = &self.nodes[a as usize];
        let (_, b) = &self.nodes[b as usize];
        match (a, b) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(a), Some(b)) => self.graph.max(&self.paths[*path as usize], b, a) != b,
        }
    }

    /// The walk from `target`, which must itself be selected.
    pub(crate) fn walk_from(
        &mut self,
        targets: &[NodeId],
        extra: &mut impl Moves<R>,
    ) -> Result<Walk, ErrorOf<R>> {
        let walk = match walk(self, targets, extra) {
            Ok(walk) => walk,
            Err(failed) => return Err(self.load_error(failed, extra)),
        };
        for &target in targets {
            let found = walk.selected(self.path(target));
            if let Some(found) = found.filter(|&found| found != target) {
                return Err(Error::TargetExceeded {
                    target: self.module(target),
                    found: self.module(found),
                });
            }
        }
        Ok(walk)
    }

    /// The walk from one target, with nothing moved.
    pub(crate) fn walk_still(&mut self, target: NodeId) -> Result<Walk, ErrorOf<R>> {
        self.walk_from(&[target], &mut Still)
    }

    /// The targets, then everything else that is selected, sorted by path.
    pub(crate) fn list(&self, walk: &Walk, targets: &[NodeId]) -> Vec<NodeId> {
        let mut list: Vec<NodeId> = Vec::new();
        for &target in targets {
            if !list.contains(&target) {
                list.push(target);
            }
        }
        let mut rest: Vec<NodeId> = walk.selected.clone();
        rest.retain(|node| *node != super::walk::NOTHING && !list.contains(node));
        rest.sort_by(|&a, &b| self.path_of(a).cmp(self.path_of(b)));
        list.extend(rest);
        list
    }

    pub(crate) fn path_of(&self, node: NodeId) -> &R::Path {
        &self.paths[self.nodes[node as usize].0 as usize]
    }

    pub(crate) fn modules(&self, nodes: &[NodeId]) -> Vec<ModuleOf<R>> {
        nodes.iter().map(|&node| self.module(node)).collect()
    }

    fn load_error(&mut self, failed: Failed, extra: &mut impl Moves<R>) -> ErrorOf<R> {
        let chain = failed.walk.chain(failed.node);
        let cause = match &mut self.required[failed.node as usize] {
            Loaded::Failed(cause) => cause.take(),
            _ => None,
        };
        let cause = cause
            .or_else(|| extra.take_failure())
            .expect("a walk fails where a requirement or an upgrade failed");
        let mut path = Vec::with_capacity(chain.len());
        for (i, &node) in chain.iter().enumerate() {
            let next = chain.get(i + 1).map(|&next| {
                if extra.moved_to(node) == Some(next) {
                    Reason::UpdatingTo
                } else {
                    Reason::Requires
                }
            });
            path.push(Step {
                module: self.module(node),
                next,
            });
        }
        Error::Load { path, cause }
    }
}

/// What an upgrade moved, for the text of an error.
pub(crate) trait Moves<R: Requirements>: for<'r> Extra<Explorer<'r, R>> {
    /// Where `node` was moved.
    fn moved_to(&self, node: NodeId) -> Option<NodeId>;
    /// Why the last node could not be moved.
    fn take_failure(&mut self) -> Option<R::Error>;
}

impl<R: Requirements> Moves<R> for Still {
    fn moved_to(&self, _: NodeId) -> Option<NodeId> {
        None
    }

    fn take_failure(&mut self) -> Option<R::Error> {
        None
    }
}

impl<R: Requirements> Numbered for Explorer<'_, R> {
    fn n_nodes(&self) -> usize {
        self.nodes.len()
    }

    fn n_paths(&self) -> usize {
        self.paths.len()
    }

    fn path(&self, node: NodeId) -> PathId {
        self.nodes[node as usize].0
    }

    fn is_absent(&self, node: NodeId) -> bool {
        self.nodes[node as usize].1.is_none()
    }

    fn exceeds(&self, a: NodeId, b: NodeId) -> bool {
        self.is_greater(a, b)
    }

    fn load(&mut self, node: NodeId) -> bool {
        if self.instead.as_ref().is_some_and(|(of, _)| *of == node) || self.is_absent(node) {
            return true;
        }
        match &self.required[node as usize] {
            Loaded::Known(_) => return true,
            Loaded::Failed(_) => return false,
            Loaded::NotYet => {}
        }
        let loaded = match self.graph.required(&self.module(node)) {
            Ok(modules) => Loaded::Known(modules.iter().map(|m| self.number(m)).collect()),
            Err(cause) => Loaded::Failed(Some(cause)),
        };
        let ok = matches!(loaded, Loaded::Known(_));
        self.required[node as usize] = loaded;
        ok
    }

    fn required(&self, node: NodeId) -> &[NodeId] {
        if let Some((of, required)) = &self.instead
            && *of == node
        {
            return required;
        }
        match &self.required[node as usize] {
            Loaded::Known(required) => required,
            Loaded::NotYet | Loaded::Failed(_) => &[],
        }
    }
}
