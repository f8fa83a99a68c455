//! One line as a question: what is asked, of whom, and under which meaning of reading.

use super::{
    Defaults,
    row::{Row, Written},
};
use crate::{
    any::{Format, Judge, Parsed, ReadError, Switches},
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
    old: Vec<Written<'l>>,
    new: Written<'l>,
}

impl<'l> Question<'l> {
    pub(super) fn read(mut row: Row<'l>, defaults: &Defaults) -> Result<Question<'l>, String> {
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
        let history = row.take("history").filter(|written| written.text != "null");
        let old = match history {
            Some(history) => versions(&history)?,
            None => vec![row.take("old").ok_or("expected `old`, the schema before")?],
        };
        let new = row.take("new").ok_or("expected `new`, the schema after")?;
        Ok(Question {
            mode,
            judge,
            switches,
            dialect,
            old,
            new,
        })
    }

    /// The schemas before, oldest first, and the one after.
    pub(super) fn schemas(&mut self, format: Format) -> Result<(Vec<Parsed>, Parsed), String> {
        let dialect = self.dialect;
        let parse = |written: &mut Written<'_>, what: &str| {
            parsed(written, format, dialect).map_err(|error| format!("{what}: {error}"))
        };
        let old = self.old.iter_mut().map(|old| parse(old, "old"));
        let old = old.collect::<Result<Vec<Parsed>, String>>()?;
        Ok((old, parse(&mut self.new, "new")?))
    }
}

/// The values in a list of schemas.
fn versions<'l>(history: &Written<'l>) -> Result<Vec<Written<'l>>, String> {
    let text = history.text;
    let document = Document::parse(text).map_err(|error| format!("`history`: {error}"))?;
    let NodeKind::Array(versions) = document.kind(document.root()) else {
        return Err("expected a list of schemas as `history`".to_owned());
    };
    let written = |&node: &NodeId| {
        let start = document.start(node);
        Written::new(&text[start..start + document.written(node).len()])
    };
    Ok(versions.iter().map(written).collect())
}

/// A schema that stands in a question as a value, or as a text that holds one.
fn parsed(
    written: &mut Written<'_>,
    format: Format,
    dialect: Dialect,
) -> Result<Parsed, ReadError> {
    let Some(document) = written.document.take() else {
        return Parsed::parse(format, written.text, dialect, &[]);
    };
    // An Avro schema may be a string itself: the name of a type.
    let is_schema =
        |text: &str| format != Format::Avro || text.trim_start().starts_with(['{', '[', '"']);
    match document.string(document.root()) {
        Some(text) if is_schema(text) => Parsed::parse(format, text, dialect, &[]),
        _ => Parsed::of(format, document, dialect),
    }
}
