//! One line, split at its top level: schemas are read once, where they stand.

use std::borrow::Cow;

use crate::json::{Document, NodeKind, Value};

/// The members of an object, in the order in which they are written; of equal names the last counts.
#[derive(Debug)]
pub(super) struct Row<'l> {
    members: Vec<(Cow<'l, str>, &'l str)>,
}

impl<'l> Row<'l> {
    /// Splits a line that holds an object. What its values are is not looked at.
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
        let parts = parts.iter().map(|(name, &node)| {
            let start = document.start(node);
            let text = &line[start..start + document.written(node).len()];
            (Cow::Owned(name.to_string()), text)
        });
        Ok(Row {
            members: parts.collect(),
        })
    }

    /// The text of a member, as it is written.
    pub(super) fn text(&self, name: &str) -> Option<&'l str> {
        let mut found = self.members.iter().rev();
        found
            .find(|(known, _)| known == name)
            .map(|&(_, text)| text)
    }

    /// The value of a member; `null` where it is not there.
    pub(super) fn value(&self, name: &str) -> Result<Value, String> {
        let Some(text) = self.text(name) else {
            return Ok(Value::Null);
        };
        let document = Document::parse(text).map_err(|error| format!("`{name}`: {error}"))?;
        Ok(document.value(document.root()))
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

/// The members of an object whose names have no escape sequences.
fn members(line: &str) -> Option<Vec<(Cow<'_, str>, &str)>> {
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
        let (value, behind) = value.split_at(length(value)?);
        members.push((Cow::Borrowed(name), value));
        rest = behind.trim_start_matches(SPACE);
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
            b',' | b'}' | b' ' | b'\t' | b'\n' | b'\r' if depth == 0 => {
                return (at > 0).then_some(at);
            }
            b']' => return None,
            _ if depth == 0 => {
                at += 1;
                continue;
            }
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
        // Inside, nothing but brackets and quotes matters.
        let plain = bytes[at..]
            .iter()
            .position(|byte| IS_MARK[usize::from(*byte)])?;
        at += plain;
    }
}

/// Brackets and quotes.
const IS_MARK: [bool; 256] = {
    let mut table = [false; 256];
    let marks = br#"{}[]""#;
    let mut at = 0;
    while at < marks.len() {
        table[marks[at] as usize] = true;
        at += 1;
    }
    table
};

/// The length of a string behind its first quote, up to its last one.
fn string(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += bytes[at..]
            .iter()
            .position(|byte| matches!(byte, b'"' | b'\\'))?;
        if bytes[at] == b'"' {
            return Some(at);
        }
        at += 2;
        if at > bytes.len() {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Row;

    #[test]
    fn members_are_told_apart() {
        let check = |line: &str, expected: &[(&str, &str)]| {
            let row = Row::split(line).unwrap();
            for (name, text) in expected {
                assert_eq!(row.text(name), Some(*text), "{line}");
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
        let row = Row::split(r#"{"old": null}"#).unwrap();
        assert_eq!((row.text("old"), row.text("new")), (Some("null"), None));
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
