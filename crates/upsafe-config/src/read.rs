//! From the TOML tree to values: every problem is noted, none stops the reading.
//!
//! What must stay true: a reader that returns `None` has noted at least one problem, so a
//! configuration exists if and only if nothing was wrong with its text.

use toml::de::{DeTable, DeValue};
use upsafe_core::{Span, closest};

use crate::{Problem, Spanned};

/// A value of the TOML tree with its place.
pub(crate) type Node<'i> = toml::Spanned<DeValue<'i>>;

/// Collects the problems of one file.
pub(crate) struct Reader<'r> {
    /// The ids of every rule there is.
    pub(crate) rules: &'r [&'r str],
    /// What was wrong so far.
    pub(crate) problems: Vec<Problem>,
}

/// A type that stands in `upsafe.toml`.
pub(crate) trait Read: Sized {
    /// Reads it, or notes what is wrong.
    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self>;

    /// What a missing key means; `None` where the key is required.
    fn missing() -> Option<Self> {
        None
    }
}

/// A type that stands in `upsafe.toml` as a string.
pub(crate) trait FromText: Sized {
    /// What is expected, as it follows the word "expected".
    const EXPECTED: &'static str;
    /// The words that are allowed, where they are few.
    const WORDS: &'static [&'static str] = &[];

    /// The value of a text, if it is one.
    fn from_text(text: &str) -> Option<Self>;
}

impl<T: FromText> Read for T {
    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.string(node, T::EXPECTED)?;
        let value = T::from_text(text);
        if value.is_none() {
            let found = match text.is_empty() {
                true => "found an empty string".to_owned(),
                false => format!("found {}", shown(text)),
            };
            let problem = Problem::new(node.span(), found)
                .expected(T::EXPECTED)
                .did_you_mean(closest(text, T::WORDS.iter().copied()));
            reader.problems.push(problem);
        }
        value
    }
}

impl Read for bool {
    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match node.get_ref() {
            DeValue::Boolean(value) => Some(*value),
            _ => reader.wrong_type(node, "`true` or `false`"),
        }
    }
}

impl<T: Read> Read for Option<T> {
    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        T::read(node, reader).map(Some)
    }

    fn missing() -> Option<Self> {
        Some(None)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let DeValue::Array(items) = node.get_ref() else {
            let expected = match node.get_ref() {
                DeValue::Table(_) => "a list; the tables of a list stand in double brackets",
                _ => "a list",
            };
            return reader.wrong_type(node, expected);
        };
        // Every item is read, so that every problem is noted.
        let read: Vec<Option<T>> = items.iter().map(|item| T::read(item, reader)).collect();
        read.into_iter().collect()
    }

    fn missing() -> Option<Self> {
        Some(Self::new())
    }
}

impl<T: Read> Read for Spanned<T> {
    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        T::read(node, reader).map(|value| Self::new(value, node.span()))
    }

    fn missing() -> Option<Self> {
        T::missing().map(Self::unplaced)
    }
}

/// A table whose keys are known.
pub(crate) struct Table<'t, 'i> {
    entries: &'t DeTable<'i>,
    span: Span,
}

impl Reader<'_> {
    /// The node as a table; every key that is not among `fields` (in snake case) is a problem.
    pub(crate) fn table<'t, 'i>(
        &mut self,
        node: &'t Node<'i>,
        fields: &[&str],
    ) -> Option<Table<'t, 'i>> {
        let DeValue::Table(entries) = node.get_ref() else {
            return self.wrong_type(node, "a table");
        };
        let keys: Vec<String> = fields.iter().map(|field| kebab(field)).collect();
        for key in entries.keys() {
            if keys.iter().all(|known| known != key.get_ref()) {
                let near = closest(key.get_ref(), keys.iter().map(String::as_str));
                let message = format!("unknown key {}", shown(key.get_ref()));
                self.problems.push(
                    Problem::new(key.span(), message)
                        .expected(one_of(keys.iter().map(String::as_str)))
                        .did_you_mean(near),
                );
            }
        }
        Some(Table {
            entries,
            span: node.span(),
        })
    }

    /// A key of a table; `missing` says what its absence means, `None` where it is required.
    pub(crate) fn field<T: Read>(
        &mut self,
        table: &Table<'_, '_>,
        field: &str,
        missing: Option<T>,
    ) -> Option<T> {
        let key = kebab(field);
        match table.entries.get(key.as_str()) {
            Some(node) => T::read(node, self),
            None => missing.or_else(|| {
                self.problems.push(Problem::new(
                    table.span.clone(),
                    format!("missing key `{key}`"),
                ));
                None
            }),
        }
    }

    /// The node as a string.
    pub(crate) fn string<'t>(&mut self, node: &'t Node<'_>, expected: &str) -> Option<&'t str> {
        match node.get_ref() {
            DeValue::String(text) => Some(text),
            _ => self.wrong_type(node, expected),
        }
    }

    /// Notes that the node has a type that was not expected.
    pub(crate) fn wrong_type<T>(&mut self, node: &Node<'_>, expected: &str) -> Option<T> {
        let found = match node.get_ref() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) => "an integer",
            DeValue::Float(_) => "a float",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.problems
            .push(Problem::new(node.span(), format!("found {found}")).expected(expected));
        None
    }
}

/// A field's name as it stands in the file.
pub(crate) fn kebab(field: &str) -> String {
    field.replace('_', "-")
}

/// `a`, `b` or `c`, each in backticks.
pub(crate) fn one_of<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let quoted: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => "nothing".to_owned(),
    }
}

/// Text of the user in backticks: on one line, without control characters, cut where it is long.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut chars = text.chars();
    let head: String = chars
        .by_ref()
        .take(LONGEST)
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    let tail = if chars.next().is_some() { "..." } else { "" };
    format!("`{head}{tail}`")
}
