//! The relation for two JSON Schemas: lower, search, confirm.

use super::fill::filled;
use super::lower::{Lowering, Shared, Side};
use super::schema::Schema;
use super::shrink::shrink;
use crate::budget::Budget;
use crate::json::Value;
use crate::relation::{Method, Proof, Unknown, Verdict, Witness};
use crate::semantics::{Defaults, Semantics};
use crate::set::Store;
use crate::solve::{Outcome, Solver};

/// How many candidates are shown to the validator before the answer is "unknown".
const MAX_CANDIDATES: usize = 24;
/// The largest witness, in values.
const MAX_WITNESS: usize = 300_000;
const VALIDATOR: &str = "jsonschema";

/// Can `reader` read every document that `writer` may write?
///
/// The same arguments give the same answer on every machine: the budget counts steps.
pub fn can_read(
    reader: &Schema,
    writer: &Schema,
    semantics: Semantics,
    budget: Budget,
) -> Verdict<Value> {
    if semantics.defaults == Defaults::Ignored && is_same(reader, writer) {
        return Verdict::Compatible(Proof::new(Method::Identity, 0, 0, semantics));
    }
    let mut store = Store::default();
    let mut shared = Shared::default();
    let mut lowering = Lowering::new(writer, Side::Writer, semantics, &mut store, &mut shared);
    let written = lowering.root();
    let mut loops = lowering.loops;
    let mut lowering = Lowering::new(reader, Side::Reader, semantics, &mut store, &mut shared);
    let read = lowering.root();
    loops |= lowering.loops;

    // A validator need not return from a `$ref` that leads back to itself: it is not asked.
    let judge = (!loops).then_some(Judge {
        reader,
        writer,
        semantics,
    });
    let refused = store.not(read);
    let mut meter = budget.meter();
    let mut solver = Solver::new(&mut store, &mut meter);
    let mut sets = vec![written, refused];
    let mut doubt: Option<String> = None;
    for _ in 0..MAX_CANDIDATES {
        let outcome = solver.solve(&sets);
        let (candidate, reason) = match outcome {
            Outcome::Unsat => {
                let n_closed = solver.n_closed();
                let steps = meter.spent();
                return match doubt {
                    None => Verdict::Compatible(Proof::new(
                        Method::Refutation,
                        n_closed,
                        steps,
                        semantics,
                    )),
                    Some(reason) => Verdict::Unknown(Unknown::new(reason, steps)),
                };
            }
            Outcome::Sat(value) => (Some(value), None),
            Outcome::Unknown(gap) => (gap.candidate, Some(gap.reason.to_string())),
        };
        let Some(value) = candidate else {
            let reason = reason.or(doubt).unwrap_or_default();
            return Verdict::Unknown(Unknown::new(reason, meter.spent()));
        };
        let Some(judge) = &judge else {
            let reason = "`$ref`: it leads back to itself without reaching a part of the document";
            return Verdict::Unknown(Unknown::new(reason.to_owned(), meter.spent()));
        };
        if judge.is_witness(&value) {
            let value = shrink(value, |value| judge.is_witness(value));
            let steps = meter.spent();
            return Verdict::Incompatible(Witness::new(value, VALIDATOR, steps, semantics));
        }
        doubt = reason.or(doubt).or_else(|| {
            Some("a document was found, but the validator does not confirm it".to_owned())
        });
        let constant = solver.store().constant(&value);
        let other = solver.store().not(constant);
        sets.push(other);
    }
    Verdict::Unknown(Unknown::new(doubt.unwrap_or_default(), meter.spent()))
}

/// Whether both say the same under the same draft: equal values, whatever they mean.
fn is_same(reader: &Schema, writer: &Schema) -> bool {
    let (a, b) = (&reader.document, &writer.document);
    reader.dialect == writer.dialect
        && (a.text() == b.text() || a.value(a.root()) == b.value(b.root()))
}

/// The independent validator, asked about both sides.
struct Judge<'a> {
    reader: &'a Schema,
    writer: &'a Schema,
    semantics: Semantics,
}

impl Judge<'_> {
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
