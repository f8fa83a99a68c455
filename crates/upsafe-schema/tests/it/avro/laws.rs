//! Laws, tried with generated schemas and data.

use proptest::{prelude::*, test_runner::TestCaseResult};
use upsafe_schema::format::avro::{
    Datum, Kind, Meanings, Rules, Schema, TypeId, can_read, changes, compare, decode, encode,
    judge, read,
};
use upsafe_schema::{Budget, Unknown, Verdict};

/// A shape of a type; names are given when it is written down.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    Plain(&'static str),
    Logical(&'static str, &'static str),
    Decimal(u8, u8),
    Array(Box<Shape>),
    Map(Box<Shape>),
    Union(Vec<Shape>),
    Record(u8, Vec<(u8, Shape, bool)>),
    Enum(u8, u8, bool),
    Fixed(u8, u8),
    /// A use of the record around it.
    Again,
}

pub(super) fn shape() -> impl Strategy<Value = Shape> {
    let plain = prop::sample::select(vec![
        "null", "boolean", "int", "long", "float", "double", "bytes", "string",
    ]);
    let logical = prop::sample::select(vec![
        ("int", "date"),
        ("int", "time-millis"),
        ("long", "timestamp-millis"),
        ("long", "timestamp-micros"),
        ("string", "uuid"),
    ]);
    let leaf = prop_oneof![
        6 => plain.prop_map(Shape::Plain),
        2 => logical.prop_map(|(kind, name)| Shape::Logical(kind, name)),
        1 => (1..6_u8, 0..3_u8).prop_map(|(p, s)| Shape::Decimal(p.max(s), s)),
        1 => (0..2_u8, 0..4_u8, any::<bool>()).prop_map(|(name, n, default)| Shape::Enum(name, n, default)),
        1 => (0..2_u8, 1..3_u8).prop_map(|(name, size)| Shape::Fixed(name, size)),
        1 => Just(Shape::Again),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let field = (0..4_u8, inner.clone(), any::<bool>());
        prop_oneof![
            inner.clone().prop_map(|part| Shape::Array(Box::new(part))),
            inner.clone().prop_map(|part| Shape::Map(Box::new(part))),
            prop::collection::vec(inner, 0..4).prop_map(Shape::Union),
            (0..2_u8, prop::collection::vec(field, 0..4))
                .prop_map(|(name, fields)| Shape::Record(name, fields)),
        ]
    })
}

/// Writes shapes down as a schema.
#[derive(Default)]
struct Writer {
    n_names: usize,
}

impl Writer {
    fn text(&mut self, shape: &Shape, around: Option<&str>) -> String {
        match shape {
            Shape::Plain(kind) => format!("{kind:?}"),
            Shape::Logical(kind, name) => format!(r#"{{"type":"{kind}","logicalType":"{name}"}}"#),
            Shape::Decimal(p, s) => {
                format!(r#"{{"type":"bytes","logicalType":"decimal","precision":{p},"scale":{s}}}"#)
            }
            Shape::Array(part) => {
                format!(r#"{{"type":"array","items":{}}}"#, self.text(part, around))
            }
            Shape::Map(part) => {
                format!(r#"{{"type":"map","values":{}}}"#, self.text(part, around))
            }
            Shape::Union(parts) => {
                let mut seen = Vec::new();
                let mut list = Vec::new();
                for part in parts {
                    let word = match part {
                        Shape::Plain(kind) | Shape::Logical(kind, _) => kind,
                        Shape::Decimal(..) => "bytes",
                        Shape::Array(_) => "array",
                        Shape::Map(_) => "map",
                        Shape::Again => around.map_or("null", |_| "again"),
                        Shape::Union(_) => continue,
                        // Every name is given once.
                        Shape::Record(..) | Shape::Enum(..) | Shape::Fixed(..) => "",
                    };
                    if word.is_empty() || !seen.contains(&word) {
                        seen.push(word);
                        list.push(self.text(part, around));
                    }
                }
                format!("[{}]", list.join(","))
            }
            Shape::Record(name, fields) => {
                let name = self.name(&format!("R{name}"));
                let mut seen = Vec::new();
                let mut list = Vec::new();
                for (field, kind, default) in fields {
                    if seen.contains(field) {
                        continue;
                    }
                    seen.push(*field);
                    let default = match kind {
                        Shape::Plain("int" | "long" | "float" | "double") if *default => {
                            r#","default":1"#
                        }
                        Shape::Plain("string" | "bytes") if *default => r#","default":"a""#,
                        Shape::Array(_) if *default => r#","default":[]"#,
                        _ => "",
                    };
                    let kind = self.text(kind, Some(&name));
                    list.push(format!(r#"{{"name":"f{field}","type":{kind}{default}}}"#));
                }
                format!(
                    r#"{{"type":"record","name":"{name}","fields":[{}]}}"#,
                    list.join(",")
                )
            }
            Shape::Enum(name, n, default) => {
                let name = self.name(&format!("E{name}"));
                let symbols: Vec<String> = (0..*n).map(|at| format!("\"S{at}\"")).collect();
                let default = if *default && *n > 0 {
                    r#","default":"S0""#
                } else {
                    ""
                };
                format!(
                    r#"{{"type":"enum","name":"{name}","symbols":[{}]{default}}}"#,
                    symbols.join(",")
                )
            }
            Shape::Fixed(name, size) => {
                let name = self.name(&format!("F{name}"));
                format!(r#"{{"type":"fixed","name":"{name}","size":{size}}}"#)
            }
            Shape::Again => around.map_or("\"null\"".to_owned(), |name| format!("{name:?}")),
        }
    }

    /// Short names repeat, full names do not.
    fn name(&mut self, short: &str) -> String {
        self.n_names += 1;
        format!("n{}.{short}", self.n_names)
    }
}

/// The schema of a shape; `None` where a union could not be told apart.
pub(super) fn written(shape: &Shape) -> Option<Schema> {
    Schema::parse(&Writer::default().text(shape, None)).ok()
}

/// A change of a shape that often keeps it readable.
pub(super) fn evolved(shape: &Shape, dice: &mut u64) -> Shape {
    *dice = dice
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    let roll = (*dice >> 33) % 10;
    match (shape, roll) {
        (Shape::Plain("int"), 0..3) => Shape::Plain("long"),
        (Shape::Plain("long"), 0..3) => Shape::Plain("double"),
        (Shape::Plain("string"), 0..2) => Shape::Plain("bytes"),
        (Shape::Plain("bytes"), 0..2) => Shape::Plain("string"),
        (Shape::Plain(kind), 9) => Shape::Union(vec![Shape::Plain("null"), Shape::Plain(kind)]),
        (Shape::Enum(name, n, default), 0..3) => Shape::Enum(*name, n + 1, *default),
        (Shape::Enum(name, n, _), 3) => Shape::Enum(*name, n.saturating_sub(1), true),
        (Shape::Decimal(p, s), 0..3) => Shape::Decimal(p + 1, *s),
        (Shape::Array(part), _) => Shape::Array(Box::new(evolved(part, dice))),
        (Shape::Map(part), _) => Shape::Map(Box::new(evolved(part, dice))),
        (Shape::Union(parts), _) => {
            let mut parts: Vec<Shape> = parts.iter().map(|part| evolved(part, dice)).collect();
            if roll == 0 {
                parts.reverse();
            }
            Shape::Union(parts)
        }
        (Shape::Record(name, fields), _) => {
            let mut fields: Vec<_> = fields
                .iter()
                .map(|(field, kind, default)| (*field, evolved(kind, dice), *default))
                .collect();
            match roll {
                0 => fields.reverse(),
                1 => drop(fields.pop()),
                2 => fields.push((9, Shape::Plain("string"), true)),
                3 => fields.push((8, Shape::Plain("int"), false)),
                _ => {}
            }
            Shape::Record(*name, fields)
        }
        (shape, _) => shape.clone(),
    }
}

/// Any value of a type; `None` where it would not end.
fn value(schema: &Schema, id: TypeId, dice: &mut u64, depth: u32) -> Option<Datum> {
    *dice = dice
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    let roll = *dice >> 33;
    if depth > 12 {
        return None;
    }
    let size = if depth > 6 { 0 } else { roll % 3 };
    Some(match &schema.kind(id).kind {
        Kind::Null => Datum::Null,
        Kind::Boolean => Datum::Boolean(roll.is_multiple_of(2)),
        Kind::Int => Datum::Int(i32::try_from(roll % 1000).ok()? - 500),
        Kind::Long => Datum::Long(i64::try_from(roll).ok()? - (1 << 30)),
        Kind::Float => Datum::Float(roll as f32),
        Kind::Double => Datum::Double(roll as f64),
        Kind::Bytes => Datum::Bytes(roll.to_be_bytes()[4..].to_vec()),
        Kind::String => Datum::String(format!("ü{roll}")),
        Kind::Fixed(fixed) => Datum::Fixed(vec![roll as u8; fixed.size as usize]),
        Kind::Enum(symbols) => {
            let n = u64::try_from(symbols.symbols.len()).ok()?;
            let index = usize::try_from(roll.checked_rem(n)?).ok()?;
            Datum::Enum {
                index,
                symbol: symbols.symbols[index].0.clone(),
            }
        }
        Kind::Array(part) => {
            let items = (0..size).map(|_| value(schema, part.id, dice, depth + 1));
            Datum::Array(items.collect::<Option<_>>()?)
        }
        Kind::Map(part) => {
            let entries = (0..size)
                .map(|at| Some((format!("k{at}"), value(schema, part.id, dice, depth + 1)?)));
            Datum::Map(entries.collect::<Option<_>>()?)
        }
        Kind::Record(record) => {
            let fields = record.fields.iter().map(|field| {
                Some((
                    field.name.clone(),
                    value(schema, field.kind.id, dice, depth + 1)?,
                ))
            });
            Datum::Record(fields.collect::<Option<_>>()?)
        }
        Kind::Union(union) => {
            let n = u64::try_from(union.branches.len()).ok()?;
            let branch = usize::try_from(roll.checked_rem(n)?).ok()?;
            let part = union.branches[branch].id;
            let kind = &schema.kind(part).kind;
            let name = kind
                .name()
                .map_or_else(|| kind.word().into(), |name| name.full().clone());
            Datum::Union {
                branch,
                name,
                value: Box::new(value(schema, part, dice, depth + 1)?),
            }
        }
    })
}

pub(super) fn plain() -> Rules {
    let mut rules = Rules::default();
    rules.meanings = Meanings::Ignored;
    rules
}

pub(super) fn verdict(reader: &Schema, writer: &Schema) -> &'static str {
    can_read(reader, writer, plain(), Budget::default()).name()
}

/// Why nobody knows: they disagree only where no value can be written.
fn is_empty_disagreement(unknown: &Unknown) -> bool {
    unknown.reason.ends_with("no value can be written there")
}

/// A misread example is read; but for its meaning nothing stands against the pair.
fn check_misread(shape: &Shape, seed: u64) -> TestCaseResult {
    let mut dice = seed;
    let newer = evolved(shape, &mut dice);
    let (Some(writer), Some(reader)) = (written(shape), written(&newer)) else {
        return Ok(());
    };
    for (reader, writer) in [(&reader, &writer), (&writer, &reader)] {
        let found = can_read(reader, writer, Rules::default(), Budget::default());
        let Verdict::Misread(witness) = found else {
            continue;
        };
        let bytes = &witness.document.bytes;
        prop_assert!(decode(writer, reader, Rules::default(), bytes).is_ok());
        match can_read(reader, writer, plain(), Budget::default()) {
            Verdict::Compatible(_) => {}
            Verdict::Unknown(unknown) if is_empty_disagreement(&unknown) => {}
            other => prop_assert!(false, "{}", other.name()),
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every schema reads itself, however it is laid out.
    #[test]
    fn everybody_reads_themselves(shape in shape()) {
        let Some(schema) = written(&shape) else { return Ok(()) };
        let spaced = schema.value(schema.root().spot).to_string().replace(':', " :\n");
        let again = Schema::parse(&spaced).unwrap();
        for (reader, writer) in [(&schema, &schema), (&again, &schema), (&schema, &again)] {
            prop_assert_eq!(can_read(reader, writer, Rules::default(), Budget::default()).name(), "compatible");
            prop_assert!(changes(reader, writer).is_empty());
        }
        // Through the core, not by identity: inside a union that only one side has.
        let wrapped = Schema::parse(&format!("[{}]", Writer::default().text(&shape, None)));
        if let Ok(wrapped) = wrapped {
            prop_assert_eq!(verdict(&wrapped, &schema), "compatible");
            prop_assert_eq!(verdict(&schema, &wrapped), "compatible");
        }
    }

    /// "Compatible" is attacked with data; "incompatible" shows its datum, which is really refused.
    #[test]
    fn answers_hold_for_data((shape, seed) in (shape(), any::<u64>())) {
        let mut dice = seed;
        let newer = evolved(&shape, &mut dice);
        let (Some(writer), Some(reader)) = (written(&shape), written(&newer)) else { return Ok(()) };
        let found = compare(&reader, &writer, plain(), Budget::default());
        match &found.verdict {
            Verdict::Compatible(_) => {
                prop_assert!(found.conflicts.is_empty());
                for _ in 0..20 {
                    let Some(datum) = value(&writer, writer.root().id, &mut dice, 0) else { continue };
                    let bytes = encode(&writer, &datum).unwrap();
                    prop_assert_eq!(&read(&writer, &bytes).unwrap(), &datum);
                    let seen = decode(&writer, &reader, plain(), &bytes);
                    prop_assert!(seen.is_ok(), "{:?}\n{}\n{}", seen, writer.value(writer.root().spot), reader.value(reader.root().spot));
                    // What was read is a value of the reader.
                    prop_assert!(encode(&reader, &seen.unwrap()).is_ok());
                }
            }
            Verdict::Incompatible(witness) => {
                for conflict in &found.conflicts {
                    let example = conflict.example.as_ref();
                    prop_assert!(example.is_some(), "{:?}", conflict);
                    let seen = decode(&writer, &reader, plain(), &example.unwrap().bytes);
                    prop_assert!(seen.is_err_and(|refusal| refusal.is_reader));
                }
                prop_assert_eq!(encode(&writer, &witness.document.datum).unwrap(), witness.document.bytes.clone());
            }
            // Nothing can be written where they disagree.
            Verdict::Unknown(unknown) if is_empty_disagreement(unknown) => {
                prop_assert!(found.conflicts.iter().all(|part| part.example.is_none()));
            }
            other => prop_assert!(false, "{} {}\n{}", other.name(), writer.value(writer.root().spot), reader.value(reader.root().spot)),
        }
        // The list of changes is silent only if nothing changed.
        if changes(&writer, &reader).is_empty() {
            prop_assert_eq!(verdict(&reader, &writer), "compatible");
            prop_assert_eq!(verdict(&writer, &reader), "compatible");
        }
    }

    /// What breaks is claimed by a change; the other way round, the sides are swapped.
    #[test]
    fn what_breaks_is_a_change((shape, seed) in (shape(), any::<u64>())) {
        let mut dice = seed;
        let newer = evolved(&shape, &mut dice);
        let (Some(old), Some(new)) = (written(&shape), written(&newer)) else { return Ok(()) };
        let there = judge(&old, &new, Rules::default(), Budget::default());
        let back = judge(&new, &old, Rules::default(), Budget::default());
        prop_assert!(there.unclaimed.is_empty(), "{:?}\n{}\n{}", there.unclaimed, old.value(old.root().spot), new.value(new.root().spot));
        prop_assert_eq!(&there.backward, &back.forward);
        prop_assert_eq!(&there.forward, &back.backward);
        if there.changes.is_empty() {
            prop_assert_eq!(there.breaks().name(), "nobody");
        }
    }

    /// The verdict of full schemas: a misread example is read and means something else.
    #[test]
    fn misread_examples_are_read((shape, seed) in (shape(), any::<u64>())) {
        check_misread(&shape, seed)?;
    }

    /// Random bytes never make the decoder panic, and what it reads can be written again.
    #[test]
    fn the_decoder_survives_any_bytes((shape, bytes) in (shape(), prop::collection::vec(any::<u8>(), 0..40))) {
        let Some(schema) = written(&shape) else { return Ok(()) };
        if let Ok(datum) = read(&schema, &bytes) {
            prop_assert!(encode(&schema, &datum).is_ok());
        }
    }
}

#[test]
fn what_is_misread_counts_beside_what_nobody_can_write() {
    // The record needs one of itself, so that no value of it can be written.
    let record = vec![
        (2, Shape::Logical("int", "date"), false),
        (2, Shape::Plain("null"), false),
        (0, Shape::Again, false),
    ];
    let shape = Shape::Union(vec![Shape::Record(0, record), Shape::Decimal(1, 0)]);
    check_misread(&shape, 6_740_382_477_165_354_008).unwrap();
}

#[test]
fn promotions_are_transitive_where_proved() {
    let kinds = [
        "null", "boolean", "int", "long", "float", "double", "bytes", "string",
    ];
    let schemas: Vec<Schema> = kinds
        .iter()
        .map(|kind| Schema::parse(&format!("{{\"type\":\"array\",\"items\":\"{kind}\"}}")).unwrap())
        .collect();
    for a in &schemas {
        for b in &schemas {
            for c in &schemas {
                if verdict(b, a) == "compatible" && verdict(c, b) == "compatible" {
                    assert_eq!(verdict(c, a), "compatible");
                }
            }
        }
    }
}
