//! What is wrong with an `upsafe.toml`: every problem with its place and what was expected.

use std::{fmt, sync::Arc};

use upsafe_core::{Sources, Span, count};

/// More problems than this are counted, not listed.
const LISTED: usize = 100;

/// An `upsafe.toml` that cannot be used, with all that is wrong in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    path: String,
    text: Arc<str>,
    problems: Vec<Problem>,
    unlisted: usize,
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// Where in the text, in bytes; the empty range at an end of the text means "here something is
    /// missing".
    pub span: Span,
    /// What is wrong, one line that stands alone.
    pub message: String,
    /// What was expected in that place.
    pub expected: Option<String>,
    /// The known word that was most likely meant.
    pub did_you_mean: Option<String>,
    /// Other places that matter, each with what is to be seen there.
    pub related: Vec<(Span, String)>,
}

impl Problem {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            expected: None,
            did_you_mean: None,
            related: Vec::new(),
        }
    }

    pub(crate) fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    pub(crate) fn did_you_mean(mut self, word: Option<impl Into<String>>) -> Self {
        self.did_you_mean = word.map(Into::into);
        self
    }

    pub(crate) fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push((span, text.into()));
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if let Some(expected) = &self.expected {
            write!(f, ", expected {expected}")?;
        }
        match &self.did_you_mean {
            Some(word) => write!(f, "; did you mean `{word}`?"),
            None => Ok(()),
        }
    }
}

impl ConfigError {
    pub(crate) fn new(path: &str, text: impl Into<Arc<str>>, mut problems: Vec<Problem>) -> Self {
        let text = text.into();
        problems.sort_by(|a, b| {
            (a.span.start, a.span.end, &a.message).cmp(&(b.span.start, b.span.end, &b.message))
        });
        problems.dedup();
        let unlisted = problems.len().saturating_sub(LISTED);
        problems.truncate(LISTED);
        Self {
            path: path.to_owned(),
            text,
            problems,
            unlisted,
        }
    }

    /// The path as it was given to [`crate::Config::load`].
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text that the spans point into; bytes that are no UTF-8 are replaced behind the first
    /// problem, and of a file that is too large only the beginning is kept.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The problems in the order of the text, at most 100.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// How many problems there are beyond those listed.
    pub fn unlisted(&self) -> usize {
        self.unlisted
    }
}

/// One line per problem: `path:line:column: message, expected ...; did you mean ...?`.
impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sources = Sources::new();
        let id = sources.add(&self.path, Arc::clone(&self.text));
        let source = sources.get(id);
        for (nth, problem) in self.problems.iter().enumerate() {
            let at = source.position(problem.span.start);
            let separator = if nth == 0 { "" } else { "\n" };
            let (line, column) = (at.line, at.column);
            write!(f, "{separator}{}:{line}:{column}: {problem}", source.path())?;
            for (span, text) in &problem.related {
                write!(f, " ({text} at line {})", source.position(span.start).line)?;
            }
        }
        match self.unlisted {
            0 => Ok(()),
            n => write!(
                f,
                "\n{}: and {}",
                source.path(),
                count(n, "further problem")
            ),
        }
    }
}

impl std::error::Error for ConfigError {}
