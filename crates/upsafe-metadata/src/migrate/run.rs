//! One run: plan, verify, back up, write, read back, remember. And the rest of one that was stopped.

use std::{cell::RefCell, collections::BTreeSet, io, path::Path};

use super::{
    Ask, Digest, History, Migration, Plan, Records, Replaced, RunKind, Stored, Target,
    state::{FORMAT, FileChange, Manifest, State},
};
use crate::{
    disk::Disk, reader::Judge, since::Since, source::SourceError, survey::Survey, verify::verify,
};

/// A transaction that others come between is tried so often.
const MAX_TRIES: usize = 10;

/// Why a run stopped. What it had written stays; the next run goes on from there.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// The store cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The disk.
    #[error("{path}: {error}")]
    Io {
        /// Which file.
        path: String,
        /// What the system said.
        error: io::Error,
    },
    /// The folder beside the store holds something else than what was written there.
    #[error("{path}: {message}")]
    State {
        /// Which file.
        path: String,
        /// What was found, and what was expected.
        message: String,
    },
    /// Another run is at it.
    #[error("{0}: another run is at work on this store")]
    Busy(String),
    /// A run of other migrations, or in the other direction, was stopped and comes first.
    #[error(
        "the run `{0}` was stopped before it was finished: finish it first, with the same migrations and in the same direction"
    )]
    Unfinished(String),
    /// A migration that was made says something else now.
    #[error("migration `{0}` was changed after it was made: give the change an id of its own")]
    Rewritten(String),
    /// Somebody else wrote to the store.
    #[error(
        "`{0}` was changed by somebody else while the run was at work, and was left as it is; stop the writers, and run again: that finishes the run"
    )]
    Foreign(String),
}

impl RunError {
    pub(super) fn io(path: &Path, error: io::Error) -> Self {
        Self::Io {
            path: path.display().to_string(),
            error,
        }
    }
}

/// What is asked for.
pub struct MigrateRequest<'r> {
    /// The store.
    pub target: &'r Target,
    /// All migrations that there are, in order.
    pub migrations: &'r [Migration],
    /// Who will read the store.
    pub judge: &'r Judge<'r>,
    /// Asks a program of a step.
    pub ask: Ask<'r>,
    /// Where everything is written.
    pub disk: &'r dyn Disk,
}

impl std::fmt::Debug for MigrateRequest<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MigrateRequest")
            .field("target", self.target)
            .finish_non_exhaustive()
    }
}

/// How a run went.
#[derive(Debug)]
pub enum MigrateOutcome {
    /// Every migration was made before, or nothing is to be changed by them.
    NothingToDo,
    /// It would leave objects that the reader does not take whole, or cannot be made: nothing was written.
    Refused(Box<Plan>),
    /// The store is migrated, and was read back.
    Done {
        /// The run, for the way back.
        run: String,
        /// How many files were written, also by the run that was stopped.
        n_files: usize,
        /// Whether this was the rest of a run that was stopped.
        resumed: bool,
        /// The store after it.
        after: Box<Survey>,
    },
}

/// Makes a plan and writes nothing.
///
/// # Errors
/// Where the store or its history cannot be read, or a run is not finished.
pub fn plan(request: &MigrateRequest<'_>) -> Result<Plan, RunError> {
    let state = State::new(request.target.state.clone());
    if let Some(current) = state.current()? {
        return Err(RunError::Unfinished(current.run));
    }
    let pending = pending(&History::of(&state)?, request.migrations)?;
    Ok(Plan::make(
        request.target,
        &pending,
        request.judge,
        request.ask,
    )?)
}

/// Migrates a store, or finishes a run that was stopped.
///
/// # Errors
/// See [`RunError`]. Whatever happened, every object is as it was or as it will be.
pub fn migrate(request: &MigrateRequest<'_>) -> Result<MigrateOutcome, RunError> {
    let state = State::new(request.target.state.clone());
    let _lock = state.lock(request.disk)?;
    if let Some(current) = state.current()? {
        let manifest = state.manifest(&current.run)?;
        let wanted: Vec<(String, Digest)> = manifest.migrations.clone();
        let known = |(id, digest): &(String, Digest)| {
            request
                .migrations
                .iter()
                .any(|migration| migration.id == *id && migration.digest() == *digest)
        };
        if manifest.kind != RunKind::Migrate || !wanted.iter().all(known) {
            return Err(RunError::Unfinished(current.run));
        }
        let manifest = match amended(&state, manifest, request)? {
            Ok(manifest) => manifest,
            Err(plan) => return Ok(MigrateOutcome::Refused(plan)),
        };
        commit(&state, &manifest, request.target, request.disk)?;
        return done(request, manifest, true);
    }
    let pending = pending(&History::of(&state)?, request.migrations)?;
    if pending.is_empty() {
        return Ok(MigrateOutcome::NothingToDo);
    }
    let plan = Plan::make(request.target, &pending, request.judge, request.ask)?;
    if !plan.is_safe() {
        return Ok(MigrateOutcome::Refused(Box::new(plan)));
    }
    let manifest = Manifest {
        format: FORMAT,
        run: state.next_run()?,
        kind: RunKind::Migrate,
        of: None,
        migrations: ids(&pending),
        files: plan
            .changes
            .iter()
            .map(|change| FileChange::new(request.target, &change.path, &change.old, &change.new))
            .collect(),
        others: plan.others,
    };
    let bytes = plan
        .changes
        .iter()
        .map(|change| (&*change.old, &*change.new));
    let files = manifest.files.iter().map(FileChange::file).zip(bytes);
    prepare(&state, &manifest, files, request.disk)?;
    commit(&state, &manifest, request.target, request.disk)?;
    done(request, manifest, false)
}

/// The manifest of a run that was stopped, with what others wrote meanwhile; or the plan for that,
/// where something stands in its way.
fn amended(
    state: &State,
    mut manifest: Manifest,
    request: &MigrateRequest<'_>,
) -> Result<Result<Manifest, Box<Plan>>, RunError> {
    let is_of_run = |migration: &&Migration| {
        let id = &migration.id;
        manifest.migrations.iter().any(|(known, _)| known == id)
    };
    let migrations: Vec<Migration> = request
        .migrations
        .iter()
        .filter(is_of_run)
        .cloned()
        .collect();
    let (files, others) = (manifest.written(), manifest.left());
    let seen = RefCell::new(BTreeSet::new());
    let is_settled = |path: &str, found: &Digest| {
        seen.borrow_mut().insert(path.to_owned());
        let written = files.get(path);
        written.is_some_and(|file| *found == file.old || *found == file.new)
            || others.get(path).is_some_and(|known| *known == found)
    };
    let plan = Plan::make_rest(
        request.target,
        &migrations,
        request.judge,
        request.ask,
        &is_settled,
    )?;
    if !plan.is_safe() {
        return Ok(Err(Box::new(plan)));
    }
    let seen = seen.into_inner();
    let is_new: BTreeSet<&str> = plan
        .changes
        .iter()
        .map(|change| &*change.path)
        .chain(plan.others.iter().map(|(path, _)| &**path))
        .collect();
    let stays = |path: &str| seen.contains(path) && !is_new.contains(path);
    let n_before = manifest.files.len();
    manifest.files.retain(|file| stays(&file.path));
    if is_new.is_empty() && manifest.files.len() == n_before {
        return Ok(Ok(manifest));
    }
    manifest.others.retain(|(path, _)| stays(path));
    let n_kept = manifest.files.len();
    for change in &plan.changes {
        let file = FileChange::new(request.target, &change.path, &change.old, &change.new);
        manifest.files.push(file);
    }
    manifest.others.extend(plan.others);
    let bytes = plan
        .changes
        .iter()
        .map(|change| (&*change.old, &*change.new));
    let files = manifest.files[n_kept..].iter().map(FileChange::file);
    prepare(state, &manifest, files.zip(bytes), request.disk)?;
    Ok(Ok(manifest))
}

fn done(
    request: &MigrateRequest<'_>,
    manifest: Manifest,
    resumed: bool,
) -> Result<MigrateOutcome, RunError> {
    let after = verify(
        &*request.target.source,
        request.judge,
        &Since::default(),
        1,
        &mut |_| {},
    )?;
    Ok(MigrateOutcome::Done {
        n_files: manifest.files.len(),
        run: manifest.run,
        resumed,
        after: Box::new(after),
    })
}

fn ids(migrations: &[Migration]) -> Vec<(String, Digest)> {
    migrations
        .iter()
        .map(|migration| (migration.id.clone(), migration.digest()))
        .collect()
}

/// The migrations that are still to be made.
fn pending(history: &History, migrations: &[Migration]) -> Result<Vec<Migration>, RunError> {
    let applied = history.applied();
    let mut pending = Vec::new();
    for migration in migrations {
        match applied.iter().find(|(id, ..)| *id == migration.id) {
            Some((_, digest, _)) if **digest != migration.digest() => {
                return Err(RunError::Rewritten(migration.id.clone()));
            }
            Some(_) => {}
            None => pending.push(migration.clone()),
        }
    }
    Ok(pending)
}

/// Writes the backup and what will be written, checks both, and then says that writing begins.
pub(super) fn prepare<'f>(
    state: &State,
    manifest: &Manifest,
    files: impl Iterator<Item = (&'f str, (&'f [u8], &'f [u8]))>,
    disk: &dyn Disk,
) -> Result<(), RunError> {
    let folder = state.folder(&manifest.run);
    let mut folders = BTreeSet::new();
    for (path, (old, new)) in files {
        for (below, bytes) in [("old", old), ("new", new)] {
            let file = folder.join(below).join(path);
            let failed = |error| RunError::io(&file, error);
            if let Some(parent) = file.parent()
                && folders.insert(parent.to_owned())
            {
                disk.make_folder(parent).map_err(failed)?;
            }
            disk.write(&file, bytes).map_err(failed)?;
            if disk.read(&file).map_err(failed)? != bytes {
                return Err(RunError::State {
                    path: file.display().to_string(),
                    message: "the disk gave back other bytes than were written".to_owned(),
                });
            }
        }
    }
    disk.make_folder(&folder)
        .map_err(|error| RunError::io(&folder, error))?;
    for parent in folders {
        disk.sync(&parent)
            .map_err(|error| RunError::io(&parent, error))?;
    }
    state.write_manifest(disk, manifest)?;
    disk.sync(state.root())
        .map_err(|error| RunError::io(state.root(), error))?;
    state.set_current(disk, &manifest.run)
}

/// Writes every file of a run that is not yet written, reads all of them back, and closes the run.
pub(super) fn commit(
    state: &State,
    manifest: &Manifest,
    target: &Target,
    disk: &dyn Disk,
) -> Result<(), RunError> {
    let records = target.records(disk);
    // Nothing is written as long as something is there that nobody here wrote.
    for file in &manifest.files {
        let found = digest(&*records, &file.path)?;
        if found != file.old && found != file.new {
            return Err(RunError::Foreign(file.path.clone()));
        }
    }
    let staged = state.folder(&manifest.run).join("new");
    for file in &manifest.files {
        write(&*records, file, &staged, disk)?;
    }
    for file in &manifest.files {
        if digest(&*records, &file.path)? != file.new {
            return Err(RunError::Foreign(file.path.clone()));
        }
    }
    History::add(state, disk, manifest)?;
    state.clear_current(disk)
}

fn read(records: &dyn Records, path: &str) -> Result<Stored, RunError> {
    records
        .read(path)?
        .ok_or_else(|| RunError::Foreign(path.to_owned()))
}

fn digest(records: &dyn Records, path: &str) -> Result<Digest, RunError> {
    Ok(Digest::of(&read(records, path)?.bytes))
}

/// Writes one thing of a run, where it is not yet written.
fn write(
    records: &dyn Records,
    file: &FileChange,
    staged: &Path,
    disk: &dyn Disk,
) -> Result<(), RunError> {
    // As long as somebody writes the same bytes again and again, so often.
    for _ in 0..MAX_TRIES {
        let seen = read(records, &file.path)?;
        let found = Digest::of(&seen.bytes);
        if found == file.new {
            return Ok(());
        }
        if found != file.old {
            break;
        }
        let source = staged.join(file.file());
        let bytes = disk
            .read(&source)
            .map_err(|error| RunError::io(&source, error))?;
        if Digest::of(&bytes) != file.new {
            return Err(RunError::State {
                path: source.display().to_string(),
                message: format!(
                    "found other bytes than the manifest says, expected SHA-256 {}",
                    file.new
                ),
            });
        }
        if records.replace(&file.path, &seen, &bytes)? == Replaced::Done {
            return Ok(());
        }
    }
    Err(RunError::Foreign(file.path.clone()))
}
