//! What a migration would write, and how the store would be read before and after. Writes nothing.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use super::{
    Digest, Migration, Records,
    apply::{Ask, Refused, Transform},
    records::Files,
};
use crate::{
    decode::{bodies, documents},
    disk::Disk,
    object::{Decoded, Shape, Unit},
    reader::{Judge, Reading, Verdict},
    source::{Directory, Etcd, EtcdAccess, FluvioLocal, Source, SourceError, SourceSpec},
    survey::Survey,
    text::{parse_json, parse_yaml, write_compact_json, write_json, write_yaml},
    value::Value,
    verify,
};

/// A store that can be written.
pub struct Target {
    /// Where its bytes are.
    pub place: TargetPlace,
    /// The store.
    pub source: Box<dyn Source>,
    /// The folder with backups and the history.
    pub state: PathBuf,
}

/// Where the bytes of a store are. Complete: on a disk, or behind questions.
pub enum TargetPlace {
    /// The folder that the paths of units are below.
    Folder(PathBuf),
    /// The keys of a database.
    Keys(Box<dyn Records>),
}

impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Target")
            .field("source", &self.source.describe())
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

/// A store that cannot be written by this crate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a {what} is no store that can be migrated, expected `dir:PATH`, `fluvio-local:PATH` or `etcd:HOST:PORT/PREFIX`"
)]
pub struct TargetError {
    what: &'static str,
}

impl Target {
    /// The store that a text names, below `root`. Its state lies beside it, in `NAME.upsafe`; that of
    /// an etcd lies in `root`.
    ///
    /// # Errors
    /// Where the text names a dump, and no store.
    pub fn new(spec: &SourceSpec, root: &Path, access: &EtcdAccess) -> Result<Self, TargetError> {
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
            SourceSpec::Etcd { servers, prefix } => {
                let etcd = Etcd::new(servers.clone(), prefix).access(access.clone());
                let name = format!("etcd-{}{prefix}", servers.hosts.join("-"));
                let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
                let name: String = name.trim_end_matches('/').chars().map(plain).collect();
                return Ok(Self {
                    place: TargetPlace::Keys(Box::new(etcd.records())),
                    state: root.join(format!("{name}.upsafe")),
                    source: Box::new(etcd),
                });
            }
        };
        // `data/.` and `data` are one folder: the name is that of what it really is.
        let real = root.canonicalize().unwrap_or_else(|_| root.clone());
        let mut name = real.file_name().unwrap_or_default().to_owned();
        name.push(".upsafe");
        Ok(Self {
            state: real.with_file_name(name),
            place: TargetPlace::Folder(real),
            source,
        })
    }

    /// Its things, one by one.
    pub(super) fn records<'t>(&'t self, disk: &'t dyn Disk) -> Box<dyn Records + 't> {
        match &self.place {
            TargetPlace::Folder(root) => Box::new(Files { root, disk }),
            TargetPlace::Keys(keys) => Box::new(&**keys),
        }
    }

    /// Where the bytes of a unit lie in a backup, below its folder.
    pub(super) fn backup_name(&self, path: &str) -> String {
        match &self.place {
            TargetPlace::Folder(_) => path.to_owned(),
            TargetPlace::Keys(_) => super::records::file_name(path),
        }
    }
}

/// What becomes of an object that the steps do not fit, and that its reader takes as it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unfit {
    /// It stands in the way.
    Refuse,
    /// It stays: the new version wrote it, while a run was stopped.
    Leave,
}

/// Whether every object of a unit was read, and is fine.
pub(super) fn is_fine(read: &[(Decoded, Option<Reading>)]) -> bool {
    read.iter().all(|(decoded, reading)| {
        let causes = reading.iter().flat_map(|reading| &reading.causes);
        decoded.is_ok()
            && causes
                .into_iter()
                .all(|cause| cause.verdict == Verdict::Fine)
    })
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
        let scanned = target.source.scan(&mut |unit| {
            plan.add(unit, judge, ask, Unfit::Refuse);
            ControlFlow::Continue(())
        })?;
        plan.before.strays.clone_from(&scanned.strays);
        plan.after.strays = scanned.strays;
        Ok(plan)
    }

    /// Makes a plan for what is not as a run that was stopped left it: others wrote it meanwhile.
    pub(super) fn make_rest(
        target: &Target,
        migrations: &[Migration],
        judge: &Judge<'_>,
        ask: Ask<'_>,
        is_settled: &dyn Fn(&str, &Digest) -> bool,
    ) -> Result<Self, SourceError> {
        let mut plan = Self {
            migrations: migrations.to_vec(),
            ..Self::default()
        };
        target.source.scan(&mut |unit| {
            let settled = unit
                .bytes
                .as_ref()
                .is_ok_and(|bytes| is_settled(&unit.path, &Digest::of(bytes)));
            if !settled {
                plan.add(unit, judge, ask, Unfit::Leave);
            }
            ControlFlow::Continue(())
        })?;
        Ok(plan)
    }

    fn add(&mut self, unit: Unit, judge: &Judge<'_>, ask: Ask<'_>, unfit: Unfit) {
        let migrations = &self.migrations;
        let forward = |kind: Option<&str>, value: &mut Value| {
            migrations
                .iter()
                .try_for_each(|migration| migration.apply(kind, value, ask))
        };
        let changed = transform(&unit, &forward);
        let read = verify::read(&unit, judge);
        for (decoded, reading) in &read {
            self.before.add(decoded, reading.clone());
        }
        let may_stay = unfit == Unfit::Leave && is_fine(&read);
        let conflict = match changed {
            Ok(Some(_)) if unit.shape == Shape::EtcdValue && unit.path.contains('\u{fffd}') => {
                Some("its key is no text in UTF-8".to_owned())
            }
            Ok(Some(new)) => {
                let migrated = Unit {
                    bytes: Ok(new.clone()),
                    ..unit.clone()
                };
                let then = verify::read(&migrated, judge);
                if is_fine(&then) || !may_stay {
                    for (decoded, reading) in then {
                        self.after.add(&decoded, reading);
                    }
                    self.changes.push(Change {
                        path: unit.path,
                        old: unit.bytes.unwrap_or_default(),
                        new,
                    });
                    return;
                }
                None
            }
            Ok(None) => None,
            Err(reason) => Some(reason).filter(|_| !may_stay),
        };
        for (decoded, reading) in read {
            self.after.add(&decoded, reading);
        }
        match (conflict, &unit.bytes) {
            (Some(reason), _) => self.conflicts.push(Conflict {
                path: unit.path,
                reason,
            }),
            (None, Ok(bytes)) => self.others.push((unit.path, Digest::of(bytes))),
            (None, Err(_)) => {}
        }
    }

    /// Whether it may be carried out: the reader takes everything that would stand there.
    pub fn is_safe(&self) -> bool {
        let is_bad = |object: &crate::survey::BadObject| object.verdict != Verdict::Fine;
        self.conflicts.is_empty() && !self.after.objects.iter().any(is_bad)
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
    let (text, mut values) = documents(unit).map_err(|unread| unread.message)?;
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
    // A value of etcd is JSON or YAML by its first sign, and JSON is written as programs write it.
    let is_key = unit.shape == Shape::EtcdValue;
    let is_json = match is_key {
        true => text.trim_start().starts_with('{'),
        false => matches!(unit.shape, Shape::Json | Shape::JsonLine),
    };
    let text = match is_json {
        true if is_key => {
            let end = if text.ends_with('\n') { "\n" } else { "" };
            values.iter().map(write_compact_json).collect::<String>() + end
        }
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
