//! Promises that several targets check.

use std::ops::Range;

use upsafe::core::{LoadError, Position, Sources, visible};

/// The input as text. Files that are not UTF-8 are refused before any text parser sees them.
pub(crate) fn text(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data).ok()
}

/// An error message stands alone on one line and says something.
pub(crate) fn message(text: &str) {
    assert!(!text.trim().is_empty(), "an empty message");
    assert!(!text.contains(['\n', '\r']), "more than a line: {text:?}");
    assert!(!text.contains('\u{1b}'), "a terminal escape: {text:?}");
    assert!(text.len() < 4096, "{} bytes of message", text.len());
}

/// What an error says once it has left the process, where no character controls a terminal.
pub(crate) fn talk(error: &impl std::fmt::Display) {
    message(&visible(&error.to_string()));
}

/// A byte range lies in the text and cuts no character.
pub(crate) fn span(text: &str, span: &Range<usize>) {
    assert!(text.get(span.clone()).is_some(), "{span:?} in {text:?}");
}

/// A line and column, from 1, are those of a character of the text, or of the end of a line.
pub(crate) fn position(text: &str, line: usize, column: usize) {
    assert!(line >= 1 && column >= 1, "{line}:{column}");
    let Some(shown) = text.split('\n').nth(line - 1) else {
        panic!("line {line} of {text:?}");
    };
    let n_columns = shown.chars().count() + 1;
    assert!(column <= n_columns, "{line}:{column} of {text:?}");
}

/// A refusal names the file and a place in it, on one line.
pub(crate) fn refusal(error: &LoadError, path: &str, text: &str) {
    assert_eq!(error.path(), path);
    message(&error.to_string());
    if let Some(Position { line, column }) = error.position() {
        position(text, line as usize, column as usize);
    }
}

/// The position of an offset that an error names, which must lie in the text.
pub(crate) fn offset(text: &str, offset: usize) {
    assert!(offset <= text.len(), "offset {offset} of {}", text.len());
    let mut sources = Sources::new();
    let id = sources.add("f", text);
    let Position { line, column } = sources.get(id).position(offset);
    position(text, line as usize, column as usize);
}
