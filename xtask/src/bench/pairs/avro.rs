//! Avro records of 5 to 40 fields, with records within them, unions, enums and logical types.

use serde_json::{Value, json};

use super::{dice::Dice, write::Change};

const SYMBOLS: [&str; 10] = [
    "NEW", "OPEN", "HELD", "PAID", "PACKED", "SENT", "LOST", "BACK", "DONE", "VOID",
];

/// A schema, changed in one field. Each version says so in its fields' documentation.
pub(super) fn schema(dice: Dice, change: Change, version: u32) -> Value {
    let mut writer = Writer {
        dice,
        version,
        n_names: 0,
        records: Vec::new(),
    };
    let n_fields = writer.dice.between(5, 40);
    writer.record(n_fields, change, 3)
}

struct Writer {
    dice: Dice,
    version: u32,
    /// How many names are taken, of which each schema may define a name once.
    n_names: u32,
    /// The records that are complete, to be referred to.
    records: Vec<String>,
}

impl Writer {
    fn name(&mut self, kind: &str) -> String {
        self.n_names += 1;
        format!("{kind}{}", self.n_names)
    }

    fn record(&mut self, n_fields: u64, change: Change, depth: u32) -> Value {
        let name = self.name("Record");
        let changed = self.dice.below(n_fields);
        // A record changes by a field that comes or goes, or within a field.
        let by_field = self.dice.below(4) == 0;
        let mut fields = Vec::new();
        for at in 0..n_fields {
            let here = if at == changed && !by_field {
                change
            } else {
                Change::Equal
            };
            let field = self.field(here, depth - 1);
            let doc = format!("What it says, version {}.", self.version);
            fields.push(json!({"name": format!("field_{at}"), "doc": doc, "type": field}));
        }
        if by_field {
            let added = change.of([
                None,
                Some(json!({"name": "added", "type": ["null", "string"], "default": null})),
                Some(json!({"name": "added", "type": "string"})),
            ]);
            fields.extend(added);
        }
        self.records.push(format!("com.example.store.{name}"));
        json!({"type": "record", "name": name, "namespace": "com.example.store", "fields": fields})
    }

    fn field(&mut self, change: Change, depth: u32) -> Value {
        let n_kinds = if depth > 0 { 13 } else { 10 };
        match self.dice.below(n_kinds) {
            0 => change.of([json!("int"), json!("long"), json!("boolean")]),
            1 => change.of([json!("long"), json!("double"), json!("int")]),
            2 => change.of([json!("float"), json!("double"), json!("long")]),
            3 => change.of([json!("string"), json!(["null", "string"]), json!("long")]),
            4 => self.symbols(change),
            5 => change.of([
                json!(["null", "string", "long"]),
                json!(["null", "string", "long", "boolean"]),
                json!(["null", "string"]),
            ]),
            6 => self.fixed(change),
            7 => change.of([
                json!({"type": "long", "logicalType": "timestamp-millis"}),
                json!(["null", {"type": "long", "logicalType": "timestamp-millis"}]),
                json!("string"),
            ]),
            8 => {
                let precision = self.dice.between(8, 20);
                let decimal = json!({"type": "bytes", "logicalType": "decimal", "precision": precision, "scale": 2});
                change.of([
                    decimal.clone(),
                    json!([decimal, "null"]),
                    json!({"type": "array", "items": decimal}),
                ])
            }
            9 => self.known(change),
            10 => json!({"type": "array", "items": self.field(change, depth - 1)}),
            11 => json!({"type": "map", "values": self.field(change, depth - 1)}),
            _ => {
                let n_fields = self.dice.between(3, 8);
                self.record(n_fields, change, depth)
            }
        }
    }

    fn symbols(&mut self, change: Change) -> Value {
        let name = self.name("Enum");
        let n_symbols = self.dice.between(3, 9) as usize;
        let n_symbols = change.of([n_symbols, n_symbols + 1, n_symbols - 1]);
        json!({"type": "enum", "name": name, "symbols": SYMBOLS[..n_symbols]})
    }

    fn fixed(&mut self, change: Change) -> Value {
        let name = self.name("Fixed");
        let size = self.dice.between(4, 32);
        let fixed = json!({"type": "fixed", "name": name, "size": size});
        change.of([
            fixed.clone(),
            json!(["null", fixed]),
            json!({"type": "fixed", "name": name, "size": size + 1}),
        ])
    }

    /// A record that was written before, by its name.
    fn known(&mut self, change: Change) -> Value {
        let known = match self.records.len() as u64 {
            0 => json!("bytes"),
            n_records => json!(self.records[self.dice.below(n_records) as usize]),
        };
        change.of([
            json!(["null", known]),
            json!(["null", known, "double"]),
            known,
        ])
    }
}
