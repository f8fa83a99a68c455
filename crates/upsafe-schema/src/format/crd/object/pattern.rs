//! Patterns in RE2's language, which is Go's, compiled by a library with the same semantics.

use regex::Regex;

/// The pattern for the library; an error says why it cannot be looked at.
pub(super) fn compile(pattern: &str) -> Result<Regex, String> {
    Regex::new(&ascii(pattern)).map_err(|_| format!("the pattern `{pattern}` is not read"))
}

/// The same pattern with classes written out: in RE2 `\d`, `\w`, `\s` and `\b` are ASCII, `.` stops
/// at line feeds only, and a `[` in a class is a character.
pub(in crate::format::crd) fn ascii(pattern: &str) -> String {
    let mut written = String::with_capacity(pattern.len());
    let mut chars = pattern.chars().peekable();
    let mut class: Option<usize> = None;
    // With a flag for it, the dot may stand for a line feed too.
    let has_flags = pattern.contains("(?");
    while let Some(c) = chars.next() {
        if c == '\\' {
            match (chars.next(), class.is_some()) {
                (Some('d'), true) => written.push_str("0-9"),
                (Some('d'), false) => written.push_str("[0-9]"),
                (Some('w'), true) => written.push_str("0-9A-Za-z_"),
                (Some('w'), false) => written.push_str("[0-9A-Za-z_]"),
                (Some('s'), true) => written.push_str("\\t\\n\\f\\r "),
                (Some('s'), false) => written.push_str("[\\t\\n\\f\\r ]"),
                (Some('D'), false) => written.push_str("[^0-9]"),
                (Some('W'), false) => written.push_str("[^0-9A-Za-z_]"),
                (Some('S'), false) => written.push_str("[^\\t\\n\\f\\r ]"),
                (Some('b'), false) => written.push_str("(?-u:\\b)"),
                (Some('A'), false) => written.push('^'),
                (Some('/'), _) => written.push('/'),
                (Some(other), _) => {
                    written.push('\\');
                    written.push(other);
                }
                (None, _) => written.push('\\'),
            }
            continue;
        }
        match class {
            None if c == '.' && !has_flags => written.push_str("[^\\n]"),
            None if c == '[' => {
                class = Some(0);
                written.push(c);
                if chars.peek() == Some(&'^') {
                    written.push('^');
                    chars.next();
                }
                // The first `]` of a class is a character.
                if chars.peek() == Some(&']') {
                    written.push_str("\\]");
                    chars.next();
                }
            }
            Some(0) if c == ']' => {
                class = None;
                written.push(c);
            }
            Some(0) if c == '[' && chars.peek() == Some(&':') => {
                class = Some(1);
                written.push(c);
            }
            Some(1) if c == ']' => {
                class = Some(0);
                written.push(c);
            }
            Some(0) if matches!(c, '[' | '&' | '~') => {
                written.push('\\');
                written.push(c);
            }
            _ => written.push(c),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::compile;

    #[test]
    fn patterns_mean_what_they_mean_in_go() {
        let check = |pattern: &str, text: &str, expected: bool| {
            let found = compile(pattern).unwrap().is_match(text);
            assert_eq!(found, expected, "{pattern} {text:?}");
        };
        check("^a", "ab", true);
        check("a$", "a\n", false);
        check(r"^\d+$", "\u{0661}", false);
        check(r"^[\d.]+$", "1.2", true);
        check(r"^\w$", "\u{fc}", false);
        check(r"^[^\s]$", "\u{a0}", true);
        check("^[[]$", "[", true);
        check("^[]a]$", "]", true);
        check("^[[:alpha:]&&b]+$", "a&b", true);
        check("(?i)^AB$", "ab", true);
        check("^.$", "\r", true);
        check("^.$", "\n", false);
        assert!(compile("(").is_err());
    }
}
