//! What a check found wrong: all of it, shown at once.

use std::{fmt, path::Path};

use similar::{ChangeTag, TextDiff};

/// All that a check found wrong.
#[derive(Debug, Default)]
#[must_use = "call `assert`, or the check cannot fail"]
pub struct Failures(Vec<String>);

impl Failures {
    /// Fails the test if anything was wrong.
    ///
    /// # Panics
    /// With the whole list, if it is not empty.
    #[track_caller]
    pub fn assert(self) {
        assert!(self.0.is_empty(), "{self}");
    }

    /// What was wrong, in the order in which it was found.
    pub fn list(&self) -> &[String] {
        &self.0
    }

    pub(crate) fn add(&mut self, what: impl Into<String>) {
        self.0.push(what.into());
    }

    pub(crate) fn add_all(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

impl fmt::Display for Failures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", upsafe_core::count(self.0.len(), "failure"))?;
        self.0
            .iter()
            .try_for_each(|one| write!(f, "\n\n{}", one.trim_end()))
    }
}

/// The lines that differ, marked `-` for what was expected and `+` for what was found.
pub(crate) fn diff(expected: &str, found: &str) -> String {
    let lines = TextDiff::from_lines(expected, found);
    let mut out = String::new();
    for change in lines.iter_all_changes() {
        out.push_str(match change.tag() {
            ChangeTag::Delete => "- ",
            ChangeTag::Insert => "+ ",
            ChangeTag::Equal => "  ",
        });
        out.push_str(change.value().trim_end_matches('\n'));
        out.push_str(if change.missing_newline() {
            " (no line end)\n"
        } else {
            "\n"
        });
    }
    out
}

/// The path as a failure names it.
pub(crate) fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
