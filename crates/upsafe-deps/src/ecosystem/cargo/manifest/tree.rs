//! Typed access to a spanned TOML tree: every refusal says where, what was expected, what was found.

use std::fmt;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};
use upsafe_core::{LoadError, Source, Span, conflict_marker};

/// A value and the place it stands at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct At<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

/// Why a text is not what it should be, at a byte offset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    offset: usize,
    message: Box<str>,
}

impl ParseError {
    pub(crate) fn new(offset: usize, message: impl fmt::Display) -> Self {
        Self {
            offset,
            message: message.to_string().into(),
        }
    }

    /// The byte offset into the text.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The same error in a file.
    pub(crate) fn of(self, source: &Source) -> LoadError {
        LoadError::at(source, self.offset, self.message)
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ParseError {}

/// Parses a document.
///
/// The parser bounds how deep values and keys nest, so nothing below recurses further than that.
pub(crate) fn parse(text: &str) -> Result<Spanned<DeTable<'_>>, ParseError> {
    DeTable::parse(text).map_err(|error| {
        if let Some(offset) = conflict_marker(text) {
            let message = "expected TOML, found the marker of an unresolved merge";
            return ParseError::new(offset, message);
        }
        let offset = error.span().map_or(0, |span| span.start);
        ParseError::new(offset, format_args!("expected TOML: {}", error.message()))
    })
}

/// A table with its place.
#[derive(Clone, Copy)]
pub(crate) struct Table<'t, 'i> {
    inner: &'t DeTable<'i>,
    /// Where its header or brace starts.
    pub(crate) offset: usize,
}

/// A value with the place and text of its key.
#[derive(Clone, Copy)]
pub(crate) struct Entry<'t, 'i> {
    key: &'t Spanned<std::borrow::Cow<'i, str>>,
    value: &'t Spanned<DeValue<'i>>,
}

/// An item of a list that may hold strings and tables.
pub(crate) enum Item<'t, 'i> {
    String(String),
    Table(Table<'t, 'i>),
}

impl<'t, 'i> Table<'t, 'i> {
    pub(crate) fn root(document: &'t Spanned<DeTable<'i>>) -> Self {
        Self {
            inner: document.get_ref(),
            offset: 0,
        }
    }

    /// The entry of a key, if the table has it.
    pub(crate) fn entry(&self, key: &str) -> Option<Entry<'t, 'i>> {
        let (key, value) = self.inner.get_key_value(key)?;
        Some(Entry { key, value })
    }

    /// The entry of the first of several spellings that the table has.
    pub(crate) fn entry_of(&self, spellings: &[&str]) -> Option<Entry<'t, 'i>> {
        spellings.iter().find_map(|key| self.entry(key))
    }

    /// Every entry, in the order of the text.
    pub(crate) fn entries(&self) -> Vec<Entry<'t, 'i>> {
        let mut entries: Vec<_> = self
            .inner
            .iter()
            .map(|(key, value)| Entry { key, value })
            .collect();
        entries.sort_by_key(|entry| entry.key.span().start);
        entries
    }

    /// The table of a key, if the table has the key.
    pub(crate) fn table(&self, key: &str) -> Result<Option<Table<'t, 'i>>, ParseError> {
        self.entry(key).map(|entry| entry.table()).transpose()
    }

    /// The string of a key, if the table has the key.
    pub(crate) fn string(&self, key: &str) -> Result<Option<At<String>>, ParseError> {
        self.entry(key).map(|entry| entry.string()).transpose()
    }

    /// The boolean of a key, if the table has the key.
    pub(crate) fn boolean(&self, key: &str) -> Result<Option<bool>, ParseError> {
        self.entry(key).map(|entry| entry.boolean()).transpose()
    }

    /// The strings of a key; none if the table has no such key.
    pub(crate) fn strings(&self, key: &str) -> Result<Vec<At<String>>, ParseError> {
        self.entry(key)
            .map_or_else(|| Ok(Vec::new()), |entry| entry.strings())
    }
}

impl<'t, 'i> Entry<'t, 'i> {
    /// The key with its place.
    pub(crate) fn key(&self) -> At<String> {
        At {
            value: self.name().to_owned(),
            span: self.key.span(),
        }
    }

    /// The key's text.
    pub(crate) fn name(&self) -> &'t str {
        self.key.get_ref()
    }

    pub(crate) fn span(&self) -> Span {
        self.value.span()
    }

    /// The text, if the value is a string.
    pub(crate) fn as_string(&self) -> Option<At<String>> {
        let value = self.value.get_ref().as_str()?.to_owned();
        let span = self.span();
        Some(At { value, span })
    }

    /// The table, if the value is one.
    pub(crate) fn as_table(&self) -> Option<Table<'t, 'i>> {
        let inner = self.value.get_ref().as_table()?;
        let offset = self.key.span().start;
        Some(Table { inner, offset })
    }

    /// The truth, if the value is a boolean.
    pub(crate) fn as_boolean(&self) -> Option<bool> {
        self.value.get_ref().as_bool()
    }

    pub(crate) fn string(&self) -> Result<At<String>, ParseError> {
        self.as_string().ok_or_else(|| self.expected("a string"))
    }

    pub(crate) fn boolean(&self) -> Result<bool, ParseError> {
        self.as_boolean()
            .ok_or_else(|| self.expected("`true` or `false`"))
    }

    pub(crate) fn table(&self) -> Result<Table<'t, 'i>, ParseError> {
        self.as_table().ok_or_else(|| self.expected("a table"))
    }

    pub(crate) fn strings(&self) -> Result<Vec<At<String>>, ParseError> {
        let list = self.value.get_ref().as_array();
        let list = list.ok_or_else(|| self.expected("a list of strings"))?;
        list.iter()
            .map(|value| {
                let text = value.get_ref().as_str().ok_or_else(|| {
                    let found = kind(value.get_ref());
                    let name = self.name();
                    ParseError::new(
                        value.span().start,
                        format_args!("expected `{name}` to list strings, found {found}"),
                    )
                })?;
                Ok(At {
                    value: text.to_owned(),
                    span: value.span(),
                })
            })
            .collect()
    }

    /// The items of a list of strings and tables.
    pub(crate) fn items(&self, what: &str) -> Result<Vec<Item<'t, 'i>>, ParseError> {
        let list = self.value.get_ref().as_array();
        let list = list.ok_or_else(|| self.expected(what))?;
        list.iter()
            .map(|value| match value.get_ref() {
                DeValue::String(text) => Ok(Item::String(text.clone().into_owned())),
                DeValue::Table(inner) => Ok(Item::Table(Table {
                    inner,
                    offset: value.span().start,
                })),
                other => {
                    let (name, found) = (self.name(), kind(other));
                    let message = format_args!("expected `{name}` to be {what}, found {found}");
                    Err(ParseError::new(value.span().start, message))
                }
            })
            .collect()
    }

    /// Says that the value should be something else.
    pub(crate) fn expected(&self, what: &str) -> ParseError {
        let found = kind(self.value.get_ref());
        ParseError::new(
            self.span().start,
            format_args!("expected `{}` to be {what}, found {found}", self.name()),
        )
    }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
