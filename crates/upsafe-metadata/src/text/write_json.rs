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

/// Whether a spelling of a number is one of JSON, too (RFC 8259, section 6).
fn is_json(text: &str) -> bool {
    let rest = text.strip_prefix('-').unwrap_or(text);
    let Some(rest) = rest.strip_prefix('0').or_else(|| digits(rest)) else {
        return false;
    };
    let Some(rest) = rest.strip_prefix('.').map_or(Some(rest), digits) else {
        return false;
    };
    let power = rest.strip_prefix(['e', 'E']);
    let power = power.map(|power| power.strip_prefix(['+', '-']).unwrap_or(power));
    power.map_or(Some(rest), digits) == Some("")
}

/// What stands behind the digits at the start, of which there must be one.
fn digits(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    (rest.len() < text.len()).then_some(rest)
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

#[cfg(test)]
mod tests {
    use super::is_json;

    #[test]
    fn numbers_are_told_from_what_only_yaml_calls_so() {
        let check = |text: &str, expected: bool| assert_eq!(is_json(text), expected, "{text}");
        for text in ["0", "-0", "0E0", "10", "0.50", "-1.5e+3", "1E-9", "0e00"] {
            check(text, true);
        }
        for text in [
            "", "-", "+1", "01", "-01", "1.", "1.e5", "1.E5", ".5", "1e", "1e+", "0x10", "1_000",
            ".inf", "1-2", "1.2.3", "0o7",
        ] {
            check(text, false);
        }
    }
}
