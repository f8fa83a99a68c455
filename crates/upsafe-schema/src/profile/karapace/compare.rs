//! One pair of schemas, by kind.

use super::kind::{Kind, Members, is_true, kind_of, members};
use super::normal::normal;
use crate::decimal::Decimal;
use crate::format::json_schema::Schema;
use crate::json::Value;
use crate::profile::model::{Answer, Refusal};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many pairs are compared in all.
const MAX_STEPS: usize = 1_000_000;

pub(in crate::profile) fn check(reader: &Schema, writer: &Schema) -> Answer {
    let (reader, writer) = (normal(reader)?, normal(writer)?);
    Compare { n_steps: 0 }.compare(Some(&reader), Some(&writer), "")
}

pub(super) struct Compare {
    n_steps: usize,
}

/// A number keyword: its name, whether less is less, the rules.
type Limit = (&'static str, bool, [&'static str; 2]);

const NUMBER: [Limit; 4] = [
    ("maximum", true, ["maximum-added", "maximum-decreased"]),
    ("minimum", false, ["minimum-added", "minimum-increased"]),
    (
        "exclusiveMaximum",
        true,
        ["maximum-exclusive-added", "maximum-exclusive-decreased"],
    ),
    (
        "exclusiveMinimum",
        false,
        ["minimum-exclusive-added", "minimum-exclusive-increased"],
    ),
];
const TEXT: [Limit; 2] = [
    (
        "maxLength",
        true,
        ["max-length-added", "max-length-decreased"],
    ),
    (
        "minLength",
        false,
        ["min-length-added", "min-length-increased"],
    ),
];
pub(super) const ITEMS: [Limit; 2] = [
    ("maxItems", true, ["max-items-added", "max-items-decreased"]),
    (
        "minItems",
        false,
        ["min-items-added", "min-items-increased"],
    ),
];
pub(super) const PROPERTIES: [Limit; 2] = [
    (
        "maxProperties",
        true,
        ["max-properties-added", "max-properties-decreased"],
    ),
    (
        "minProperties",
        false,
        ["min-properties-added", "min-properties-increased"],
    ),
];

/// A reason.
pub(super) fn refusal(rule: &'static str, path: &str) -> Refusal {
    let path = path.to_owned();
    Refusal { rule, path }
}

impl Compare {
    /// The reasons to refuse. Recursion is bounded by the depth of what was written out.
    pub(super) fn compare(
        &mut self,
        reader: Option<&Value>,
        writer: Option<&Value>,
        path: &str,
    ) -> Answer {
        self.n_steps += 1;
        if self.n_steps > MAX_STEPS {
            return Err("the schemas are too large to compare".to_owned());
        }
        let no_null = |value: &&Value| **value != Value::Null;
        let (reader, writer) = (reader.filter(no_null), writer.filter(no_null));
        match (reader, writer) {
            (Some(_), None) => return Ok(vec![refusal("schema-added", path)]),
            (None, Some(_)) => return Ok(vec![refusal("schema-removed", path)]),
            _ => {}
        }
        let (read, written) = (kind_of(reader)?, kind_of(writer)?);
        let is_object = |kind: Kind, schema| kind == Kind::Object || is_true(schema);
        let are_objects = is_object(read, reader) && is_object(written, writer);
        let empty = Members::new();
        let own = |schema| members(schema).unwrap_or(&empty);
        if read.is_number() && written.is_number() {
            let mut told = limits(own(reader), own(writer), &NUMBER, path);
            if (read, written) == (Kind::Integer, Kind::Number) {
                told.push(refusal("type-narrowed", path));
            }
            Ok(told)
        } else if read.is_combined() || written.is_combined() {
            self.combined((read, reader), (written, writer), path)
        } else if are_objects {
            self.objects(own(reader), own(writer), path)
        } else if read != written {
            Ok(vec![refusal("type-changed", path)])
        } else {
            match read {
                Kind::Not => {
                    let path = format!("{path}/not");
                    self.compare(own(reader).get("not"), own(writer).get("not"), &path)
                }
                Kind::String => Ok(texts(own(reader), own(writer), path)),
                Kind::Array => self.arrays(own(reader), own(writer), path),
                Kind::Enum => enums(own(reader), own(writer), path),
                _ => Ok(Vec::new()),
            }
        }
    }

    /// Whether nothing is refused.
    pub(super) fn is_fine(
        &mut self,
        reader: Option<&Value>,
        writer: Option<&Value>,
        path: &str,
    ) -> Result<bool, String> {
        Ok(self.compare(reader, writer, path)?.is_empty())
    }
}

/// Limits that must not come and must not get tighter.
pub(super) fn limits(
    reader: &Members,
    writer: &Members,
    limits: &[Limit],
    path: &str,
) -> Vec<Refusal> {
    let number = |schema: &Members, name: &str| match schema.get(name) {
        Some(Value::Number(value)) => Some(value.clone()),
        Some(Value::Bool(true)) => Some(Decimal::one()),
        Some(Value::Bool(false)) => Some(Decimal::zero()),
        _ => None,
    };
    let mut told = Vec::new();
    for &(name, is_upper, [added, tighter]) in limits {
        match (number(reader, name), number(writer, name)) {
            (Some(_), None) => told.push(refusal(added, path)),
            (Some(read), Some(written)) if read != written && (read < written) == is_upper => {
                told.push(refusal(tighter, path));
            }
            _ => {}
        }
    }
    told
}

fn texts(reader: &Members, writer: &Members, path: &str) -> Vec<Refusal> {
    let mut told = limits(reader, writer, &TEXT, path);
    match (reader.get("pattern"), writer.get("pattern")) {
        (Some(_), None) => told.push(refusal("pattern-added", path)),
        (Some(read), Some(written)) if read != written => {
            told.push(refusal("pattern-changed", path));
        }
        _ => {}
    }
    told
}

fn enums(reader: &Members, writer: &Members, path: &str) -> Answer {
    let values = |schema: &Members| -> Result<BTreeSet<(bool, Arc<str>)>, String> {
        let Some(Value::Array(items)) = schema.get("enum") else {
            return Err("expected a list in `enum`".to_owned());
        };
        items
            .iter()
            .map(|item| match item {
                Value::String(text) => Ok((true, text.clone())),
                Value::Array(_) | Value::Object(_) => {
                    Err("a value of `enum` that has parts".to_owned())
                }
                // As in Python, `true` is one and `false` is zero.
                Value::Bool(value) => Ok((false, Arc::from(if *value { "1" } else { "0" }))),
                other => Ok((false, Arc::from(other.to_string()))),
            })
            .collect()
    };
    let (read, written) = (values(reader)?, values(writer)?);
    let gone: Vec<_> = written.difference(&read).collect();
    if gone.iter().any(|(is_text, _)| !is_text) {
        return Err("a value of `enum` that is gone is no text".to_owned());
    }
    if gone.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![refusal(
        "enum-array-narrowed",
        &format!("{path}/enum"),
    )])
}
