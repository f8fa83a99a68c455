//! The part of a Rust source that may change an API: its tokens without comments, white space and
//! the bodies of functions.
//!
//! A body stays where it could reach outside: that of a `const fn`, one that holds `impl`,
//! `macro_rules` or `include`, and whatever stands in the braces of a macro.

/// The tokens that count, each ended by a newline; none where the text is no Rust that is understood.
pub(super) fn skeleton(text: &str) -> Option<String> {
    let tokens = tokens(text)?;
    let mut kept = String::with_capacity(text.len() / 2);
    let mut at = 0;
    while at < tokens.len() {
        if let Some(end) = macro_group(&tokens, at) {
            keep(&mut kept, &tokens[at..end]);
            at = end;
            continue;
        }
        let body = match tokens[at] {
            "fn" => body(&tokens, at),
            _ => None,
        };
        let Some((start, end)) = body else {
            keep(&mut kept, &tokens[at..=at]);
            at += 1;
            continue;
        };
        keep(&mut kept, &tokens[at..start]);
        match reaches_outside(&tokens[start..end]) || is_const(&tokens, at) {
            true => keep(&mut kept, &tokens[start..end]),
            false => keep(&mut kept, &["{", "}"]),
        }
        at = end;
    }
    Some(kept)
}

fn keep(kept: &mut String, tokens: &[&str]) {
    for token in tokens {
        kept.push_str(token);
        kept.push('\n');
    }
}

/// The end of `name! {...}`, `name! name {...}` and their likes that begin here.
fn macro_group(tokens: &[&str], at: usize) -> Option<usize> {
    if tokens.get(at + 1) != Some(&"!") || !is_word(tokens.get(at)?) {
        return None;
    }
    let named = usize::from(tokens.get(at + 2).is_some_and(|token| is_word(token)));
    let open = at + 2 + named;
    matches!(*tokens.get(open)?, "{" | "(" | "[").then(|| group_end(tokens, open))
}

/// Where the body of the function at `fn` begins and ends; none where it has none.
fn body(tokens: &[&str], at: usize) -> Option<(usize, usize)> {
    // A pointer `fn(u8)` has no name.
    if !tokens.get(at + 1).is_some_and(|name| is_word(name)) {
        return None;
    }
    let (mut depth, mut angle) = (0usize, 0usize);
    for (place, token) in tokens.iter().enumerate().skip(at + 2) {
        match *token {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.checked_sub(1)?,
            "<" => angle += 1,
            ">" if !matches!(tokens[place - 1], "-" | "=") => angle = angle.checked_sub(1)?,
            ";" if depth == 0 => return None,
            "{" if depth == 0 && angle == 0 => return Some((place, group_end(tokens, place))),
            _ => {}
        }
    }
    None
}

/// The place behind the bracket that closes the one at `open`.
fn group_end(tokens: &[&str], open: usize) -> usize {
    let mut depth = 0usize;
    for (place, token) in tokens.iter().enumerate().skip(open) {
        match *token {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return place + 1;
        }
    }
    tokens.len()
}

fn reaches_outside(body: &[&str]) -> bool {
    let far = ["impl", "macro_rules", "include"];
    body.iter().any(|token| far.contains(token))
}

/// Whether `const` stands among the words before `fn`.
fn is_const(tokens: &[&str], at: usize) -> bool {
    let before = tokens[..at].iter().rev();
    let mut words = before.take_while(|token| {
        matches!(**token, "const" | "async" | "unsafe" | "extern" | "safe")
            || token.starts_with('"')
    });
    words.any(|token| *token == "const")
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The tokens of a text; punctuation is a character a token.
fn tokens(text: &str) -> Option<Vec<&str>> {
    let mut tokens = Vec::new();
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    while let Some(first) = rest.chars().next() {
        let len = match first {
            c if c.is_whitespace() => {
                rest = &rest[c.len_utf8()..];
                continue;
            }
            '/' if rest.starts_with("//") => {
                rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
                continue;
            }
            '/' if rest.starts_with("/*") => {
                rest = &rest[comment(rest)?..];
                continue;
            }
            '"' => quoted(rest, 1)?,
            '\'' => quote(rest)?,
            c if c.is_alphanumeric() || c == '_' => word(rest)?,
            c => c.len_utf8(),
        };
        tokens.push(&rest[..len]);
        rest = &rest[len..];
    }
    Some(tokens)
}

/// The length of a block comment; they nest.
fn comment(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0, 0usize);
    loop {
        match bytes.get(at..at + 2)? {
            b"/*" => (depth, at) = (depth + 1, at + 2),
            b"*/" => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return Some(at);
        }
    }
}

/// The length of a text in quotes that begins at `from - 1`.
fn quoted(text: &str, from: usize) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(from) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The length of a character in quotes, or of a lifetime.
fn quote(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().skip(1);
    let (_, first) = chars.next()?;
    if first == '\\' {
        chars.next()?;
        return chars.find(|(_, c)| *c == '\'').map(|(at, _)| at + 1);
    }
    let (second_at, second) = chars.next().unwrap_or((text.len(), ' '));
    if second == '\'' {
        return Some(second_at + 1);
    }
    let lifetime = text[1..].find(|c: char| !(c.is_alphanumeric() || c == '_'));
    Some(lifetime.map_or(text.len(), |end| end + 1))
}

/// The length of a word, a number, or a text with a prefix: `r#"..."#`, `b"..."`, `b'x'`.
fn word(text: &str) -> Option<usize> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let (prefix, rest) = text.split_at(end);
    let raw = matches!(prefix, "r" | "br" | "cr");
    if raw && rest.starts_with(['"', '#']) {
        let hashes = rest.bytes().take_while(|byte| *byte == b'#').count();
        if rest[hashes..].starts_with('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            let content = end + hashes + 1;
            return Some(content + text[content..].find(&close)? + close.len());
        }
        // `r#type` is a name.
        let name = rest[hashes..].find(|c| !is_part(c));
        return Some(end + hashes + name.unwrap_or(rest.len() - hashes));
    }
    match prefix {
        "b" | "c" if rest.starts_with('"') => quoted(text, end + 1),
        "b" if rest.starts_with('\'') => Some(end + quote(rest)?),
        _ => Some(end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether two texts count as the same.
    #[track_caller]
    fn check(old: &str, new: &str, same: bool) {
        let (a, b) = (skeleton(old), skeleton(new));
        assert!(a.is_some() && b.is_some(), "{old} {new}");
        assert_eq!(a == b, same, "{a:?} {b:?}");
    }

    #[test]
    fn what_nobody_outside_can_see_does_not_count() {
        check(
            "fn f() { 1 }",
            "/// doc\nfn  f()\n{ /* } */ 2; \"}\" }",
            true,
        );
        check(
            "fn f() {}",
            "// x\nfn f() { let c = '}'; let s: &'static str = r#\"}\"\"#; }",
            true,
        );
        check(
            "fn f<T>() -> Vec<T> where T: A, { a }",
            "fn f<T>() -> Vec<T> where T: A, { b }",
            true,
        );
        check(
            "impl A { fn f(&self) -> u8 { 1 } }",
            "impl A { fn f(&self) -> u8 { 2 } }",
            true,
        );
    }

    #[test]
    fn what_may_be_seen_counts() {
        check("fn f() {}", "fn f(x: u8) {}", false);
        check("fn f() {}", "pub fn f() {}", false);
        check(
            "fn f() -> A<{ 1 }> { x }",
            "fn f() -> A<{ 2 }> { x }",
            false,
        );
        check(
            "fn f() -> [u8; { 1 }] { x }",
            "fn f() -> [u8; { 2 }] { x }",
            false,
        );
        check(
            "const fn f() -> u8 { 1 }",
            "const fn f() -> u8 { 2 }",
            false,
        );
        check(
            "pub const unsafe fn f() -> u8 { 1 }",
            "pub const unsafe fn f() -> u8 { 2 }",
            false,
        );
        check(
            "fn f() { impl A for B {} }",
            "fn f() { impl A for C {} }",
            false,
        );
        check("m! { fn f() { 1 } }", "m! { fn f() { 2 } }", false);
        check(
            "macro_rules! m { () => { fn f() { 1 } } }",
            "macro_rules! m { () => { fn f() { 2 } } }",
            false,
        );
        check("const A: u8 = 1;", "const A: u8 = 2;", false);
        check(
            "const A: &str = \"a b\";",
            "const A: &str = \"a  b\";",
            false,
        );
        check("type A = fn(u8) -> u8;", "type A = fn(u16) -> u8;", false);
        check("fn f() {} struct A;", "fn f() {} struct B;", false);
        check("fn r#type() {}", "fn r#struct() {}", false);
        check("trait T { fn f(); }", "trait T { fn f() {} }", false);
    }

    #[test]
    fn what_is_no_rust_has_none() {
        for text in ["\"", "/*", "'\\", "r#\"a\"", "b\""] {
            assert_eq!(skeleton(text), None, "{text}");
        }
        for text in [
            "}",
            ")",
            "fn f(",
            "fn f >",
            "m!",
            "m! {",
            "'",
            "r#",
            "é 'é' 'é",
        ] {
            skeleton(text);
        }
    }
}
