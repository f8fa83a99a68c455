//! The grammar of PEP 440's appendix B, in any case and with all the spellings it allows.

use super::version::{Letter, Local, Version};
use crate::cursor::Cursor;
use crate::{Error, Number};

/// The spellings of a pre-release; of two that begin alike the longer one first.
const PRERELEASES: [(&str, Letter); 8] = [
    ("alpha", Letter::Alpha),
    ("a", Letter::Alpha),
    ("beta", Letter::Beta),
    ("b", Letter::Beta),
    ("preview", Letter::Candidate),
    ("pre", Letter::Candidate),
    ("rc", Letter::Candidate),
    ("c", Letter::Candidate),
];

const POST_RELEASES: [(&str, ()); 3] = [("post", ()), ("rev", ()), ("r", ())];

const DEV_RELEASES: [(&str, ()); 1] = [("dev", ())];

/// White space as Python's `\s` has it.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// Reads a version without white space around it.
pub(super) fn version(text: &str) -> Result<Version, Error> {
    let mut cursor = Cursor::new(text);
    let (epoch, release) = epoch_and_release(&mut cursor)?;
    let prerelease = spelled(&mut cursor, &PRERELEASES)?;
    let post = implicit_post(&mut cursor).map_or_else(
        || Ok(spelled(&mut cursor, &POST_RELEASES)?.map(|(_, n)| n)),
        |n| Ok(Some(n)),
    )?;
    let dev = spelled(&mut cursor, &DEV_RELEASES)?.map(|(_, number)| number);
    let local = if cursor.eat(b'+') {
        local(&mut cursor)?
    } else {
        Vec::new()
    };
    if !cursor.is_end() {
        return Err(cursor.unexpected(if local.is_empty() {
            "a digit, `.`, `a`, `b`, `rc`, `post`, `dev` or `+`"
        } else {
            "a letter, a digit, `.`, `-` or `_`"
        }));
    }
    Ok(Version {
        epoch,
        release,
        prerelease,
        post,
        dev,
        local,
    })
}

/// Reads what may stand before a `.*`: an epoch and a release, and nothing behind it.
pub(super) fn prefix(text: &str) -> Result<Version, Error> {
    let mut cursor = Cursor::new(text);
    let (epoch, release) = epoch_and_release(&mut cursor)?;
    if !cursor.is_end() {
        return Err(cursor.unexpected("a digit or `.` before `.*`"));
    }
    Ok(Version {
        epoch,
        release,
        ..Version::default()
    })
}

fn epoch_and_release(cursor: &mut Cursor<'_>) -> Result<(Number, Vec<Number>), Error> {
    if !cursor.eat(b'v') {
        cursor.eat(b'V');
    }
    let mut epoch = Number::ZERO;
    let mut first = number(cursor)?;
    if cursor.eat(b'!') {
        (epoch, first) = (first, number(cursor)?);
    }
    let mut release = vec![first];
    loop {
        let mut ahead = *cursor;
        if !ahead.eat(b'.') {
            return Ok((epoch, release));
        }
        if !ahead.peek().is_some_and(|b| b.is_ascii_digit()) {
            // The dot may belong to what follows the release.
            return if ahead.is_end() || !ahead.peek().is_some_and(|b| b.is_ascii_alphabetic()) {
                Err(ahead.unexpected("a digit, `a`, `b`, `rc`, `post` or `dev`"))
            } else {
                Ok((epoch, release))
            };
        }
        *cursor = ahead;
        release.push(number(cursor)?);
    }
}

fn number(cursor: &mut Cursor<'_>) -> Result<Number, Error> {
    Number::from_digits(cursor.digits()).ok_or_else(|| cursor.unexpected("a digit"))
}

/// Reads one of `words`, with a separator before and behind it, and its number, which may be left
/// out for 0.
fn spelled<T: Copy>(
    cursor: &mut Cursor<'_>,
    words: &[(&str, T)],
) -> Result<Option<(T, Number)>, Error> {
    let mut ahead = *cursor;
    separator(&mut ahead);
    let Some((_, meaning)) = words.iter().find(|(word, _)| ahead.eat_word(word)) else {
        return Ok(None);
    };
    *cursor = ahead;
    let mut behind = ahead;
    separator(&mut behind);
    if behind.peek().is_some_and(|b| b.is_ascii_digit()) {
        *cursor = behind;
        return Ok(Some((*meaning, number(cursor)?)));
    }
    // A separator without a number belongs to what follows, or to nothing.
    let is_followed = behind
        .peek()
        .is_some_and(|b| b.is_ascii_alphabetic() || is_separator(b) || b == b'+');
    if behind.is_end() || is_followed {
        *cursor = behind;
    }
    Ok(Some((*meaning, Number::ZERO)))
}

/// Reads a post-release that is only a number: `1.0-1`.
fn implicit_post(cursor: &mut Cursor<'_>) -> Option<Number> {
    let mut ahead = *cursor;
    if !ahead.eat(b'-') {
        return None;
    }
    let number = Number::from_digits(ahead.digits())?;
    *cursor = ahead;
    Some(number)
}

fn local(cursor: &mut Cursor<'_>) -> Result<Vec<Local>, Error> {
    let mut parts = Vec::new();
    loop {
        let part = cursor.take_while(|b| b.is_ascii_alphanumeric());
        if part.is_empty() {
            return Err(cursor.unexpected("a letter or a digit"));
        }
        parts.push(match Number::from_digits(part) {
            Some(number) => Local::Number(number),
            None => Local::Text(part.to_ascii_lowercase().into()),
        });
        if !separator(cursor) {
            return Ok(parts);
        }
    }
}

fn separator(cursor: &mut Cursor<'_>) -> bool {
    cursor.eat(b'.') || cursor.eat(b'-') || cursor.eat(b'_')
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b'.' | b'-' | b'_')
}
