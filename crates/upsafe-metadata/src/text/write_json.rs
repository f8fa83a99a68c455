//! JSON out: two spaces of indent for people, or nothing between; keys in their order.

use crate::value::Value;

/// The text of a value, with a line feed at its end. A tag becomes an object with one key.
pub fn write_json(value: &Value) -> String {
    let mut out = String::new();
    write(value, Some(0), &mut out);
    out.push('\n');
    out
}

/// The text of a value without white space. A tag becomes an object with one key.
pub fn write_compact_json(value: &Value) -> String {
    let mut out = String::new();
    write(value, None, &mut out);
    out
}

/// Writes a value; without a depth, on one line.
fn write(value: &Value, depth: Option<usize>, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(text) if is_json(text) => out.push_str(text),
        Value::Number(_) => out.push_str(&value.to_json().to_string()),
        Value::String(text) => string(text, out),
        Value::List(items) => {
            let entries = items.iter().map(|item| (None, item));
            block(entries, ['[', ']'], depth, out);
        }
        Value::Map(map) => {
            let entries = map.iter().map(|(key, value)| (Some(key), value));
            block(entries, ['{', '}'], depth, out);
        }
        Value::Tagged(tag, value) => {
            block(
                [(Some(&**tag), &**value)].into_iter(),
                ['{', '}'],
                depth,
                out,
            );
        }
    }
}

fn block<'v>(
    entries: impl Iterator<Item = (Option<&'v str>, &'v Value)>,
    brackets: [char; 2],
    depth: Option<usize>,
    out: &mut String,
) {
    out.push(brackets[0]);
    let mut empty = true;
    for (key, value) in entries {
        if !empty {
            out.push(',');
        }
        empty = false;
        let below = depth.map(|depth| depth + 1);
        new_line(below, out);
        if let Some(key) = key {
            string(key, out);
            out.push_str(if depth.is_some() { ": " } else { ":" });
        }
        write(value, below, out);
    }
    if !empty {
        new_line(depth, out);
    }
    out.push(brackets[1]);
}

fn new_line(depth: Option<usize>, out: &mut String) {
    if let Some(depth) = depth {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    }
}

/// Whether a spelling of a number is one of JSON, too.
fn is_json(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-');
    let leading = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    let pointed = digits.starts_with('.') || digits.ends_with('.') || digits.contains(".e");
    !leading
        && !pointed
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(plain)
}

/// A text in quotes.
pub(super) fn string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
