//! Where a text is wrong that is no version or range of npm.
//!
//! Nothing is decided here: a text that looks right to these scanners is refused as a whole.

use super::grammar::{MAX_LENGTH, MAX_RANGE_LENGTH, MAX_SAFE_INTEGER, is_space};
use crate::Error;
use crate::cursor::Cursor;
use crate::identifiers;

pub(super) fn version(text: &str, loose: bool) -> Error {
    let length = text.encode_utf16().count();
    if length > MAX_LENGTH {
        let span = 0..text.len();
        return Error::refused(text, span, "version", "a version of at most 256 characters");
    }
    let start = text.len() - text.trim_start_matches(is_space).len();
    let trimmed = text.trim_matches(is_space);
    match scan_version(trimmed, loose) {
        Err(error) => error.within(text, start),
        Ok(()) => Error::refused(text, 0..text.len(), "text", "a version such as `1.2.3`"),
    }
}

pub(super) fn range(text: &str, loose: bool) -> Error {
    if text.len() > MAX_RANGE_LENGTH {
        let expected = format!("a range of at most {MAX_RANGE_LENGTH} bytes");
        return Error::refused(text, 0..text.len(), "range", expected);
    }
    let mut at = 0;
    for alternative in text.split("||") {
        for word in alternative.split(is_space) {
            let start = at;
            at += word.len()
                + text[at + word.len()..]
                    .chars()
                    .next()
                    .map_or(0, char::len_utf8);
            if let Err(error) = scan_comparator(word, loose) {
                return error.within(text, start);
            }
        }
        // The last word took one `|` for the character that ends it.
        at = (at + 1).min(text.len());
    }
    let expected = "comparators such as `>=1.2.3 <2.0.0`, `^1.2`, `1.x` or `1.2 - 2.3`";
    Error::refused(text, 0..text.len(), "range", expected)
}

fn scan_version(text: &str, loose: bool) -> Result<(), Error> {
    let mut cursor = Cursor::new(text);
    if loose {
        cursor.take_while(|b| matches!(b, b'v' | b'=' | b' ' | b'\t'));
    } else {
        cursor.eat(b'v');
    }
    for n in 0..3 {
        if n > 0 && !cursor.eat(b'.') {
            return Err(cursor.unexpected("a digit or `.`"));
        }
        number(&mut cursor, loose, "a digit")?;
    }
    suffix(&mut cursor, loose, "a digit, `-` or `+`")
}

fn scan_comparator(word: &str, loose: bool) -> Result<(), Error> {
    let mut cursor = Cursor::new(word);
    if word == "-" {
        return Ok(());
    }
    cursor.take_while(|b| matches!(b, b'<' | b'>' | b'=' | b'~' | b'^'));
    cursor.take_while(|b| matches!(b, b'v' | b'='));
    let mut is_wild = false;
    for n in 0..3 {
        if cursor.is_end() && n == 0 {
            return Ok(());
        }
        if n > 0 && !cursor.eat(b'.') {
            break;
        }
        if is_wild && !matches!(cursor.peek(), Some(b'x' | b'X' | b'*')) {
            return Err(cursor.unexpected("`x`, since only a wildcard follows a wildcard"));
        }
        is_wild = cursor.eat(b'x') || cursor.eat(b'X') || cursor.eat(b'*');
        if !is_wild {
            number(&mut cursor, loose, "a digit or `x`")?;
        }
    }
    suffix(&mut cursor, loose, "a digit, `.`, `-` or `+`")
}

fn number(cursor: &mut Cursor<'_>, loose: bool, expected: &'static str) -> Result<(), Error> {
    let start = cursor.at();
    if !cursor.peek().is_some_and(|b| b.is_ascii_digit()) {
        return Err(cursor.unexpected(expected));
    }
    let digits = if loose {
        cursor.digits()
    } else {
        cursor.plain_number()?
    };
    if digits.parse().is_ok_and(|n: u64| n <= MAX_SAFE_INTEGER) {
        return Ok(());
    }
    Err(cursor.refused(
        start..cursor.at(),
        "number",
        format!("at most {MAX_SAFE_INTEGER}"),
    ))
}

fn suffix(cursor: &mut Cursor<'_>, loose: bool, expected: &'static str) -> Result<(), Error> {
    let mut expected = expected;
    if cursor.eat(b'-') || (loose && cursor.peek().is_some_and(|b| b.is_ascii_alphanumeric())) {
        if loose {
            cursor.take_while(|b| identifiers::is_identifier_byte(b) || b == b'.');
        } else {
            identifiers::prerelease(cursor)?;
        }
        expected = "a letter, a digit, `-`, `.` or `+`";
    }
    if cursor.eat(b'+') {
        identifiers::build(cursor)?;
        expected = "a letter, a digit, `-` or `.`";
    }
    if cursor.is_end() {
        Ok(())
    } else {
        Err(cursor.unexpected(expected))
    }
}
