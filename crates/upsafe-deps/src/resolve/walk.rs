//! The breadth-first walk under every operation, over numbered nodes.
//!
//! Every node is visited once, and a version is compared when its node is first seen, not once an
//! edge. So the walk costs what a plain breadth-first search costs, plus one comparison a node.

/// A node of a numbered graph.
pub(crate) type NodeId = u32;
/// A path of a numbered graph.
pub(crate) type PathId = u32;

/// No node: not visited, nothing selected, no parent.
pub(crate) const NOTHING: u32 = u32::MAX;

/// A graph whose nodes are numbers, perhaps still growing.
pub(crate) trait Numbered {
    /// How many nodes have a number now.
    fn n_nodes(&self) -> usize;
    /// How many paths have a number now.
    fn n_paths(&self) -> usize;
    /// The path of a node.
    fn path(&self, node: NodeId) -> PathId;
    /// Whether the node stands for the absence of its path.
    fn is_absent(&self, node: NodeId) -> bool;
    /// Whether `a` is a strictly greater version than `b`, both of one path, neither absent.
    fn exceeds(&self, a: NodeId, b: NodeId) -> bool;
    /// Makes the requirements of `node` known; `false` if that failed.
    fn load(&mut self, node: NodeId) -> bool;
    /// The requirements of a node that was loaded.
    fn required(&self, node: NodeId) -> &[NodeId];
}

/// What an upgrade adds to the walk.
pub(crate) trait Extra<G> {
    /// The node to which `node` moves: itself to stay, `None` if that could not be found out.
    fn moved(&mut self, graph: &mut G, node: NodeId) -> Option<NodeId>;
}

/// Nothing moves.
pub(crate) struct Still;

impl<G> Extra<G> for Still {
    fn moved(&mut self, _: &mut G, node: NodeId) -> Option<NodeId> {
        Some(node)
    }
}

/// What a walk found.
pub(crate) struct Walk {
    /// The nodes reached, in breadth-first order.
    pub(crate) order: Vec<NodeId>,
    /// For each node, the node that led to it first; a root leads to itself.
    pub(crate) parent: Vec<NodeId>,
    /// For each path, the greatest node reached.
    pub(crate) selected: Vec<NodeId>,
}

impl Walk {
    fn grow(&mut self, n_nodes: usize, n_paths: usize) {
        if self.parent.len() < n_nodes {
            self.parent.resize(n_nodes, NOTHING);
        }
        if self.selected.len() < n_paths {
            self.selected.resize(n_paths, NOTHING);
        }
    }

    /// The node selected for `path`, if any.
    pub(crate) fn selected(&self, path: PathId) -> Option<NodeId> {
        let node = *self.selected.get(path as usize)?;
        (node != NOTHING).then_some(node)
    }

    /// The nodes from a root to `node`, both included.
    pub(crate) fn chain(&self, node: NodeId) -> Vec<NodeId> {
        let mut chain = vec![node];
        let mut at = node;
        while let Some(&parent) = self.parent.get(at as usize) {
            if parent == at || parent == NOTHING {
                break;
            }
            chain.push(parent);
            at = parent;
        }
        chain.reverse();
        chain
    }
}

/// The node whose requirements could not be read, and the walk up to it.
pub(crate) struct Failed {
    pub(crate) node: NodeId,
    pub(crate) walk: Walk,
}

/// Walks everything that `roots` require, `extra` edges first.
///
/// It stops at the first node, in breadth-first order, that cannot be loaded: the chain to it is
/// therefore the shortest.
pub(crate) fn walk<G: Numbered>(
    graph: &mut G,
    roots: &[NodeId],
    extra: &mut impl Extra<G>,
) -> Result<Walk, Failed> {
    let mut walk = Walk {
        order: Vec::with_capacity(graph.n_nodes()),
        parent: vec![NOTHING; graph.n_nodes()],
        selected: vec![NOTHING; graph.n_paths()],
    };
    for &root in roots {
        see(graph, &mut walk, root, root);
    }
    let mut next = 0;
    while let Some(&node) = walk.order.get(next) {
        next += 1;
        let absent = graph.is_absent(node);
        if !absent && !graph.load(node) {
            return Err(Failed { node, walk });
        }
        let Some(moved) = extra.moved(graph, node) else {
            return Err(Failed { node, walk });
        };
        walk.grow(graph.n_nodes(), graph.n_paths());
        if moved != node {
            see(graph, &mut walk, moved, node);
        }
        if !absent {
            for &required in graph.required(node) {
                see(graph, &mut walk, required, node);
            }
        }
    }
    Ok(walk)
}

fn see<G: Numbered>(graph: &G, walk: &mut Walk, node: NodeId, from: NodeId) {
    let parent = &mut walk.parent[node as usize];
    if *parent != NOTHING {
        return;
    }
    *parent = from;
    walk.order.push(node);
    if graph.is_absent(node) {
        return;
    }
    let selected = &mut walk.selected[graph.path(node) as usize];
    if *selected == NOTHING || graph.exceeds(node, *selected) {
        *selected = node;
    }
}
