//! The relation for two Avro schemas: explore, judge, show.

use super::super::rules::{Decimals, Rules};
use super::super::schema::Schema;
use super::conflict::{Class, Conflict, ConflictKind};
use super::explore::Graph;
use super::pairs::{Comparer, Empties, Finding};
use super::route::{Routes, describe};
use super::witness::{Example, Shower};
use crate::budget::Budget;
use crate::relation::{Method, Proof, Unknown, Verdict, Witness};
use crate::semantics::Semantics;

/// Who confirms: the decoder of this crate, which does not know the resolution core.
const DECODER: &str = "decoder driven by the datum";
/// How many disagreements get an example of their own.
const MAX_EXAMPLES: usize = 100;
/// How many branches of a failing choice are tried for a value that all of them refuse.
const MAX_ATTEMPTS: usize = 4;
/// How many steps of ways are told in all; the ways of later disagreements are cut off.
const MAX_STEPS: usize = 2_000_000;

/// Everything there is to say about a reader and a writer.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Comparison {
    /// The answer.
    pub verdict: Verdict<Example>,
    /// Every disagreement that some value can reach, refusals first, in the order of the reader's
    /// schema.
    pub conflicts: Vec<Conflict>,
    /// The switches under which it holds.
    pub rules: Rules,
}

/// Can `reader` read everything that `writer` may write?
///
/// The same arguments give the same answer on every machine: the budget counts steps.
pub fn can_read(
    reader: &Schema,
    writer: &Schema,
    rules: Rules,
    budget: Budget,
) -> Verdict<Example> {
    compare(reader, writer, rules, budget).verdict
}

/// As [`can_read`], with every disagreement told.
pub fn compare(reader: &Schema, writer: &Schema, rules: Rules, budget: Budget) -> Comparison {
    let semantics = Semantics::default();
    let answer = |verdict, conflicts| Comparison {
        verdict,
        conflicts,
        rules,
    };
    if is_same(reader, writer) {
        let proof = Proof::new(Method::Identity, 0, 0, semantics);
        return answer(Verdict::Compatible(proof), Vec::new());
    }
    let unknown = |reason, steps| Verdict::Unknown(Unknown::new(reason, steps));
    let too_long = || format!("the comparison takes more than {} steps", budget.limit());
    let mut meter = budget.meter();
    let mut comparer = Comparer::new(reader, writer, rules);
    let Some(graph) = Graph::explore(&mut comparer, &mut meter) else {
        return answer(unknown(too_long(), meter.spent()), Vec::new());
    };
    let (mut conflicts, mut witness) = gather(&graph, &comparer, 0);
    let class = conflicts.iter().map(|conflict| conflict.kind.class()).min();
    for attempt in 1..MAX_ATTEMPTS {
        if witness.is_some() || class.is_none() {
            break;
        }
        let (other, found) = gather(&graph, &comparer, attempt);
        if found.is_some() {
            conflicts = other;
        }
        witness = found;
    }
    let Some(class) = class else {
        // Where no value exists, none is refused; but a reader that refuses the type all the same
        // is no proof that the upgrade was meant.
        if comparer.sizes.has_empty() {
            comparer.empties = Empties::Followed;
            let Some(whole) = Graph::explore(&mut comparer, &mut meter) else {
                return answer(unknown(too_long(), meter.spent()), Vec::new());
            };
            let (conflicts, _) = gather(&whole, &comparer, 0);
            if let Some(conflict) = conflicts.first() {
                let reason = format!(
                    "{}, but no value can be written there",
                    placed(reader, conflict)
                );
                return answer(unknown(reason, meter.spent()), conflicts);
            }
        }
        let steps = meter.spent();
        let proof = Proof::new(Method::Refutation, graph.nodes.len(), steps, semantics);
        return answer(Verdict::Compatible(proof), Vec::new());
    };
    let steps = meter.spent();
    let verdict = match (witness, class) {
        (Some(example), Class::Refused) => {
            Verdict::Incompatible(Witness::new(example, DECODER, steps, semantics))
        }
        (Some(example), Class::Misread) => {
            Verdict::Misread(Witness::new(example, DECODER, steps, semantics))
        }
        (None, _) => {
            let reason = unshown(reader, &conflicts, rules);
            unknown(reason, steps)
        }
    };
    answer(verdict, conflicts)
}

/// The disagreements that a reader gets to, and the smallest example of the worst class.
fn gather(
    graph: &Graph,
    comparer: &Comparer<'_>,
    attempt: usize,
) -> (Vec<Conflict>, Option<Example>) {
    let Comparer {
        reader,
        writer,
        rules,
        sizes,
        ..
    } = comparer;
    let (reader, writer) = (*reader, *writer);
    if graph.nodes.iter().all(|node| node.findings.is_empty()) {
        return (Vec::new(), None);
    }
    let routes = Routes::new(graph, attempt);
    let shower = Shower {
        graph,
        routes: &routes,
        reader,
        writer,
        sizes,
        rules: *rules,
    };
    let mut found: Vec<(usize, &Finding)> = Vec::new();
    for (at, node) in graph.nodes.iter().enumerate() {
        if routes.cost(at).is_some() {
            found.extend(node.findings.iter().map(|finding| (at, finding)));
        }
    }
    // The smallest value first: they get the examples, should there be too many.
    let size = |at: usize| {
        let leaf = sizes.of(graph.nodes[at].pair.writer);
        routes.cost(at).map(|cost| cost.saturating_add(leaf))
    };
    found.sort_by_key(|&(at, finding)| (finding.kind.class(), size(at), at));
    let worst = found.first().map(|(_, finding)| finding.kind.class());
    let mut witness: Option<Example> = None;
    let mut conflicts = Vec::with_capacity(found.len());
    let mut n_steps = 0;
    for (index, (at, finding)) in found.into_iter().enumerate() {
        let node = &graph.nodes[at];
        let example = if index < MAX_EXAMPLES {
            shower.show(at, finding)
        } else {
            None
        };
        if witness.is_none() && Some(finding.kind.class()) == worst {
            witness.clone_from(&example);
        }
        let steps = if n_steps < MAX_STEPS {
            routes.to(at)
        } else {
            Vec::new()
        };
        n_steps += steps.len();
        let (path, mut location) = describe(graph, reader, writer, &steps);
        location.push_str(&finding.location);
        if location.is_empty() {
            location.push('/');
        }
        conflicts.push(Conflict {
            kind: finding.kind.clone(),
            message: finding.message.clone(),
            reader: finding.reader.unwrap_or(node.reader),
            writer: finding.writer.unwrap_or(node.writer),
            path,
            location,
            example,
        });
    }
    conflicts.sort_by_key(|conflict| (conflict.kind.class(), conflict.reader, conflict.writer));
    (conflicts, witness)
}

fn unshown(reader: &Schema, conflicts: &[Conflict], rules: Rules) -> String {
    let Some(conflict) = conflicts.first() else {
        return String::new();
    };
    let why =
        if conflict.kind == ConflictKind::PrecisionChanged && rules.decimals == Decimals::Exact {
            "no value changes"
        } else {
            "no value that shows it was built within the limits, or the decoder reads all of them"
        };
    format!("{}, but {why}", placed(reader, conflict))
}

/// A disagreement with its place in the reader's schema.
fn placed(reader: &Schema, conflict: &Conflict) -> String {
    let place = reader.place(conflict.reader);
    format!(
        "{} (reader, line {}, column {})",
        conflict.message, place.line, place.column
    )
}

/// Whether both say the same, word for word: equal values in all texts.
fn is_same(reader: &Schema, writer: &Schema) -> bool {
    let (a, b) = (&reader.arena, &writer.arena);
    if std::sync::Arc::ptr_eq(a, b) {
        return reader.root.id == writer.root.id;
    }
    let is_root = |schema: &Schema| {
        let document = &schema.arena.texts[schema.root.spot.text as usize];
        schema.root.spot.node == document.root()
    };
    a.texts.len() == b.texts.len()
        && reader.root.spot.text == writer.root.spot.text
        && is_root(reader)
        && is_root(writer)
        && a.texts
            .iter()
            .zip(&b.texts)
            .all(|(a, b)| a.text() == b.text() || a.is_equal(b))
}
