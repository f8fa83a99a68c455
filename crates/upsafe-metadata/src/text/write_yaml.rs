//! YAML out: block style, two spaces of indent, the way serde writers do it.

use super::{resolve, write_json};
use crate::value::{Key, Value};

/// The text of one document, without `---`.
pub fn write_yaml(value: &Value) -> String {
    let mut out = String::new();
    root(value, &mut out);
    out
}

fn root(value: &Value, out: &mut String) {
    match value {
        Value::Tagged(name, inner) => {
            tag(name, out);
            match is_block(inner) {
                true => out.push('\n'),
                false => out.push(' '),
            }
            root(inner, out);
        }
        Value::Map(map) if !map.is_empty() => entries(value, 0, out),
        Value::List(items) if !items.is_empty() => entries(value, 0, out),
        other => {
            scalar(other, out);
            out.push('\n');
        }
    }
}

/// Whether a value stands on lines of its own.
fn is_block(value: &Value) -> bool {
    match value {
        Value::Map(map) => !map.is_empty(),
        Value::List(items) => !items.is_empty(),
        _ => false,
    }
}

/// The lines of a map or list that is not empty; the cursor stands at the start of a line.
fn entries(value: &Value, depth: usize, out: &mut String) {
    match value {
        Value::Map(map) => {
            for (key, value) in &map.0 {
                indent(depth, out);
                self::key(key, out);
                out.push(':');
                behind_key(value, depth, out);
            }
        }
        Value::List(items) => {
            for item in items {
                indent(depth, out);
                out.push('-');
                behind_dash(item, depth, out);
            }
        }
        _ => {}
    }
}

fn behind_key(value: &Value, depth: usize, out: &mut String) {
    match value {
        Value::Tagged(name, inner) => {
            out.push(' ');
            tag(name, out);
            behind_key(inner, depth, out);
        }
        // A list may stand at the indent of its key.
        Value::List(items) if !items.is_empty() => {
            out.push('\n');
            entries(value, depth, out);
        }
        value if is_block(value) => {
            out.push('\n');
            entries(value, depth + 1, out);
        }
        value => {
            out.push(' ');
            scalar(value, out);
            out.push('\n');
        }
    }
}

fn behind_dash(value: &Value, depth: usize, out: &mut String) {
    match value {
        Value::Tagged(name, inner) => {
            out.push(' ');
            tag(name, out);
            match is_block(inner) {
                true => {
                    out.push('\n');
                    entries(inner, depth + 1, out);
                }
                false => behind_dash(inner, depth, out),
            }
        }
        value if is_block(value) => {
            // The first entry stands behind the dash: the two characters are its indent.
            let start = out.len();
            entries(value, depth + 1, out);
            let dash_and_space = 2 * (depth + 1);
            out.replace_range(start..start + dash_and_space, " ");
        }
        value => {
            out.push(' ');
            scalar(value, out);
            out.push('\n');
        }
    }
}

fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}

fn key(key: &Key, out: &mut String) {
    match key.plain {
        true => out.push_str(&key.text),
        false => string(&key.text, out),
    }
}

fn scalar(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(text) => out.push_str(text),
        Value::String(text) => string(text, out),
        Value::List(_) => out.push_str("[]"),
        Value::Map(_) => out.push_str("{}"),
        Value::Tagged(name, value) => {
            tag(name, out);
            out.push(' ');
            scalar(value, out);
        }
    }
}

/// A tag of its own. What a tag cannot hold as it is stands as `%` and two digits for each byte.
fn tag(name: &str, out: &mut String) {
    out.push('!');
    for byte in name.bytes() {
        match byte.is_ascii_alphanumeric() || b"-_.:/".contains(&byte) {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
    }
}

/// A text: plain where every reader of YAML 1.1 and 1.2 takes it for that text, else in quotes.
fn string(text: &str, out: &mut String) {
    if text
        .chars()
        .any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{feff}'))
    {
        write_json::string(text, out);
    } else if is_plain(text) {
        out.push_str(text);
    } else {
        out.push('\'');
        out.push_str(&text.replace('\'', "''"));
        out.push('\'');
    }
}

fn is_plain(text: &str) -> bool {
    // The words of YAML 1.1 are no texts to older readers.
    const WORDS: [&str; 7] = ["y", "n", "yes", "no", "on", "off", "="];
    let lower = text.to_ascii_lowercase();
    let starts = text.starts_with(|c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '.') || !c.is_ascii()
    });
    let numeric = text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|byte| {
            byte.is_ascii_hexdigit()
                || matches!(
                    byte,
                    b'.' | b'_' | b':' | b'+' | b'-' | b'x' | b'o' | b'T' | b'Z' | b' '
                )
        });
    starts
        && !numeric
        && !WORDS.contains(&&*lower)
        && matches!(resolve::plain(text), Value::String(_))
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.starts_with("...")
        && !text.contains(['\t'])
}
