//! `json`: nodes and edges for programs. Append-only: fields may come, none goes or changes.

use serde::Serialize;

use super::Diagram;
use crate::json::pretty;

#[derive(Serialize)]
struct Graph<'d> {
    /// The version of this format.
    format: u32,
    title: &'d str,
    nodes: Vec<GraphNode<'d>>,
    edges: Vec<GraphEdge<'d>>,
}

#[derive(Serialize)]
struct GraphNode<'d> {
    id: &'d str,
    label: &'d str,
    group: &'d str,
    root: bool,
    duplicate: bool,
    detail: &'d str,
}

#[derive(Serialize)]
struct GraphEdge<'d> {
    from: &'d str,
    to: &'d str,
    kind: &'d str,
}

pub(super) fn render(diagram: &Diagram) -> String {
    pretty(&Graph {
        format: 1,
        title: &diagram.title,
        nodes: diagram
            .nodes
            .iter()
            .map(|node| GraphNode {
                id: &node.id,
                label: &node.label,
                group: &node.group,
                root: node.root,
                duplicate: node.duplicate,
                detail: &node.detail,
            })
            .collect(),
        edges: diagram
            .known_edges()
            .map(|edge| GraphEdge {
                from: &diagram.nodes[edge.from].id,
                to: &diagram.nodes[edge.to].id,
                kind: &edge.kind,
            })
            .collect(),
    })
}
