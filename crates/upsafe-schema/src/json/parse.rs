//! The parser: one pass, an explicit stack, no recursion.

use super::document::{Document, Node, NodeId, NodeKind, Place};
use super::lines::Lines;
use super::words::Words;
use crate::decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use thiserror::Error;

/// The deepest nesting of arrays and objects that is read.
pub(crate) const MAX_DEPTH: usize = 192;

/// The bytes that are not copied as they are: the end of a string, an escape, a control character.
const IS_SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    while at < 0x20 {
        table[at] = true;
        at += 1;
    }
    table[b'"' as usize] = true;
    table[b'\\' as usize] = true;
    table
};

/// How many bytes of a text become one node: fewer than in most texts.
const BYTES_A_NODE: usize = 16;

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
    let parser = Parser {
        text,
        at: 0,
        words: Words::default(),
        nodes: Vec::with_capacity(text.len() / BYTES_A_NODE),
        duplicates: Vec::new(),
        lines: OnceLock::new(),
    };
    parser.run()
}

enum Frame {
    Array {
        start: usize,
        items: Vec<NodeId>,
    },
    Object {
        start: usize,
        members: BTreeMap<Arc<str>, NodeId>,
        name: Arc<str>,
    },
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    words: Words,
    nodes: Vec<Node>,
    duplicates: Vec<(Arc<str>, Place)>,
    lines: OnceLock<Lines>,
}

impl Parser<'_> {
    fn run(mut self) -> Result<Document, ParseError> {
        let mut stack: Vec<Frame> = Vec::new();
        loop {
            // Here a value is expected.
            self.skip_space();
            let mut done = match self.peek() {
                Some(b'[' | b'{') if stack.len() >= MAX_DEPTH => {
                    return Err(self.limit(format!("nesting deeper than {MAX_DEPTH} levels")));
                }
                Some(b'[') => {
                    let start = self.at;
                    self.at += 1;
                    if !self.eat(b']') {
                        stack.push(Frame::Array {
                            start,
                            items: Vec::new(),
                        });
                        continue;
                    }
                    self.push(start, NodeKind::Array(Vec::new()))
                }
                Some(b'{') => {
                    let start = self.at;
                    self.at += 1;
                    if !self.eat(b'}') {
                        let name = self.name()?;
                        stack.push(Frame::Object {
                            start,
                            members: BTreeMap::new(),
                            name,
                        });
                        continue;
                    }
                    self.push(start, NodeKind::Object(BTreeMap::new()))
                }
                _ => self.scalar()?,
            };
            // Here a value is complete: hand it to the enclosing frame.
            loop {
                match stack.pop() {
                    None => return self.finish(done),
                    Some(Frame::Array { start, mut items }) => {
                        items.push(done);
                        if self.eat(b',') {
                            stack.push(Frame::Array { start, items });
                            break;
                        }
                        self.expect(b']', "`,` or `]`")?;
                        done = self.push(start, NodeKind::Array(items));
                    }
                    Some(Frame::Object {
                        start,
                        mut members,
                        name,
                    }) => {
                        if members.insert(name.clone(), done).is_some() {
                            let start =
                                self.nodes.get(done.0 as usize).map_or(0, |node| node.start);
                            self.duplicates.push((name, self.place(start as usize)));
                        }
                        if self.eat(b',') {
                            let name = self.name()?;
                            stack.push(Frame::Object {
                                start,
                                members,
                                name,
                            });
                            break;
                        }
                        self.expect(b'}', "`,` or `}`")?;
                        done = self.push(start, NodeKind::Object(members));
                    }
                }
            }
        }
    }

    fn finish(mut self, root: NodeId) -> Result<Document, ParseError> {
        self.skip_space();
        if self.at < self.text.len() {
            return Err(self.error("expected the end of the text".to_owned()));
        }
        Ok(Document {
            text: Arc::from(self.text),
            nodes: self.nodes,
            root,
            duplicates: self.duplicates,
            lines: self.lines,
        })
    }

    fn push(&mut self, start: usize, kind: NodeKind) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node {
            start: u32::try_from(start).unwrap_or(u32::MAX),
            kind,
        });
        id
    }

    fn name(&mut self) -> Result<Arc<str>, ParseError> {
        self.skip_space();
        if self.peek() != Some(b'"') {
            return Err(self.error("expected a name in double quotes".to_owned()));
        }
        let name = self.string()?;
        self.expect(b':', "`:`")?;
        Ok(name)
    }

    fn scalar(&mut self) -> Result<NodeId, ParseError> {
        let start = self.at;
        let (word, kind) = match self.peek() {
            Some(b'n') => ("null", NodeKind::Null),
            Some(b't') => ("true", NodeKind::Bool(true)),
            Some(b'f') => ("false", NodeKind::Bool(false)),
            _ => ("", NodeKind::Null),
        };
        if !word.is_empty() && self.text[start..].starts_with(word) {
            self.at += word.len();
            return Ok(self.push(start, kind));
        }
        match self.peek() {
            Some(b'"') => {
                let text = self.string()?;
                Ok(self.push(start, NodeKind::String(text)))
            }
            Some(b'-' | b'0'..=b'9') => {
                let number = self.number()?;
                Ok(self.push(start, NodeKind::Number(number)))
            }
            _ => Err(self.error("expected a JSON value".to_owned())),
        }
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

    fn string(&mut self) -> Result<Arc<str>, ParseError> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.bytes().position(|byte| IS_SPECIAL[usize::from(byte)]);
            let plain = plain.unwrap_or(rest.len());
            if text.is_empty() && rest.as_bytes().get(plain) == Some(&b'"') {
                // Most have no escape sequence.
                self.at += plain + 1;
                return Ok(self.words.shared(&rest[..plain]));
            }
            text.push_str(&rest[..plain]);
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(Arc::from(text));
                }
                Some(b'\\') => {
                    self.at += 1;
                    text.push(self.escape()?);
                }
                _ => return Err(self.error("expected the end of the string".to_owned())),
            }
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
