//! One line as a question: what is asked, of whom, and under which meaning of reading.

use std::borrow::Cow;

use super::{Defaults, row::Row};
use crate::{
    any::{Format, Judge, Parsed, Switches},
    format::json_schema::Dialect,
    json::{Document, NodeId, NodeKind},
    mode::Mode,
    semantics::{Defaults as Filling, Formats, Writers},
};

/// A question whose schemas are not read yet.
pub(super) struct Question<'l> {
    pub(super) mode: Mode,
    pub(super) judge: Judge,
    pub(super) switches: Switches,
    dialect: Dialect,
    old: Vec<&'l str>,
    new: &'l str,
}

impl<'l> Question<'l> {
    pub(super) fn read(row: &Row<'l>, defaults: &Defaults) -> Result<Question<'l>, String> {
        let word = |name: &str| row.word(name);
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
        let old = match (row.text("history"), row.text("old")) {
            (Some(history), _) if history != "null" => versions(history)?,
            (_, Some(old)) => vec![old],
            (_, None) => return Err("expected `old`, the schema before".to_owned()),
        };
        let new = row.text("new").ok_or("expected `new`, the schema after")?;
        Ok(Question {
            mode,
            judge,
            switches,
            dialect,
            old,
            new,
        })
    }

    pub(super) fn schemas(&self, format: Format) -> Result<(Vec<Parsed>, Parsed), String> {
        let parse = |written: &str, what: &str| {
            let text = schema_text(written, format);
            Parsed::parse(format, &text, self.dialect, &[])
                .map_err(|error| format!("{what}: {error}"))
        };
        let old = self.old.iter().map(|old| parse(old, "old"));
        let old = old.collect::<Result<Vec<Parsed>, String>>()?;
        Ok((old, parse(self.new, "new")?))
    }
}

/// The texts in a list of schemas.
fn versions(history: &str) -> Result<Vec<&str>, String> {
    let document = Document::parse(history).map_err(|error| format!("`history`: {error}"))?;
    let NodeKind::Array(versions) = document.kind(document.root()) else {
        return Err("expected a list of schemas as `history`".to_owned());
    };
    let text = |&node: &NodeId| {
        let start = document.start(node);
        &history[start..start + document.written(node).len()]
    };
    Ok(versions.iter().map(text).collect())
}

/// The text of a schema that stands in a question as a value, or as a text that holds one.
fn schema_text(written: &str, format: Format) -> Cow<'_, str> {
    if written.starts_with('"')
        && let Ok(document) = Document::parse(written)
        && let Some(text) = document.string(document.root())
    {
        // An Avro schema may be a string itself: the name of a type.
        if format != Format::Avro || text.trim_start().starts_with(['{', '[', '"']) {
            return Cow::Owned(text.to_string());
        }
    }
    Cow::Borrowed(written)
}
