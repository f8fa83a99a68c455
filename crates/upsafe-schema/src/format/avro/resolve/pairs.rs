//! One pair of types, compared by itself.

use super::super::rules::{Meanings, Names, Rules, Text};
use super::super::schema::{Enum, Kind, Record, Schema, Spot, TypeId, TypeRef};
use super::branches::{BranchIndex, promotions};
use super::conflict::ConflictKind;
use super::inhabit::Sizes;
use super::misread::misread;
use crate::format::avro::data::Datum;
use ahash::AHashMap as HashMap;

/// A type of the reader and a type of the writer that one value is read and written with.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Pair {
    pub(super) reader: TypeId,
    pub(super) writer: TypeId,
}

/// One step into a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    /// Into the writer's field.
    Field(usize),
    /// Into an item.
    Item,
    /// Into an entry of a map.
    Entry,
    /// Into the writer's branch.
    Branch(usize),
    /// Nowhere: the reader chose the branch of its union.
    Choose(usize),
}

/// The pair of a part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) step: Step,
    /// The index of the reader's field, for a step into a field.
    pub(super) reader_field: usize,
    pub(super) reader: TypeRef,
    pub(super) writer: TypeRef,
    /// What has to be built beside it.
    pub(super) cost: u64,
}

/// A disagreement of the pair itself.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub(super) kind: ConflictKind,
    pub(super) message: String,
    /// Where, if it is not where the pair stands.
    pub(super) reader: Option<Spot>,
    pub(super) writer: Option<Spot>,
    /// What is appended to Java's location.
    pub(super) location: String,
    /// The value that shows it; `None`: every value does.
    pub(super) value: Option<Datum>,
    /// Whether such a value was built.
    pub(super) is_shown: bool,
}

/// What there is to say about a pair.
#[derive(Debug)]
pub(super) struct Local<'p> {
    pub(super) findings: Vec<Finding>,
    /// Its parts, behind those of other pairs.
    parts: &'p mut Vec<Part>,
    /// Whether one good part is enough.
    pub(super) is_choice: bool,
}

/// What becomes of a pair whose writer's type has no value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Empties {
    /// Nothing is written there, so nothing fails there.
    PassedOver,
    /// It is compared as if it had values.
    Followed,
}

/// Compares pairs.
pub(super) struct Comparer<'a> {
    pub(super) reader: &'a Schema,
    pub(super) writer: &'a Schema,
    pub(super) rules: Rules,
    pub(super) sizes: Sizes,
    pub(super) empties: Empties,
    unions: HashMap<TypeId, BranchIndex<'a>>,
}

impl<'a> Comparer<'a> {
    pub(super) fn new(reader: &'a Schema, writer: &'a Schema, rules: Rules) -> Comparer<'a> {
        let sizes = Sizes::new(writer);
        Comparer {
            reader,
            writer,
            rules,
            sizes,
            empties: Empties::PassedOver,
            unions: HashMap::new(),
        }
    }

    /// Compares a pair by itself, and appends its parts to a list; they stand where the pair
    /// stands unless they say otherwise.
    pub(super) fn local<'p>(
        &mut self,
        pair: Pair,
        reader: Spot,
        writer: Spot,
        parts: &'p mut Vec<Part>,
    ) -> Local<'p> {
        let mut local = Local {
            findings: Vec::new(),
            parts,
            is_choice: false,
        };
        let is_written = |id| self.empties == Empties::Followed || !self.sizes.is_empty(id);
        if !is_written(pair.writer) {
            return local;
        }
        let at_reader = TypeRef {
            id: pair.reader,
            spot: reader,
        };
        let at_writer = TypeRef {
            id: pair.writer,
            spot: writer,
        };
        if let Kind::Union(union) = &self.writer.kind(pair.writer).kind {
            for (at, &branch) in union.branches.iter().enumerate() {
                if is_written(branch.id) {
                    local
                        .parts
                        .push(part(Step::Branch(at), at_reader, branch, 1));
                }
            }
            return local;
        }
        if let Kind::Union(union) = &self.reader.kind(pair.reader).kind {
            let index = self
                .unions
                .entry(pair.reader)
                .or_insert_with(|| BranchIndex::new(self.reader, union));
            let written = &self.writer.kind(pair.writer).kind;
            let n_before = local.parts.len();
            let candidates = index.candidates(written, self.rules);
            local.parts.extend(
                candidates.map(|at| part(Step::Choose(at), union.branches[at], at_writer, 0)),
            );
            if local.parts.len() == n_before {
                let message = format!(
                    "the reader's union has no branch for {}",
                    self.writer.describe(pair.writer)
                );
                local
                    .findings
                    .push(finding(ConflictKind::MissingUnionBranch, message, ""));
            }
            local.is_choice = true;
            return local;
        }
        self.plain(pair, &mut local);
        local
    }

    /// A pair of types that are no unions.
    fn plain(&self, pair: Pair, local: &mut Local<'_>) {
        let (read, written) = (self.reader.kind(pair.reader), self.writer.kind(pair.writer));
        if !read.kind.is_like(&written.kind)
            && !promotions(&written.kind).contains(&read.kind.word())
        {
            let message = format!(
                "{} is not read as {}",
                self.writer.describe(pair.writer),
                self.reader.describe(pair.reader)
            );
            local
                .findings
                .push(finding(ConflictKind::TypeMismatch, message, ""));
            return;
        }
        self.names(pair, local);
        match (&read.kind, &written.kind) {
            (Kind::Array(into), Kind::Array(from)) => {
                local.parts.push(part(Step::Item, *into, *from, 1));
            }
            (Kind::Map(into), Kind::Map(from)) => {
                local.parts.push(part(Step::Entry, *into, *from, 1));
            }
            (Kind::Record(into), Kind::Record(from)) => self.fields(pair, into, from, local),
            (Kind::Enum(into), Kind::Enum(from)) => self.symbols(into, from, local),
            (Kind::Fixed(into), Kind::Fixed(from)) if into.size != from.size => {
                let message = format!(
                    "`{}` has {} bytes, written were {}",
                    into.name, into.size, from.size
                );
                let kind = ConflictKind::FixedSizeMismatch {
                    reader: into.size,
                    writer: from.size,
                };
                local.findings.push(finding(kind, message, "/size"));
                return;
            }
            _ => {}
        }
        if self.rules.text == Text::Refused
            && matches!((&written.kind, &read.kind), (Kind::Bytes, Kind::String))
        {
            let message = format!("{} need not be text", self.writer.describe(pair.writer));
            let value = Some(Datum::Bytes(vec![0xff]));
            local.findings.push(Finding {
                value,
                ..finding(ConflictKind::BytesAsText, message, "")
            });
        }
        if self.rules.meanings == Meanings::Compared
            && let Some((kind, value)) = misread(read, written, self.rules)
        {
            let message = format!(
                "{} is read as {}",
                self.writer.describe(pair.writer),
                self.reader.describe(pair.reader)
            );
            let is_shown = value.is_some();
            local.findings.push(Finding {
                value,
                is_shown,
                ..finding(kind, message, "")
            });
        }
    }

    fn names(&self, pair: Pair, local: &mut Local<'_>) {
        let (read, written) = (self.reader.kind(pair.reader), self.writer.kind(pair.writer));
        let (Some(own), Some(name)) = (read.kind.name(), written.kind.name()) else {
            return;
        };
        let is_same = match self.rules.names {
            Names::Unqualified => own.short() == name.short(),
            Names::Full => own == name,
        };
        if is_same || read.kind.aliases().contains(name) {
            return;
        }
        let word = read.kind.word();
        let message = format!("{word} `{name}` is not read as {word} `{own}`: it is no alias");
        local.findings.push(Finding {
            reader: Some(read.spot),
            writer: Some(written.spot),
            ..finding(ConflictKind::NameMismatch, message, "/name")
        });
    }

    fn fields(&self, pair: Pair, into: &Record, from: &Record, local: &mut Local<'_>) {
        let whole = self.sizes.of(pair.writer);
        for (at, field) in into.fields.iter().enumerate() {
            let direct = from.field_near(&field.name, at);
            if let (Some(source), true) = (direct, field.aliases.is_empty()) {
                let written = from.fields[source].kind;
                let cost = whole.saturating_sub(self.sizes.of(written.id));
                local.parts.push(Part {
                    reader_field: at,
                    ..part(Step::Field(source), field.kind, written, cost)
                });
                continue;
            }
            let mut sources: Vec<usize> = direct.into_iter().collect();
            sources.extend(field.aliases.iter().filter_map(|alias| from.field(alias)));
            sources.sort_unstable();
            sources.dedup();
            let refuse = |kind, message| Finding {
                reader: Some(field.spot),
                ..finding(kind, message, &format!("/fields/{at}"))
            };
            if let [first, second, ..] = sources[..] {
                let name = |at: usize| from.fields[at].name.clone();
                let message = format!(
                    "field `{}` of the reader is both `{}` and `{}` of the writer",
                    field.name,
                    name(first),
                    name(second)
                );
                let written = sources.iter().map(|&at| name(at)).collect();
                let kind = ConflictKind::AmbiguousField {
                    field: field.name.clone(),
                    written,
                };
                local.findings.push(refuse(kind, message));
                continue;
            }
            // A field of the writer belongs to the reader's field of the same name, if any.
            let source = sources.first().copied();
            let source = source.filter(|&source| {
                direct.is_some() || into.field(&from.fields[source].name).is_none()
            });
            match source {
                Some(source) => {
                    let written = from.fields[source].kind;
                    let cost = whole.saturating_sub(self.sizes.of(written.id));
                    let part = part(Step::Field(source), field.kind, written, cost);
                    local.parts.push(Part {
                        reader_field: at,
                        ..part
                    });
                }
                None if field.default.is_some() => {}
                None => {
                    let message = format!(
                        "field `{}` of `{}` is not written and has no default",
                        field.name, into.name
                    );
                    let kind = ConflictKind::ReaderFieldMissingDefault {
                        field: field.name.clone(),
                    };
                    local.findings.push(refuse(kind, message));
                }
            }
        }
    }

    fn symbols(&self, into: &Enum, from: &Enum, local: &mut Local<'_>) {
        if into.default.is_some() {
            return;
        }
        let mut missing = from
            .symbols
            .iter()
            .enumerate()
            .filter(|&(at, (symbol, _))| into.symbol_near(symbol, at).is_none())
            .map(|(at, (symbol, spot))| (at, symbol, *spot));
        let Some((index, symbol, spot)) = missing.next() else {
            return;
        };
        let mut symbols = vec![symbol.clone()];
        symbols.extend(missing.map(|(_, symbol, _)| symbol.clone()));
        let list: Vec<String> = symbols
            .iter()
            .take(8)
            .map(|symbol| format!("`{symbol}`"))
            .collect();
        let more = if symbols.len() > list.len() {
            ", ..."
        } else {
            ""
        };
        let message = format!(
            "enum `{}` of the reader lacks {}{more}",
            into.name,
            list.join(", ")
        );
        let value = Datum::Enum {
            index,
            symbol: symbol.clone(),
        };
        local.findings.push(Finding {
            writer: Some(spot),
            value: Some(value),
            ..finding(
                ConflictKind::MissingEnumSymbols { symbols },
                message,
                "/symbols",
            )
        });
    }
}

fn part(step: Step, reader: TypeRef, writer: TypeRef, cost: u64) -> Part {
    Part {
        step,
        reader_field: 0,
        reader,
        writer,
        cost,
    }
}

fn finding(kind: ConflictKind, message: String, location: &str) -> Finding {
    Finding {
        kind,
        message,
        reader: None,
        writer: None,
        location: location.to_owned(),
        value: None,
        is_shown: true,
    }
}
