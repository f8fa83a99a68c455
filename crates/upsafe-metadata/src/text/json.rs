//! JSON as it is written: order and the spelling of numbers are kept.

use upsafe_core::Position;

use super::{MAX_DEPTH, TextError};
use crate::value::{Key, Map, Value};

/// Reads one JSON text.
///
/// # Errors
/// Where it is no JSON, has a key twice, or is nested too deeply.
pub fn parse_json(text: &str) -> Result<Value, TextError> {
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: 0,
    };
    reader.space();
    let value = reader.value(0)?;
    reader.space();
    match reader.at == reader.bytes.len() {
        true => Ok(value),
        false => Err(reader.error("the end of the text")),
    }
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
}

impl Reader<'_> {
    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn error(&self, expected: &str) -> TextError {
        self.error_at(self.at, expected)
    }

    fn error_at(&self, at: usize, expected: &str) -> TextError {
        let mut start = at.min(self.text.len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let found = self.text[start..].chars().next();
        let message = match found {
            Some(c) if c.is_control() => {
                format!("found `{}`, expected {expected}", c.escape_default())
            }
            Some(c) => format!("found `{c}`, expected {expected}"),
            None => format!("the text ends, expected {expected}"),
        };
        TextError {
            message,
            position: position(self.text, start),
            torn: found.is_none(),
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value, TextError> {
        if depth > MAX_DEPTH {
            return Err(self.error(&format!("at most {MAX_DEPTH} levels")));
        }
        match self.peek() {
            Some(b'{') => self.map(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => Ok(Value::String(self.string()?.into())),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => Err(self.error("a value")),
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, TextError> {
        let rest = &self.bytes[self.at..];
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(value);
        }
        let same = rest
            .iter()
            .zip(word.bytes())
            .take_while(|(a, b)| **a == *b)
            .count();
        Err(self.error_at(self.at + same, &format!("`{word}`")))
    }

    fn number(&mut self) -> Result<Value, TextError> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Value::Number(self.text[start..self.at].into()))
    }

    fn digits(&mut self) -> Result<(), TextError> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        match self.at > start {
            true => Ok(()),
            false => Err(self.error("a digit")),
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value, TextError> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::List(items));
        }
        loop {
            self.space();
            items.push(self.value(depth + 1)?);
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(Value::List(items));
                }
                _ => return Err(self.error("`,` or `]`")),
            }
        }
    }

    fn map(&mut self, depth: usize) -> Result<Value, TextError> {
        self.at += 1;
        let mut entries: Vec<(Key, Value)> = Vec::new();
        let mut keys = Keys::default();
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Value::Map(Map(entries)));
        }
        loop {
            self.space();
            let start = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.error("a key in quotes"));
            }
            let key = self.string()?;
            if !keys.insert(&entries, &key) {
                let mut error = self.error_at(start, "each key once");
                error.message = format!("found the key `{key}` twice, expected each key once");
                return Err(error);
            }
            self.space();
            if self.peek() != Some(b':') {
                return Err(self.error("`:`"));
            }
            self.at += 1;
            self.space();
            let value = self.value(depth + 1)?;
            entries.push((Key::text(&key), value));
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(Value::Map(Map(entries)));
                }
                _ => return Err(self.error("`,` or `}`")),
            }
        }
    }

    /// A text in quotes; the cursor stands on the first quote.
    fn string(&mut self) -> Result<String, TextError> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let start = self.at;
            while let Some(byte) = self.peek()
                && byte != b'"'
                && byte != b'\\'
                && byte >= 0x20
            {
                self.at += 1;
            }
            out.push_str(&self.text[start..self.at]);
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => {
                    self.at += 1;
                    out.push(self.escape()?);
                }
                _ => return Err(self.error("`\"` at the end of a text")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, TextError> {
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
            Some(b'u') => return self.unicode(),
            _ => {
                self.at -= 1;
                return Err(self.error("an escape of JSON"));
            }
        })
    }

    fn unicode(&mut self) -> Result<char, TextError> {
        let start = self.at;
        let first = self.hex()?;
        let code = match first {
            0xd800..=0xdbff => {
                if !self.bytes[self.at..].starts_with(b"\\u") {
                    return Err(self.error("the second half of a surrogate pair"));
                }
                self.at += 2;
                let second = self.hex()?;
                match second {
                    0xdc00..=0xdfff => 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00),
                    _ => return Err(self.error_at(start, "a surrogate pair")),
                }
            }
            code => code,
        };
        char::from_u32(code).ok_or_else(|| self.error_at(start, "a character"))
    }

    fn hex(&mut self) -> Result<u32, TextError> {
        let digits = self.text.get(self.at..self.at + 4);
        let code = digits
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match code {
            Some(code) => {
                self.at += 4;
                Ok(code)
            }
            None => Err(self.error("four hexadecimal digits")),
        }
    }
}

/// Where an offset lies. Linear.
fn position(text: &str, at: usize) -> Position {
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |line| line + 1);
    let count = |n: usize| u32::try_from(n + 1).unwrap_or(u32::MAX);
    Position {
        line: count(before.bytes().filter(|byte| *byte == b'\n').count()),
        column: count(before[start..].chars().count()),
    }
}

/// The keys of a map so far: a list while it is short.
#[derive(Default)]
pub(super) struct Keys(std::collections::HashSet<Box<str>>);

impl Keys {
    /// Whether the key is new among `entries`.
    pub(super) fn insert(&mut self, entries: &[(Key, Value)], key: &str) -> bool {
        const SHORT: usize = 12;
        if entries.len() < SHORT {
            return entries.iter().all(|(known, _)| &*known.text != key);
        }
        if self.0.is_empty() {
            self.0
                .extend(entries.iter().map(|(known, _)| known.text.clone()));
        }
        self.0.insert(key.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::write_json;

    #[test]
    fn what_is_read_is_written_again() {
        let check = |text: &str| {
            let value = parse_json(text).unwrap();
            let plain: serde_json::Value = serde_json::from_str(text).unwrap();
            assert_eq!(value.to_json(), plain, "{text}");
            let again = write_json(&value);
            assert_eq!(parse_json(&again).unwrap(), value, "{again}");
        };
        check(r#"{"b":[1,2.50,-0.0,1e3],"a":{"x":null,"y":[]},"z":{}}"#);
        check(r#""a\u00e9\n\ud83d\ude00\/""#);
        check(" [true , false] ");
        let big = parse_json("[12345678901234567890123]").unwrap();
        assert!(write_json(&big).contains("12345678901234567890123"));
    }

    #[test]
    fn errors_have_places() {
        let check = |text: &str, expected: &str, torn: bool| {
            let error = parse_json(text).unwrap_err();
            assert_eq!(
                (&*error.to_string(), error.torn),
                (expected, torn),
                "{text}"
            );
        };
        check(
            "{\n \"a\": 1,\n",
            "3:1: the text ends, expected a key in quotes",
            true,
        );
        check("", "1:1: the text ends, expected a value", true);
        check(
            "{\"a\":1,\"a\":2}",
            "1:8: found the key `a` twice, expected each key once",
            false,
        );
        check("[1 2]", "1:4: found `2`, expected `,` or `]`", false);
        check("tru", "1:4: the text ends, expected `true`", true);
        check(
            "\"\\ud800\"",
            "1:8: found `\"`, expected the second half of a surrogate pair",
            false,
        );
        check("01", "1:2: found `1`, expected the end of the text", false);
        let deep = "[".repeat(5000);
        assert!(
            parse_json(&deep)
                .unwrap_err()
                .message
                .contains("at most 100 levels")
        );
    }
}
