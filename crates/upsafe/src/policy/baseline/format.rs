//! The file: versioned JSON, sorted, one entry on a line.

use std::{fmt::Write as _, sync::Arc};

use serde::{Deserialize, Serialize};
use upsafe_core::{Fingerprint, LoadError, Source, Sources, Span, conflict_marker, count};

/// The version that is written. A higher one is refused.
pub const BASELINE_FORMAT: u32 = 1;

/// Larger files are refused unread: a quarter of a million entries.
const LARGEST: usize = 64 << 20;

/// The findings that were there before the gate was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    path: Box<str>,
    text: Arc<str>,
    entries: Vec<BaselineEntry>,
}

/// One finding that is allowed, and how often.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct BaselineEntry {
    /// The rule's id.
    pub rule: String,
    /// What the finding is about.
    pub subject: String,
    /// What tells it from others of the same rule and subject.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub class: String,
    /// How many copies are allowed, at least 1.
    pub count: usize,
    /// The identity of rule, subject and class.
    pub fingerprint: String,
}

/// What every version of the file has.
#[derive(Deserialize)]
struct Versioned {
    format: u32,
}

/// The file as this version writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    #[serde(rename = "format")]
    _format: u32,
    findings: Vec<BaselineEntry>,
}

impl BaselineEntry {
    /// An entry for a finding of this identity.
    pub(crate) fn new(rule: &str, subject: &str, class: &str, count: usize) -> Self {
        Self {
            rule: rule.to_owned(),
            subject: subject.to_owned(),
            class: class.to_owned(),
            count,
            fingerprint: Fingerprint::of([rule, subject, class]).to_string(),
        }
    }

    /// The identity that its text stands for.
    pub(crate) fn identity(&self) -> Fingerprint {
        Fingerprint::of([&*self.rule, &self.subject, &self.class])
    }
}

impl Baseline {
    /// A baseline of these entries, as it will be written to `path`.
    pub(crate) fn new(path: &str, mut entries: Vec<BaselineEntry>) -> Self {
        entries.sort();
        let text = render(&entries).into();
        Self {
            path: path.into(),
            text,
            entries,
        }
    }

    /// Reads a file's text; `path` is what errors call the file.
    ///
    /// # Errors
    /// The place and what was expected: text that is not this JSON, a newer format, an entry whose
    /// fingerprint is not that of its rule, subject and class, an entry that is there twice.
    pub fn parse(bytes: &[u8], path: &str) -> Result<Self, LoadError> {
        let text = decode(bytes, path)?;
        let mut sources = Sources::new();
        let id = sources.add(path, text);
        let source = sources.get(id);
        if let Some(at) = conflict_marker(text) {
            let message = "expected a file whose conflicts are resolved, found a merge marker";
            return Err(LoadError::at(source, at, message));
        }
        let json = |error: serde_json::Error| json_error(source, &error);
        let Versioned { format } = serde_json::from_str(text).map_err(json)?;
        if format != BASELINE_FORMAT {
            let newer = match format > BASELINE_FORMAT {
                true => "; a newer upsafe wrote it",
                false => "",
            };
            let message = format!("expected format {BASELINE_FORMAT}, found {format}{newer}");
            let at = text.find("\"format\"").unwrap_or_default();
            return Err(LoadError::at(source, at, message));
        }
        let Stored { findings, .. } = serde_json::from_str(text).map_err(json)?;
        let baseline = Self {
            path: source.path().into(),
            text: text.into(),
            entries: findings,
        };
        baseline.check(source)?;
        Ok(baseline)
    }

    fn check(&self, source: &Source) -> Result<(), LoadError> {
        let mut seen = std::collections::BTreeSet::new();
        for entry in &self.entries {
            let fail = |message: String| {
                // Of two entries that are the same, the second is the one too many.
                let at = source.text().rfind(&quoted(&entry.fingerprint));
                Err(match at {
                    Some(at) => LoadError::at(source, at, message),
                    None => LoadError::whole(source.path(), message),
                })
            };
            let (rule, subject) = (&entry.rule, &entry.subject);
            let expected = entry.identity().to_string();
            if entry.fingerprint != expected {
                let found = &entry.fingerprint;
                return fail(format!(
                    "expected the fingerprint of `{rule}` for `{subject}`, `{expected}`, found `{found:.64}`"
                ));
            }
            if entry.count == 0 {
                return fail(format!(
                    "expected a count of at least 1 for `{rule}` for `{subject}`"
                ));
            }
            if !seen.insert(entry.identity()) {
                return fail(format!(
                    "expected one entry for `{rule}` for `{subject}`, found a second"
                ));
            }
        }
        Ok(())
    }

    /// The path as it was given.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text of the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The entries, in the order of the file; those that are written are sorted.
    pub fn entries(&self) -> &[BaselineEntry] {
        &self.entries
    }

    /// Where an entry's subject stands in the text, or else its fingerprint.
    pub(crate) fn place(&self, entry: &BaselineEntry) -> Option<Span> {
        let print = quoted(&entry.fingerprint);
        let at = self.text.find(&print)?;
        let begin = self.text[..at].rfind('{').unwrap_or(at);
        let subject = serde_json::to_string(&entry.subject).ok()?;
        Some(match self.text[begin..at].find(&subject) {
            Some(offset) => begin + offset..begin + offset + subject.len(),
            None => at..at + print.len(),
        })
    }
}

fn quoted(fingerprint: &str) -> String {
    format!("\"{fingerprint}\"")
}

fn decode<'b>(bytes: &'b [u8], path: &str) -> Result<&'b str, LoadError> {
    if bytes.len() > LARGEST {
        let found = count(bytes.len(), "byte");
        return Err(LoadError::whole(
            path,
            format!("expected at most {LARGEST} bytes, found {found}"),
        ));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let mut sources = Sources::new();
        let id = sources.add(path, String::from_utf8_lossy(bytes));
        let message = format!("expected text in UTF-8, found the byte 0x{:02x}", bytes[at]);
        LoadError::at(sources.get(id), at, message)
    })
}

/// What serde_json says, with its place told once.
fn json_error(source: &Source, error: &serde_json::Error) -> LoadError {
    let told = error.to_string();
    let message = told.rfind(" at line ").map_or(&*told, |at| &told[..at]);
    let mismatch = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))
        .and_then(|rest| rest.rsplit_once(", expected "));
    let message = match mismatch {
        Some((found, expected)) => format!("expected {expected}, found {found}"),
        None => message.to_owned(),
    };
    let line = error.line().saturating_sub(1);
    let start: usize = source
        .text()
        .split_inclusive('\n')
        .take(line)
        .map(str::len)
        .sum();
    LoadError::at(source, start + error.column().saturating_sub(1), message)
}

fn render(entries: &[BaselineEntry]) -> String {
    let mut out = format!("{{\n  \"format\": {BASELINE_FORMAT},\n  \"findings\": [");
    for (nth, entry) in entries.iter().enumerate() {
        let json = serde_json::to_string(entry).expect("strings and a number are always JSON");
        let separator = if nth == 0 { "" } else { "," };
        write!(out, "{separator}\n    {json}").expect("writing to a String cannot fail");
    }
    let end = if entries.is_empty() { "" } else { "\n  " };
    out + end + "]\n}\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str = r#"{"rule":"a/b","subject":"c","count":1,"fingerprint":"PRINT"}"#;

    fn refused(bytes: &[u8], expected: &str) {
        let error = Baseline::parse(bytes, "b.json").unwrap_err();
        assert_eq!(error.to_string(), expected);
    }

    fn entry() -> String {
        ENTRY.replace("PRINT", &Fingerprint::of(["a/b", "c", ""]).to_string())
    }

    #[test]
    fn one_entry_stands_on_a_line() {
        let entries = vec![
            BaselineEntry::new("a/c", "d", "x", 2),
            BaselineEntry::new("a/b", "c", "", 1),
        ];
        let baseline = Baseline::new("b.json", entries);
        let lines: Vec<&str> = baseline.text().lines().collect();
        assert_eq!(lines[..3], ["{", "  \"format\": 1,", "  \"findings\": ["]);
        assert_eq!(lines[3], format!("    {},", entry()));
        let second = r#"    {"rule":"a/c","subject":"d","class":"x","count":2,"fingerprint":""#;
        assert!(lines[4].starts_with(second), "{}", lines[4]);
        assert_eq!(lines[5..], ["  ]", "}"]);
        let span = baseline.place(&baseline.entries()[0]).unwrap();
        assert_eq!(&baseline.text()[span], "\"c\"");
        let empty = Baseline::new("b.json", Vec::new());
        assert_eq!(empty.text(), "{\n  \"format\": 1,\n  \"findings\": []\n}\n");
    }

    #[test]
    fn what_is_no_baseline_is_refused_with_its_place() {
        refused(b"", "b.json:1:1: EOF while parsing a value");
        refused(
            b"\xff\xfe{",
            "b.json:1:1: expected text in UTF-8, found the byte 0xff",
        );
        refused(
            b"{\"format\": 1,\n",
            "b.json:2:1: EOF while parsing a value",
        );
        refused(b"{}", "b.json:1:2: missing field `format`");
        refused(
            b"{\"format\": \"1\"}",
            "b.json:1:14: expected u32, found string \"1\"",
        );
        refused(
            b"{\n\"format\": 2, \"other\": []}",
            "b.json:2:1: expected format 1, found 2; a newer upsafe wrote it",
        );
        refused(b"{\"format\": 0}", "b.json:1:2: expected format 1, found 0");
        refused(
            b"{\"format\": 1,\n<<<<<<< HEAD\n\"findings\": []}",
            "b.json:2:1: expected a file whose conflicts are resolved, found a merge marker",
        );
        refused(
            b"{\"format\": 1, \"findings\": [], \"x\": 1}",
            "b.json:1:33: unknown field `x`, expected `format` or `findings`",
        );
        let deep = [
            b"{\"format\": 1, \"findings\": ".as_slice(),
            &[b'['; 100_000],
        ]
        .concat();
        refused(&deep, "b.json:1:100026: EOF while parsing a list");
        let huge = vec![b' '; LARGEST + 1];
        refused(
            &huge,
            "b.json: expected at most 67108864 bytes, found 67108865 bytes",
        );
    }

    #[test]
    fn an_entry_is_what_its_text_says() {
        let file = |entries: &str| format!("{{\"format\": 1, \"findings\": [\n{entries}\n]}}");
        let check = |entries: &str, expected: &str| refused(file(entries).as_bytes(), expected);
        let good = entry();
        assert!(Baseline::parse(file(&good).as_bytes(), "b.json").is_ok());
        let print = Fingerprint::of(["a/b", "c", ""]).to_string();
        let other = Fingerprint::of(["a/b", "d", ""]).to_string();
        check(
            &good.replace("\"c\"", "\"d\""),
            &format!(
                "b.json:2:53: expected the fingerprint of `a/b` for `d`, `{other}`, found `{print}`"
            ),
        );
        check(
            &good.replace(&print, &print.to_uppercase()),
            &format!(
                "b.json:2:53: expected the fingerprint of `a/b` for `c`, `{print}`, found `{}`",
                print.to_uppercase()
            ),
        );
        check(
            &format!("{good},\n{good}"),
            "b.json:3:53: expected one entry for `a/b` for `c`, found a second",
        );
        check(
            &good.replace(":1,", ":0,"),
            "b.json:2:53: expected a count of at least 1 for `a/b` for `c`",
        );
        check(
            &good.replace("\"count\":1,", ""),
            "b.json:2:77: missing field `count`",
        );
    }
}
