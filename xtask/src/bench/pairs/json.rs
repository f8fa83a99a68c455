//! JSON Schemas of draft 7: an object of 10 to 60 properties with definitions that it refers to.

use serde_json::{Map, Value, json};

use super::{dice::Dice, write::Change};

const WORDS: [&str; 8] = [
    "account", "batch", "channel", "device", "event", "invoice", "order", "shipment",
];
const STATES: [&str; 10] = [
    "new", "open", "held", "paid", "packed", "sent", "lost", "back", "done", "void",
];

/// A schema, changed in one property. Each version has a description of its own.
pub(super) fn schema(mut dice: Dice, change: Change, version: u32) -> Value {
    let n_properties = dice.between(10, 60);
    let changed = dice.below(n_properties);
    let name = dice.pick(&WORDS);
    let mut properties = Map::new();
    let mut required = Vec::new();
    for at in 0..n_properties {
        let key = format!("{}_{at}", dice.pick(&WORDS));
        let here = if at == changed { change } else { Change::Equal };
        properties.insert(key.clone(), property(&mut dice, here, 2));
        if dice.below(3) == 0 {
            required.push(key);
        }
    }
    let closed = dice.below(2) == 0;
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": name,
        "description": format!("What is told of it, version {version}."),
        "type": "object",
        "definitions": definitions(),
        "properties": properties,
        "required": required,
        "additionalProperties": !closed,
    })
}

fn definitions() -> Value {
    json!({
        "place": {
            "type": "object",
            "properties": {
                "street": {"type": "string", "minLength": 1},
                "zip": {"type": "string", "pattern": "^[0-9]{5}$"},
                "country": {"enum": ["AT", "CH", "DE", "FR", "IT"]},
            },
            "required": ["street", "zip"],
            "additionalProperties": false,
        },
        "price": {
            "type": "object",
            "properties": {
                "amount": {"type": "number", "minimum": 0},
                "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
            },
            "required": ["amount", "currency"],
        },
        "label": {"type": "string", "minLength": 1, "maxLength": 120},
    })
}

fn property(dice: &mut Dice, change: Change, depth: u32) -> Value {
    let n_kinds = if depth > 0 { 12 } else { 8 };
    match dice.below(n_kinds) {
        0 => text(dice, change),
        1 => integer(dice, change),
        2 => number(dice, change),
        3 => states(dice, change),
        4 => pattern(dice, change),
        5 => reference(dice, change),
        6 => change.of([
            json!({"type": "boolean"}),
            json!({"type": ["boolean", "null"]}),
            json!({"const": true}),
        ]),
        7 => union(dice, change),
        8 | 9 => list(dice, change, depth - 1),
        10 => tuple(dice, change),
        _ => object(dice, change, depth - 1),
    }
}

fn text(dice: &mut Dice, change: Change) -> Value {
    let most = dice.between(20, 200);
    json!({"type": "string", "minLength": 1, "maxLength": change.of([most, most + 20, most - 10])})
}

fn integer(dice: &mut Dice, change: Change) -> Value {
    let (least, most) = (dice.below(10), dice.between(100, 1 << 20));
    change.of([
        json!({"type": "integer", "minimum": least, "maximum": most}),
        json!({"type": "number", "minimum": least}),
        json!({"type": "integer", "minimum": least + 1, "maximum": most}),
    ])
}

fn number(dice: &mut Dice, change: Change) -> Value {
    let most = dice.between(10, 10_000);
    change.of([
        json!({"type": "number", "minimum": 0, "maximum": most}),
        json!({"type": "number", "minimum": -1, "maximum": most}),
        json!({"type": "integer", "minimum": 0, "maximum": most}),
    ])
}

fn states(dice: &mut Dice, change: Change) -> Value {
    let n_states = dice.between(3, 9) as usize;
    let [same, wider, narrower] = [n_states, n_states + 1, n_states - 1];
    json!({"type": "string", "enum": STATES[..change.of([same, wider, narrower])]})
}

fn pattern(dice: &mut Dice, change: Change) -> Value {
    let most = dice.between(8, 40);
    let patterns = match dice.below(3) {
        0 => [
            format!("^[a-z][a-z0-9-]{{0,{most}}}$"),
            "^[a-z0-9][a-z0-9.-]*$".to_owned(),
            format!("^[a-z][a-z0-9]{{0,{most}}}$"),
        ],
        1 => [
            "^[A-Z]{2}-[0-9]{4,8}$".to_owned(),
            "^[A-Z]{2,3}-[0-9]{4,8}$".to_owned(),
            "^[A-Z]{2}-[0-9]{6,8}$".to_owned(),
        ],
        _ => [
            "^[0-9a-f]{8}(-[0-9a-f]{4}){3}$".to_owned(),
            "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}$".to_owned(),
            "^[0-9a-e]{8}(-[0-9a-f]{4}){3}$".to_owned(),
        ],
    };
    json!({"type": "string", "pattern": change.of(patterns)})
}

fn reference(dice: &mut Dice, change: Change) -> Value {
    let to = |name: &str| json!({"$ref": format!("#/definitions/{name}")});
    match dice.below(3) {
        0 => change.of([
            to("place"),
            json!({"anyOf": [to("place"), {"type": "null"}]}),
            json!({"allOf": [to("place"), {"required": ["country"]}]}),
        ]),
        1 => change.of([
            to("price"),
            json!({"anyOf": [to("price"), {"type": "string", "enum": ["free"]}]}),
            json!({"allOf": [to("price"), {"properties": {"amount": {"maximum": 1000}}}]}),
        ]),
        _ => change.of([
            to("label"),
            json!({"type": "string"}),
            json!({"allOf": [to("label"), {"maxLength": 60}]}),
        ]),
    }
}

fn union(dice: &mut Dice, change: Change) -> Value {
    let most = dice.between(10, 99);
    let word = json!({"type": "string", "maxLength": most});
    let count = json!({"type": "integer", "minimum": 0});
    change.of([
        json!({"anyOf": [word, count]}),
        json!({"anyOf": [word, count, {"type": "null"}]}),
        json!({"anyOf": [word]}),
    ])
}

fn list(dice: &mut Dice, change: Change, depth: u32) -> Value {
    let most = dice.between(5, 50);
    let length = change.of([most, most * 2, most - 1]);
    json!({"type": "array", "items": property(dice, Change::Equal, depth), "maxItems": length})
}

fn tuple(dice: &mut Dice, change: Change) -> Value {
    let (first, second) = (number(dice, change), states(dice, Change::Equal));
    json!({"type": "array", "items": [first, second], "additionalItems": false, "minItems": 2})
}

fn object(dice: &mut Dice, change: Change, depth: u32) -> Value {
    let n_properties = dice.between(3, 6);
    let changed = dice.below(n_properties);
    let mut properties = Map::new();
    for at in 0..n_properties {
        let here = if at == changed { change } else { Change::Equal };
        properties.insert(format!("part_{at}"), property(dice, here, depth));
    }
    json!({
        "type": "object",
        "properties": properties,
        "required": ["part_0"],
        "additionalProperties": false,
    })
}
