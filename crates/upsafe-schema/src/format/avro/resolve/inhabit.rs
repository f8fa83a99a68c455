//! The smallest value of each type, and the types that have none.
//!
//! A record that needs a value of itself has none, nor has an enum without symbols.

use super::super::data::{Datum, big_decimal};
use super::super::logical::Logical;
use super::super::schema::{Kind, Schema, Type, TypeId};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The size of a type without values.
pub(super) const NONE: u64 = u64::MAX;
/// The largest value that is built: values, and bytes of fixed.
pub(super) const MAX_SIZE: u64 = 1_000_000;
/// The deepest value that is built.
pub(super) const MAX_DEPTH: usize = 190;

/// The records and unions that each type is a part of, once for each place.
struct Users {
    /// Where those of each type begin; the next type's begin where they end.
    starts: Vec<usize>,
    users: Vec<usize>,
}

impl Users {
    fn new(schema: &Schema) -> Users {
        let types = &schema.arena.types;
        let mut starts = vec![0; types.len() + 1];
        for_parts(types, |part, _| starts[part + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut users = vec![0; starts[types.len()]];
        for_parts(types, |part, user| {
            users[next[part]] = user;
            next[part] += 1;
        });
        Users { starts, users }
    }

    fn of(&self, part: usize) -> &[usize] {
        &self.users[self.starts[part]..self.starts[part + 1]]
    }
}

/// Every part of a record or a union, with what it is a part of.
fn for_parts(types: &[Type], mut visit: impl FnMut(usize, usize)) {
    for (user, of) in types.iter().enumerate() {
        match &of.kind {
            Kind::Record(record) => {
                let parts = record.fields.iter();
                parts.for_each(|field| visit(field.kind.id.index(), user));
            }
            Kind::Union(union) => {
                let parts = union.branches.iter();
                parts.for_each(|branch| visit(branch.id.index(), user));
            }
            _ => {}
        }
    }
}

/// The size of the smallest value of each type, in values and bytes of fixed.
#[derive(Debug)]
pub(super) struct Sizes(Vec<u64>);

impl Sizes {
    /// Knuth's generalisation of Dijkstra's algorithm: the smallest sizes are settled first.
    pub(super) fn new(schema: &Schema) -> Sizes {
        let n = schema.n_types();
        let mut sizes = vec![NONE; n];
        let users = Users::new(schema);
        let mut missing = vec![0_usize; n];
        let mut sums = vec![1_u64; n];
        let mut queue = BinaryHeap::new();
        for (at, of) in schema.arena.types.iter().enumerate() {
            match &of.kind {
                Kind::Record(record) => {
                    missing[at] = record.fields.len();
                    if record.fields.is_empty() {
                        queue.push(Reverse((1, at)));
                    }
                }
                Kind::Union(_) => {}
                Kind::Enum(symbols) if symbols.symbols.is_empty() => {}
                Kind::Fixed(fixed) => queue.push(Reverse((u64::from(fixed.size).max(1), at))),
                _ => queue.push(Reverse((1, at))),
            }
        }
        while let Some(Reverse((size, at))) = queue.pop() {
            if sizes[at] != NONE {
                continue;
            }
            sizes[at] = size;
            for &user in users.of(at) {
                match &schema.arena.types[user].kind {
                    Kind::Record(_) => {
                        sums[user] = sums[user].saturating_add(size).min(NONE - 1);
                        missing[user] = missing[user].saturating_sub(1);
                        if missing[user] == 0 {
                            queue.push(Reverse((sums[user], user)));
                        }
                    }
                    _ => queue.push(Reverse((size.saturating_add(1).min(NONE - 1), user))),
                }
            }
        }
        Sizes(sizes)
    }

    pub(super) fn of(&self, id: TypeId) -> u64 {
        self.0[id.index()]
    }

    pub(super) fn is_empty(&self, id: TypeId) -> bool {
        self.of(id) == NONE
    }

    /// Whether some type has no value.
    pub(super) fn has_empty(&self) -> bool {
        self.0.contains(&NONE)
    }

    /// The smallest value of a type; `None` if there is none, or it is too large or too deep.
    pub(super) fn smallest(&self, schema: &Schema, id: TypeId) -> Option<Datum> {
        if self.of(id) > MAX_SIZE {
            return None;
        }
        self.build(schema, id, 0)
    }

    fn build(&self, schema: &Schema, id: TypeId, depth: usize) -> Option<Datum> {
        if depth > MAX_DEPTH {
            return None;
        }
        let of = schema.kind(id);
        Some(match &of.kind {
            Kind::Null => Datum::Null,
            Kind::Boolean => Datum::Boolean(false),
            Kind::Int => Datum::Int(0),
            Kind::Long => Datum::Long(0),
            Kind::Float => Datum::Float(0.0),
            Kind::Double => Datum::Double(0.0),
            Kind::Bytes => Datum::Bytes(match of.logical {
                Some(Logical::Decimal { .. }) => vec![0],
                Some(Logical::BigDecimal) => big_decimal(0),
                _ => Vec::new(),
            }),
            Kind::String => Datum::String(match of.logical {
                Some(Logical::Uuid) => "00000000-0000-0000-0000-000000000000".to_owned(),
                _ => String::new(),
            }),
            Kind::Array(_) => Datum::Array(Vec::new()),
            Kind::Map(_) => Datum::Map(Vec::new()),
            Kind::Fixed(fixed) => Datum::Fixed(vec![0; fixed.size as usize]),
            Kind::Enum(symbols) => Datum::Enum {
                index: 0,
                symbol: symbols.symbols.first()?.0.clone(),
            },
            Kind::Record(record) => {
                let mut fields = Vec::with_capacity(record.fields.len());
                for field in &record.fields {
                    let value = self.build(schema, field.kind.id, depth + 1)?;
                    fields.push((field.name.clone(), value));
                }
                Datum::Record(fields)
            }
            Kind::Union(union) => {
                let sizes = union.branches.iter().map(|branch| self.of(branch.id));
                let (branch, _) = sizes.enumerate().min_by_key(|&(at, size)| (size, at))?;
                let part = union.branches[branch].id;
                in_branch(schema, part, branch, self.build(schema, part, depth + 1)?)
            }
        })
    }
}

/// A value of one branch of a union.
pub(super) fn in_branch(schema: &Schema, part: TypeId, branch: usize, value: Datum) -> Datum {
    let kind = &schema.kind(part).kind;
    let name = kind
        .name()
        .map_or_else(|| kind.word().into(), |name| name.full().clone());
    Datum::Union {
        branch,
        name,
        value: Box::new(value),
    }
}
