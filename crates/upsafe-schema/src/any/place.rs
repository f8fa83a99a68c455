//! From a line and a column to the bytes that a label marks.

use std::ops::Range;

use crate::json::Place;

/// The byte offset of a line and column, both from 1, the column in characters.
///
/// Linear in the offset.
pub(crate) fn offset_of(text: &str, place: Place) -> usize {
    let mut start = 0;
    for _ in 1..place.line {
        match text[start..].find('\n') {
            Some(at) => start += at + 1,
            None => return text.len(),
        }
    }
    let line = text[start..].split('\n').next().unwrap_or("");
    let skipped = usize::try_from(place.column.saturating_sub(1)).unwrap_or(usize::MAX);
    let within = line.char_indices().nth(skipped);
    start + within.map_or(line.len(), |(at, _)| at)
}

/// How many bytes a mark looks ahead and back: nobody reads a longer one.
const REACH: usize = 4_096;

/// The bytes to mark for a JSON value that starts at an offset: with its name, where it is a
/// member, and the whole of it, where that ends on the line and not too far away.
pub(super) fn value_at(text: &str, start: usize) -> Range<usize> {
    let start = text.floor_char_boundary(start);
    let ahead = &text[start..text.floor_char_boundary(start.saturating_add(REACH))];
    let is_cut = start + ahead.len() < text.len();
    let length = end_of_value(ahead, is_cut);
    let end = length.map_or_else(|| first_char_end(text, start), |length| start + length);
    name_before(text, start).unwrap_or(start)..end
}

fn first_char_end(text: &str, start: usize) -> usize {
    start + text[start..].chars().next().map_or(0, char::len_utf8)
}

/// The length of the value at the start of a text, if it ends on its first line; `is_cut` says that
/// the text goes on.
fn end_of_value(text: &str, is_cut: bool) -> Option<usize> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'\n' {
            return (depth == 0 && !in_string && at > 0).then_some(at);
        }
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => {
                    in_string = false;
                    if depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'[' | b'{' => depth += 1,
            b']' | b'}' if depth > 1 => depth -= 1,
            b']' | b'}' if depth == 1 => return Some(at + 1),
            b']' | b'}' | b',' | b' ' | b'\t' | b'\r' if depth == 0 => {
                return (at > 0).then_some(at);
            }
            _ => {}
        }
    }
    (depth == 0 && !in_string && !text.is_empty() && !is_cut).then_some(text.len())
}

/// Where the name of a member starts, on the line of its value.
fn name_before(text: &str, start: usize) -> Option<usize> {
    let behind = text.ceil_char_boundary(start.saturating_sub(REACH));
    let before = text[behind..start].trim_end_matches([' ', '\t']);
    let before = before.strip_suffix(':')?.trim_end_matches([' ', '\t']);
    let before = before.strip_suffix('"')?;
    let before = before.as_bytes();
    let mut end = before.len();
    loop {
        let is_mark = |byte: &u8| matches!(byte, b'"' | b'\n');
        let quote = before[..end].iter().rposition(is_mark)?;
        if before[quote] == b'\n' {
            return None;
        }
        let escapes = before[..quote].iter().rev();
        let n_escapes = escapes.take_while(|&&byte| byte == b'\\').count();
        if n_escapes % 2 == 0 {
            return Some(behind + quote);
        }
        end = quote;
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, REACH, offset_of, value_at};

    #[test]
    fn a_value_is_marked_with_its_name() {
        let check = |text: &str, line, column, expected: &str| {
            let start = offset_of(text, Place { line, column });
            assert_eq!(&text[value_at(text, start)], expected, "{text}");
        };
        check("{\"a\": 1, \"b\": 2}", 1, 7, "\"a\": 1");
        check("{\"a\" : \"x,}\\\"\" }", 1, 8, "\"a\" : \"x,}\\\"\"");
        check("{\n  \"a\": {\n    \"b\": 1\n  }\n}", 2, 8, "\"a\": {");
        check(
            "{\n  \"a\": [1, {\"c\": []}],\n}",
            2,
            8,
            "\"a\": [1, {\"c\": []}]",
        );
        check("[1, true]", 1, 5, "true");
        check("true", 1, 1, "true");
        check("{\n}", 1, 1, "{");
        check("{\"q\\\"\": 1}", 1, 9, "\"q\\\"\": 1");
        check("", 1, 1, "");
        check("\u{fc}", 3, 9, "");
    }

    #[test]
    fn a_mark_is_short_in_a_long_line() {
        let long = "x".repeat(2 * REACH);
        let check = |text: &str, start: usize, expected: &str| {
            assert_eq!(&text[value_at(text, start)], expected);
        };
        check(&format!("[\"{long}\"]"), 1, "\"");
        check(&format!("{{\"{long}\": 1}}"), long.len() + 5, "1");
        check(&format!("{{\"a\": [{long}, 1]}}"), 6, "\"a\": [");
        check(&long, 0, "x");
    }
}
