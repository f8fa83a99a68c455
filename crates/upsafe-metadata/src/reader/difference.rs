//! What is different between an object as it is stored and as it was read.

use serde_json::Value as Json;

use crate::path::{push_index, push_key};

/// One difference.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference {
    /// A value that is stored and was not read. A stored null counts as absent.
    Lost {
        /// Its path.
        path: String,
        /// The value.
        value: Json,
    },
    /// A value that was read as another one.
    Changed {
        /// Its path.
        path: String,
        /// As it is stored.
        stored: Json,
        /// As it was read.
        read: Json,
    },
}

impl Difference {
    /// The path of the value.
    pub fn path(&self) -> &str {
        match self {
            Self::Lost { path, .. } | Self::Changed { path, .. } => path,
        }
    }
}

/// What is lost or changed; values that were added are no loss. Topmost values only.
pub fn differences(stored: &Json, read: &Json) -> Vec<Difference> {
    let mut out = Vec::new();
    compare(stored, read, &mut String::new(), &mut out);
    out
}

fn compare(stored: &Json, read: &Json, path: &mut String, out: &mut Vec<Difference>) {
    match (stored, read) {
        (Json::Object(stored), Json::Object(read)) => {
            for (key, value) in stored {
                let length = path.len();
                push_key(path, key);
                match read.get(key) {
                    Some(read) => compare(value, read, path, out),
                    None => lost(value, path, out),
                }
                path.truncate(length);
            }
        }
        (Json::Array(stored), Json::Array(read)) => {
            for (n, value) in stored.iter().enumerate() {
                let length = path.len();
                push_index(path, n);
                match read.get(n) {
                    Some(read) => compare(value, read, path, out),
                    None => lost(value, path, out),
                }
                path.truncate(length);
            }
        }
        (Json::Null, _) => {}
        (Json::Number(a), Json::Number(b)) if a == b || a.as_f64() == b.as_f64() => {}
        (stored, read) if stored == read => {}
        (stored, Json::Null) => lost(stored, path, out),
        (stored, read) => out.push(Difference::Changed {
            path: path.clone(),
            stored: stored.clone(),
            read: read.clone(),
        }),
    }
}

/// A value that nothing was read for; what holds nothing is no loss.
fn lost(value: &Json, path: &str, out: &mut Vec<Difference>) {
    let nothing = match value {
        Json::Null => true,
        Json::Array(items) => items.is_empty(),
        Json::Object(map) => map.is_empty(),
        _ => false,
    };
    if !nothing {
        out.push(Difference::Lost {
            path: path.to_owned(),
            value: value.clone(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_losses_and_changes_are_told() {
        let check = |stored: Json, read: Json, expected: &[&str]| {
            let told: Vec<String> = differences(&stored, &read)
                .into_iter()
                .map(|difference| match difference {
                    Difference::Lost { path, value } => format!("{path} = {value}"),
                    Difference::Changed { path, stored, read } => {
                        format!("{path}: {stored} -> {read}")
                    }
                })
                .collect();
            assert_eq!(told, expected);
        };
        check(json!({"a": 1}), json!({"a": 1.0, "b": 2}), &[]);
        check(
            json!({"a": {"b": [1, 2]}, "c": null}),
            json!({"a": {"b": [1]}}),
            &["a.b[1] = 2"],
        );
        check(
            json!({"a": {"x.y": true}}),
            json!({"a": {}}),
            &["a[\"x.y\"] = true"],
        );
        check(
            json!({"a": "Succesful"}),
            json!({"a": "Successful"}),
            &["a: \"Succesful\" -> \"Successful\""],
        );
        check(json!({"a": [], "b": {}, "c": ""}), json!({}), &["c = \"\""]);
        check(json!({"a": false}), json!({"a": null}), &["a = false"]);
    }
}
