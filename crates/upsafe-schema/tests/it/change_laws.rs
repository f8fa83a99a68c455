//! Laws of the differ of JSON Schema: total, silent on itself, no break untold, bounded.

use super::changes::told;
use proptest::prelude::*;
use proptest::test_runner::Config;
use serde_json::{Map, Value, json};
use upsafe_schema::format::json_schema::{Dialect, Schema, can_read, changes};
use upsafe_schema::{Budget, Direction, Semantics, Verdict};

/// Replaces, removes, adds or swaps something at a place that `seed` chooses.
fn edit(value: &mut Value, seed: usize, new: &Value) {
    let n_parts = match value {
        Value::Array(items) => items.len(),
        Value::Object(members) => members.len(),
        _ => 0,
    };
    let (choice, rest) = (seed % (n_parts + 4), seed / (n_parts + 4));
    match value {
        Value::Array(items) if choice < n_parts => edit(&mut items[choice], rest, new),
        Value::Object(members) if choice < n_parts => {
            if let Some((_, part)) = members.iter_mut().nth(choice) {
                edit(part, rest, new);
            }
        }
        Value::Array(items) if n_parts > 0 && choice == n_parts => {
            items.remove(rest % n_parts);
        }
        Value::Array(items) if n_parts > 0 && choice == n_parts + 1 => {
            items.swap(0, rest % n_parts);
        }
        Value::Array(items) => items.push(new.clone()),
        Value::Object(members) if n_parts > 0 && choice == n_parts => {
            let name = members.keys().nth(rest % n_parts).cloned();
            members.remove(&name.unwrap_or_default());
        }
        Value::Object(members) if choice == n_parts + 1 => {
            let names = [
                "title", "type", "items", "not", "$ref", "$defs", "x", "required", "if", "a",
            ];
            members.insert(names[rest % names.len()].to_owned(), new.clone());
        }
        _ => *value = new.clone(),
    }
}

fn parts() -> impl Strategy<Value = Value> {
    prop_oneof![
        super::properties::schemas(),
        super::properties::documents(),
        prop::sample::select(vec![
            json!("#"),
            json!("#/$defs/a"),
            json!("string"),
            json!(["a", "b"]),
            json!(["string", "null"]),
            json!({"a": {"type": "string"}}),
            json!({"a": {"$ref": "#"}}),
            json!(true),
            json!(false),
            json!({}),
            json!([]),
        ]),
    ]
}

proptest! {
    #![proptest_config(Config { cases: 200, ..Config::default() })]

    #[test]
    fn every_edit_is_told(
        schema in super::properties::schemas(),
        seeds in prop::collection::vec((any::<usize>(), parts()), 1..4),
    ) {
        let mut edited = schema.clone();
        for (seed, part) in &seeds {
            edit(&mut edited, *seed, part);
        }
        let (old, new) = (schema.to_string(), edited.to_string());
        prop_assert!(told(&old, &old).is_empty());
        prop_assert!(told(&new, &new).is_empty());
        prop_assert_eq!(told(&old, &new).is_empty(), schema == edited, "{} -> {}", old, new);
        prop_assert_eq!(told(&new, &old).is_empty(), schema == edited, "{} <- {}", old, new);
    }

    #[test]
    fn a_break_has_a_change_that_can_break(
        schema in super::properties::schemas(),
        seed in any::<usize>(),
        part in parts(),
    ) {
        let mut edited = schema.clone();
        edit(&mut edited, seed, &part);
        let parse = |text: &Value| Schema::parse(&text.to_string(), Dialect::Draft2020).expect("parses");
        let (old, new) = (parse(&schema), parse(&edited));
        let found = changes(&old, &new);
        for (direction, reader, writer) in [(Direction::Backward, &new, &old), (Direction::Forward, &old, &new)] {
            let verdict = can_read(reader, writer, Semantics::default(), Budget::steps(10_000));
            if matches!(verdict, Verdict::Incompatible(_)) {
                let told = found.iter().any(|change| change.breaks.includes(direction));
                prop_assert!(told, "{direction:?}: {schema} -> {edited}");
            }
        }
    }
}

#[test]
fn large_schemas_are_compared_within_bounds() {
    let wide = |kind: &str| {
        let members: Map<String, Value> = (0..3_000)
            .map(|index| (format!("p{index}"), json!({"type": kind})))
            .collect();
        json!({"properties": members}).to_string()
    };
    assert_eq!(told(&wide("string"), &wide("null")).len(), 3_000);
    // Two rings of coprime lengths meet in every combination.
    let ring = |n: usize| {
        let members: Map<String, Value> = (0..n)
            .map(|index| {
                let next = format!("#/$defs/r{}", (index + 1) % n);
                (
                    format!("r{index}"),
                    json!({"title": format!("{n}"), "items": {"$ref": next}}),
                )
            })
            .collect();
        json!({"$defs": members, "$ref": "#/$defs/r0"}).to_string()
    };
    let found = told(&ring(499), &ring(500));
    assert!(
        found
            .iter()
            .any(|change| change.kind == "comparison-cut-off")
    );
}
