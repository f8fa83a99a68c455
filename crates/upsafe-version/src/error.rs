//! The one error of this crate: which character is wrong, and what was expected in its place.
//!
//! A message always stands on one line and quotes at most [`EXCERPT`] characters of the input, so
//! that a hostile input of any size gives a short message.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// How many characters of the input a message quotes.
const EXCERPT: usize = 80;

/// What is wrong with a version, a range or a request, with its place.
///
/// ```
/// let error = upsafe_version::semver::Version::parse("1.2.x").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "unexpected character `x` at column 5 of `1.2.x`, expected a digit"
/// );
/// assert_eq!(error.offset(), Some(4));
/// assert_eq!(error.column(), Some(5));
/// assert_eq!(error.expected(), Some("a digit"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Kind>);

/// The two kinds of trouble: a place in a text, or a request that makes no sense as a whole.
#[derive(Clone, PartialEq, Eq)]
enum Kind {
    Place(Place),
    Request(Cow<'static, str>),
}

/// A place in a text that was refused.
#[derive(Clone, PartialEq, Eq)]
struct Place {
    /// The text as quoted: shortened, control characters escaped.
    excerpt: String,
    span: Range<usize>,
    column: usize,
    found: Found,
    expected: Cow<'static, str>,
}

/// What stood at the place.
#[derive(Clone, PartialEq, Eq)]
enum Found {
    Empty,
    Char(char),
    End,
    Part { what: &'static str, text: String },
}

impl Error {
    /// The character at byte `at` of `text` (or the end) is not `expected`.
    pub(crate) fn unexpected(
        text: &str,
        at: usize,
        expected: impl Into<Cow<'static, str>>,
    ) -> Self {
        let at = floor_char_boundary(text, at);
        let next = text.get(at..).and_then(|rest| rest.chars().next());
        let found = match next {
            _ if text.is_empty() => Found::Empty,
            Some(c) => Found::Char(c),
            None => Found::End,
        };
        let end = at + next.map_or(0, char::len_utf8);
        Self::place(text, at..end, found, expected.into())
    }

    /// The part of `text` at `span`, a `what`, is refused where `expected` would do.
    pub(crate) fn refused(
        text: &str,
        span: Range<usize>,
        what: &'static str,
        expected: impl Into<Cow<'static, str>>,
    ) -> Self {
        let start = floor_char_boundary(text, span.start);
        let end = floor_char_boundary(text, span.end).max(start);
        let part = excerpt(text.get(start..end).unwrap_or_default());
        let found = if text.is_empty() {
            Found::Empty
        } else {
            Found::Part { what, text: part }
        };
        Self::place(text, start..end, found, expected.into())
    }

    /// A request that is wrong as a whole: an unknown operation, a number that cannot be raised.
    pub(crate) fn request(message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Kind::Request(message.into())))
    }

    /// The same error for a `text` of which the refused text began at byte `by`.
    pub(crate) fn within(self, text: &str, by: usize) -> Self {
        match *self.0 {
            Kind::Place(place) => {
                let span = place.span.start + by..place.span.end + by;
                let found = match place.found {
                    Found::Empty if text.is_empty() => Found::Empty,
                    Found::Empty => match text.get(span.start..).and_then(|r| r.chars().next()) {
                        Some(c) => Found::Char(c),
                        None => Found::End,
                    },
                    found => found,
                };
                Self::place(text, span, found, place.expected)
            }
            Kind::Request(_) => self,
        }
    }

    fn place(text: &str, span: Range<usize>, found: Found, expected: Cow<'static, str>) -> Self {
        let column = text
            .get(..span.start)
            .map_or(0, |before| before.chars().count())
            + 1;
        let excerpt = excerpt(text);
        Self(Box::new(Kind::Place(Place {
            excerpt,
            span,
            column,
            found,
            expected,
        })))
    }

    /// The byte at which the refused part of the text starts; `None` for a request without a text.
    #[must_use]
    pub fn offset(&self) -> Option<usize> {
        self.span().map(|span| span.start)
    }

    /// The bytes of the text that are refused; empty at the end of the text.
    #[must_use]
    pub fn span(&self) -> Option<Range<usize>> {
        match &*self.0 {
            Kind::Place(place) => Some(place.span.clone()),
            Kind::Request(_) => None,
        }
    }

    /// The column of the refused part, counted in characters from 1.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        match &*self.0 {
            Kind::Place(place) => Some(place.column),
            Kind::Request(_) => None,
        }
    }

    /// What would have been right there.
    #[must_use]
    pub fn expected(&self) -> Option<&str> {
        match &*self.0 {
            Kind::Place(place) => Some(&place.expected),
            Kind::Request(_) => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place {
            excerpt,
            column,
            found,
            expected,
            ..
        } = match &*self.0 {
            Kind::Place(place) => place,
            Kind::Request(message) => return f.write_str(message),
        };
        match found {
            Found::Empty => write!(f, "unexpected empty text, expected {expected}"),
            Found::Char(c) => write!(
                f,
                "unexpected character `{}` at column {column} of `{excerpt}`, expected {expected}",
                Shown(*c)
            ),
            Found::End => {
                write!(
                    f,
                    "unexpected end of `{excerpt}` at column {column}, expected {expected}"
                )
            }
            Found::Part { what, text } if text == excerpt => {
                write!(f, "unexpected {what} `{text}`, expected {expected}")
            }
            Found::Part { what, text } => write!(
                f,
                "unexpected {what} `{text}` at column {column} of `{excerpt}`, expected {expected}"
            ),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({:?})", self.to_string())
    }
}

impl std::error::Error for Error {}

/// A character as a message may carry it: control characters escaped.
struct Shown(char);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_control() {
            write!(f, "{}", self.0.escape_default())
        } else {
            write!(f, "{}", self.0)
        }
    }
}

fn excerpt(text: &str) -> String {
    let mut out: String = text
        .chars()
        .take(EXCERPT)
        .map(|c| Shown(c).to_string())
        .collect();
    if text.chars().nth(EXCERPT).is_some() {
        out.push_str("...");
    }
    out
}

fn floor_char_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(error: &Error, expected: &str) {
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn says_place_and_expectation() {
        check(
            &Error::unexpected("1.2.x", 4, "a digit"),
            "unexpected character `x` at column 5 of `1.2.x`, expected a digit",
        );
        check(
            &Error::unexpected("1.2", 3, "`.`"),
            "unexpected end of `1.2` at column 4, expected `.`",
        );
        check(
            &Error::unexpected("", 0, "a digit"),
            "unexpected empty text, expected a digit",
        );
        check(
            &Error::refused("1.02", 2..4, "number", "a number without a leading zero"),
            "unexpected number `02` at column 3 of `1.02`, expected a number without a leading zero",
        );
    }

    #[test]
    fn columns_count_characters_and_never_split_one() {
        let error = Error::unexpected("é.x", 3, "a digit");
        assert_eq!((error.column(), error.offset()), (Some(3), Some(3)));
        let error = Error::unexpected("aé", 2, "a digit");
        assert_eq!((error.column(), error.span()), (Some(2), Some(1..3)));
    }

    #[test]
    fn long_and_odd_input_stays_one_short_line() {
        let text = "1\n".repeat(500);
        let message = Error::unexpected(&text, 1, "`.`").to_string();
        assert!(!message.contains('\n'));
        assert!(message.chars().count() < 300, "{message}");
    }

    #[test]
    fn a_part_is_placed_in_its_whole() {
        let inner = Error::unexpected("1.x", 2, "a digit");
        check(
            &inner.within(">= 1.x", 3),
            "unexpected character `x` at column 6 of `>= 1.x`, expected a digit",
        );
    }
}
