//! The cheapest way to each pair: what has to be written to get there.

use super::explore::Graph;
use super::pairs::Step;
use crate::format::avro::schema::{Kind, Schema};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What a way costs, and the node and part it comes from; `None`: it starts here.
type Arrival = (u64, Option<(usize, usize)>);

/// The cheapest way to each pair that a reader gets to.
#[derive(Debug)]
pub(super) struct Routes {
    /// By node; `None`: not reached.
    best: Vec<Option<Arrival>>,
}

impl Routes {
    /// Dijkstra's algorithm from the root.
    pub(super) fn new(graph: &Graph, attempt: usize) -> Routes {
        let mut best: Vec<Option<Arrival>> = vec![None; graph.nodes.len()];
        let mut queue = BinaryHeap::new();
        if let Some(root) = best.first_mut() {
            *root = Some((0, None));
            queue.push(Reverse((0, 0)));
        }
        while let Some(Reverse((cost, at))) = queue.pop() {
            if best[at].is_some_and(|(known, _)| known < cost) {
                continue;
            }
            for index in graph.taken(at, attempt) {
                let child = graph.children(at)[index];
                let cost = cost.saturating_add(graph.parts(at)[index].cost);
                if best[child].is_none_or(|(known, _)| cost < known) {
                    best[child] = Some((cost, Some((at, index))));
                    queue.push(Reverse((cost, child)));
                }
            }
        }
        Routes { best }
    }

    /// What has to be written beside the value at a node; `None`: it is not reached.
    pub(super) fn cost(&self, at: usize) -> Option<u64> {
        self.best[at].map(|(cost, _)| cost)
    }

    /// The nodes and parts from the root to a node.
    pub(super) fn to(&self, at: usize) -> Vec<(usize, usize)> {
        let mut steps = Vec::new();
        let mut at = at;
        while let Some((_, Some((from, index)))) = self.best[at] {
            steps.push((from, index));
            at = from;
        }
        steps.reverse();
        steps
    }
}

/// The way through the data, and Java's way through the reader's schema.
pub(super) fn describe(
    graph: &Graph,
    reader: &Schema,
    writer: &Schema,
    steps: &[(usize, usize)],
) -> (String, String) {
    let (mut path, mut location) = (String::new(), String::new());
    for &(at, index) in steps {
        let node = &graph.nodes[at];
        let part = &graph.parts(at)[index];
        match part.step {
            Step::Field(_) => {
                if let Kind::Record(record) = &reader.kind(node.pair.reader).kind {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(&record.fields[part.reader_field].name);
                }
                location.push_str(&format!("/fields/{}/type", part.reader_field));
            }
            Step::Item => {
                path.push_str("[]");
                location.push_str("/items");
            }
            Step::Entry => {
                path.push_str("{}");
                location.push_str("/values");
            }
            Step::Branch(branch) => {
                let kind = &writer.kind(part.writer.id).kind;
                let name = kind.name().map_or(kind.word(), |name| name.full());
                path.push_str(&format!("<{name}>"));
                location.push_str(&format!("/{branch}"));
            }
            Step::Choose(_) => {}
        }
    }
    (path, location)
}
