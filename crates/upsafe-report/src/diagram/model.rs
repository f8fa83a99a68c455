//! A graph as the renderers see it.

/// A graph to draw. Nodes and edges are drawn in the order in which they were added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagram {
    /// What is drawn, for a heading.
    pub title: String,
    /// The nodes; edges name them by index.
    pub nodes: Vec<Node>,
    /// The edges. One that names a node that is not there is not drawn.
    pub edges: Vec<Edge>,
}

/// A package, or whatever else stands in a graph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// A key that no other node has.
    pub id: String,
    /// What is written on it, short: `bytes 1.7.1`.
    pub label: String,
    /// What it is one of, such as the package's name: duplicates are listed by it.
    pub group: String,
    /// Whether paths start here: a member of the workspace.
    pub root: bool,
    /// Whether it stands out, because another version of its group is in the graph.
    pub duplicate: bool,
    /// More about it, one line: where it comes from, its features.
    pub detail: String,
}

/// That one node requires another.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Edge {
    /// The index of the node that requires.
    pub from: usize,
    /// The index of the node that is required.
    pub to: usize,
    /// How: `normal`, `build` and `dev` have a line style each, others are drawn as `normal`.
    pub kind: String,
}

impl Diagram {
    /// A diagram without nodes.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    /// Adds a node and gives its index.
    pub fn add_node(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// Adds an edge between two nodes, by their indices.
    pub fn add_edge(&mut self, from: usize, to: usize, kind: impl Into<String>) {
        self.edges.push(Edge {
            from,
            to,
            kind: kind.into(),
        });
    }

    /// The edges whose ends exist.
    pub(super) fn known_edges(&self) -> impl Iterator<Item = &Edge> {
        let n = self.nodes.len();
        self.edges
            .iter()
            .filter(move |edge| edge.from < n && edge.to < n)
    }

    /// `590 packages, 1802 edges, 40 duplicates`.
    pub(super) fn counts(&self) -> String {
        let duplicates = self.nodes.iter().filter(|node| node.duplicate).count();
        let mut parts = vec![
            upsafe_core::count(self.nodes.len(), "package"),
            upsafe_core::count(self.known_edges().count(), "edge"),
        ];
        if duplicates > 0 {
            parts.push(format!("{duplicates} in more than one version"));
        }
        parts.join(", ")
    }
}

impl Node {
    /// A node that is no root and no duplicate, its own group.
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        let id = id.into();
        Self {
            group: id.clone(),
            id,
            label: label.into(),
            ..Self::default()
        }
    }
}
