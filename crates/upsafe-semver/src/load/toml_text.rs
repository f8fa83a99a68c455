//! TOML with the places of its values.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};
use upsafe_core::{LoadError, Span};

use super::docs::Doc;
use crate::evidence::Text;

/// A parsed document.
pub(crate) struct TomlText<'d> {
    pub(crate) doc: &'d Doc,
    root: Spanned<DeTable<'d>>,
}

/// A table of it.
#[derive(Clone, Copy)]
pub(crate) struct Table<'t> {
    doc: &'t Doc,
    table: &'t DeTable<'t>,
}

/// A value of it.
#[derive(Clone, Copy)]
pub(crate) struct Value<'t> {
    doc: &'t Doc,
    value: &'t Spanned<DeValue<'t>>,
}

impl<'d> TomlText<'d> {
    pub(crate) fn parse(doc: &'d Doc) -> Result<Self, LoadError> {
        let root = DeTable::parse(&doc.text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            doc.error(at, error.message())
        })?;
        Ok(Self { doc, root })
    }

    pub(crate) fn root(&self) -> Table<'_> {
        Table {
            doc: self.doc,
            table: self.root.get_ref(),
        }
    }
}

impl<'t> Table<'t> {
    pub(crate) fn get(&self, key: &str) -> Option<Value<'t>> {
        let value = self.table.get(key)?;
        Some(Value {
            doc: self.doc,
            value,
        })
    }

    pub(crate) fn table(&self, key: &str) -> Option<Table<'t>> {
        self.get(key)?.table()
    }

    pub(crate) fn text(&self, key: &str) -> Option<Text> {
        self.get(key)?.text()
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = (String, Span, Value<'t>)> + use<'t> {
        let doc = self.doc;
        self.table.iter().map(move |(key, value)| {
            let value = Value { doc, value };
            (key.get_ref().to_string(), key.span(), value)
        })
    }

    pub(crate) fn strings(&self, key: &str) -> Vec<Text> {
        self.get(key).map_or_else(Vec::new, |value| value.strings())
    }
}

impl<'t> Value<'t> {
    pub(crate) fn table(&self) -> Option<Table<'t>> {
        match self.value.get_ref() {
            DeValue::Table(table) => Some(Table {
                doc: self.doc,
                table,
            }),
            _ => None,
        }
    }

    pub(crate) fn text(&self) -> Option<Text> {
        match self.value.get_ref() {
            DeValue::String(text) => Some(Text::new(&**text, self.doc.place(self.value.span()))),
            _ => None,
        }
    }

    pub(crate) fn bool(&self) -> Option<bool> {
        match self.value.get_ref() {
            DeValue::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    pub(crate) fn items(&self) -> Option<Vec<Value<'t>>> {
        let DeValue::Array(items) = self.value.get_ref() else {
            return None;
        };
        let doc = self.doc;
        Some(items.iter().map(|value| Value { doc, value }).collect())
    }

    pub(crate) fn strings(&self) -> Vec<Text> {
        let items = self.items().unwrap_or_default();
        items.iter().filter_map(Value::text).collect()
    }
}
