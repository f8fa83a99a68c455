//! Building the value that shows a disagreement, and asking the decoder about it.

use super::super::data::{Datum, Meaning, Refusal, decode, encode, read};
use super::super::logical::Logical;
use super::super::rules::Rules;
use super::super::schema::{Kind, Schema, TypeId};
use super::conflict::Class;
use super::explore::Graph;
use super::inhabit::{MAX_DEPTH, MAX_SIZE, Sizes, in_branch};
use super::pairs::{Finding, Step};
use super::route::Routes;
use crate::json::Value;
use std::fmt;

/// A value that the writer may write and that the reader refuses or takes for something else,
/// confirmed by really encoding and decoding it.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Example {
    /// The value.
    pub datum: Datum,
    /// The value in Avro's binary encoding, with the writer's schema.
    pub bytes: Vec<u8>,
    /// What the reader said: why it refused, or both meanings.
    pub outcome: String,
}

impl Example {
    /// The value in Avro's JSON encoding.
    pub fn json(&self) -> Value {
        self.datum.to_json()
    }

    /// The bytes as hexadecimal digits.
    pub fn hex(&self) -> String {
        super::super::data::hex(&self.bytes)
    }
}

impl fmt::Display for Example {
    /// The value in Avro's JSON encoding.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.json().fmt(f)
    }
}

/// Builds and confirms examples.
pub(super) struct Shower<'a> {
    pub(super) graph: &'a Graph,
    pub(super) routes: &'a Routes,
    pub(super) reader: &'a Schema,
    pub(super) writer: &'a Schema,
    pub(super) sizes: &'a Sizes,
    pub(super) rules: Rules,
}

impl Shower<'_> {
    /// A confirmed example of a finding at a node.
    pub(super) fn show(&self, at: usize, finding: &Finding) -> Option<Example> {
        if !finding.is_shown {
            return None;
        }
        let steps = self.routes.to(at);
        let leaf = self.graph.nodes[at].pair.writer;
        let cost = self.routes.cost(at)?.saturating_add(self.sizes.of(leaf));
        if cost > MAX_SIZE || steps.len() > 2 * MAX_DEPTH {
            return None;
        }
        let value = match &finding.value {
            Some(value) => value.clone(),
            None => self.sizes.smallest(self.writer, leaf)?,
        };
        let datum = self.wrapped(value, &steps)?;
        let bytes = encode(self.writer, &datum).ok()?;
        let outcome = match finding.kind.class() {
            Class::Refused => self.refusal(&bytes)?,
            Class::Misread => self.other_meaning(&bytes, &steps)?,
        };
        Some(Example {
            datum,
            bytes,
            outcome,
        })
    }

    /// The value with everything around it, from the inside out.
    fn wrapped(&self, mut value: Datum, steps: &[(usize, usize)]) -> Option<Datum> {
        let mut depth = 0;
        for &(at, index) in steps.iter().rev() {
            let node = &self.graph.nodes[at];
            let part = &self.graph.parts(at)[index];
            value = match part.step {
                Step::Choose(_) => continue,
                Step::Item => Datum::Array(vec![value]),
                Step::Entry => Datum::Map(vec![("k".to_owned(), value)]),
                Step::Branch(branch) => in_branch(self.writer, part.writer.id, branch, value),
                Step::Field(source) => self.record(node.pair.writer, source, value)?,
            };
            depth += 1;
            if depth > MAX_DEPTH {
                return None;
            }
        }
        Some(value)
    }

    fn record(&self, id: TypeId, source: usize, value: Datum) -> Option<Datum> {
        let Kind::Record(record) = &self.writer.kind(id).kind else {
            return None;
        };
        let mut value = Some(value);
        let mut fields = Vec::with_capacity(record.fields.len());
        for (at, field) in record.fields.iter().enumerate() {
            let part = if at == source {
                value.take()?
            } else {
                self.sizes.smallest(self.writer, field.kind.id)?
            };
            fields.push((field.name.clone(), part));
        }
        Some(Datum::Record(fields))
    }

    /// What the reader says when it refuses; `None` if it does not.
    fn refusal(&self, bytes: &[u8]) -> Option<String> {
        match decode(self.writer, self.reader, self.rules, bytes) {
            Err(Refusal {
                message,
                path,
                is_reader: true,
            }) => {
                let path = path
                    .iter()
                    .map(|part| part.to_string())
                    .collect::<Vec<_>>()
                    .join(" ");
                Some(if path.is_empty() {
                    message
                } else {
                    format!("{message} at {path}")
                })
            }
            _ => None,
        }
    }

    /// Both meanings of the value at the end of the steps; `None` if they are the same.
    fn other_meaning(&self, bytes: &[u8], steps: &[(usize, usize)]) -> Option<String> {
        let written = read(self.writer, bytes).ok()?;
        let seen = decode(self.writer, self.reader, self.rules, bytes).ok()?;
        let (mut written, mut seen) = (&written, &seen);
        let (mut w, mut r) = (self.writer.root().id, self.reader.root().id);
        for &(at, index) in steps {
            let part = &self.graph.parts(at)[index];
            (w, r) = (part.writer.id, part.reader.id);
            match part.step {
                Step::Field(source) => {
                    written = field(written, source)?;
                    seen = field(seen, part.reader_field)?;
                }
                Step::Item | Step::Entry => {
                    written = first(written)?;
                    seen = first(seen)?;
                }
                Step::Branch(_) => written = inside(written)?,
                Step::Choose(_) => seen = inside(seen)?,
            }
        }
        let logical = |schema: &Schema, id: TypeId| -> Option<Logical> { schema.kind(id).logical };
        let meant = Meaning::of(written, logical(self.writer, w))?;
        let taken = Meaning::of(seen, logical(self.reader, r))?;
        (meant != taken).then(|| format!("written as {meant}, read as {taken}"))
    }
}

fn field(datum: &Datum, at: usize) -> Option<&Datum> {
    match datum {
        Datum::Record(fields) => fields.get(at).map(|(_, value)| value),
        _ => None,
    }
}

fn first(datum: &Datum) -> Option<&Datum> {
    match datum {
        Datum::Array(items) => items.first(),
        Datum::Map(entries) => entries.first().map(|(_, value)| value),
        _ => None,
    }
}

fn inside(datum: &Datum) -> Option<&Datum> {
    match datum {
        Datum::Union { value, .. } => Some(value),
        _ => None,
    }
}
