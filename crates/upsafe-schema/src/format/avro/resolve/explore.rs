//! All pairs that meet, and which of them fail.

use super::conflict::Class;
use super::pairs::{Comparer, Finding, Local, Pair, Part};
use super::reversed::Reversed;
use crate::budget::Meter;
use crate::format::avro::schema::{Spot, TypeRef};
use ahash::AHashMap as HashMap;
use std::ops::Range;

/// The pairs that meet; the first is the root.
#[derive(Debug)]
pub(super) struct Graph {
    pub(super) nodes: Vec<Node>,
    /// The parts of all nodes, one node's behind the other's.
    parts: Vec<Part>,
    /// The node of each part.
    children: Vec<usize>,
}

#[derive(Debug)]
pub(super) struct Node {
    pub(super) pair: Pair,
    /// Where it was first met.
    pub(super) reader: Spot,
    pub(super) writer: Spot,
    pub(super) findings: Vec<Finding>,
    /// Whether one good part is enough.
    is_choice: bool,
    pub(super) is_bad: bool,
    /// Where its parts are among those of all nodes.
    parts: Range<usize>,
}

impl Graph {
    /// Compares every pair that is met; `None` if the budget is used up.
    pub(super) fn explore(comparer: &mut Comparer<'_>, meter: &mut Meter) -> Option<Graph> {
        // Most types meet one other.
        let n_types = comparer.reader.n_types();
        let mut nodes: Vec<Node> = Vec::with_capacity(n_types);
        let mut known: HashMap<Pair, usize> = HashMap::with_capacity(n_types);
        let (reader, writer) = (comparer.reader.root(), comparer.writer.root());
        enter(&mut nodes, &mut known, reader, writer);
        let mut parts = Vec::with_capacity(n_types);
        let mut children = Vec::with_capacity(n_types);
        let mut at = 0;
        while at < nodes.len() {
            let (pair, reader, writer) = (nodes[at].pair, nodes[at].reader, nodes[at].writer);
            let from = parts.len();
            let Local {
                findings,
                is_choice,
                ..
            } = comparer.local(pair, reader, writer, &mut parts);
            let own = &parts[from..];
            let n_parts = u64::try_from(own.len()).unwrap_or(u64::MAX);
            if !meter.spend(n_parts.saturating_add(1)) {
                return None;
            }
            let met = own.iter();
            children
                .extend(met.map(|part| enter(&mut nodes, &mut known, part.reader, part.writer)));
            let node = &mut nodes[at];
            node.findings = findings;
            node.is_choice = is_choice;
            node.parts = from..parts.len();
            at += 1;
        }
        let mut graph = Graph {
            nodes,
            parts,
            children,
        };
        graph.spread();
        Some(graph)
    }

    /// The parts of a node.
    pub(super) fn parts(&self, at: usize) -> &[Part] {
        &self.parts[self.nodes[at].parts.clone()]
    }

    /// The nodes of the parts of a node.
    pub(super) fn children(&self, at: usize) -> &[usize] {
        &self.children[self.nodes[at].parts.clone()]
    }

    /// Marks what fails: the least fixed point, from the pairs that fail by themselves upwards.
    fn spread(&mut self) {
        let is_refusal = |finding: &Finding| finding.kind.class() == Class::Refused;
        let fails = |node: &Node| node.findings.iter().any(is_refusal);
        if !self.nodes.iter().any(fails) {
            return;
        }
        let parents = Reversed::new(self.nodes.len(), |tell| {
            for at in 0..self.nodes.len() {
                self.children(at).iter().for_each(|&child| tell(child, at));
            }
        });
        let mut n_good: Vec<usize> = Vec::with_capacity(self.nodes.len());
        let mut todo = Vec::new();
        for (at, node) in self.nodes.iter().enumerate() {
            // A choice may have the same child twice only if it names the same type twice,
            // which no union does.
            n_good.push(self.children(at).len());
            if fails(node) {
                todo.push(at);
            }
        }
        while let Some(at) = todo.pop() {
            if self.nodes[at].is_bad {
                continue;
            }
            self.nodes[at].is_bad = true;
            for &parent in parents.of(at) {
                n_good[parent] = n_good[parent].saturating_sub(1);
                if !self.nodes[parent].is_choice || n_good[parent] == 0 {
                    todo.push(parent);
                }
            }
        }
    }

    /// The parts of a node that a reader gets to: for a choice, the branch that it takes, or
    /// where all fail, the one with that number.
    pub(super) fn taken(&self, at: usize, attempt: usize) -> Range<usize> {
        let children = self.children(at);
        let n = children.len();
        if !self.nodes[at].is_choice || n == 0 {
            return 0..n;
        }
        let good = children.iter().position(|&child| !self.nodes[child].is_bad);
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
            findings: Vec::new(),
            is_choice: false,
            is_bad: false,
            parts: 0..0,
        });
        nodes.len() - 1
    })
}
