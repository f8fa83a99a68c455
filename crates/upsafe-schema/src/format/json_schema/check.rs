//! The relation for two JSON Schemas: lower, search, confirm.

use super::answer;
use super::fill::filled;
use super::line_end;
use super::lower::{Lowering, Obstacles, Shared};
use super::schema::Schema;
use super::shrink::shrink;
use crate::budget::Budget;
use crate::json::Value;
use crate::relation::{Method, Proof, Side, Verdict, Witness};
use crate::semantics::{Defaults, Formats, Semantics};
use crate::set::Store;
use crate::solve::{Gap, Outcome, Solver};
use crate::text::Dot;
use std::sync::Arc;

/// How many candidates are shown to the validator before the answer is "unknown".
const MAX_CANDIDATES: usize = 24;
/// The largest witness, in values.
const MAX_WITNESS: usize = 300_000;
const VALIDATOR: &str = "jsonschema";
const CONTESTED: &str = "`enum`: a value in it has the name of a schema, and validators disagree \
     whether that makes it one";

/// Can `reader` read every document that `writer` may write?
///
/// The same arguments give the same answer on every machine: the budget counts steps.
pub fn can_read(
    reader: &Schema,
    writer: &Schema,
    semantics: Semantics,
    budget: Budget,
) -> Verdict<Value> {
    let verdict = search(reader, writer, semantics, budget, Dot::NoLineEnd);
    match verdict {
        Verdict::Incompatible(witness) if line_end::matters(reader, writer, &witness.document) => {
            // Another document may do, on which all dialects agree.
            match search(reader, writer, semantics, budget, Dot::Any) {
                Verdict::Incompatible(other) => Verdict::Incompatible(other),
                _ => {
                    let gap = Gap::new(&line_end::reason(&witness.document));
                    let none = Obstacles::default();
                    Verdict::Unknown(answer::unknown(reader, writer, &gap, &none, witness.steps))
                }
            }
        }
        verdict => verdict,
    }
}

/// The answer under one meaning of `.`.
fn search(
    reader: &Schema,
    writer: &Schema,
    semantics: Semantics,
    budget: Budget,
    dot: Dot,
) -> Verdict<Value> {
    let store = Store::default();
    if semantics.defaults == Defaults::Ignored && is_same(reader, writer) {
        let assumptions = answer::assumptions(reader, writer, semantics, Method::Identity, &store);
        let proof = Proof::new(Method::Identity, 0, 0, semantics);
        return Verdict::Compatible(proof.assuming(assumptions));
    }
    let mut store = store;
    let texts: Vec<Arc<str>> = match semantics.formats {
        Formats::Annotate => Vec::new(),
        Formats::Assert => reader.texts.union(&writer.texts).cloned().collect(),
    };
    let mut shared = Shared::default();
    let mut obstacles = Obstacles::default();
    let places = (&mut shared, &mut obstacles);
    let mut lowering = Lowering::new(writer, Side::Writer, semantics, &mut store, places);
    lowering.dot = dot;
    lowering.texts.clone_from(&texts);
    let written = lowering.root();
    let mut loops = lowering.loops;
    let declared = lowering.declared;
    let places = (&mut shared, &mut obstacles);
    let mut lowering = Lowering::new(reader, Side::Reader, semantics, &mut store, places);
    lowering.dot = dot;
    lowering.texts = texts;
    let read = lowering.root();
    loops |= lowering.loops;

    let judge = Judge {
        reader,
        writer,
        semantics,
    };
    let refused = store.not(read);
    let mut meter = budget.meter();
    let mut solver = Solver::new(&mut store, &mut meter);
    let mut sets = vec![written, refused];
    let mut doubt: Option<Gap> = None;
    for _ in 0..MAX_CANDIDATES {
        let (candidate, gap) = match solver.solve(&sets) {
            Outcome::Unsat => {
                let Some(gap) = doubt else {
                    // The question itself, where it closes at sight, is not among the others.
                    let n_closed = solver.n_closed().max(1);
                    let proof = Proof::new(Method::Refutation, n_closed, meter.spent(), semantics);
                    let method = Method::Refutation;
                    let assumptions =
                        answer::assumptions(reader, writer, semantics, method, &store);
                    return Verdict::Compatible(proof.assuming(assumptions));
                };
                doubt = Some(gap);
                break;
            }
            Outcome::Sat(value) => (Some(value), None),
            Outcome::Unknown(gap) => (gap.candidate.clone(), Some(gap)),
        };
        let Some(value) = candidate else {
            doubt = gap.or(doubt);
            break;
        };
        // A validator need not return from a `$ref` that leads back to itself: it is not asked.
        if loops {
            let opaque = answer::endless(&store, &obstacles);
            doubt = opaque.map(|opaque| Gap::of(&store, opaque)).or(gap);
            break;
        }
        let holds = |value: &Value| {
            let is_written = declared.is_none_or(|set| solver.has(set, value) == Some(true));
            is_written && judge.is_witness(value)
        };
        if holds(&value) {
            let small = shrink(value.clone(), holds);
            if !judge.is_contested(&small) {
                let steps = meter.spent();
                return Verdict::Incompatible(Witness::new(small, VALIDATOR, steps, semantics));
            }
            doubt = Some(Gap::new(CONTESTED));
            let constant = solver.store().constant(&small);
            let other = solver.store().not(constant);
            sets.push(other);
        }
        doubt = gap.or(doubt).or_else(|| {
            Some(Gap::new(
                "a document was found, but the validator does not confirm it",
            ))
        });
        let constant = solver.store().constant(&value);
        let other = solver.store().not(constant);
        sets.push(other);
    }
    let gap = doubt.unwrap_or_else(|| Gap::new("no document was found and none was ruled out"));
    let steps = meter.spent();
    Verdict::Unknown(answer::unknown(reader, writer, &gap, &obstacles, steps))
}

/// Whether both say the same under the same draft: equal values, whatever they mean.
fn is_same(reader: &Schema, writer: &Schema) -> bool {
    let (a, b) = (&reader.document, &writer.document);
    reader.dialect == writer.dialect && (a.text() == b.text() || a.is_equal(b))
}

/// The independent validator, asked about both sides.
struct Judge<'a> {
    reader: &'a Schema,
    writer: &'a Schema,
    semantics: Semantics,
}

impl Judge<'_> {
    /// Whether it holds a value that some validators take for a schema because of its `$id`.
    fn is_contested(&self, value: &Value) -> bool {
        let named = |schema: &Schema| schema.named_values.contains(value);
        named(self.reader)
            || named(self.writer)
            || match value {
                Value::Array(items) => items.iter().any(|item| self.is_contested(item)),
                Value::Object(members) => members.values().any(|part| self.is_contested(part)),
                _ => false,
            }
    }

    fn is_witness(&self, value: &Value) -> bool {
        if value.is_larger_than(MAX_WITNESS) {
            return false;
        }
        let accepts = |schema: &Schema, value: &Value| {
            let Schema {
                document,
                dialect,
                confirmer,
                ..
            } = schema;
            confirmer.is_valid(document.text(), *dialect, self.semantics.formats, value)
        };
        if accepts(self.writer, value) != Some(true) {
            return false;
        }
        match self.semantics.defaults {
            Defaults::Ignored => accepts(self.reader, value) == Some(false),
            Defaults::Filled => accepts(self.reader, &filled(self.reader, value)) == Some(false),
        }
    }
}
