//! Schema resolution of one value: what a reader makes of what a writer wrote.
//!
//! Written after the specification's section "Schema Resolution", value by value. It shares
//! nothing with the resolution core but the parsed schemas and the names of the switches.

use super::super::rules::{Branches, Names, Rules, Text};
use super::super::schema::{Kind, Record, Schema, TypeId};
use super::datum::Datum;
use super::decode::read;
use super::fill::default_of;
use smol_str::SmolStr;
use thiserror::Error;

/// What the reader could not make sense of.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{message}")]
pub struct Refusal {
    /// Why.
    pub message: String,
    /// The fields, items (`[]`), entries (`{}`) and branches (`<name>`) that lead there.
    pub path: Vec<SmolStr>,
    /// Whether the reader refuses it; otherwise a limit was reached or the bytes are bad.
    pub is_reader: bool,
}

/// Decodes what a writer wrote as a reader sees it.
///
/// # Errors
/// Where the reader refuses the value, or the bytes are no value of the writer's schema.
pub fn decode(
    writer: &Schema,
    reader: &Schema,
    rules: Rules,
    bytes: &[u8],
) -> Result<Datum, Refusal> {
    let written = read(writer, bytes).map_err(|error| Refusal {
        message: error.to_string(),
        path: Vec::new(),
        is_reader: false,
    })?;
    let resolver = Resolver {
        writer,
        reader,
        rules,
    };
    resolver.value(&written, writer.root().id, reader.root().id)
}

struct Resolver<'a> {
    writer: &'a Schema,
    reader: &'a Schema,
    rules: Rules,
}

type Found = Result<Datum, Refusal>;

impl Resolver<'_> {
    fn value(&self, datum: &Datum, w: TypeId, r: TypeId) -> Found {
        // "if writer's is a union, but reader's is not": the branch that was written counts.
        if let (
            Datum::Union {
                branch,
                name,
                value,
            },
            Kind::Union(union),
        ) = (datum, &self.writer.kind(w).kind)
        {
            let part = union
                .branches
                .get(*branch)
                .ok_or_else(|| self.refuse(w, r))?;
            let found = self.value(value, part.id, r);
            return found.map_err(|refusal| inside(refusal, &format!("<{name}>")));
        }
        match &self.reader.kind(r).kind {
            Kind::Union(_) => self.union_value(datum, w, r),
            kind => self.plain(datum, w, kind, r),
        }
    }

    /// The reader's is a union, what was written is none.
    fn union_value(&self, datum: &Datum, w: TypeId, r: TypeId) -> Found {
        let Kind::Union(union) = &self.reader.kind(r).kind else {
            return Err(self.refuse(w, r));
        };
        let mut first_refusal = None;
        for branch in self.matching(w, union.branches.iter().map(|branch| branch.id).collect()) {
            let id = union.branches[branch].id;
            match self.value(datum, w, id) {
                Ok(value) => {
                    let kind = &self.reader.kind(id).kind;
                    let name = kind
                        .name()
                        .map_or_else(|| kind.word().into(), |name| name.full().clone());
                    return Ok(Datum::Union {
                        branch,
                        name,
                        value: Box::new(value),
                    });
                }
                Err(refusal) => first_refusal = first_refusal.or(Some(refusal)),
            }
            if self.rules.branches == Branches::First {
                break;
            }
        }
        Err(first_refusal.unwrap_or_else(|| self.refuse(w, r)))
    }

    /// The indices of the branches that may take a value, the best first.
    fn matching(&self, w: TypeId, branches: Vec<TypeId>) -> Vec<usize> {
        let written = &self.writer.kind(w).kind;
        let mut ranked: Vec<(u8, usize)> = Vec::new();
        for (at, &id) in branches.iter().enumerate() {
            let kind = &self.reader.kind(id).kind;
            let rank = if kind.word() == written.word() {
                match (written.name(), kind.name()) {
                    (Some(name), Some(own)) => {
                        if name == own || kind.aliases().contains(name) {
                            0
                        } else if self.names_agree(w, id) {
                            1
                        } else {
                            continue;
                        }
                    }
                    _ => 0,
                }
            } else if is_promoted(written.word(), kind.word()) {
                2
            } else {
                continue;
            };
            ranked.push((rank, at));
        }
        ranked.sort_unstable();
        // A worse kind of match is none where there is a better one.
        let best = ranked.first().map_or(0, |first| first.0);
        ranked
            .into_iter()
            .filter(|&(rank, _)| rank == best)
            .map(|(_, at)| at)
            .collect()
    }

    fn names_agree(&self, w: TypeId, r: TypeId) -> bool {
        let (written, kind) = (&self.writer.kind(w).kind, &self.reader.kind(r).kind);
        let (Some(name), Some(own)) = (written.name(), kind.name()) else {
            return true;
        };
        let is_same = match self.rules.names {
            Names::Unqualified => name.short() == own.short(),
            Names::Full => name == own,
        };
        is_same || kind.aliases().contains(name)
    }

    fn plain(&self, datum: &Datum, w: TypeId, kind: &Kind, r: TypeId) -> Found {
        if !self.names_agree(w, r) {
            return Err(self.refuse(w, r));
        }
        Ok(match (kind, datum) {
            (Kind::Null, Datum::Null)
            | (Kind::Boolean, Datum::Boolean(_))
            | (Kind::Int, Datum::Int(_))
            | (Kind::Long, Datum::Long(_))
            | (Kind::Float, Datum::Float(_))
            | (Kind::Double, Datum::Double(_))
            | (Kind::Bytes, Datum::Bytes(_))
            | (Kind::String, Datum::String(_)) => datum.clone(),
            (Kind::Long, Datum::Int(value)) => Datum::Long(i64::from(*value)),
            (Kind::Float, Datum::Int(value)) => Datum::Float(*value as f32),
            (Kind::Float, Datum::Long(value)) => Datum::Float(*value as f32),
            (Kind::Double, Datum::Int(value)) => Datum::Double(f64::from(*value)),
            (Kind::Double, Datum::Long(value)) => Datum::Double(*value as f64),
            (Kind::Double, Datum::Float(value)) => Datum::Double(f64::from(*value)),
            (Kind::Bytes, Datum::String(text)) => Datum::Bytes(text.clone().into_bytes()),
            (Kind::String, Datum::Bytes(bytes)) => {
                let text = String::from_utf8_lossy(bytes);
                if self.rules.text == Text::Refused && text.as_bytes() != bytes.as_slice() {
                    return Err(self.refuse_because("bytes that are no UTF-8 text".to_owned()));
                }
                Datum::String(text.into_owned())
            }
            (Kind::Fixed(fixed), Datum::Fixed(bytes)) if bytes.len() == fixed.size as usize => {
                datum.clone()
            }
            (Kind::Enum(symbols), Datum::Enum { symbol, .. }) => {
                let found = symbols.symbols.iter().position(|(own, _)| own == symbol);
                let Some(index) = found.or(symbols.default) else {
                    return Err(self.refuse_because(format!(
                        "symbol `{symbol}` is not in {}",
                        self.reader.describe(r)
                    )));
                };
                Datum::Enum {
                    index,
                    symbol: symbols.symbols[index].0.clone(),
                }
            }
            (Kind::Array(part), Datum::Array(items)) => {
                let Kind::Array(from) = &self.writer.kind(w).kind else {
                    return Err(self.refuse(w, r));
                };
                let items = items.iter().map(|item| self.value(item, from.id, part.id));
                Datum::Array(
                    items
                        .collect::<Result<_, _>>()
                        .map_err(|refusal| inside(refusal, "[]"))?,
                )
            }
            (Kind::Map(part), Datum::Map(entries)) => {
                let Kind::Map(from) = &self.writer.kind(w).kind else {
                    return Err(self.refuse(w, r));
                };
                let entries = entries
                    .iter()
                    .map(|(name, value)| Ok((name.clone(), self.value(value, from.id, part.id)?)));
                Datum::Map(
                    entries
                        .collect::<Result<_, _>>()
                        .map_err(|refusal| inside(refusal, "{}"))?,
                )
            }
            (Kind::Record(into), Datum::Record(values)) => {
                let Kind::Record(from) = &self.writer.kind(w).kind else {
                    return Err(self.refuse(w, r));
                };
                self.record(values, from, into)?
            }
            _ => return Err(self.refuse(w, r)),
        })
    }

    fn record(&self, values: &[(SmolStr, Datum)], from: &Record, into: &Record) -> Found {
        let mut fields = Vec::with_capacity(into.fields.len());
        for field in &into.fields {
            // A field of the writer belongs to the field of its own name, if the reader has one;
            // otherwise to the one that has its name as an alias.
            let mut sources: Vec<usize> = [&field.name]
                .into_iter()
                .chain(&field.aliases)
                .filter_map(|name| from.field(name))
                .collect();
            sources.sort_unstable();
            sources.dedup();
            if sources.len() > 1 {
                return Err(self.refuse_because(format!(
                    "field `{}` of the reader is both `{}` and `{}` of the writer",
                    field.name, from.fields[sources[0]].name, from.fields[sources[1]].name
                )));
            }
            let source = sources.first().copied().filter(|&at| {
                let name = &from.fields[at].name;
                *name == field.name || into.field(name).is_none()
            });
            let value = match source.and_then(|at| Some((at, &values.get(at)?.1))) {
                Some((at, value)) => {
                    let found = self.value(value, from.fields[at].kind.id, field.kind.id);
                    found.map_err(|refusal| inside(refusal, &field.name))?
                }
                None if field.default.is_some() => {
                    default_of(self.reader, field).ok_or_else(|| Refusal {
                        message: format!("the default of field `{}` is too large", field.name),
                        path: Vec::new(),
                        is_reader: false,
                    })?
                }
                None => {
                    return Err(self.refuse_because(format!(
                        "field `{}` is not written and has no default",
                        field.name
                    )));
                }
            };
            fields.push((field.name.clone(), value));
        }
        Ok(Datum::Record(fields))
    }

    fn refuse(&self, w: TypeId, r: TypeId) -> Refusal {
        let found = self.writer.describe(w);
        self.refuse_because(format!(
            "found {found}, expected {}",
            self.reader.describe(r)
        ))
    }

    fn refuse_because(&self, message: String) -> Refusal {
        Refusal {
            message,
            path: Vec::new(),
            is_reader: true,
        }
    }
}

/// "the writer's schema may be promoted to the reader's".
fn is_promoted(written: &str, read: &str) -> bool {
    match written {
        "int" => matches!(read, "long" | "float" | "double"),
        "long" => matches!(read, "float" | "double"),
        "float" => read == "double",
        "string" => read == "bytes",
        "bytes" => read == "string",
        _ => false,
    }
}

fn inside(mut refusal: Refusal, part: &str) -> Refusal {
    refusal.path.insert(0, SmolStr::from(part));
    refusal
}
