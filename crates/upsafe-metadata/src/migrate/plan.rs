//! What a migration would write, and how the store would be read before and after. Writes nothing.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use super::{
    Digest, Migration,
    apply::{Ask, Refused, Transform},
};
use crate::{
    object::{Shape, Unit, bodies, documents},
    reader::Judge,
    source::{Directory, FluvioLocal, Source, SourceError, SourceSpec},
    survey::Survey,
    text::{parse_json, parse_yaml, write_json, write_yaml},
    value::Value,
    verify,
};

/// A store that can be written.
pub struct Target {
    /// The folder that the paths of units are below.
    pub root: PathBuf,
    /// The store.
    pub source: Box<dyn Source>,
    /// The folder beside it with backups and the history.
    pub state: PathBuf,
}

impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Target")
            .field("root", &self.root)
            .finish_non_exhaustive()
    }
}

/// A store that cannot be written by this crate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a {what} is no store that can be migrated, expected `dir:PATH` or `fluvio-local:PATH`")]
pub struct TargetError {
    what: &'static str,
}

impl Target {
    /// The store that a text names, below `root`. Its state lies beside it, in `NAME.upsafe`.
    ///
    /// # Errors
    /// Where the text names a dump, and no store.
    pub fn new(spec: &SourceSpec, root: &Path) -> Result<Self, TargetError> {
        let (root, source): (PathBuf, Box<dyn Source>) = match spec {
            SourceSpec::Directory(path) => {
                (root.join(path), Box::new(Directory::new(root.join(path))))
            }
            SourceSpec::FluvioLocal(path) => {
                let store = FluvioLocal::new(root.join(path));
                (store.root().to_owned(), Box::new(store))
            }
            SourceSpec::Kubectl(_) => {
                return Err(TargetError {
                    what: "dump of kubectl",
                });
            }
            SourceSpec::JsonLines(_) => {
                return Err(TargetError {
                    what: "file of JSON lines",
                });
            }
            SourceSpec::Etcd { .. } => {
                return Err(TargetError {
                    what: "keyspace of etcd",
                });
            }
        };
        // `data/.` and `data` are one folder: the name is that of what it really is.
        let real = root.canonicalize().unwrap_or_else(|_| root.clone());
        let mut name = real.file_name().unwrap_or_default().to_owned();
        name.push(".upsafe");
        Ok(Self {
            state: real.with_file_name(name),
            root: real,
            source,
        })
    }
}

/// A file that would be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its path below the store.
    pub path: String,
    /// As it is.
    pub old: Vec<u8>,
    /// As it would be.
    pub new: Vec<u8>,
}

/// Why a file cannot be migrated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Its path below the store.
    pub path: String,
    /// What stands in the way.
    pub reason: String,
}

/// What a migration would write.
#[derive(Debug, Default)]
pub struct Plan {
    /// The migrations that would be made.
    pub migrations: Vec<Migration>,
    /// The files that would be written.
    pub changes: Vec<Change>,
    /// The files that would stay as they are.
    pub others: Vec<(String, Digest)>,
    /// What stands in the way.
    pub conflicts: Vec<Conflict>,
    /// How the store is read now.
    pub before: Survey,
    /// How it would be read.
    pub after: Survey,
}

impl Plan {
    /// Makes a plan.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub(super) fn make(
        target: &Target,
        migrations: &[Migration],
        judge: &Judge<'_>,
        ask: Ask<'_>,
    ) -> Result<Self, SourceError> {
        let mut plan = Self {
            migrations: migrations.to_vec(),
            ..Self::default()
        };
        let forward = |kind: Option<&str>, value: &mut Value| {
            migrations
                .iter()
                .try_for_each(|migration| migration.apply(kind, value, ask))
        };
        let scanned = target.source.scan(&mut |unit| {
            let read = verify::read(&unit, judge);
            for (decoded, reading) in &read {
                plan.before.add(decoded, reading.clone());
            }
            match transform(&unit, &forward) {
                Ok(Some(new)) => {
                    let old = unit.bytes.clone().unwrap_or_default();
                    let migrated = Unit {
                        bytes: Ok(new.clone()),
                        ..unit
                    };
                    for (decoded, reading) in verify::read(&migrated, judge) {
                        plan.after.add(&decoded, reading);
                    }
                    plan.changes.push(Change {
                        path: migrated.path,
                        old,
                        new,
                    });
                }
                unchanged => {
                    for (decoded, reading) in read {
                        plan.after.add(&decoded, reading);
                    }
                    match (unchanged, &unit.bytes) {
                        (Err(reason), _) => plan.conflicts.push(Conflict {
                            path: unit.path,
                            reason,
                        }),
                        (_, Ok(bytes)) => plan.others.push((unit.path, Digest::of(bytes))),
                        (_, Err(_)) => {}
                    }
                }
            }
            ControlFlow::Continue(())
        })?;
        plan.before.strays.clone_from(&scanned.strays);
        plan.after.strays = scanned.strays;
        Ok(plan)
    }

    /// The causes before and after with how many objects have them.
    pub fn compared(&self) -> Vec<(String, usize, usize)> {
        let mut causes: std::collections::BTreeMap<String, (usize, usize)> =
            std::collections::BTreeMap::new();
        let title = |group: &crate::survey::CauseGroup| {
            format!("{} {} {}", group.verdict.name(), group.kind, group.title())
        };
        for group in &self.before.causes {
            causes.entry(title(group)).or_default().0 += group.n_objects;
        }
        for group in &self.after.causes {
            causes.entry(title(group)).or_default().1 += group.n_objects;
        }
        causes
            .into_iter()
            .map(|(title, (before, after))| (title, before, after))
            .collect()
    }
}

/// The bytes of a unit after a function on each of its objects; none where nothing changes.
pub(super) fn transform(unit: &Unit, change: Transform<'_>) -> Result<Option<Vec<u8>>, Refused> {
    let (_, mut values) = documents(unit).map_err(|unread| unread.message)?;
    let original = values.clone();
    for value in &mut values {
        for body in bodies(&unit.shape, value) {
            let kind = match &unit.shape {
                Shape::FluvioLocal { kind, .. } => Some(kind.clone()),
                _ => body.get("kind").and_then(Value::as_str).map(str::to_owned),
            };
            change(kind.as_deref(), body)?;
        }
    }
    if values == original {
        return Ok(None);
    }
    let is_json = matches!(unit.shape, Shape::Json | Shape::JsonLine);
    let text = match is_json {
        true => values.iter().map(write_json).collect::<String>(),
        false => values
            .iter()
            .map(write_yaml)
            .collect::<Vec<_>>()
            .join("---\n"),
    };
    // What is written must be read as what was meant, or it is not written.
    let again = match is_json {
        true => parse_json(&text).map(|value| vec![value]),
        false => parse_yaml(&text),
    };
    match again {
        Ok(again) if again == values => Ok(Some(text.into_bytes())),
        _ => Err("the object cannot be written so that it is read again as it is".to_owned()),
    }
}
