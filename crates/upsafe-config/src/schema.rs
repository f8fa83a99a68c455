//! The JSON Schema of `upsafe.toml`, as editors use it. Derived from the same types as the reader.
//!
//! What must stay true: the schema accepts every file that the reader accepts. What a schema cannot
//! say (days that the calendar lacks, a waiver that is there twice) only the reader refuses.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, json_schema};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use upsafe_core::Setting;

use crate::{Config, Levels, Spanned, WaivedRule};

/// The JSON Schema (draft 2020-12) of `upsafe.toml`, with the ids of `rules` wherever one stands.
///
/// The result depends on nothing but `rules` and their order.
pub fn json_schema(rules: &[&str]) -> Value {
    let schema = SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<Config>();
    let mut schema = Value::from(schema);
    fill_rules(&mut schema, rules);
    drop_compound_defaults(&mut schema);
    if let Value::Object(root) = &mut schema {
        root.insert("title".to_owned(), json!("upsafe.toml"));
    }
    schema
}

/// Puts the ids in where the derived schema has only a mark for them.
fn fill_rules(schema: &mut Value, rules: &[&str]) {
    let of_gates = |id: &&str| !id.starts_with("config/");
    let waivable: Vec<&str> = rules.iter().copied().filter(of_gates).collect();
    let level = json!({ "enum": Setting::NAMES });
    let mut keys = Map::new();
    for rule in rules {
        if let Some((gate, _)) = rule.split_once('/') {
            keys.insert(format!("{gate}/*"), level.clone());
        }
        keys.insert((*rule).to_owned(), level.clone());
    }
    each_object(schema, &mut |object| match object.remove(MARK) {
        Some(mark) if mark == "waived-rule" => {
            object.insert("enum".to_owned(), json!(waivable));
        }
        Some(_) => {
            object.insert("properties".to_owned(), Value::Object(keys.clone()));
            object.insert("additionalProperties".to_owned(), json!(false));
        }
        None => {}
    });
}

/// A default of a whole table or list says nothing that its keys do not say.
fn drop_compound_defaults(schema: &mut Value) {
    each_object(schema, &mut |object| {
        let scalar = |value: &Value| {
            let short =
                |items: &Vec<Value>| !items.is_empty() && items.iter().all(Value::is_string);
            value.is_string() || value.is_boolean() || value.as_array().is_some_and(short)
        };
        if object.get("default").is_some_and(|value| !scalar(value)) {
            object.remove("default");
        }
    });
}

/// Calls `change` for every object of a schema; the depth is that of our own types.
fn each_object(value: &mut Value, change: &mut impl FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            change(object);
            for value in object.values_mut() {
                each_object(value, change);
            }
        }
        Value::Array(items) => {
            for item in items {
                each_object(item, change);
            }
        }
        _ => {}
    }
}

const MARK: &str = "x-upsafe-rules";

impl JsonSchema for Levels {
    fn schema_name() -> Cow<'static, str> {
        "Levels".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", MARK: "levels" })
    }
}

impl JsonSchema for WaivedRule {
    fn schema_name() -> Cow<'static, str> {
        "WaivedRule".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", MARK: "waived-rule" })
    }
}

/// A date: editors see TOML's own dates as strings of this form.
pub(crate) struct DateText;

impl JsonSchema for DateText {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
        })
    }
}

impl<T: JsonSchema> JsonSchema for Spanned<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl<T: Serialize> Serialize for Spanned<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::serialize(self, serializer)
    }
}

impl Serialize for Levels {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = self.entries().iter();
        serializer.collect_map(entries.map(|entry| (&*entry.rules, entry.setting.to_string())))
    }
}
