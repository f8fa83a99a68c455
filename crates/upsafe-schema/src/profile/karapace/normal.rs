//! References written out.

use crate::format::json_schema::{At, Numbering, Schema, Side, Target};
use crate::json::{NodeKind, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Deeper than this, Python gives up.
const MAX_DEPTH: usize = 330;
/// The largest schema that is written out, in values.
const MAX_VALUES: usize = 200_000;

/// The schema without references.
///
/// # Errors
/// Where a reference names nothing, leads back to itself, or the schema gets too large.
pub(super) fn normal(schema: &Schema) -> Result<Value, String> {
    let mut side = Side::new(schema, &mut Numbering::default());
    let root = side.root();
    let mut writer = Writer {
        n_values: 0,
        side: &mut side,
    };
    writer.write(root, 0)
}

struct Writer<'s, 'a> {
    side: &'s mut Side<'a>,
    n_values: usize,
}

impl Writer<'_, '_> {
    fn write(&mut self, at: At, depth: usize) -> Result<Value, String> {
        self.n_values += 1;
        if depth > MAX_DEPTH {
            return Err("recursion".to_owned());
        }
        if self.n_values > MAX_VALUES {
            return Err("the schema with its references written out is too large".to_owned());
        }
        Ok(match self.side.kind(at.node) {
            NodeKind::Null => Value::Null,
            NodeKind::Bool(value) => Value::Bool(value),
            NodeKind::Number(value) => Value::Number(value.clone()),
            NodeKind::String(text) => Value::text(text),
            NodeKind::Array(items) => {
                let mut parts = Vec::with_capacity(items.len());
                for &item in items {
                    let part = self.side.part(at, item);
                    parts.push(self.write(part, depth + 1)?);
                }
                Value::Array(Arc::new(parts))
            }
            NodeKind::Object(members) => {
                if let Some(node) = members.get("$ref")
                    && let Some(text) = self.side.string(node)
                {
                    return match self.side.resolve(at, text) {
                        Target::Here(target) => self.write(target, depth + 1),
                        Target::Metaschema => Err("recursion".to_owned()),
                        Target::Nowhere => Err(format!("`{text}` is not found")),
                    };
                }
                let mut parts = BTreeMap::new();
                for (name, node) in members {
                    let part = self.side.part(at, node);
                    parts.insert(Arc::from(name), self.write(part, depth + 1)?);
                }
                Value::Object(Arc::new(parts))
            }
        })
    }
}
