//! Texts that findings point into, and places in them.
//!
//! A span is a byte range into one source; lines and columns are computed when a report is made.

use std::{ops::Range, sync::Arc};

/// A range of bytes in a source, end exclusive.
pub type Span = Range<usize>;

/// Names one source of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A place in a source: the whole of it, or a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which source.
    pub source: SourceId,
    /// Where in it; `None` is the file as a whole.
    pub span: Option<Span>,
}

impl Place {
    /// A span of a source.
    pub fn new(source: SourceId, span: Span) -> Self {
        Self {
            source,
            span: Some(span),
        }
    }

    /// A source as a whole.
    pub fn whole(source: SourceId) -> Self {
        Self { source, span: None }
    }
}

/// A line and a column, both counted from 1; the column counts characters, not bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// A text and the path that names it in output.
#[derive(Clone, Debug)]
pub struct Source {
    path: Arc<str>,
    text: Arc<str>,
}

impl Source {
    /// The path relative to the root, with forward slashes.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The position of a byte offset; one past the end is allowed, further is clamped.
    ///
    /// Linear in the offset.
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &self.text[..offset];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let saturate = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Position {
            line: saturate(before.bytes().filter(|&b| b == b'\n').count()).saturating_add(1),
            column: saturate(before[start..].chars().count()).saturating_add(1),
        }
    }
}

impl Source {
    /// The byte offset of a position; a column behind the end of its line is the end of the line.
    ///
    /// Linear in the offset.
    pub fn offset(&self, position: Position) -> usize {
        let mut start = 0;
        for _ in 1..position.line {
            match self.text[start..].find('\n') {
                Some(at) => start += at + 1,
                None => return self.text.len(),
            }
        }
        let line = self.text[start..].split('\n').next().unwrap_or("");
        let skipped = usize::try_from(position.column.saturating_sub(1)).unwrap_or(usize::MAX);
        start
            + line
                .char_indices()
                .nth(skipped)
                .map_or(line.len(), |(at, _)| at)
    }
}

/// The sources that a run has read.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// An empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text under a path; `\` becomes `/`.
    pub fn add(&mut self, path: &str, text: impl Into<Arc<str>>) -> SourceId {
        let id = u32::try_from(self.files.len()).expect("fewer than 2^32 files are read in a run");
        self.files.push(Source {
            path: path.replace('\\', "/").into(),
            text: text.into(),
        });
        SourceId(id)
    }

    /// The source of an id that this set gave out.
    ///
    /// # Panics
    /// If the id is of another set.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// Every source with its id, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.files
            .iter()
            .enumerate()
            .map(|(at, file)| (SourceId(at as u32), file))
    }

    /// Appends all sources of another set; its ids become invalid here, use the returned offset
    /// through [`Sources::shifted`].
    pub fn append(&mut self, other: Sources) -> u32 {
        let offset =
            u32::try_from(self.files.len()).expect("fewer than 2^32 files are read in a run");
        self.files.extend(other.files);
        offset
    }

    /// The id that `id` of an appended set has in this one.
    pub fn shifted(id: SourceId, offset: u32) -> SourceId {
        SourceId(id.0 + offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one() {
        let mut sources = Sources::new();
        let id = sources.add("a\\b.toml", "one\nzwö 3\n");
        let source = sources.get(id);
        let at = |offset| {
            let Position { line, column } = source.position(offset);
            (line, column)
        };
        assert_eq!(source.path(), "a/b.toml");
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(4), (2, 1));
        assert_eq!(at(7), (2, 3), "inside a character is its start");
        assert_eq!(at(9), (2, 5));
        assert_eq!(at(1000), (3, 1));
        let back = |line, column| source.offset(Position { line, column });
        assert_eq!(
            [back(1, 1), back(2, 1), back(2, 5), back(2, 99), back(9, 1)],
            [0, 4, 9, 10, 11]
        );
    }
}
