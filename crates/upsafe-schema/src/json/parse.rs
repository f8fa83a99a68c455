//! The parser: one pass, an explicit stack, no recursion.

use super::document::{Document, Place};
use super::lines::Lines;
use super::members::{Member, Name};
use super::nodes::{NodeId, Nodes};
use super::text::{MAX_BYTES, Span, plain};
use crate::decimal::Decimal;
use std::sync::{Arc, OnceLock};
use thiserror::Error;

/// The deepest nesting of arrays and objects that is read.
pub(crate) const MAX_DEPTH: usize = 192;

/// How many bytes of a text become one node: fewer than in most texts.
const BYTES_A_NODE: usize = 12;

/// Why a text was not read.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{message} at line {}, column {}", place.line, place.column)]
pub struct ParseError {
    /// What was expected or found.
    pub message: String,
    /// Where.
    pub place: Place,
    /// Whether the text may be JSON, but is beyond a limit of this reader.
    pub limit: bool,
}

pub(super) fn document(text: &str) -> Result<Document, ParseError> {
    let mut parser = Parser::new(text, text.len())?;
    let root = parser.value()?;
    parser.skip_space();
    if parser.at < text.len() {
        return Err(parser.error("expected the end of the text".to_owned()));
    }
    Ok(parser.document(root, text))
}

pub(super) fn first(text: &str) -> Result<Document, ParseError> {
    // Nobody knows how much of the text it takes, but a scalar takes little.
    let is_scalar = !text.starts_with(['[', '{']);
    let mut parser = Parser::new(text, if is_scalar { 1 } else { text.len() / 2 })?;
    let root = parser.value()?;
    let text = &text[..parser.at];
    Ok(parser.document(root, text))
}

/// Room for so many parts of arrays and objects that are not complete, at the start.
const FEW: usize = 16;

/// An array or object that is not complete, and where its parts begin among those of all others.
enum Frame {
    Array {
        start: usize,
        from: usize,
    },
    Object {
        start: usize,
        from: usize,
        name: Name,
    },
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    nodes: Nodes,
    /// Of arrays that are not complete.
    items: Vec<NodeId>,
    /// Of objects that are not complete.
    members: Vec<Member>,
    /// Names that are written again, and where.
    duplicates: Vec<(Arc<str>, usize)>,
    lines: OnceLock<Lines>,
}

impl<'a> Parser<'a> {
    /// A parser that expects to read so many bytes.
    fn new(text: &'a str, length: usize) -> Result<Parser<'a>, ParseError> {
        // Longer texts are refused.
        let n_nodes = length.min(MAX_BYTES) / BYTES_A_NODE;
        let parser = Parser {
            text,
            at: 0,
            nodes: Nodes::with_capacity(n_nodes),
            items: Vec::with_capacity(n_nodes.min(FEW)),
            members: Vec::with_capacity(n_nodes.min(FEW)),
            duplicates: Vec::new(),
            lines: OnceLock::new(),
        };
        if text.len() > MAX_BYTES {
            return Err(parser.limit(format!("a text of more than {MAX_BYTES} bytes")));
        }
        Ok(parser)
    }

    /// The value at the place, white space before it included.
    fn value(&mut self) -> Result<NodeId, ParseError> {
        let mut stack: Vec<Frame> = Vec::with_capacity(self.items.capacity());
        loop {
            // Here a value is expected.
            self.skip_space();
            let start = self.at;
            let mut done = match self.peek() {
                Some(b'[' | b'{') if stack.len() >= MAX_DEPTH => {
                    return Err(self.limit(format!("nesting deeper than {MAX_DEPTH} levels")));
                }
                Some(b'[') => {
                    self.at += 1;
                    let from = self.items.len();
                    if !self.eat(b']') {
                        stack.push(Frame::Array { start, from });
                        continue;
                    }
                    self.nodes.array(start, &[])
                }
                Some(b'{') => {
                    self.at += 1;
                    let from = self.members.len();
                    if !self.eat(b'}') {
                        let name = self.name()?;
                        stack.push(Frame::Object { start, from, name });
                        continue;
                    }
                    self.object(start, from)
                }
                _ => self.scalar()?,
            };
            // Here a value is complete: hand it to the enclosing frame.
            loop {
                match stack.last_mut() {
                    None => return Ok(done),
                    Some(&mut Frame::Array { start, from }) => {
                        self.items.push(done);
                        if self.eat(b',') {
                            break;
                        }
                        self.expect(b']', "`,` or `]`")?;
                        done = self.nodes.array(start, &self.items[from..]);
                        self.items.truncate(from);
                    }
                    Some(Frame::Object { start, from, name }) => {
                        self.members.push(name.with(done));
                        if self.eat(b',') {
                            *name = self.name()?;
                            break;
                        }
                        let (start, from) = (*start, *from);
                        self.expect(b'}', "`,` or `}`")?;
                        done = self.object(start, from);
                    }
                }
                stack.pop();
            }
        }
    }

    /// An object of the members from so many on.
    fn object(&mut self, start: usize, from: usize) -> NodeId {
        let members = &mut self.members[from..];
        let duplicates = &mut self.duplicates;
        let done = self.nodes.object(start, self.text, members, |name, at| {
            duplicates.push((Arc::from(name), at));
        });
        self.members.truncate(from);
        done
    }

    /// The document of what was read, which is this text.
    fn document(mut self, root: NodeId, text: &str) -> Document {
        self.duplicates.sort_by_key(|&(_, at)| at);
        let duplicates = std::mem::take(&mut self.duplicates).into_iter();
        let duplicates = duplicates.map(|(name, at)| (name, self.place(at)));
        Document {
            duplicates: duplicates.collect(),
            text: Arc::from(text),
            nodes: self.nodes,
            root,
            // Those of a longer text are not those of a part of it.
            lines: OnceLock::new(),
        }
    }

    #[inline]
    fn name(&mut self) -> Result<Name, ParseError> {
        self.skip_space();
        if self.peek() != Some(b'"') {
            return Err(self.error("expected a name in double quotes".to_owned()));
        }
        let span = self.string()?;
        let name = Name::new(span, self.nodes.texts(self.text));
        if !self.take(b':') {
            self.expect(b':', "`:`")?;
        }
        Ok(name)
    }

    fn scalar(&mut self) -> Result<NodeId, ParseError> {
        let start = self.at;
        match self.peek() {
            Some(b'"') => {
                let text = self.string()?;
                Ok(self.nodes.string(start, text))
            }
            Some(b'-' | b'0'..=b'9') => {
                let number = self.number()?;
                Ok(self.nodes.number(start, number))
            }
            Some(b'n') if self.take_word("null") => Ok(self.nodes.null(start)),
            Some(b't') if self.take_word("true") => Ok(self.nodes.bool(start, true)),
            Some(b'f') if self.take_word("false") => Ok(self.nodes.bool(start, false)),
            _ => Err(self.error("expected a JSON value".to_owned())),
        }
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.text.as_bytes()[self.at..].starts_with(word.as_bytes());
        if found {
            self.at += word.len();
        }
        found
    }

    fn number(&mut self) -> Result<Decimal, ParseError> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _signed = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        Decimal::parse(&self.text[start..self.at]).ok_or_else(|| {
            self.at = start;
            self.limit("a number with more digits than are read".to_owned())
        })
    }

    fn digits(&mut self) -> Result<(), ParseError> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at == start {
            return Err(self.error("expected a digit".to_owned()));
        }
        Ok(())
    }

    // Most of a text is strings, and a call for each is felt.
    #[inline(always)]
    fn string(&mut self) -> Result<Span, ParseError> {
        let start = self.at + 1;
        let rest = &self.text.as_bytes()[start..];
        let length = plain(rest);
        if rest.get(length) == Some(&b'"') {
            // Most have no escape sequence.
            self.at = start + length + 1;
            return Ok(Span::written(start, length));
        }
        self.at = start + length;
        self.escaped(start)
    }

    /// The rest of a string that starts at `start` and is not plain from here on.
    #[cold]
    fn escaped(&mut self, start: usize) -> Result<Span, ParseError> {
        let mut text = self.text[start..self.at].to_owned();
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(self.nodes.keep(&text));
                }
                Some(b'\\') => {
                    self.at += 1;
                    text.push(self.escape()?);
                }
                _ => return Err(self.error("expected the end of the string".to_owned())),
            }
            let length = plain(&self.text.as_bytes()[self.at..]);
            text.push_str(&self.text[self.at..self.at + length]);
            self.at += length;
        }
    }

    fn escape(&mut self) -> Result<char, ParseError> {
        let byte = self.peek();
        self.at += 1;
        Ok(match byte {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => {
                self.at -= 1;
                return Err(self.error("expected an escape sequence".to_owned()));
            }
        })
    }

    fn unicode_escape(&mut self) -> Result<char, ParseError> {
        let first = self.hex4()?;
        if let Some(c) = char::from_u32(first) {
            return Ok(c);
        }
        if (0xD800..0xDC00).contains(&first) && self.text[self.at..].starts_with("\\u") {
            self.at += 2;
            let second = self.hex4()?;
            if (0xDC00..0xE000).contains(&second) {
                let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                if let Some(c) = char::from_u32(code) {
                    return Ok(c);
                }
            }
        }
        Err(self.limit("half of a surrogate pair".to_owned()))
    }

    fn hex4(&mut self) -> Result<u32, ParseError> {
        let digits = self.text.get(self.at..self.at + 4);
        let digits = digits.filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
        let code = digits.and_then(|d| u32::from_str_radix(d, 16).ok());
        let code = code.ok_or_else(|| self.error("expected four hexadecimal digits".to_owned()))?;
        self.at += 4;
        Ok(code)
    }

    #[inline]
    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        if found {
            self.at += 1;
        }
        found
    }

    fn eat(&mut self, byte: u8) -> bool {
        self.skip_space();
        self.take(byte)
    }

    fn expect(&mut self, byte: u8, what: &str) -> Result<(), ParseError> {
        if self.eat(byte) {
            return Ok(());
        }
        Err(self.error(format!("expected {what}")))
    }

    fn place(&self, offset: usize) -> Place {
        let lines = self.lines.get_or_init(|| Lines::new(self.text));
        lines.place(self.text, offset)
    }

    fn error(&self, message: String) -> ParseError {
        ParseError {
            message,
            place: self.place(self.at),
            limit: false,
        }
    }

    fn limit(&self, message: String) -> ParseError {
        ParseError {
            message,
            place: self.place(self.at),
            limit: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Document;

    #[test]
    fn what_is_read_prints_again() {
        let check = |text: &str, expected: &str| {
            let document = Document::parse(text).unwrap();
            assert_eq!(document.value(document.root()).to_string(), expected);
        };
        check(" [ ] ", "[]");
        check("{ }", "{}");
        check(
            r#"{"b":[1.0,-2e1,null],"a":"\u00e9\ud83d\ude00\n"}"#,
            "{\"a\":\"é😀\\n\",\"b\":[1,-20,null]}",
        );
        check(r#"{"a":1,"a":2}"#, r#"{"a":2}"#);
        check("[[[[true]]],false]", "[[[[true]]],false]");
    }

    #[test]
    fn errors_say_what_and_where() {
        let check = |text: &str, expected: &str| {
            assert_eq!(Document::parse(text).unwrap_err().to_string(), expected);
        };
        check("", "expected a JSON value at line 1, column 1");
        check("[1,\n 2", "expected `,` or `]` at line 2, column 3");
        check("{\"a\" 1}", "expected `:` at line 1, column 6");
        check("01", "expected the end of the text at line 1, column 2");
        check("[1e]", "expected a digit at line 1, column 4");
        check(r#""\q""#, "expected an escape sequence at line 1, column 3");
        check(
            r#""\ud800""#,
            "half of a surrogate pair at line 1, column 8",
        );
        check(
            &"[".repeat(100_000),
            "nesting deeper than 192 levels at line 1, column 193",
        );
        check(
            "1e99999",
            "a number with more digits than are read at line 1, column 1",
        );
    }

    #[test]
    fn names_written_twice_are_told() {
        let document = Document::parse(r#"{"a":1,"a":2}"#).unwrap();
        assert_eq!(document.duplicates().len(), 1);
    }
}
