//! The concrete syntax of go.mod and go.work: lines, blocks, comments, each with its place.
//!
//! The tree holds everything that the text says, so that [`print`](super::print) gives the text
//! back in the standard format.

/// A place in a text: 1-based, columns in characters, the end exclusive, on one line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The line, from 1; 0 for what does not stand in the text.
    pub line: u32,
    /// The column of the first character, from 1.
    pub column: u32,
    /// The column behind the last character.
    pub end_column: u32,
}

impl Span {
    /// From the beginning of `self` to the end of `end`, which is on the same line.
    #[must_use]
    pub fn to(self, end: Self) -> Self {
        Self {
            end_column: end.end_column,
            ..self
        }
    }
}

/// A word of a line, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The text, with its quotes.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// The comments that belong to a piece of syntax. The texts begin with `//`; an empty text is a
/// blank line that is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comments {
    /// Lines in front of it.
    pub before: Vec<String>,
    /// At the end of its line.
    pub suffix: Vec<String>,
}

/// One line with words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its comments.
    pub comments: Comments,
    /// Its words; none in a line that was removed by an edit.
    pub tokens: Vec<Token>,
}

/// Lines in parentheses behind a common beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The comments in front of it.
    pub comments: Comments,
    /// The words before `(`.
    pub tokens: Vec<Token>,
    /// The comments at the end of the line with `(`.
    pub open: Vec<String>,
    /// The lines inside.
    pub lines: Vec<Line>,
    /// The comments in front of and behind `)`.
    pub close: Comments,
}

/// A piece of a file at the outermost level.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Statement {
    /// A line of its own.
    Line(Line),
    /// A block in parentheses.
    Block(Block),
    /// Comments that stand alone.
    Comments(Vec<String>),
}

/// A whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Syntax {
    /// Its statements, in order.
    pub statements: Vec<Statement>,
}

impl Token {
    /// A word that stands in no text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            span: Span::default(),
        }
    }
}

impl Line {
    /// The place from the first word to the last.
    #[must_use]
    pub fn span(&self) -> Span {
        match (self.tokens.first(), self.tokens.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => Span::default(),
        }
    }

    /// Whether the comment at the end says that nothing in the module imports the requirement.
    #[must_use]
    pub fn is_indirect(&self) -> bool {
        let Some(comment) = self.comments.suffix.first() else {
            return false;
        };
        let mut words = comment_text(comment).split_whitespace();
        match words.next() {
            Some("indirect") => words.next().is_none(),
            Some(word) => word.starts_with("indirect;"),
            None => false,
        }
    }
}

/// The text of a comment without its slashes.
pub(crate) fn comment_text(comment: &str) -> &str {
    comment.strip_prefix("//").unwrap_or(comment)
}
