//! The text of Go's `apidiff` (`golang.org/x/exp/cmd/apidiff`), of packages and of modules (`-m`).
//!
//! The tool says its incompatible changes, then its compatible ones, a line each. It says nothing
//! where nothing changed: whether it ran at all, its exit status tells, and its caller must ask.

use super::ApiDiff;
use crate::diff::{Change, Verdict};

/// What the tool is known not to see.
const LIMITS: &[&str] = &[
    "apidiff compares exported declarations: `internal` packages and behaviour are left out",
    "apidiff does not compare the constraints of type parameters",
];

/// Why a text is not apidiff's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: expected {expected}, found `{found}`")]
pub struct ApidiffError {
    line: usize,
    expected: &'static str,
    found: String,
}

impl ApidiffError {
    /// The line, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }
}

/// Reads what `apidiff OLD NEW` or `apidiff -m OLD NEW` printed on its standard output, without
/// `-incompatible`, when it ended with 0.
///
/// # Errors
/// Where a line is not as apidiff writes it; nothing is skipped.
pub fn read_apidiff(subject: &str, text: &str) -> Result<ApiDiff, ApidiffError> {
    let mut verdict = None;
    let mut changes = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let fail = |expected| ApidiffError {
            line: number + 1,
            expected,
            found: line.to_owned(),
        };
        match line.trim_end() {
            "" => {}
            "Incompatible changes:" => verdict = Some(Verdict::Proved),
            "Compatible changes:" => verdict = Some(Verdict::Additive),
            line => {
                let verdict = verdict.ok_or_else(|| fail("a headline"))?;
                let entry = line
                    .strip_prefix("- ")
                    .ok_or_else(|| fail("an entry `- NAME: WHAT`"))?;
                let (name, what) = split(entry).ok_or_else(|| fail("an entry `- NAME: WHAT`"))?;
                changes.push(change(subject, name, what, verdict));
            }
        }
    }
    let mut diff = ApiDiff::new("go", "apidiff", subject, changes);
    diff.limits = LIMITS.iter().map(|limit| (*limit).to_owned()).collect();
    Ok(diff)
}

/// Splits `NAME: WHAT`; a name holds no colon followed by a space.
fn split(entry: &str) -> Option<(&str, &str)> {
    let (name, what) = entry.split_once(": ")?;
    (!name.is_empty() && !what.is_empty()).then_some((name, what))
}

fn change(subject: &str, name: &str, what: &str, verdict: Verdict) -> Change {
    let (rule, before, after) = match what {
        "added" => ("go-added", None, None),
        "removed" => ("go-removed", None, None),
        _ => match changed(what) {
            Some((rule, before, after)) => (rule, Some(before), Some(after)),
            None => ("go-changed", None, Some(what)),
        },
    };
    let path = match (name.strip_prefix("package "), name.strip_prefix("./")) {
        (Some(package), _) => package.to_owned(),
        (None, Some(below)) => format!("{subject}/{below}"),
        (None, None) => format!("{subject}.{name}"),
    };
    Change {
        path,
        rule: rule.to_owned(),
        verdict,
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
        location: None,
    }
}

/// `changed from A to B`: types hold no ` to ` of their own.
fn changed(what: &str) -> Option<(&'static str, &str, &str)> {
    let (rule, rest) = match what.strip_prefix("value ") {
        Some(rest) => ("go-value-changed", rest),
        None => ("go-type-changed", what),
    };
    let (before, after) = rest.strip_prefix("changed from ")?.split_once(" to ")?;
    Some((rule, before, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::Bump;

    /// Lines of every kind, as runs of golang.org/x/exp/cmd/apidiff v0.0.0-20261014143641 print them,
    /// put together by hand.
    const PRINTED: &str = include_str!("apidiff.txt");

    #[test]
    fn lines_of_every_kind_are_read() {
        let diff = read_apidiff("example.com/lib", PRINTED).expect("as apidiff writes");
        let told: Vec<String> = diff.changes.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "proved go-type-changed at `example.com/lib.(*G[T]).M`: `func(T) T` became `func([]T) T`",
                "additive go-added at `example.com/lib.Added`",
                "proved go-value-changed at `example.com/lib.C`: `1` became `2`",
                "proved go-changed at `example.com/lib.E`: `old is comparable, new is not`",
                "proved go-type-changed at `example.com/lib.F`: `func(int) string` became `func(int, int) string`",
                "proved go-added at `example.com/lib.I.N`",
                "proved go-removed at `example.com/lib.S.Old`",
                "additive go-added at `example.com/lib/extra`",
                "proved go-removed at `example.com/lib/gone`",
                "proved go-type-changed at `example.com/lib/sub.X`: `func()` became `func(int)`",
            ]
        );
        assert_eq!(diff.required_bump(), Bump::Major);
        assert_eq!(ApiDiff::from_json(&diff.to_json()), Ok(diff));
    }

    #[test]
    fn additions_ask_for_a_minor_and_nothing_for_none() {
        let bump = |text| {
            read_apidiff("m", text)
                .expect("as apidiff writes")
                .required_bump()
        };
        assert_eq!(bump(""), Bump::Patch);
        assert_eq!(bump("Compatible changes:\n- H: added\n"), Bump::Minor);
        assert_eq!(bump("Incompatible changes:\n- H: removed\n"), Bump::Major);
    }

    #[track_caller]
    fn refused(text: &str, expected: &str) {
        let error = read_apidiff("m", text)
            .expect_err("it is wrong")
            .to_string();
        assert_eq!(error, expected);
    }

    #[test]
    fn what_is_not_understood_is_not_skipped() {
        refused(
            "- H: added",
            "line 1: expected a headline, found `- H: added`",
        );
        refused(
            "Compatible changes:\npanic: no",
            "line 2: expected an entry `- NAME: WHAT`, found `panic: no`",
        );
        refused(
            "Compatible changes:\n- H added",
            "line 2: expected an entry `- NAME: WHAT`, found `- H added`",
        );
    }
}
