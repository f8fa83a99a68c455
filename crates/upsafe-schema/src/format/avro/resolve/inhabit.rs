//! The smallest value of each type, and the types that have none.
//!
//! A record that needs a value of itself has none, nor has an enum without symbols.

use super::super::data::{Datum, big_decimal};
use super::super::logical::Logical;
use super::super::schema::{Kind, Schema, Type, TypeId, TypeRef};
use super::reversed::Reversed;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The size of a type without values.
pub(super) const NONE: u64 = u64::MAX;
/// The largest value that is built: values, and bytes of fixed.
pub(super) const MAX_SIZE: u64 = 1_000_000;
/// The deepest value that is built.
pub(super) const MAX_DEPTH: usize = 190;

/// Every part of a record or a union, with what it is a part of.
fn for_parts(types: &[Type], visit: &mut dyn FnMut(usize, usize)) {
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
    pub(super) fn new(schema: &Schema) -> Sizes {
        let types = &schema.arena.types;
        Sizes(in_passes(types).unwrap_or_else(|| smallest_first(types)))
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

/// From the parts to the whole, a few times over; `None` where something stays open.
///
/// A part stands behind its record or union, unless it is named from behind: going backwards finds
/// nearly all at once. Most types that are parts of themselves are in a union with `null`, whose
/// size is known without them.
fn in_passes(types: &[Type]) -> Option<Vec<u64>> {
    const PASSES: usize = 3;
    // No value has the size 0.
    const OPEN: u64 = 0;
    let mut sizes = vec![OPEN; types.len()];
    let mut n_open = types.len();
    for _ in 0..PASSES {
        for (at, of) in types.iter().enumerate().rev() {
            if sizes[at] != OPEN {
                continue;
            }
            let part = |of: &TypeRef| match sizes[of.id.index()] {
                OPEN => None,
                size => Some(size),
            };
            let size = match &of.kind {
                Kind::Record(record) => record_size(record.fields.iter().map(|f| part(&f.kind))),
                Kind::Union(union) => union_size(union.branches.iter().map(part)),
                Kind::Enum(symbols) if symbols.symbols.is_empty() => Some(NONE),
                Kind::Fixed(fixed) => Some(u64::from(fixed.size).max(1)),
                _ => Some(1),
            };
            if let Some(size) = size {
                sizes[at] = size;
                n_open -= 1;
            }
        }
        if n_open == 0 {
            return Some(sizes);
        }
    }
    None
}

/// The size of a record with parts of these sizes, where all are known.
fn record_size(mut parts: impl Iterator<Item = Option<u64>>) -> Option<u64> {
    parts.try_fold(1, |sum: u64, part| {
        Some(match (sum, part?) {
            (NONE, _) | (_, NONE) => NONE,
            (sum, part) => sum.saturating_add(part).min(NONE - 1),
        })
    })
}

/// The size of a union with branches of these sizes, where the least of them is known.
fn union_size(branches: impl Iterator<Item = Option<u64>>) -> Option<u64> {
    let (mut least, mut is_open) = (NONE, false);
    for branch in branches {
        match branch {
            Some(size) => least = least.min(size),
            None => is_open = true,
        }
    }
    match least {
        // Nothing is smaller.
        1 => Some(2),
        _ if is_open => None,
        NONE => Some(NONE),
        least => Some(least.saturating_add(1).min(NONE - 1)),
    }
}

/// Knuth's generalisation of Dijkstra's algorithm: the smallest sizes are settled first.
fn smallest_first(types: &[Type]) -> Vec<u64> {
    let n = types.len();
    let mut sizes = vec![NONE; n];
    let users = Reversed::new(n, |tell| for_parts(types, tell));
    let mut missing = vec![0_usize; n];
    let mut sums = vec![1_u64; n];
    let mut queue = BinaryHeap::new();
    for (at, of) in types.iter().enumerate() {
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
            match &types[user].kind {
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
    sizes
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_find_the_same_sizes() {
        let check = |text: &str, is_open: bool| {
            let schema = Schema::parse(text).unwrap();
            let types = &schema.arena.types;
            let found = in_passes(types);
            assert_eq!(found.is_none(), is_open, "{text}");
            if let Some(found) = found {
                assert_eq!(found, smallest_first(types), "{text}");
            }
        };
        let record =
            |fields: &str| format!(r#"{{"type":"record","name":"R","fields":[{fields}]}}"#);
        check(r#"["null","string"]"#, false);
        check(r#"{"type":"enum","name":"E","symbols":[]}"#, false);
        check(r#"[{"type":"enum","name":"E","symbols":[]},"int"]"#, false);
        check(&record(""), false);
        let fixed = r#"{"name":"a","type":{"type":"fixed","name":"F","size":16}}"#;
        let none = r#"{"name":"b","type":{"type":"enum","name":"E","symbols":[]}}"#;
        let union = r#"{"name":"c","type":["null","F",{"type":"array","items":"F"}]}"#;
        let named = r#"{"name":"d","type":[{"type":"array","items":"F"},"F","R"]}"#;
        check(&record(&format!("{fixed},{union}")), false);
        check(&record(&format!("{fixed},{none},{union}")), false);
        check(&record(&format!("{fixed},{named}")), false);
        check(&record(r#"{"name":"a","type":["null","R"]}"#), false);
        // An array of itself has a value without itself.
        check(
            &record(r#"{"name":"a","type":{"type":"array","items":"R"}}"#),
            false,
        );
        check(
            &record(&format!(r#"{fixed},{{"name":"e","type":["F","R"]}}"#)),
            true,
        );
        check(&record(r#"{"name":"a","type":"R"}"#), true);
    }
}
