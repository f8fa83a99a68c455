//! Quoted words: reading Go's interpreted strings, and quoting what would not be one word.

use super::lexer::is_printable;

/// The value of a word: of `"..."` what Go's `strconv.Unquote` gives, of any other word itself.
///
/// A word with a quote in it that does not begin with `"` is refused: other quotes are reserved.
pub(crate) fn value(word: &str) -> Result<String, String> {
    match word.strip_prefix('"') {
        Some(rest) => {
            let body = rest.strip_suffix('"').ok_or("the string is not closed")?;
            unquote(body)
        }
        None if word.contains(['"', '\'', '`']) => Err(format!(
            "`{word}` holds a quote, expected a word without quotes or a string in `\"`"
        )),
        None => Ok(word.to_owned()),
    }
}

fn unquote(body: &str) -> Result<String, String> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut chars = body.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            continue;
        }
        let kind = chars.next().ok_or("a `\\` ends the string")?;
        match kind {
            'a' => bytes.push(7),
            'b' => bytes.push(8),
            'f' => bytes.push(12),
            'n' => bytes.push(b'\n'),
            'r' => bytes.push(b'\r'),
            't' => bytes.push(b'\t'),
            'v' => bytes.push(11),
            '\\' | '"' => bytes.push(kind as u8),
            'x' => bytes.push(byte(number(&mut chars, 2, 16, 0)?)?),
            '0'..='7' => {
                let first = kind.to_digit(8).unwrap_or(0);
                bytes.push(byte(number(&mut chars, 2, 8, first)?)?);
            }
            'u' | 'U' => {
                let digits = if kind == 'u' { 4 } else { 8 };
                let code = number(&mut chars, digits, 16, 0)?;
                let c = char::from_u32(code).ok_or("an escape is not a character")?;
                bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
            _ => return Err(format!("`\\{kind}` is not an escape that Go knows")),
        }
    }
    String::from_utf8(bytes).map_err(|_| "the string is not UTF-8".to_owned())
}

fn number(
    chars: &mut std::str::Chars<'_>,
    digits: usize,
    radix: u32,
    first: u32,
) -> Result<u32, String> {
    let mut number = first;
    for _ in 0..digits {
        let digit = chars.next().and_then(|c| c.to_digit(radix));
        let digit = digit.ok_or_else(|| format!("an escape has fewer than {digits} digits"))?;
        number = number.wrapping_mul(radix).wrapping_add(digit);
    }
    Ok(number)
}

fn byte(number: u32) -> Result<u8, String> {
    u8::try_from(number).map_err(|_| "an escape is above `\\377`".to_owned())
}

/// `text` as one word of a file: quoted if it has to be.
pub(crate) fn quoted(text: &str) -> String {
    if !must_quote(text) {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            ' ' => out.push(' '),
            _ if is_printable(c) => out.push(c),
            _ if c.is_ascii() => out.push_str(&format!("\\x{:02x}", c as u32)),
            _ if (c as u32) < 0x1_0000 => out.push_str(&format!("\\u{:04x}", c as u32)),
            _ => out.push_str(&format!("\\U{:08x}", c as u32)),
        }
    }
    out.push('"');
    out
}

/// Go itself leaves a lone bracket, a comma and `=>` unquoted and writes files that it then refuses.
fn must_quote(text: &str) -> bool {
    let special = |c| match c {
        ' ' | '"' | '\'' | '`' | '(' | ')' | '[' | ']' | '{' | '}' | ',' => true,
        _ => !is_printable(c),
    };
    let is_empty_or_sign = matches!(text, "" | "=>");
    is_empty_or_sign || text.contains("//") || text.contains("/*") || text.chars().any(special)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: &str) {
        let found = value(word).unwrap_or_else(|error| error);
        assert_eq!(found, expected, "{word}");
    }

    #[test]
    fn strings_are_read() {
        check("plain", "plain");
        check(r#""a b""#, "a b");
        check(
            r#""\x41\102\u00e9\U0001f600\t\\\"""#,
            "AB\u{e9}\u{1f600}\t\\\"",
        );
        check(
            "'a'",
            "`'a'` holds a quote, expected a word without quotes or a string in `\"`",
        );
        check(r#""\q""#, "`\\q` is not an escape that Go knows");
        check(r#""\ud800""#, "an escape is not a character");
        check(r#""\777""#, "an escape is above `\\377`");
        check(r#""\xff""#, "the string is not UTF-8");
        check(r#""\x4""#, "an escape has fewer than 2 digits");
    }

    #[test]
    fn what_is_quoted_reads_back() {
        for text in [
            "",
            "a b",
            "a//b",
            "(x",
            "\u{1}\u{200b}\u{1f600}\n\"\\",
            "plain",
            ",",
        ] {
            assert_eq!(value(&quoted(text)).unwrap(), text);
        }
        assert_eq!(quoted("plain/v2"), "plain/v2");
        for sign in ["(", ")", "[", "]", "{", "}", ",", "=>"] {
            assert_eq!(quoted(sign), format!("\"{sign}\""));
        }
        assert_eq!(quoted("a b"), "\"a b\"");
    }
}
