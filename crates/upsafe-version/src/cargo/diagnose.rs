//! Where a text is wrong that the crate `semver` has refused.
//!
//! Nothing is decided here: a text that looks right to this scanner is still refused, in the words
//! of the crate.

use crate::cursor::Cursor;
use crate::{Error, identifiers, semver};

const EXPECTED_NUMBER: &str = "at most 18446744073709551615";

/// The most comparators that the crate takes.
const MAX_COMPARATORS: usize = 32;

pub(super) fn version(text: &str, error: &::semver::Error) -> Error {
    if let Err(place) = semver::Version::parse(text) {
        return place;
    }
    // Right for SemVer, so that it is a number above 64 bits.
    let mut cursor = Cursor::new(text);
    for _ in 0..3 {
        if let Err(place) = number(&mut cursor, "a digit") {
            return place;
        }
        cursor.eat(b'.');
    }
    fallback(text, error)
}

pub(super) fn requirement(text: &str, error: &::semver::Error) -> Error {
    scan(text).err().unwrap_or_else(|| fallback(text, error))
}

pub(super) fn comparator(text: &str, error: &::semver::Error) -> Error {
    let mut cursor = Cursor::new(text);
    spaces(&mut cursor);
    match scan_comparator(&mut cursor) {
        Err(place) => place,
        Ok(expected) if !cursor.is_end() => cursor.unexpected(expected),
        Ok(_) => fallback(text, error),
    }
}

fn fallback(text: &str, error: &::semver::Error) -> Error {
    Error::refused(
        text,
        0..text.len(),
        "text",
        format!("something else: {error}"),
    )
}

fn spaces(cursor: &mut Cursor<'_>) {
    cursor.take_while(|b| b == b' ');
}

fn wildcard(cursor: &mut Cursor<'_>) -> bool {
    cursor.eat(b'*') || cursor.eat(b'x') || cursor.eat(b'X')
}

fn scan(text: &str) -> Result<(), Error> {
    let mut cursor = Cursor::new(text);
    spaces(&mut cursor);
    if wildcard(&mut cursor) {
        spaces(&mut cursor);
        return if cursor.is_end() {
            Ok(())
        } else {
            Err(cursor.unexpected("nothing else, since a wildcard stands alone"))
        };
    }
    for _ in 0..MAX_COMPARATORS {
        let mut ahead = cursor;
        let at = cursor.at();
        if wildcard(&mut ahead) {
            return Err(cursor.refused(
                at..ahead.at(),
                "wildcard",
                "a comparator, since a wildcard stands alone",
            ));
        }
        let expected = scan_comparator(&mut cursor)?;
        if cursor.is_end() {
            return Ok(());
        }
        if !cursor.eat(b',') {
            return Err(cursor.unexpected(expected));
        }
        spaces(&mut cursor);
    }
    Err(cursor.unexpected("the end, since a requirement has at most 32 comparators"))
}

/// Scans one comparator with the spaces behind it, and says what could have followed it.
fn scan_comparator(cursor: &mut Cursor<'_>) -> Result<&'static str, Error> {
    if cursor.eat(b'>') || cursor.eat(b'<') {
        cursor.eat(b'=');
    } else if !cursor.eat(b'=') && !cursor.eat(b'~') {
        cursor.eat(b'^');
    }
    spaces(cursor);
    number(
        cursor,
        "a digit or one of `=`, `>`, `>=`, `<`, `<=`, `~`, `^`",
    )?;
    let mut expected = "a digit, `.` or `,`";
    let mut is_wild = false;
    let mut is_full = false;
    for n in 1..3 {
        if !cursor.eat(b'.') {
            break;
        }
        let at = cursor.at();
        if wildcard(cursor) {
            is_wild = true;
            expected = "`.` or `,`";
        } else if is_wild {
            return Err(cursor.unexpected("`*`, since only a wildcard follows a wildcard"));
        } else {
            number(cursor, "a digit or `*`")?;
            is_full = n == 2;
        }
        debug_assert!(cursor.at() > at, "a number or a wildcard was passed over");
        if n == 2 {
            expected = if is_full {
                "a digit, `-`, `+` or `,`"
            } else {
                "`,`"
            };
        }
    }
    if is_full && cursor.eat(b'-') {
        identifiers::prerelease(cursor)?;
        expected = "a letter, a digit, `-`, `.`, `+` or `,`";
    }
    if is_full && cursor.eat(b'+') {
        identifiers::build(cursor)?;
        expected = "a letter, a digit, `-`, `.` or `,`";
    }
    if cursor.peek() == Some(b' ') {
        expected = "`,`";
        spaces(cursor);
    }
    Ok(expected)
}

fn number(cursor: &mut Cursor<'_>, expected: &'static str) -> Result<(), Error> {
    let start = cursor.at();
    if !cursor.peek().is_some_and(|b| b.is_ascii_digit()) {
        return Err(cursor.unexpected(expected));
    }
    let digits = cursor.plain_number()?;
    if digits.parse::<u64>().is_err() {
        return Err(cursor.refused(start..cursor.at(), "number", EXPECTED_NUMBER));
    }
    Ok(())
}
