//! The oldest version that can read a store: the newest `since` among what is really used.
//!
//! A schema says with `x-since` since when a field is there, and with `x-enum-since` (a table of
//! value and version) since when a value of an enum is.

use std::cmp::Ordering;

use serde_json::Value as Json;
use upsafe_version::Scheme;

use crate::{path, reader::ReaderError};

/// References inside of each other are followed so far.
const MAX_DEPTH: usize = 40;
/// A schema may say `since` at so many places.
const MAX_NOTES: usize = 10_000;

/// Since when the fields and values of a schema are there.
#[derive(Clone, Debug, Default)]
pub struct Since {
    notes: Vec<Note>,
}

#[derive(Clone, Debug)]
struct Note {
    /// In lower case; every kind where there is none.
    kind: Option<String>,
    path: Vec<Step>,
    value: Option<Json>,
    version: String,
}

#[derive(Clone, Debug, PartialEq)]
enum Step {
    Key(String),
    Each,
}

/// What an object needs of its reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The oldest version that can read it.
    pub version: String,
    /// What needs it.
    pub path: String,
}

impl Since {
    /// Collects what a schema says.
    ///
    /// # Errors
    /// Where a version is none of SemVer.
    pub fn of_schema(schema: &Json, shown: &str) -> Result<Self, ReaderError> {
        let mut since = Self::default();
        since.collect(schema, schema, &mut Vec::new(), 0);
        for note in &since.notes {
            if !Scheme::Semver.valid(&note.version) {
                let message = format!(
                    "found `{}` as `x-since`, expected a version as `1.2.3`",
                    note.version
                );
                return Err(ReaderError::new(shown, message));
            }
        }
        Ok(since)
    }

    /// Collects what the schemas of several kinds say.
    pub(crate) fn of_kinds(kinds: impl IntoIterator<Item = (String, Self)>) -> Self {
        let mut all = Self::default();
        for (kind, since) in kinds {
            all.notes.extend(since.notes.into_iter().map(|note| Note {
                kind: Some(kind.clone()),
                ..note
            }));
        }
        all
    }

    /// Whether the schema says anything.
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    fn collect(&mut self, root: &Json, schema: &Json, at: &mut Vec<Step>, depth: usize) {
        let Some(map) = schema.as_object() else {
            return;
        };
        if depth > MAX_DEPTH || self.notes.len() > MAX_NOTES {
            return;
        }
        if let Some(Json::String(version)) = map.get("x-since") {
            self.notes.push(Note {
                kind: None,
                path: at.clone(),
                value: None,
                version: version.clone(),
            });
        }
        if let Some(Json::Object(values)) = map.get("x-enum-since") {
            for (value, version) in values {
                self.notes.push(Note {
                    kind: None,
                    path: at.clone(),
                    value: Some(Json::from(value.as_str())),
                    version: version.as_str().unwrap_or_default().to_owned(),
                });
            }
        }
        if let Some(Json::String(reference)) = map.get("$ref")
            && let Some(target) = reference
                .strip_prefix('#')
                .and_then(|pointer| root.pointer(pointer))
        {
            self.collect(root, target, at, depth + 1);
        }
        if let Some(Json::Object(properties)) = map.get("properties") {
            for (key, below) in properties {
                at.push(Step::Key(key.clone()));
                self.collect(root, below, at, depth + 1);
                at.pop();
            }
        }
        for keyword in ["items", "additionalProperties"] {
            if let Some(below) = map.get(keyword) {
                at.push(Step::Each);
                self.collect(root, below, at, depth + 1);
                at.pop();
            }
        }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            for branch in map
                .get(keyword)
                .and_then(Json::as_array)
                .into_iter()
                .flatten()
            {
                self.collect(root, branch, at, depth + 1);
            }
        }
    }

    /// What an object needs; none where it uses nothing with a version.
    pub fn need(&self, kind: Option<&str>, object: &Json) -> Option<Need> {
        let mut need: Option<Need> = None;
        for note in &self.notes {
            let of_kind = note
                .kind
                .as_deref()
                .is_none_or(|known| kind.is_some_and(|kind| kind.eq_ignore_ascii_case(known)));
            if !of_kind {
                continue;
            }
            let newer = need
                .as_ref()
                .is_none_or(|need| compare(&need.version, &note.version) == Ordering::Less);
            if newer
                && let Some(path) =
                    used(object, &note.path, note.value.as_ref(), &mut String::new())
            {
                need = Some(Need {
                    version: note.version.clone(),
                    path,
                });
            }
        }
        need
    }
}

/// Which of two versions is older; both were looked at before.
pub(crate) fn compare(a: &str, b: &str) -> Ordering {
    Scheme::Semver.compare(a, b).unwrap_or(Ordering::Equal)
}

/// The path of the first value that a note is about.
fn used(value: &Json, steps: &[Step], wanted: Option<&Json>, at: &mut String) -> Option<String> {
    let Some((first, rest)) = steps.split_first() else {
        return wanted
            .is_none_or(|wanted| wanted == value)
            .then(|| at.clone());
    };
    let length = at.len();
    let below = |value: &Json, at: &mut String| {
        let found = used(value, rest, wanted, at);
        at.truncate(length);
        found
    };
    match (first, value) {
        (Step::Key(key), Json::Object(map)) => {
            path::push_key(at, key);
            let found = map.get(key).and_then(|value| below(value, at));
            at.truncate(length);
            found
        }
        (Step::Each, Json::Array(items)) => items.iter().enumerate().find_map(|(n, item)| {
            path::push_index(at, n);
            below(item, at)
        }),
        (Step::Each, Json::Object(map)) => map.iter().find_map(|(key, value)| {
            path::push_key(at, key);
            below(value, at)
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_newest_field_in_use_decides() {
        let schema = json!({"properties": {
            "a": {"x-since": "1.2.0"},
            "list": {"items": {"$ref": "#/$defs/item"}},
            "mode": {"enum": ["x", "zstd"], "x-enum-since": {"zstd": "1.10.0"}},
        }, "$defs": {"item": {"properties": {"b": {"x-since": "2.0.0"}, "next": {"$ref": "#/$defs/item"}}}}});
        let since = Since::of_schema(&schema, "s").unwrap();
        let check = |object: Json, expected: &str| {
            let told = since.need(None, &object).map_or("any".to_owned(), |need| {
                format!("{} {}", need.version, need.path)
            });
            assert_eq!(told, expected, "{object}");
        };
        check(json!({"mode": "x"}), "any");
        check(json!({"a": 1}), "1.2.0 a");
        check(json!({"a": 1, "mode": "zstd"}), "1.10.0 mode");
        check(
            json!({"a": 1, "list": [{}, {"next": {"b": 0}}]}),
            "2.0.0 list[1].next.b",
        );
        let error = Since::of_schema(&json!({"x-since": "new"}), "s").unwrap_err();
        assert!(
            error.to_string().contains("expected a version as `1.2.3`"),
            "{error}"
        );
    }
}
