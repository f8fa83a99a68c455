//! A place in a text, for the hand-written parsers of this crate.

use crate::Error;
use std::borrow::Cow;
use std::ops::Range;

/// Walks over a text and knows where it stands. Only whole characters are ever passed over, since
/// only ASCII bytes are.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The byte at which the cursor stands.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    pub(crate) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(crate) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(crate) fn is_end(&self) -> bool {
        self.at == self.text.len()
    }

    /// Passes over `byte` (ASCII) if it is next.
    pub(crate) fn eat(&mut self, byte: u8) -> bool {
        debug_assert!(byte.is_ascii(), "a cursor only steps over ASCII");
        let hit = self.peek() == Some(byte);
        self.at += usize::from(hit);
        hit
    }

    /// Passes over `word` (ASCII), in any case, if it is next.
    pub(crate) fn eat_word(&mut self, word: &str) -> bool {
        debug_assert!(word.is_ascii(), "a cursor only steps over ASCII");
        let next = self.text.as_bytes()[self.at..].get(..word.len());
        let hit = next.is_some_and(|next| next.eq_ignore_ascii_case(word.as_bytes()));
        self.at += if hit { word.len() } else { 0 };
        hit
    }

    /// Passes over the ASCII bytes that are `wanted`.
    pub(crate) fn take_while(&mut self, wanted: impl Fn(u8) -> bool) -> &'a str {
        let start = self.at;
        while self.peek().is_some_and(|b| b.is_ascii() && wanted(b)) {
            self.at += 1;
        }
        &self.text[start..self.at]
    }

    pub(crate) fn digits(&mut self) -> &'a str {
        self.take_while(|b| b.is_ascii_digit())
    }

    /// A decimal number without a leading zero, as SemVer and Go write it.
    pub(crate) fn plain_number(&mut self) -> Result<&'a str, Error> {
        let start = self.at;
        let digits = self.digits();
        if digits.is_empty() {
            return Err(self.unexpected("a digit"));
        }
        if digits.len() > 1 && digits.starts_with('0') {
            let span = start..self.at;
            return Err(self.refused(span, "number", "a number without a leading zero"));
        }
        Ok(digits)
    }

    /// The next character (or the end) is not `expected`.
    pub(crate) fn unexpected(&self, expected: impl Into<Cow<'static, str>>) -> Error {
        Error::unexpected(self.text, self.at, expected)
    }

    /// The part at `span` is a `what` that is not `expected`.
    pub(crate) fn refused(
        &self,
        span: Range<usize>,
        what: &'static str,
        expected: impl Into<Cow<'static, str>>,
    ) -> Error {
        Error::refused(self.text, span, what, expected)
    }
}
