//! "Could not look": input that cannot be read, with its place and what was expected.

use std::fmt;

use crate::{Position, Source};

/// Why an input could not be read. Prints as `path:line:column: what was expected and found`.
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
            message: message.to_string().into(),
        }
    }

    /// An error at a byte offset of a source.
    pub fn at(source: &Source, offset: usize, message: impl fmt::Display) -> Self {
        Self {
            path: source.path().into(),
            position: Some(source.position(offset)),
            message: message.to_string().into(),
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

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Some(Position { line, column }) => {
                write!(f, "{}:{line}:{column}: {}", self.path, self.message)
            }
            None => write!(f, "{}: {}", self.path, self.message),
        }
    }
}

impl std::error::Error for LoadError {}
