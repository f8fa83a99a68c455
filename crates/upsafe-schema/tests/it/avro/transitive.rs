//! Chains of three versions: what is read through the one between, and what is not.
//!
//! Resolution in Avro is no order: a field that the one between drops may come back with another
//! type, and then its reader refuses what the first one wrote. So there are two laws: where nothing
//! is lost on the way, the last reads the first; and where the last does not, the value that shows
//! it is one that the one between really reads and hands on.

use proptest::prelude::*;
use upsafe_schema::format::avro::{Schema, compare, decode, encode};
use upsafe_schema::{Budget, Verdict};

use super::laws::{Shape, evolved, plain, shape, verdict, written};

/// A change that keeps every value: promotions, new symbols, new branches, fields with defaults.
fn widened(shape: &Shape, dice: &mut u64) -> Shape {
    *dice = dice
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    let roll = (*dice >> 33) % 4;
    match (shape, roll) {
        (Shape::Plain("int"), 0..=1) => Shape::Plain("long"),
        (Shape::Plain("long"), 0..=1) => Shape::Plain("float"),
        (Shape::Plain("float"), 0..=1) => Shape::Plain("double"),
        (Shape::Plain("string"), 0) => Shape::Plain("bytes"),
        (Shape::Plain("bytes"), 0) => Shape::Plain("string"),
        (Shape::Plain(kind), 3) if *kind != "null" => {
            Shape::Union(vec![Shape::Plain(kind), Shape::Plain("null")])
        }
        (Shape::Enum(name, n, default), 0..=1) if *n > 0 => Shape::Enum(*name, n + 1, *default),
        (Shape::Array(part), _) => Shape::Array(Box::new(widened(part, dice))),
        (Shape::Map(part), _) => Shape::Map(Box::new(widened(part, dice))),
        (Shape::Union(parts), _) => {
            Shape::Union(parts.iter().map(|part| widened(part, dice)).collect())
        }
        (Shape::Record(name, fields), _) => {
            let kept = fields.iter();
            // A default stays, and so does its type: it is what a later reader relies on.
            let kept = kept.map(|(field, kind, default)| match default {
                true => (*field, kind.clone(), true),
                false => (*field, widened(kind, dice), false),
            });
            let mut kept: Vec<_> = kept.collect();
            if roll == 0 {
                let next = kept.iter().map(|(field, ..)| field + 1).max().unwrap_or(0);
                kept.push((next, Shape::Plain("string"), true));
            }
            Shape::Record(*name, kept)
        }
        (shape, _) => shape.clone(),
    }
}

fn three(shape: &Shape, next: impl Fn(&Shape) -> Shape) -> Option<[Schema; 3]> {
    let second = next(shape);
    let third = next(&second);
    Some([written(shape)?, written(&second)?, written(&third)?])
}

fn shown(schemas: &[Schema]) -> String {
    let texts = schemas.iter().map(|one| one.value(one.root().spot));
    texts.map(|text| format!("{text}\n")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_loses_nothing_is_transitive((shape, seed) in (shape(), any::<u64>())) {
        let dice = std::cell::Cell::new(seed);
        let next = |shape: &Shape| {
            let mut own = dice.get();
            let next = widened(shape, &mut own);
            dice.set(own);
            next
        };
        let Some(schemas) = three(&shape, next) else { return Ok(()) };
        let [a, b, c] = &schemas;
        if verdict(b, a) == "compatible" && verdict(c, b) == "compatible" {
            prop_assert_eq!(verdict(c, a), "compatible", "{}", shown(&schemas));
        }
    }

    #[test]
    fn what_is_refused_at_once_is_read_in_two_steps((shape, seed) in (shape(), any::<u64>())) {
        let dice = std::cell::Cell::new(seed);
        let next = |shape: &Shape| {
            let mut own = dice.get();
            let next = evolved(shape, &mut own);
            dice.set(own);
            next
        };
        let Some(schemas) = three(&shape, next) else { return Ok(()) };
        let [a, b, c] = &schemas;
        if verdict(b, a) != "compatible" || verdict(c, b) != "compatible" {
            return Ok(());
        }
        if let Verdict::Incompatible(witness) = compare(c, a, plain(), Budget::default()).verdict {
            let bytes = &witness.document.bytes;
            prop_assert!(decode(a, c, plain(), bytes).is_err());
            let between = decode(a, b, plain(), bytes);
            prop_assert!(between.is_ok(), "{:?}\n{}", between, shown(&schemas));
            let handed_on = encode(b, &between.unwrap()).unwrap();
            prop_assert!(decode(b, c, plain(), &handed_on).is_ok(), "{}", shown(&schemas));
        }
    }
}
