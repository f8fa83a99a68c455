//! MVS over a graph that is already numbered: no hashing, no allocation per node.
//!
//! The nodes are `0..n`, each with a path number and the rank of its version within that path;
//! edges lie behind each other in one array. Building the list is one breadth-first walk.

use super::walk::{self, NodeId, Numbered, PathId, Still};

/// A requirement graph in arrays.
#[derive(Clone, Debug)]
pub struct ArrayGraph {
    path: Vec<PathId>,
    rank: Vec<u32>,
    n_paths: usize,
    /// The edges of node `n` are `edges[first[n]..first[n + 1]]`.
    first: Vec<u32>,
    edges: Vec<NodeId>,
}

/// Why arrays do not describe a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ArrayError {
    /// `u32` numbers nodes and edges.
    #[error("a graph holds at most {max} nodes and {max} requirements", max = u32::MAX - 1)]
    TooLarge,
    /// A requirement points behind the last node.
    #[error("node {from} requires node {to}, but there are {n_nodes}")]
    NoSuchNode {
        /// The requiring node.
        from: usize,
        /// What it requires.
        to: u32,
        /// How many nodes there are.
        n_nodes: usize,
    },
}

impl ArrayGraph {
    /// A graph of `nodes`, each `(path, rank)`, where node `n` requires `required(n)`.
    ///
    /// A rank orders the versions of one path; two nodes of one path and rank are the same version.
    /// Paths are numbered densely from 0: memory grows with the greatest path number.
    ///
    /// # Errors
    /// When a requirement is not a node, or a number does not fit into 32 bits.
    pub fn new(nodes: &[(u32, u32)], required: &[Vec<u32>]) -> Result<Self, ArrayError> {
        let n_edges: usize = required.iter().map(Vec::len).sum();
        let limit = u32::MAX as usize;
        if nodes.len() >= limit || n_edges >= limit {
            return Err(ArrayError::TooLarge);
        }
        let n_paths = nodes.iter().map(|&(path, _)| path as usize + 1).max();
        let mut graph = Self {
            path: nodes.iter().map(|&(path, _)| path).collect(),
            rank: nodes.iter().map(|&(_, rank)| rank).collect(),
            n_paths: n_paths.unwrap_or(0),
            first: Vec::with_capacity(nodes.len() + 1),
            edges: Vec::with_capacity(n_edges),
        };
        for from in 0..nodes.len() {
            graph.first.push(graph.edges.len() as u32);
            for &to in required.get(from).map_or(&[][..], Vec::as_slice) {
                if to as usize >= nodes.len() {
                    return Err(ArrayError::NoSuchNode {
                        from,
                        to,
                        n_nodes: nodes.len(),
                    });
                }
                graph.edges.push(to);
            }
        }
        graph.first.push(graph.edges.len() as u32);
        Ok(graph)
    }

    /// How many nodes there are.
    #[must_use]
    pub fn n_nodes(&self) -> usize {
        self.path.len()
    }

    /// How many requirements there are.
    #[must_use]
    pub fn n_requirements(&self) -> usize {
        self.edges.len()
    }

    /// The build list of `root`: for each path reached, in the order of path numbers, the node of
    /// the greatest rank. Time and memory O(nodes + requirements).
    ///
    /// The answer is empty if `root` is not a node.
    #[must_use]
    pub fn build_list(&self, root: u32) -> Vec<u32> {
        if root as usize >= self.n_nodes() {
            return Vec::new();
        }
        let walk = match walk::walk(&mut &*self, &[root], &mut Still) {
            Ok(walk) => walk,
            Err(failed) => failed.walk,
        };
        let mut list = walk.selected;
        list.retain(|&node| node != walk::NOTHING);
        list
    }

    /// A plain breadth-first search from `root`: how many nodes it reaches.
    ///
    /// It selects nothing. It is what [`build_list`](Self::build_list) is measured against.
    #[must_use]
    pub fn reach(&self, root: u32) -> usize {
        if root as usize >= self.n_nodes() {
            return 0;
        }
        let mut seen = vec![false; self.n_nodes()];
        let mut queue = Vec::with_capacity(self.n_nodes());
        seen[root as usize] = true;
        queue.push(root);
        let mut next = 0;
        while let Some(&node) = queue.get(next) {
            next += 1;
            for &to in self.edges_of(node) {
                if !seen[to as usize] {
                    seen[to as usize] = true;
                    queue.push(to);
                }
            }
        }
        queue.len()
    }

    fn edges_of(&self, node: NodeId) -> &[NodeId] {
        let node = node as usize;
        &self.edges[self.first[node] as usize..self.first[node + 1] as usize]
    }
}

impl Numbered for &ArrayGraph {
    fn n_nodes(&self) -> usize {
        self.path.len()
    }

    fn n_paths(&self) -> usize {
        self.n_paths
    }

    fn path(&self, node: NodeId) -> PathId {
        self.path[node as usize]
    }

    fn is_absent(&self, _: NodeId) -> bool {
        false
    }

    fn exceeds(&self, a: NodeId, b: NodeId) -> bool {
        self.rank[a as usize] > self.rank[b as usize]
    }

    fn load(&mut self, _: NodeId) -> bool {
        true
    }

    fn required(&self, node: NodeId) -> &[NodeId] {
        self.edges_of(node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_rank_of_each_reached_path_is_selected() {
        // 0 = A1, 1 = B1, 2 = B2, 3 = C1, 4 = D9 (not reached)
        let nodes = [(0, 1), (1, 1), (1, 2), (2, 1), (3, 9)];
        let graph = ArrayGraph::new(&nodes, &[vec![1, 3], vec![], vec![], vec![2], vec![0]]);
        let graph = graph.unwrap();
        assert_eq!(graph.build_list(0), [0, 2, 3]);
        assert_eq!(graph.reach(0), 4);
        assert!(graph.build_list(9).is_empty());
    }

    #[test]
    fn a_requirement_on_no_node_is_refused() {
        let error = ArrayGraph::new(&[(0, 1)], &[vec![7]]).unwrap_err();
        assert_eq!(error.to_string(), "node 0 requires node 7, but there are 1");
    }
}
