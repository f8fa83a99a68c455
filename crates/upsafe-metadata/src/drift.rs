//! Two stores that describe the same: where the copy says something else than the truth.

use std::{collections::BTreeMap, ops::ControlFlow};

use serde_json::Value as Json;

use crate::{
    decode::{as_resource, decode},
    path,
    reader::{Difference, differences},
    source::{Source, SourceError},
};

/// What two stores disagree on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drift {
    /// How many objects both have.
    pub n_compared: usize,
    /// What is different, by key.
    pub differences: Vec<Drifted>,
    /// Objects that could not be read, in either.
    pub unread: Vec<String>,
}

/// An object that two stores disagree on.
#[derive(Clone, Debug, PartialEq)]
pub struct Drifted {
    /// Its key.
    pub key: String,
    /// The path; empty where one of them has no such object.
    pub path: String,
    /// In the source of truth.
    pub truth: Option<Json>,
    /// In the copy.
    pub copy: Option<Json>,
}

/// Compares two stores object by object; `ignored` are general paths that may differ. What holds
/// nothing counts as absent. Both stores are held in memory.
///
/// # Errors
/// Where a store as a whole cannot be read.
pub fn drift(
    truth: &dyn Source,
    copy: &dyn Source,
    ignored: &[String],
) -> Result<Drift, SourceError> {
    let mut found = Drift::default();
    let truth = objects(truth, &mut found.unread)?;
    let mut copy = objects(copy, &mut found.unread)?;
    let is_ignored = |at: &str| {
        let general = path::general(at);
        ignored.iter().any(|known| {
            general
                .strip_prefix(known.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        })
    };
    for (key, one) in truth {
        let Some(other) = copy.remove(&key) else {
            found.differences.push(Drifted {
                key,
                path: String::new(),
                truth: Some(one),
                copy: None,
            });
            continue;
        };
        found.n_compared += 1;
        for difference in differences(&one, &other) {
            let (path, truth, copy) = match difference {
                Difference::Lost { path, value } => (path, Some(value), None),
                Difference::Changed { path, stored, read } => (path, Some(stored), Some(read)),
            };
            found.differences.push(Drifted {
                key: key.clone(),
                path,
                truth,
                copy,
            });
        }
        for difference in differences(&other, &one) {
            if let Difference::Lost { path, value } = difference {
                found.differences.push(Drifted {
                    key: key.clone(),
                    path,
                    truth: None,
                    copy: Some(value),
                });
            }
        }
    }
    found
        .differences
        .extend(copy.into_iter().map(|(key, other)| Drifted {
            key,
            path: String::new(),
            truth: None,
            copy: Some(other),
        }));
    found
        .differences
        .retain(|difference| difference.path.is_empty() || !is_ignored(&difference.path));
    found
        .differences
        .sort_by(|a, b| (&a.key, &a.path).cmp(&(&b.key, &b.path)));
    Ok(found)
}

/// The objects of a store by kind and name, which do not depend on where they are stored.
fn objects(
    source: &dyn Source,
    unread: &mut Vec<String>,
) -> Result<BTreeMap<String, Json>, SourceError> {
    let mut out = BTreeMap::new();
    source.scan(&mut |unit| {
        for decoded in decode(&unit) {
            match decoded {
                Ok(object) => {
                    let view = as_resource(&object.view);
                    let metadata = &view["metadata"];
                    let named = metadata["name"].as_str().map(|name| {
                        let parts = [
                            object.kind.as_deref(),
                            metadata["namespace"].as_str(),
                            Some(name),
                        ];
                        parts.into_iter().flatten().collect::<Vec<_>>().join("/")
                    });
                    out.insert(named.unwrap_or(object.key), view);
                }
                Err(none) => unread.push(none.key),
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(out)
}
