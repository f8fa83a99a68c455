//! All pairs that meet, and which of them fail.

use super::conflict::Class;
use super::pairs::{Comparer, Finding, Local, Pair};
use crate::budget::Meter;
use crate::format::avro::schema::{Spot, TypeRef};
use ahash::AHashMap as HashMap;

/// The pairs that meet; the first is the root.
#[derive(Debug)]
pub(super) struct Graph {
    pub(super) nodes: Vec<Node>,
}

#[derive(Debug)]
pub(super) struct Node {
    pub(super) pair: Pair,
    /// Where it was first met.
    pub(super) reader: Spot,
    pub(super) writer: Spot,
    pub(super) local: Local,
    /// The node of each part.
    pub(super) children: Vec<usize>,
    pub(super) is_bad: bool,
}

impl Graph {
    /// Compares every pair that is met; `None` if the budget is used up.
    pub(super) fn explore(comparer: &mut Comparer<'_>, meter: &mut Meter) -> Option<Graph> {
        let mut nodes: Vec<Node> = Vec::new();
        let mut known: HashMap<Pair, usize> = HashMap::new();
        let (reader, writer) = (comparer.reader.root(), comparer.writer.root());
        enter(&mut nodes, &mut known, reader, writer);
        let mut at = 0;
        while at < nodes.len() {
            let (pair, reader, writer) = (nodes[at].pair, nodes[at].reader, nodes[at].writer);
            let local = comparer.local(pair, reader, writer);
            let n_parts = u64::try_from(local.parts.len()).unwrap_or(u64::MAX);
            if !meter.spend(n_parts.saturating_add(1)) {
                return None;
            }
            let children = local
                .parts
                .iter()
                .map(|part| enter(&mut nodes, &mut known, part.reader, part.writer))
                .collect();
            nodes[at].local = local;
            nodes[at].children = children;
            at += 1;
        }
        let mut graph = Graph { nodes };
        graph.spread();
        Some(graph)
    }

    /// Marks what fails: the least fixed point, from the pairs that fail by themselves upwards.
    fn spread(&mut self) {
        let is_refusal = |finding: &Finding| finding.kind.class() == Class::Refused;
        let fails = |node: &Node| node.local.findings.iter().any(is_refusal);
        if !self.nodes.iter().any(fails) {
            return;
        }
        let mut parents: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        let mut n_good: Vec<usize> = Vec::with_capacity(self.nodes.len());
        let mut todo = Vec::new();
        for (at, node) in self.nodes.iter().enumerate() {
            // A choice may have the same child twice only if it names the same type twice,
            // which no union does.
            n_good.push(node.children.len());
            for &child in &node.children {
                parents[child].push(at);
            }
            if fails(node) {
                todo.push(at);
            }
        }
        while let Some(at) = todo.pop() {
            if self.nodes[at].is_bad {
                continue;
            }
            self.nodes[at].is_bad = true;
            for &parent in &parents[at] {
                n_good[parent] = n_good[parent].saturating_sub(1);
                if !self.nodes[parent].local.is_choice || n_good[parent] == 0 {
                    todo.push(parent);
                }
            }
        }
    }

    /// The parts of a node that a reader gets to: for a choice, the branch that it takes, or
    /// where all fail, the one with that number.
    pub(super) fn taken(&self, at: usize, attempt: usize) -> std::ops::Range<usize> {
        let node = &self.nodes[at];
        let n = node.children.len();
        if !node.local.is_choice || n == 0 {
            return 0..n;
        }
        let good = node
            .children
            .iter()
            .position(|&child| !self.nodes[child].is_bad);
        let chosen = good.unwrap_or(attempt.min(n - 1));
        chosen..chosen + 1
    }
}

fn enter(
    nodes: &mut Vec<Node>,
    known: &mut HashMap<Pair, usize>,
    reader: TypeRef,
    writer: TypeRef,
) -> usize {
    let pair = Pair {
        reader: reader.id,
        writer: writer.id,
    };
    *known.entry(pair).or_insert_with(|| {
        nodes.push(Node {
            pair,
            reader: reader.spot,
            writer: writer.spot,
            local: Local::default(),
            children: Vec::new(),
            is_bad: false,
        });
        nodes.len() - 1
    })
}
