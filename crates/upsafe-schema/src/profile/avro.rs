//! Avro as Java's `SchemaCompatibility` answers, which Confluent calls and Karapace's port follows.
//!
//! It compares types, not values: a type that no value can have is compared like any other, and
//! logical types are not looked at. A pair that is being compared is taken for compatible.

use super::model::{Answer, Refusal};
use crate::format::avro::{Field, Kind, Record, Schema, TypeId};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// How deep types are followed; deeper schemas overflow the incumbent's stack.
const MAX_DEPTH: usize = 400;
/// How many pairs are compared.
const MAX_PAIRS: usize = 300_000;
/// How many reasons are told about one pair.
const MAX_TOLD: usize = 1_000;

pub(super) fn check(reader: &Schema, writer: &Schema) -> Answer {
    let mut compare = Compare {
        reader,
        writer,
        known: BTreeMap::new(),
        depth: 0,
    };
    compare.pair(reader.root().id, writer.root().id, "")
}

struct Compare<'a> {
    reader: &'a Schema,
    writer: &'a Schema,
    /// What was told; nothing yet for pairs that are being compared.
    known: BTreeMap<(TypeId, TypeId), Vec<Refusal>>,
    depth: usize,
}

fn one(rule: &'static str, path: &str) -> Vec<Refusal> {
    let path = if path.is_empty() { "/" } else { path }.to_owned();
    vec![Refusal { rule, path }]
}

impl Compare<'_> {
    fn pair(&mut self, reader: TypeId, writer: TypeId, path: &str) -> Answer {
        if let Some(told) = self.known.get(&(reader, writer)) {
            return Ok(told.clone());
        }
        if self.depth >= MAX_DEPTH || self.known.len() >= MAX_PAIRS {
            return Err("the schemas are too large or too deep to compare".to_owned());
        }
        self.known.insert((reader, writer), Vec::new());
        self.depth += 1;
        let told = self.types(reader, writer, path);
        self.depth -= 1;
        let mut told = told?;
        told.truncate(MAX_TOLD);
        self.known.insert((reader, writer), told.clone());
        Ok(told)
    }

    fn types(&mut self, reader: TypeId, writer: TypeId, path: &str) -> Answer {
        let (own, other) = (self.reader, self.writer);
        let (read, written) = (&own.kind(reader).kind, &other.kind(writer).kind);
        if let Kind::Union(union) = written {
            let mut told = Vec::new();
            for (index, branch) in union.branches.iter().enumerate() {
                told.extend(self.pair(reader, branch.id, &format!("{path}/{index}"))?);
            }
            return Ok(told);
        }
        if let Kind::Union(union) = read {
            for branch in &union.branches {
                if self.pair(branch.id, writer, path)?.is_empty() {
                    return Ok(Vec::new());
                }
            }
            return Ok(one("missing-union-branch", path));
        }
        if read.word() != written.word() {
            let is_promoted = is_promoted(written, read);
            let mismatch = || one("type-mismatch", path);
            return Ok(if is_promoted { Vec::new() } else { mismatch() });
        }
        let mut told = Vec::new();
        if let (Some(name), Some(written_name)) = (read.name(), written.name())
            && name.short() != written_name.short()
            && !read.aliases().contains(written_name)
        {
            told = one("name-mismatch", &format!("{path}/name"));
        }
        match (read, written) {
            (Kind::Array(into), Kind::Array(from)) => {
                told.extend(self.pair(into.id, from.id, &format!("{path}/items"))?);
            }
            (Kind::Map(into), Kind::Map(from)) => {
                told.extend(self.pair(into.id, from.id, &format!("{path}/values"))?);
            }
            (Kind::Fixed(into), Kind::Fixed(from)) if into.size != from.size => {
                told.extend(one("fixed-size-mismatch", &format!("{path}/size")));
            }
            (Kind::Enum(into), Kind::Enum(from)) => {
                let is_known = |(symbol, _): &(SmolStr, _)| into.symbol(symbol).is_some();
                if into.default.is_none() && !from.symbols.iter().all(is_known) {
                    told.extend(one("missing-enum-symbols", &format!("{path}/symbols")));
                }
            }
            (Kind::Record(into), Kind::Record(from)) => {
                told.extend(self.fields(into, from, path)?);
            }
            _ => {}
        }
        Ok(told)
    }

    fn fields(&mut self, into: &Record, from: &Record, path: &str) -> Answer {
        let mut told = Vec::new();
        for (index, field) in into.fields.iter().enumerate() {
            let path = format!("{path}/fields/{index}");
            match source(field, from)? {
                Some(written) => {
                    let path = format!("{path}/type");
                    told.extend(self.pair(field.kind.id, written.kind.id, &path)?);
                }
                None if field.default.is_some() => {}
                None => told.extend(one("reader-field-missing-default-value", &path)),
            }
        }
        Ok(told)
    }
}

/// The field of the writer that a field of the reader reads, by its name and its aliases.
fn source<'w>(field: &Field, from: &'w Record) -> Result<Option<&'w Field>, String> {
    let names = std::iter::once(&field.name).chain(&field.aliases);
    let mut found: Vec<usize> = names.filter_map(|name| from.field(name)).collect();
    found.sort_unstable();
    found.dedup();
    match found[..] {
        [] => Ok(None),
        [only] => Ok(from.fields.get(only)),
        _ => Err(format!(
            "field `{}` of the reader is several fields of the writer",
            field.name
        )),
    }
}

fn is_promoted(from: &Kind, to: &Kind) -> bool {
    matches!(
        (from, to),
        (Kind::Int, Kind::Long | Kind::Float | Kind::Double)
            | (Kind::Long, Kind::Float | Kind::Double)
            | (Kind::Float, Kind::Double)
            | (Kind::String, Kind::Bytes)
            | (Kind::Bytes, Kind::String)
    )
}
