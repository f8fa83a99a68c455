//! One line, split at its top level: each value is read once, where it stands.

use std::borrow::Cow;

use crate::json::{Document, NodeKind, Value, plain};

/// The members of an object, in the order in which they are written; of equal names the last counts.
#[derive(Debug)]
pub(super) struct Row<'l> {
    members: Vec<(Cow<'l, str>, Written<'l>)>,
}

/// A value of a line.
#[derive(Debug)]
pub(super) struct Written<'l> {
    /// As it is written.
    pub(super) text: &'l str,
    /// What was read; `None` where it is no JSON, or beyond a limit.
    pub(super) document: Option<Document>,
}

impl<'l> Row<'l> {
    /// Splits a line that holds an object. What is wrong with its values is told when they are
    /// asked for.
    ///
    /// # Errors
    /// Where the line is no JSON, or no object.
    pub(super) fn split(line: &'l str) -> Result<Row<'l>, String> {
        if let Some(members) = members(line) {
            return Ok(Row { members });
        }
        // Something that is seldom written, or a mistake: the parser knows which.
        let document =
            Document::parse(line).map_err(|error| format!("expected a JSON object: {error}"))?;
        let NodeKind::Object(parts) = document.kind(document.root()) else {
            return Err("expected a JSON object with `id`, `old` and `new`".to_owned());
        };
        let parts = parts.iter().map(|(name, node)| {
            let start = document.start(node);
            let text = &line[start..start + document.written(node).len()];
            (Cow::Owned(name.to_owned()), Written::new(text))
        });
        Ok(Row {
            members: parts.collect(),
        })
    }

    /// A member; `None` where it is not there, or was taken before.
    pub(super) fn take(&mut self, name: &str) -> Option<Written<'l>> {
        let at = self.members.iter().rposition(|(known, _)| known == name)?;
        Some(self.members.swap_remove(at).1)
    }

    /// The value of a member; `null` where it is not there.
    pub(super) fn value(&self, name: &str) -> Result<Value, String> {
        let mut found = self.members.iter().rev();
        let Some((_, written)) = found.find(|(known, _)| known == name) else {
            return Ok(Value::Null);
        };
        match &written.document {
            Some(document) => Ok(document.value(document.root())),
            None => match Document::parse(written.text) {
                Ok(document) => Ok(document.value(document.root())),
                Err(error) => Err(format!("`{name}`: {error}")),
            },
        }
    }

    /// The string that a member is; none where it is not there, or `null`.
    pub(super) fn word(&self, name: &str) -> Result<Option<String>, String> {
        match self.value(name)? {
            Value::Null => Ok(None),
            Value::String(text) => Ok(Some(text.to_string())),
            _ => Err(format!("expected a string as `{name}`")),
        }
    }
}

impl<'l> Written<'l> {
    pub(super) fn new(text: &'l str) -> Written<'l> {
        Written {
            text,
            document: Document::parse(text).ok(),
        }
    }

    /// The value that a text starts with; `None` where it starts with none.
    fn first(text: &'l str) -> Option<Written<'l>> {
        if let Ok(document) = Document::first(text) {
            return Some(Written {
                text: &text[..document.text().len()],
                document: Some(document),
            });
        }
        // What is beyond a limit still ends somewhere.
        let text = &text[..length(text)?];
        let document = None;
        Some(Written { text, document })
    }
}

/// The members of an object whose names have no escape sequences.
fn members(line: &str) -> Option<Vec<(Cow<'_, str>, Written<'_>)>> {
    let mut rest = line.trim_matches(SPACE).strip_prefix('{')?;
    let mut members = Vec::new();
    loop {
        rest = rest.trim_start_matches(SPACE).strip_prefix('"')?;
        let (name, behind) = rest.split_once('"')?;
        if name.contains(|c: char| c == '\\' || c < ' ') {
            return None;
        }
        let value = behind.trim_start_matches(SPACE).strip_prefix(':')?;
        let value = value.trim_start_matches(SPACE);
        let written = Written::first(value)?;
        rest = value[written.text.len()..].trim_start_matches(SPACE);
        members.push((Cow::Borrowed(name), written));
        match rest.strip_prefix(',') {
            Some(next) => rest = next,
            None if rest == "}" => return Some(members),
            None => return None,
        }
    }
}

/// What JSON takes for white space.
const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

/// The length of the value that a text starts with, by its brackets and quotes alone.
fn length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    loop {
        match bytes.get(at)? {
            b'"' => at += string(&bytes[at + 1..])? + 1,
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth > 0 => depth -= 1,
            // Inside, nothing but brackets and quotes matters.
            _ if depth > 0 => {
                at += 1;
                continue;
            }
            b',' | b'}' | b' ' | b'\t' | b'\n' | b'\r' => return (at > 0).then_some(at),
            b']' => return None,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
    }
}

/// The length of a string behind its first quote, up to its last one.
fn string(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += plain(bytes.get(at..)?);
        match bytes.get(at)? {
            b'"' => return Some(at),
            b'\\' => at += 2,
            // A control character: whoever reads the value refuses it.
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Document, Row};

    #[test]
    fn members_are_told_apart() {
        let check = |line: &str, expected: &[(&str, &str)]| {
            let mut row = Row::split(line).unwrap();
            for (name, text) in expected {
                let found = row.take(name).unwrap();
                assert_eq!(found.text, *text, "{line}");
                let document = Document::parse(text).unwrap();
                let value = document.value(document.root());
                let found = found.document.unwrap();
                assert_eq!(found.text(), *text);
                assert_eq!(found.value(found.root()), value, "{line}");
            }
        };
        check(
            r#" {"id" : 1 ,"old":{"a":["}\\\"]", {}]}, "new":"x" } "#,
            &[
                ("id", "1"),
                ("old", r#"{"a":["}\\\"]", {}]}"#),
                ("new", r#""x""#),
            ],
        );
        check(
            "{\"id\":-1.5e3,\"old\":true}",
            &[("id", "-1.5e3"), ("old", "true")],
        );
        check(r#"{"old":1,"old":2}"#, &[("old", "2")]);
        check(
            r#"{"\u006fld":[1],"new":2}"#,
            &[("old", "[1]"), ("new", "2")],
        );
        let mut row = Row::split(r#"{"old": null}"#).unwrap();
        assert_eq!(row.take("old").unwrap().text, "null");
        assert!(row.take("new").is_none());
    }

    #[test]
    fn what_is_beyond_a_limit_is_told_when_it_is_asked_for() {
        let deep = format!("{}{}", "[".repeat(300), "]".repeat(300));
        let line = format!(r#"{{"id": 1, "old": {deep}, "new": "x"}}"#);
        let mut row = Row::split(&line).unwrap();
        assert!(row.value("old").unwrap_err().contains("nesting deeper"));
        let old = row.take("old").unwrap();
        assert_eq!((old.text, old.document.is_none()), (deep.as_str(), true));
        assert_eq!(row.take("new").unwrap().text, r#""x""#);
    }

    #[test]
    fn what_is_no_object_is_refused() {
        let check = |line: &str, expected: &str| {
            let error = Row::split(line).unwrap_err();
            assert!(error.starts_with(expected), "{line}: {error}");
        };
        check("", "expected a JSON object: expected a JSON value");
        check("[1]", "expected a JSON object with `id`");
        check(
            "{} x",
            "expected a JSON object: expected the end of the text",
        );
        check(r#"{"a" 1}"#, "expected a JSON object: expected `:`");
        check(
            r#"{"a": "b}"#,
            "expected a JSON object: expected the end of the string",
        );
        check(r#"{"a": [1}"#, "expected a JSON object: ");
        check(
            r#"{"a": }"#,
            "expected a JSON object: expected a JSON value",
        );
        check(
            &"[".repeat(1_000_000),
            "expected a JSON object: nesting deeper",
        );
    }
}
