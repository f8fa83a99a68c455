//! Dot-separated identifiers after `-` and `+`: SemVer 2.0.0, sections 9 to 11.

use crate::Error;
use crate::cursor::Cursor;
use crate::number::compare_digits;
use std::cmp::Ordering;

/// The identifiers of a pre-release, the cursor standing behind the `-`: not empty, of
/// `[0-9A-Za-z-]`, and without leading zeros where they are numbers.
pub(crate) fn prerelease<'a>(cursor: &mut Cursor<'a>) -> Result<&'a str, Error> {
    list(cursor, Zeros::Refused)
}

/// The identifiers of build metadata, the cursor standing behind the `+`.
pub(crate) fn build<'a>(cursor: &mut Cursor<'a>) -> Result<&'a str, Error> {
    list(cursor, Zeros::Allowed)
}

/// Whether a numeric identifier may begin with a zero.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Zeros {
    Allowed,
    Refused,
}

fn list<'a>(cursor: &mut Cursor<'a>, zeros: Zeros) -> Result<&'a str, Error> {
    let (start, whole) = (cursor.at(), cursor.rest());
    loop {
        let at = cursor.at();
        let identifier = cursor.take_while(is_identifier_byte);
        if identifier.is_empty() {
            return Err(cursor.unexpected("a letter, a digit or `-`"));
        }
        if zeros == Zeros::Refused
            && identifier.len() > 1
            && identifier.starts_with('0')
            && is_numeric(identifier)
        {
            let span = at..cursor.at();
            return Err(cursor.refused(span, "identifier", "a number without a leading zero"));
        }
        if !cursor.eat(b'.') {
            return Ok(&whole[..cursor.at() - start]);
        }
    }
}

pub(crate) fn is_identifier_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

/// Whether an identifier is compared as a number.
pub(crate) fn is_numeric(identifier: &str) -> bool {
    !identifier.is_empty() && identifier.bytes().all(|b| b.is_ascii_digit())
}

/// SemVer precedence of two pre-releases without their `-`; the empty one is a release and stands
/// above all others.
pub(crate) fn compare_prerelease(a: &str, b: &str) -> Ordering {
    match (a.is_empty(), b.is_empty()) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        (false, false) => compare_lists(a, b),
    }
}

/// Compares identifier by identifier; of two lists of which one begins the other the longer is
/// greater.
pub(crate) fn compare_lists(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.split('.'), b.split('.'));
    loop {
        match (a.next(), b.next()) {
            (Some(x), Some(y)) => match compare(x, y) {
                Ordering::Equal => {}
                other => return other,
            },
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
        }
    }
}

/// Numbers by value and below words; words by ASCII.
fn compare(a: &str, b: &str) -> Ordering {
    match (is_numeric(a), is_numeric(b)) {
        (true, true) => compare_digits(a.trim_start_matches('0'), b.trim_start_matches('0')),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) => a.cmp(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_of_the_specification() {
        let ladder = [
            "0",
            "9",
            "10",
            "18446744073709551616",
            "-",
            "Z",
            "a",
            "alpha",
            "alpha.1",
            "alpha.a",
            "",
        ];
        for (i, a) in ladder.iter().enumerate() {
            for (j, b) in ladder.iter().enumerate() {
                assert_eq!(compare_prerelease(a, b), i.cmp(&j), "{a} {b}");
            }
        }
    }
}
