//! Findings' text as inline Markdown that says just that text.
//!
//! Names in backticks stay code. Everything else that Markdown could read is written as a character
//! reference, which GFM never takes for structure (CommonMark 0.31, section 2.5) and which holds in
//! table cells, where backslash escapes do not nest.

use crate::clean;

/// One line as inline Markdown.
pub(super) fn inline(text: &str) -> String {
    let text = clean::line(text);
    let parts: Vec<&str> = text.split('`').collect();
    // An odd number of backticks leaves the last one without a partner.
    let paired = parts.len() - usize::from(parts.len().is_multiple_of(2));
    let mut out = String::with_capacity(text.len() + 16);
    for (at, part) in parts.iter().enumerate() {
        if at > 0 && at >= paired {
            out.push_str("&#96;");
        }
        if at % 2 == 1 && at < paired {
            code(part, &mut out);
        } else {
            plain(part, at == 0, &mut out);
        }
    }
    out
}

/// One line as code, whatever it holds.
pub(super) fn verbatim(text: &str) -> String {
    let mut out = String::new();
    code(&clean::line(text), &mut out);
    out
}

fn code(text: &str, out: &mut String) {
    let simple = |c: char| c.is_alphanumeric() || " -_./:=>@+*~^#,;()[]{}'\"?%$&".contains(c);
    if text.trim().is_empty() {
        out.push_str("&#96;");
        plain(text, false, out);
        out.push_str("&#96;");
    } else if text.chars().all(simple) && text.trim() == text {
        out.push('`');
        out.push_str(text);
        out.push('`');
    } else {
        // Pipes, backslashes and backticks mean something in a code span inside a table.
        out.push_str("<code>");
        plain(text, false, out);
        out.push_str("</code>");
    }
}

fn plain(text: &str, starts: bool, out: &mut String) {
    for (at, c) in text.chars().enumerate() {
        let first = starts && at == 0 && (opens_list(text) || c.is_ascii_punctuation());
        match c {
            // A zero-width space keeps `@name` and `#1` from becoming a mention or a reference.
            '@' | '#' => out.push_str(&format!("&#{};&#8203;", u32::from(c))),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$'
            | '!' | '^' => out.push_str(&format!("&#{};", u32::from(c))),
            _ if first => out.push_str(&format!("&#{};", u32::from(c))),
            _ => out.push(c),
        }
    }
}

/// Whether a line would start an ordered list: `1. ` or `1) `.
fn opens_list(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && rest.starts_with(['.', ')']) && !rest[1..].starts_with(|c| c != ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let check = |text, expected| assert_eq!(inline(text), expected, "{text}");
        check(
            "`bytes` is built in 2 versions",
            "`bytes` is built in 2 versions",
        );
        check("a | b", "a &#124; b");
        check("`a|b` c", "<code>a&#124;b</code> c");
        check("`a\\` b", "<code>a&#92;</code> b");
        check("one ` alone", "one &#96; alone");
        check("`a` and ` alone", "`a` and &#96; alone");
        check("`` empty", "&#96;&#96; empty");
        check("<img src=x> &amp;", "&#60;img src=x&#62; &#38;amp;");
        check(
            "[a](b) **c** _d_",
            "&#91;a&#93;(b) &#42;&#42;c&#42;&#42; &#95;d&#95;",
        );
        check("@types/node #1", "&#64;&#8203;types/node &#35;&#8203;1");
        check("1. no list", "&#49;. no list");
        check("1.0.0 is no list", "1.0.0 is no list");
        check("- no list", "&#45; no list");
        check("two\nlines", "two␊lines");
        assert_eq!(verbatim("a`b"), "<code>a&#96;b</code>");
    }
}
