//! The way back: the bytes of the backup, where the old version will be able to read the store.

use std::{collections::BTreeMap, ops::ControlFlow, path::Path};

use super::{
    Ask, Digest, History, Migration, RunError, RunKind, Target,
    plan::{is_fine, transform},
    run::{commit, prepare},
    state::{FORMAT, FileChange, Manifest, State},
};
use crate::{
    disk::Disk,
    object::Unit,
    reader::{Judge, Verdict},
    survey::Survey,
    verify,
};

/// What is asked for.
pub struct RestoreRequest<'r> {
    /// The store.
    pub target: &'r Target,
    /// The migrations: what undoes them is needed for objects that were written since.
    pub migrations: &'r [Migration],
    /// The version that will read the store again, where it is known.
    pub old: Option<&'r Judge<'r>>,
    /// Asks a program of a step.
    pub ask: Ask<'r>,
    /// Where everything is written.
    pub disk: &'r dyn Disk,
}

impl std::fmt::Debug for RestoreRequest<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RestoreRequest")
            .field("target", self.target)
            .finish_non_exhaustive()
    }
}

/// An object that would not survive the way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// Its file.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// How the way back went.
#[derive(Debug)]
pub enum RestoreOutcome {
    /// No migration holds.
    NothingToDo,
    /// Nothing was written: these objects prevent it.
    Refused(Vec<Obstacle>),
    /// The store is as the old version left it.
    Done {
        /// The run that was undone.
        undone: String,
        /// How many files were written.
        n_files: usize,
        /// How many of them were written since, and brought back by inverse steps.
        n_reverted: usize,
        /// Files that were removed since, and stay so.
        removed: Vec<String>,
    },
}

/// Brings the old bytes back, or finishes a way back that was stopped.
///
/// # Errors
/// See [`RunError`].
pub fn restore(request: &RestoreRequest<'_>) -> Result<RestoreOutcome, RunError> {
    let state = State::new(request.target.state.clone());
    let _lock = state.lock(request.disk)?;
    let mut settled = Vec::new();
    if let Some(current) = state.current()? {
        let manifest = state.manifest(&current.run)?;
        if manifest.kind == RunKind::Restore {
            match commit(&state, &manifest, request.target, request.disk) {
                // Others wrote meanwhile: the rest is planned anew, and what is back stays.
                Err(RunError::Foreign(_)) => settled = manifest.files,
                outcome => {
                    outcome?;
                    return Ok(RestoreOutcome::Done {
                        undone: manifest.of.unwrap_or_default(),
                        n_files: manifest.files.len(),
                        n_reverted: 0,
                        removed: Vec::new(),
                    });
                }
            }
        } else {
            // A run that was stopped on its way there counts as made: what it wrote is undone.
            History::add(&state, request.disk, &manifest)?;
            state.clear_current(request.disk)?;
        }
    }
    let history = History::of(&state)?;
    let Some(last) = history.last() else {
        return Ok(RestoreOutcome::NothingToDo);
    };
    let manifest = state.manifest(&last.run)?;
    let back = backward(request, &state, &manifest, &settled)?;
    if !back.obstacles.is_empty() {
        return Ok(RestoreOutcome::Refused(back.obstacles));
    }
    let undo = Manifest {
        format: FORMAT,
        run: state.next_run()?,
        kind: RunKind::Restore,
        of: Some(manifest.run.clone()),
        migrations: manifest.migrations.clone(),
        files: back
            .files
            .iter()
            .map(|(path, now, then)| FileChange::new(request.target, path, now, then))
            .collect(),
        others: Vec::new(),
    };
    let bytes = back.files.iter().map(|(_, now, then)| (&**now, &**then));
    let files = undo.files.iter().map(FileChange::file).zip(bytes);
    prepare(&state, &undo, files, request.disk)?;
    commit(&state, &undo, request.target, request.disk)?;
    Ok(RestoreOutcome::Done {
        undone: manifest.run,
        n_files: undo.files.len(),
        n_reverted: back.n_reverted,
        removed: back.removed,
    })
}

/// What the way back would write.
#[derive(Default)]
struct Backward {
    /// Path, bytes now, bytes then.
    files: Vec<(String, Vec<u8>, Vec<u8>)>,
    n_reverted: usize,
    removed: Vec<String>,
    obstacles: Vec<Obstacle>,
}

fn backward(
    request: &RestoreRequest<'_>,
    state: &State,
    manifest: &Manifest,
    settled: &[FileChange],
) -> Result<Backward, RunError> {
    let mut back = Backward::default();
    let settled: BTreeMap<&str, &Digest> = settled
        .iter()
        .map(|file| (&*file.path, &file.new))
        .collect();
    let (mut written, others) = (manifest.written(), manifest.left());
    let backup = state.folder(&manifest.run).join("old");
    let made: Vec<&Migration> = request
        .migrations
        .iter()
        .filter(|migration| {
            manifest
                .migrations
                .iter()
                .any(|(id, digest)| *id == migration.id && *digest == migration.digest())
        })
        .collect();
    let all_known = made.len() == manifest.migrations.len();
    let mut then = Survey::default();
    let mut failure = None;
    request.target.source.scan(&mut |unit: Unit| {
        let Ok(now) = unit.bytes.clone() else {
            judge_old(request, &unit, &mut then);
            return ControlFlow::Continue(());
        };
        let found = Digest::of(&now);
        let change = written.remove(&*unit.path);
        let is_back = settled
            .get(&*unit.path)
            .is_some_and(|digest| **digest == found);
        let bytes = match change {
            _ if is_back => None,
            Some(change) if change.new == found => match from_backup(request, &backup, change) {
                Ok(bytes) => Some(bytes),
                Err(error) => {
                    failure = Some(error);
                    return ControlFlow::Break(());
                }
            },
            Some(change) if change.old == found => None,
            None if others
                .get(&*unit.path)
                .is_some_and(|digest| **digest == found) =>
            {
                None
            }
            // Written since: what undoes the steps is all there is.
            _ if !all_known => {
                back.obstacles.push(Obstacle {
                    path: unit.path.clone(),
                    reason:
                        "it was written since, and the migrations that were made are not at hand"
                            .to_owned(),
                });
                None
            }
            _ => match transform(&unit, &|kind, value| {
                made.iter()
                    .rev()
                    .try_for_each(|migration| migration.revert(kind, value, request.ask))
            }) {
                Ok(reverted) => {
                    back.n_reverted += usize::from(reverted.is_some());
                    reverted
                }
                // The old version wrote it, while the way back was stopped.
                Err(_) if !settled.is_empty() && is_old(request, &unit) => None,
                Err(reason) => {
                    back.obstacles.push(Obstacle {
                        path: unit.path.clone(),
                        reason: format!("it was written since: {reason}"),
                    });
                    None
                }
            },
        };
        let old = Unit {
            bytes: Ok(bytes.clone().unwrap_or_else(|| now.clone())),
            ..unit
        };
        judge_old(request, &old, &mut then);
        if let Some(bytes) = bytes {
            back.files.push((old.path, now, bytes));
        }
        ControlFlow::Continue(())
    })?;
    if let Some(failure) = failure {
        return Err(failure);
    }
    back.removed = written.into_keys().map(str::to_owned).collect();
    back.obstacles.extend(unfit(&then));
    Ok(back)
}

/// What a file held before, if the backup still says so.
fn from_backup(
    request: &RestoreRequest<'_>,
    backup: &Path,
    change: &FileChange,
) -> Result<Vec<u8>, RunError> {
    let file = backup.join(change.file());
    let bytes = request.disk.read(&file);
    let bytes = bytes.map_err(|error| RunError::io(&file, error))?;
    if Digest::of(&bytes) == change.old {
        return Ok(bytes);
    }
    Err(RunError::State {
        path: file.display().to_string(),
        message: format!("the backup was changed, expected SHA-256 {}", change.old),
    })
}

/// The objects that the old version could not take as they would be.
fn unfit(then: &Survey) -> impl Iterator<Item = Obstacle> {
    let unfit = then.objects.iter();
    let unfit = unfit.filter(|object| object.verdict != Verdict::Fine);
    unfit.map(move |object| {
        let causes = object.causes.iter();
        let causes = causes.map(|cause| then.causes[cause.group].title());
        let causes = causes.collect::<Vec<_>>().join("; ");
        Obstacle {
            path: object.place.path.clone(),
            reason: format!("{} for the old version: {causes}", object.verdict.name()),
        }
    })
}

fn judge_old(request: &RestoreRequest<'_>, unit: &Unit, then: &mut Survey) {
    if let Some(old) = request.old {
        for (decoded, reading) in verify::read(unit, old) {
            then.add(&decoded, reading);
        }
    }
}

/// Whether the old version is known, and takes every object of a unit as it is.
fn is_old(request: &RestoreRequest<'_>, unit: &Unit) -> bool {
    request
        .old
        .is_some_and(|old| is_fine(&verify::read(unit, old)))
}
