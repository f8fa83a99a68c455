//! The JSON form of a difference.

use serde::{Deserialize, Serialize};

use crate::{
    diff::{Bump, Change, Diff, Exposure, Verdict},
    sources::Source,
};

/// The number of the form. A reader takes this one and refuses others.
pub const API_DIFF_FORMAT: u32 = 1;

/// What changed between two APIs, of any language, as any tool tells it.
///
/// One change a line, sorted; the same bytes for the same changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ApiDiff {
    /// [`API_DIFF_FORMAT`].
    pub api_diff: u32,
    /// The language: `rust`, `go`, `python`.
    pub language: String,
    /// The tool, with its version where known.
    pub tool: String,
    /// What was compared: a package, module or crate.
    pub subject: String,
    /// The version or release tag of the old side, where it is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// The changes, sorted.
    pub changes: Vec<Change>,
    /// Foreign packages in the new API.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exposed: Vec<Exposure>,
    /// What limits the comparison, as sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<String>,
    /// The files of the new side, where they are told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// Why a text is no such JSON.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct ApiDiffError {
    line: usize,
    column: usize,
    message: String,
}

impl ApiDiffError {
    /// The line, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column, from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }
}

impl ApiDiff {
    /// Changes of a subject, which are sorted here.
    #[must_use]
    pub fn new(
        language: impl Into<String>,
        tool: impl Into<String>,
        subject: impl Into<String>,
        mut changes: Vec<Change>,
    ) -> Self {
        changes.sort();
        changes.dedup();
        ApiDiff {
            api_diff: API_DIFF_FORMAT,
            language: language.into(),
            tool: tool.into(),
            subject: subject.into(),
            base: None,
            changes,
            exposed: Vec::new(),
            limits: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// A difference that this crate found.
    #[must_use]
    pub fn of_diff(subject: &str, diff: &Diff) -> Self {
        let tool = concat!("upsafe ", env!("CARGO_PKG_VERSION"));
        let mut new = ApiDiff::new("rust", tool, subject, diff.changes.clone());
        new.exposed.clone_from(&diff.exposed);
        new.limits.clone_from(&diff.limits);
        new
    }

    /// The least bump that is honest; suspicions count as breaks.
    #[must_use]
    pub fn required_bump(&self) -> Bump {
        let bumps = self.changes.iter().map(|change| change.verdict.bump());
        bumps.max().unwrap_or(Bump::Patch)
    }

    /// The JSON, one change a line, ending with a newline.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut lines = vec![
            format!("\"api-diff\": {}", self.api_diff),
            format!("\"language\": {}", json(&self.language)),
            format!("\"tool\": {}", json(&self.tool)),
            format!("\"subject\": {}", json(&self.subject)),
        ];
        if let Some(base) = &self.base {
            lines.push(format!("\"base\": {}", json(base)));
        }
        lines.push(format!("\"changes\": {}", list(&self.changes)));
        if !self.exposed.is_empty() {
            lines.push(format!("\"exposed\": {}", list(&self.exposed)));
        }
        if !self.limits.is_empty() {
            lines.push(format!("\"limits\": {}", list(&self.limits)));
        }
        if !self.sources.is_empty() {
            lines.push(format!("\"sources\": {}", list(&self.sources)));
        }
        format!("{{\n{}\n}}\n", lines.join(",\n"))
    }

    /// Reads the JSON.
    ///
    /// # Errors
    /// Where it is of another format, or not of this form; with the line and column.
    pub fn from_json(text: &str) -> Result<Self, ApiDiffError> {
        #[derive(Deserialize)]
        #[serde(rename_all = "kebab-case")]
        struct Probe {
            api_diff: u64,
        }
        let fail = |error: &serde_json::Error| ApiDiffError {
            line: error.line(),
            column: error.column(),
            message: {
                let text = error.to_string();
                text.rsplit_once(" at line ")
                    .map_or(text.clone(), |(text, _)| text.to_owned())
            },
        };
        let probe: Probe = serde_json::from_str(text).map_err(|error| fail(&error))?;
        if probe.api_diff != u64::from(API_DIFF_FORMAT) {
            let message = format!(
                "expected `api-diff` {API_DIFF_FORMAT}, found {}",
                probe.api_diff
            );
            return Err(ApiDiffError {
                line: 1,
                column: 1,
                message,
            });
        }
        let mut diff: ApiDiff = serde_json::from_str(text).map_err(|error| fail(&error))?;
        diff.changes.sort();
        Ok(diff)
    }

    /// The worst verdict.
    #[must_use]
    pub fn worst(&self) -> Verdict {
        self.changes
            .iter()
            .map(|change| change.verdict)
            .max()
            .unwrap_or(Verdict::None)
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A list, one element a line.
fn list<T: Serialize>(all: &[T]) -> String {
    let lines: Vec<String> = all.iter().map(json).collect();
    match lines.is_empty() {
        true => "[]".to_owned(),
        false => format!("[\n{}\n]", lines.join(",\n")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let change = Change {
            path: "lib.F".to_owned(),
            rule: "go-removed".to_owned(),
            verdict: Verdict::Proved,
            before: Some("func()".to_owned()),
            after: None,
            location: None,
        };
        let mut diff = ApiDiff::new("go", "apidiff", "example.com/lib", vec![change]);
        diff.limits.push("it was a Sunday".to_owned());
        let text = diff.to_json();
        assert_eq!(
            text,
            "{\n\"api-diff\": 1,\n\"language\": \"go\",\n\"tool\": \"apidiff\",\n\"subject\": \
             \"example.com/lib\",\n\"changes\": [\n{\"path\":\"lib.F\",\"rule\":\"go-removed\",\
             \"verdict\":\"proved\",\"before\":\"func()\"}\n],\n\"limits\": [\n\"it was a \
             Sunday\"\n]\n}\n"
        );
        assert_eq!(ApiDiff::from_json(&text), Ok(diff.clone()));
        assert_eq!(
            (diff.required_bump(), diff.worst()),
            (Bump::Major, Verdict::Proved)
        );
    }

    #[track_caller]
    fn refused(text: &str, expected: &str) {
        let error = ApiDiff::from_json(text)
            .expect_err("it is wrong")
            .to_string();
        assert_eq!(error, expected);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        refused(
            "{\"api-diff\": 2}",
            "line 1, column 1: expected `api-diff` 1, found 2",
        );
        refused("{}", "line 1, column 2: missing field `api-diff`");
        refused(
            "{\"api-diff\": 1,\n\"language\": \"go\", \"odd\": 1}",
            "line 2, column 23: unknown field `odd`, expected one of `api-diff`, `language`, \
             `tool`, `subject`, `base`, `changes`, `exposed`, `limits`, `sources`",
        );
    }
}
