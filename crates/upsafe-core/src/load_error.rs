//! "Could not look": input that cannot be read, with its place and what was expected.

use std::fmt;

use crate::{Position, Source, visible};

/// The longest message, in characters.
const LONGEST: usize = 1000;

/// Why an input could not be read. Prints as `path:line:column: what was expected and found`, on one
/// line: what the input holds cannot forge another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    path: Box<str>,
    position: Option<Position>,
    message: Box<str>,
}

impl LoadError {
    /// An error about a file as a whole.
    pub fn whole(path: impl fmt::Display, message: impl fmt::Display) -> Self {
        let path = path.to_string().replace('\\', "/").into();
        Self {
            path,
            position: None,
            message: bounded(&message),
        }
    }

    /// An error at a byte offset of a source.
    pub fn at(source: &Source, offset: usize, message: impl fmt::Display) -> Self {
        Self {
            path: source.path().into(),
            position: Some(source.position(offset)),
            message: bounded(&message),
        }
    }

    /// An error at a known line and column of a file.
    pub fn at_position(
        path: impl fmt::Display,
        position: Position,
        message: impl fmt::Display,
    ) -> Self {
        Self {
            position: Some(position),
            ..Self::whole(path, message)
        }
    }

    /// The file, as output names it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Where in the file, if a place is known.
    pub fn position(&self) -> Option<Position> {
        self.position
    }

    /// What was expected and found, without the place.
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// The message, cut where it quotes so much of an input that nobody would read it.
fn bounded(message: &impl fmt::Display) -> Box<str> {
    let message = message.to_string();
    match message.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", &message[..end]).into(),
        None => message.into(),
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, message) = (visible(&self.path), visible(&self.message));
        match self.position {
            Some(Position { line, column }) => write!(f, "{path}:{line}:{column}: {message}"),
            None => write!(f, "{path}: {message}"),
        }
    }
}

impl std::error::Error for LoadError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_input_holds_stays_on_the_line_and_short() {
        let error = LoadError::whole("a\nb", "found `\u{1b}[31m\n`");
        assert_eq!(error.to_string(), "a␊b: found `␛[31m␊`");
        let error = LoadError::whole("f", "ö".repeat(2000));
        assert_eq!(error.message().chars().count(), LONGEST + 3);
        assert!(error.to_string().ends_with("ö..."));
    }
}
