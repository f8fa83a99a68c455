//! Splits a line of go.mod into words and a comment.
//!
//! Words are quoted strings, one of `( ) [ ] { } ,`, or any other printable characters. A comment
//! is `//` to the end of the line; `/*` is refused.

use super::error::ParseError;
use super::syntax::{Span, Token};

/// A line, split.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Split {
    pub(crate) tokens: Vec<Token>,
    /// The comment, with its `//`.
    pub(crate) comment: Option<String>,
}

/// Splits `text`, the line with the number `line`, without its line feed.
pub(crate) fn split(text: &str, line: u32) -> Result<Split, ParseError> {
    let mut scanner = Scanner {
        rest: text,
        line,
        column: 1,
    };
    let mut tokens = Vec::new();
    loop {
        scanner.skip_space();
        if scanner.rest.starts_with("//") {
            let comment = scanner.rest.strip_suffix('\r').unwrap_or(scanner.rest);
            return Ok(Split {
                tokens,
                comment: Some(comment.to_owned()),
            });
        }
        match scanner.token()? {
            Some(token) => tokens.push(token),
            None => {
                return Ok(Split {
                    tokens,
                    comment: None,
                });
            }
        }
    }
}

struct Scanner<'a> {
    rest: &'a str,
    line: u32,
    column: u32,
}

impl Scanner<'_> {
    fn skip_space(&mut self) {
        while self.rest.starts_with([' ', '\t', '\r']) {
            self.rest = &self.rest[1..];
            self.column += 1;
        }
    }

    fn token(&mut self) -> Result<Option<Token>, ParseError> {
        let Some(first) = self.rest.chars().next() else {
            return Ok(None);
        };
        let length = match first {
            '(' | ')' | '[' | ']' | '{' | '}' | ',' => 1,
            '"' | '`' => self.string(first)?,
            _ if self.rest.starts_with("/*") => return Err(self.block_comment(0)),
            _ if is_word(first) => self.word()?,
            _ => {
                let message = format!("unexpected character {first:?}, expected a directive");
                return Err(ParseError::new(self.here(first.len_utf8()), message));
            }
        };
        let span = self.here(length);
        let (text, rest) = self.rest.split_at(length);
        let token = Token {
            text: text.to_owned(),
            span,
        };
        self.column = span.end_column;
        self.rest = rest;
        Ok(Some(token))
    }

    /// The length of the string that begins here, in bytes.
    fn string(&self, quote: char) -> Result<usize, ParseError> {
        let mut escaped = false;
        for (at, c) in self.rest.char_indices().skip(1) {
            match c {
                _ if escaped => escaped = false,
                '\\' if quote == '"' => escaped = true,
                _ if c == quote => return Ok(at + 1),
                _ => {}
            }
        }
        let message = format!("the string is not closed, expected {quote} before the line ends");
        Err(ParseError::new(self.here(self.rest.len()), message))
    }

    /// The length of the word that begins here, in bytes.
    fn word(&self) -> Result<usize, ParseError> {
        for (at, c) in self.rest.char_indices() {
            let rest = &self.rest[at..];
            if rest.starts_with("/*") {
                return Err(self.block_comment(at));
            }
            if !is_word(c) || rest.starts_with("//") {
                return Ok(at);
            }
        }
        Ok(self.rest.len())
    }

    fn block_comment(&self, at: usize) -> ParseError {
        let begin = self.here(at).end_column;
        let span = Span {
            line: self.line,
            column: begin,
            end_column: begin + 2,
        };
        ParseError::new(span, "comments begin with `//`, `/* */` is not known here")
    }

    /// The next `length` bytes.
    fn here(&self, length: usize) -> Span {
        let width = self.rest.get(..length).map_or(1, |s| s.chars().count());
        Span {
            line: self.line,
            column: self.column,
            end_column: self.column + u32::try_from(width).unwrap_or(u32::MAX / 2),
        }
    }
}

fn is_word(c: char) -> bool {
    match c {
        ' ' | '(' | ')' | '[' | ']' | '{' | '}' | ',' => false,
        _ => is_printable(c),
    }
}

/// Go's `unicode.IsPrint` without the space: letters, marks, numbers, punctuation and symbols.
pub(crate) fn is_printable(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_graphic();
    }
    // What `Debug` writes as it is, is printable. Marks are, unless they come first.
    let mut buffer = [b'a', 0, 0, 0, 0];
    let length = c.encode_utf8(&mut buffer[1..]).len();
    let text = std::str::from_utf8(&buffer[..=length]).unwrap_or_default();
    text.escape_debug().count() == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        let found = match split(line, 7) {
            Ok(split) => {
                let mut words: Vec<String> = split
                    .tokens
                    .iter()
                    .map(|t| format!("{}@{}-{}", t.text, t.span.column, t.span.end_column))
                    .collect();
                words.extend(split.comment.map(|comment| format!("<{comment}>")));
                words.join(" ")
            }
            Err(error) => error.to_string(),
        };
        assert_eq!(found, expected, "{line:?}");
    }

    #[test]
    fn words_have_places() {
        check("require a/b v1.0.0", "require@1-8 a/b@9-12 v1.0.0@13-19");
        check(
            "\tä [b,c] // d ",
            "ä@2-3 [@4-5 b@5-6 ,@6-7 c@7-8 ]@8-9 <// d >",
        );
        check("a//b", "a@1-2 <//b>");
        check("x // y\r", "x@1-2 <// y>");
        check(r#""a \" b"c `\`"#, r#""a \" b"@1-9 c@9-10 `\`@11-14"#);
        check("", "");
    }

    #[test]
    fn what_is_not_a_word_is_named() {
        check(
            "a /* b */",
            "line 7, column 3: comments begin with `//`, `/* */` is not known here",
        );
        check(
            "ab/*c",
            "line 7, column 3: comments begin with `//`, `/* */` is not known here",
        );
        check(
            "a \"b",
            "line 7, column 3: the string is not closed, expected \" before the line ends",
        );
        check(
            "é \u{0}",
            "line 7, column 3: unexpected character '\\0', expected a directive",
        );
        check(
            "\u{feff}module m",
            "line 7, column 1: unexpected character '\\u{feff}', expected a directive",
        );
    }

    #[test]
    fn marks_and_symbols_are_printable_and_spaces_are_not() {
        for c in ['ä', '\u{301}', '世', '€', '\u{fffd}'] {
            assert!(is_printable(c), "{c:?}");
        }
        for c in ['\u{a0}', '\u{2028}', '\u{200b}', '\u{85}', ' ', '\u{7f}'] {
            assert!(!is_printable(c), "{c:?}");
        }
    }
}
