//! The committed form of an API: JSON with one item a line, sorted, the same bytes for the same API.
//!
//! Each line of an item begins with a `text` for the eyes of a reviewer; readers ignore it.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use upsafe_version::cargo;

use crate::{
    model::{Api, CrateInfo, Dependency, Impl, Item},
    sources::Source,
};

/// The number of the form. A reader takes this one and refuses others.
pub const SNAPSHOT_FORMAT: u32 = 1;

/// Why a text is no snapshot.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct SnapshotError {
    line: usize,
    column: usize,
    message: String,
}

impl SnapshotError {
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

    fn at(line: usize, column: usize, message: impl Into<String>) -> Self {
        SnapshotError {
            line,
            column,
            message: message.into(),
        }
    }
}

#[derive(Serialize)]
struct Shown<'a, T> {
    text: String,
    #[serde(flatten)]
    of: &'a T,
}

/// An API as it is committed, with what it was written from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Snapshot {
    /// The API.
    pub api: Api,
    /// The files that it was written from; none where they were not told.
    pub sources: Option<Vec<Source>>,
}

impl Snapshot {
    /// An API with the files that it was written from.
    #[must_use]
    pub fn new(api: Api, sources: Vec<Source>) -> Self {
        let sources = Some(sources);
        Snapshot { api, sources }
    }

    /// The text: JSON, an item, an implementation and a file a line, ending with a newline.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.api.written(self.sources.as_deref())
    }

    /// Reads a snapshot.
    ///
    /// # Errors
    /// As [`Api::from_snapshot`].
    pub fn from_text(text: &str) -> Result<Snapshot, SnapshotError> {
        probe(text)?;
        lines(text)
    }
}

impl Api {
    /// The snapshot: JSON, one item and one implementation a line, ending with a newline.
    ///
    /// Places in the source are left out, so that moving code changes no snapshot.
    #[must_use]
    pub fn to_snapshot(&self) -> String {
        self.written(None)
    }

    /// Whether a snapshot that says the other API would say this one: everything but the compiler,
    /// the versions of the package and of dependencies within a compatible range, and places.
    #[must_use]
    pub fn is_told_by(&self, snapshot: &Api) -> bool {
        let plain = |api: &Api| {
            let mut api = api.clone();
            api.krate.version = String::new();
            api.krate.rustc = String::new();
            for dependency in api.dependencies.values_mut() {
                let version = dependency.version.as_deref();
                let version = version.and_then(|text| cargo::Version::parse(text).ok());
                dependency.version = version.map(|version| format!("{:?}", version.class()));
            }
            api.to_snapshot()
        };
        plain(self) == plain(snapshot)
    }

    fn written(&self, sources: Option<&[Source]>) -> String {
        let mut text = String::from("{\n");
        line(&mut text, &format!("\"api-snapshot\": {SNAPSHOT_FORMAT},"));
        line(&mut text, &format!("\"crate\": {},", json(&self.krate)));
        line(
            &mut text,
            &format!("\"dependencies\": {},", json(&self.dependencies)),
        );
        let items: Vec<String> = self
            .items
            .iter()
            .map(|item| shown(item, item.to_string()))
            .collect();
        block(&mut text, "items", &items, ",");
        let impls: Vec<String> = self
            .impls
            .iter()
            .map(|one| shown(one, one.to_string()))
            .collect();
        let end = if sources.is_some() { "," } else { "" };
        block(&mut text, "impls", &impls, end);
        if let Some(sources) = sources {
            let sources: Vec<String> = sources.iter().map(json).collect();
            block(&mut text, "sources", &sources, "");
        }
        text.push_str("}\n");
        text
    }

    /// Reads a snapshot.
    ///
    /// # Errors
    /// Where the form is another one, the text is not JSON, a key is missing or not known, or the
    /// items are not sorted; with the line and column.
    pub fn from_snapshot(text: &str) -> Result<Api, SnapshotError> {
        Snapshot::from_text(text).map(|snapshot| snapshot.api)
    }
}

fn probe(text: &str) -> Result<(), SnapshotError> {
    // The format comes first: what follows may look different in another one.
    let probe: Value = serde_json::from_str(text).map_err(|error| {
        SnapshotError::at(
            error.line(),
            error.column(),
            format!("this is no JSON: {error}"),
        )
    })?;
    match probe.get("api-snapshot").map(Value::as_u64) {
        Some(Some(format)) if format == u64::from(SNAPSHOT_FORMAT) => Ok(()),
        Some(found) => {
            let found = found.map_or("no number".to_owned(), |found| format!("format {found}"));
            let message = format!("expected a snapshot of format {SNAPSHOT_FORMAT}, found {found}");
            Err(SnapshotError::at(1, 1, message))
        }
        None => {
            let message = "this is no API snapshot: expected the key `api-snapshot`";
            Err(SnapshotError::at(1, 1, message))
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Whole {
    #[expect(dead_code, reason = "looked at before")]
    api_snapshot: u32,
    #[serde(rename = "crate")]
    krate: CrateInfo,
    dependencies: std::collections::BTreeMap<String, Dependency>,
    items: Vec<Box<serde_json::value::RawValue>>,
    impls: Vec<Box<serde_json::value::RawValue>>,
    #[serde(default)]
    sources: Option<Vec<Source>>,
}

fn lines(text: &str) -> Result<Snapshot, SnapshotError> {
    let whole: Whole = serde_json::from_str(text)
        .map_err(|error| SnapshotError::at(error.line(), error.column(), clean(&error)))?;
    let items: Vec<Item> = each(text, &whole.items)?;
    let impls: Vec<Impl> = each(text, &whole.impls)?;
    for (position, pair) in items.windows(2).enumerate() {
        if let [a, b] = pair
            && a.path > b.path
        {
            let raw = whole.items.get(position + 1).map_or("", |raw| raw.get());
            let (line, column) = place(text, raw, 0);
            let message = format!(
                "`{}` stands after `{}`, expected sorted items",
                b.path, a.path
            );
            return Err(SnapshotError::at(line, column, message));
        }
    }
    let api = Api {
        krate: whole.krate,
        dependencies: whole.dependencies,
        items,
        impls,
    };
    let sources = whole.sources;
    Ok(Snapshot { api, sources })
}

fn each<T: DeserializeOwned>(
    text: &str,
    all: &[Box<serde_json::value::RawValue>],
) -> Result<Vec<T>, SnapshotError> {
    all.iter().map(|raw| one(text, raw.get())).collect()
}

fn one<T: DeserializeOwned>(text: &str, raw: &str) -> Result<T, SnapshotError> {
    let fail = |error: &serde_json::Error| {
        let (line, column) = place(text, raw, 0);
        let column = if error.line() == 1 {
            column + error.column().saturating_sub(1)
        } else {
            1
        };
        SnapshotError::at(line + error.line().saturating_sub(1), column, clean(error))
    };
    let mut value: Value = serde_json::from_str(raw).map_err(|error| fail(&error))?;
    if let Value::Object(object) = &mut value {
        object.remove("text");
    }
    T::deserialize(value).map_err(|error| fail(&error))
}

/// Where a piece of the text begins; pieces are found by their content.
fn place(text: &str, raw: &str, offset: usize) -> (usize, usize) {
    let start = text.find(raw).unwrap_or(0) + offset;
    let before = text.get(..start).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .map_or(0, |rest| rest.chars().count())
        + 1;
    (line, column)
}

/// Serde's message without the place, which is told apart.
fn clean(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ")
        .map_or(text.clone(), |(message, _)| message.to_owned())
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn shown<T: Serialize>(of: &T, text: String) -> String {
    json(&Shown { text, of })
}

fn line(text: &mut String, content: &str) {
    text.push_str(content);
    text.push('\n');
}

fn block(text: &mut String, name: &str, lines: &[String], end: &str) {
    if lines.is_empty() {
        line(text, &format!("\"{name}\": []{end}"));
        return;
    }
    line(text, &format!("\"{name}\": ["));
    for (position, one) in lines.iter().enumerate() {
        let comma = if position + 1 < lines.len() { "," } else { "" };
        // Writing into a string does not fail.
        let _written = writeln!(text, "{one}{comma}");
    }
    line(text, &format!("]{end}"));
}
