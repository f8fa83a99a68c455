//! One line as a question: what is asked, of whom, and under which meaning of reading.

use super::Defaults;
use crate::{
    any::{Format, Judge, Parsed, Switches},
    format::json_schema::Dialect,
    json::{Document, NodeId, NodeKind},
    mode::Mode,
    semantics::{Defaults as Filling, Formats, Writers},
};

/// A question whose schemas are not read yet.
pub(super) struct Question {
    pub(super) mode: Mode,
    pub(super) judge: Judge,
    pub(super) switches: Switches,
    dialect: Dialect,
    old: Vec<NodeId>,
    new: NodeId,
}

impl Question {
    pub(super) fn read(row: &Document, defaults: &Defaults) -> Result<Question, String> {
        if !matches!(row.kind(row.root()), NodeKind::Object(_)) {
            return Err("expected a JSON object with `id`, `old` and `new`".to_owned());
        }
        let word = |name: &str| match member(row, name).map(|node| row.kind(node)) {
            None | Some(NodeKind::Null) => Ok(None),
            Some(NodeKind::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(format!("expected a string as `{name}`")),
        };
        let mode = match word("mode")? {
            None => defaults.mode,
            Some(name) => Mode::from_name(&name).ok_or_else(|| {
                format!("expected a mode such as `backward` or `full-transitive`, found `{name}`")
            })?,
        };
        let judge = match word("profile")? {
            None => defaults.judge,
            Some(name) => Judge::from_name(Some(&name)).map_err(|error| error.to_string())?,
        };
        let dialect = match word("dialect")? {
            None => defaults.dialect,
            Some(name) => Dialect::from_name(&name).ok_or_else(|| {
                format!("expected a dialect from `draft-04` to `2020-12`, found `{name}`")
            })?,
        };
        let mut switches = defaults.switches;
        let semantics = &mut switches.semantics;
        let choose = |name: &str, [usual, other]: [&str; 2]| match word(name)?.as_deref() {
            None => Ok(None),
            Some(found) if found == usual => Ok(Some(false)),
            Some(found) if found == other => Ok(Some(true)),
            Some(found) => Err(format!(
                "expected `{usual}` or `{other}` as `{name}`, found `{found}`"
            )),
        };
        match choose("writers", ["any", "declared"])? {
            None => {}
            Some(false) => semantics.writers = Writers::Any,
            Some(true) => semantics.writers = Writers::Declared,
        }
        match choose("defaults", ["ignored", "filled"])? {
            None => {}
            Some(false) => semantics.defaults = Filling::Ignored,
            Some(true) => semantics.defaults = Filling::Filled,
        }
        match choose("formats", ["annotate", "assert"])? {
            None => {}
            Some(false) => semantics.formats = Formats::Annotate,
            Some(true) => semantics.formats = Formats::Assert,
        }
        let old = match (member(row, "history"), member(row, "old")) {
            (Some(history), _) if *row.kind(history) != NodeKind::Null => match row.kind(history) {
                NodeKind::Array(versions) => versions.clone(),
                _ => return Err("expected a list of schemas as `history`".to_owned()),
            },
            (_, Some(old)) => vec![old],
            (_, None) => return Err("expected `old`, the schema before".to_owned()),
        };
        let new = member(row, "new").ok_or("expected `new`, the schema after")?;
        Ok(Question {
            mode,
            judge,
            switches,
            dialect,
            old,
            new,
        })
    }

    pub(super) fn schemas(
        &self,
        row: &Document,
        format: Format,
    ) -> Result<(Vec<Parsed>, Parsed), String> {
        let parse = |node: NodeId, what: &str| {
            let text = schema_text(row, node, format);
            Parsed::parse(format, text, self.dialect, &[])
                .map_err(|error| format!("{what}: {error}"))
        };
        let old = self.old.iter().map(|&node| parse(node, "old"));
        let old = old.collect::<Result<Vec<Parsed>, String>>()?;
        Ok((old, parse(self.new, "new")?))
    }
}

/// The text of a schema that stands in a question as a value, or as a text that holds one.
fn schema_text(row: &Document, node: NodeId, format: Format) -> &str {
    match row.string(node) {
        // An Avro schema may be a string itself: the name of a type.
        Some(text) if format != Format::Avro || text.trim_start().starts_with(['{', '[', '"']) => {
            text
        }
        _ => row.written(node),
    }
}

pub(super) fn member(row: &Document, name: &str) -> Option<NodeId> {
    row.member(row.root(), name)
}
