//! What a migration keeps beside a store: the run that is not finished, backups, the history.
//!
//! What must stay true: every file has a version of its format and is replaced whole; the file
//! `current.json` is there if and only if a run began to write objects and has not finished.

use std::{
    collections::BTreeMap,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{Digest, RunError, RunKind, Target};
use crate::disk::{Disk, replace};

/// The version of every file here.
pub(super) const FORMAT: u32 = 1;

/// The folder beside a store.
#[derive(Clone, Debug)]
pub(super) struct State {
    root: PathBuf,
}

/// The run that is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Current {
    pub(super) format: u32,
    pub(super) run: String,
}

/// What a run does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) format: u32,
    pub(super) run: String,
    pub(super) kind: RunKind,
    /// The run that is undone, where this is a way back.
    pub(super) of: Option<String>,
    /// The migrations that are made, or undone, with the checksums of what they do.
    pub(super) migrations: Vec<(String, Digest)>,
    /// The files that are written.
    pub(super) files: Vec<FileChange>,
    /// The files that are left as they are.
    pub(super) others: Vec<(String, Digest)>,
}

impl Manifest {
    /// The files that are written, by path.
    pub(super) fn written(&self) -> BTreeMap<&str, &FileChange> {
        let files = self.files.iter();
        files.map(|file| (&*file.path, file)).collect()
    }

    /// The digests of the files that are left as they are, by path.
    pub(super) fn left(&self) -> BTreeMap<&str, &Digest> {
        let others = self.others.iter();
        others.map(|(path, digest)| (&**path, digest)).collect()
    }
}

/// A file that is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileChange {
    pub(super) path: String,
    /// Where its bytes lie below `old` and `new`, where that is not its path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<String>,
    pub(super) old: Digest,
    pub(super) new: Digest,
}

impl FileChange {
    pub(super) fn new(target: &Target, path: &str, old: &[u8], new: &[u8]) -> Self {
        let file = target.backup_name(path);
        Self {
            path: path.to_owned(),
            file: (file != path).then_some(file),
            old: Digest::of(old),
            new: Digest::of(new),
        }
    }

    /// Where its bytes lie below `old` and `new`.
    pub(super) fn file(&self) -> &str {
        self.file.as_deref().unwrap_or(&self.path)
    }
}

impl State {
    pub(super) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Keeps other runs away as long as the file lives.
    pub(super) fn lock(&self, disk: &dyn Disk) -> Result<File, RunError> {
        let failed = |error| RunError::io(&self.root, error);
        disk.make_folder(&self.root).map_err(failed)?;
        let path = self.root.join("lock");
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(RunError::Busy(self.root.display().to_string())),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }

    pub(super) fn current(&self) -> Result<Option<Current>, RunError> {
        self.read(&self.root.join("current.json"))
    }

    pub(super) fn set_current(&self, disk: &dyn Disk, run: &str) -> Result<(), RunError> {
        let current = Current {
            format: FORMAT,
            run: run.to_owned(),
        };
        self.write(disk, &self.root.join("current.json"), &current)
    }

    pub(super) fn clear_current(&self, disk: &dyn Disk) -> Result<(), RunError> {
        let path = self.root.join("current.json");
        let removed = disk.remove(&path).and_then(|()| disk.sync(&self.root));
        removed.map_err(|error| RunError::io(&path, error))
    }

    /// A name for the next run: no run has it, also none that was stopped while it prepared.
    pub(super) fn next_run(&self) -> Result<String, RunError> {
        let entries = fs::read_dir(&self.root).map_err(|error| RunError::io(&self.root, error))?;
        let mut last = 0_u32;
        for entry in entries {
            let name = entry
                .map_err(|error| RunError::io(&self.root, error))?
                .file_name();
            let number = name
                .to_str()
                .and_then(|name| name.strip_prefix("run-"))
                .and_then(|n| n.parse().ok());
            last = last.max(number.unwrap_or_default());
        }
        Ok(format!("run-{:04}", last.saturating_add(1)))
    }

    pub(super) fn folder(&self, run: &str) -> PathBuf {
        self.root.join(run)
    }

    pub(super) fn manifest(&self, run: &str) -> Result<Manifest, RunError> {
        let path = self.folder(run).join("manifest.json");
        self.read(&path)?.ok_or_else(|| RunError::State {
            path: path.display().to_string(),
            message: "found nothing, expected the manifest of the run".to_owned(),
        })
    }

    pub(super) fn write_manifest(
        &self,
        disk: &dyn Disk,
        manifest: &Manifest,
    ) -> Result<(), RunError> {
        self.write(
            disk,
            &self.folder(&manifest.run).join("manifest.json"),
            manifest,
        )
    }

    pub(super) fn read<T: DeserializeOwned>(&self, path: &Path) -> Result<Option<T>, RunError> {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(RunError::io(path, error)),
        };
        let wrong = |message: String| RunError::State {
            path: path.display().to_string(),
            message,
        };
        let value: serde_json::Value =
            serde_json::from_slice(&bytes).map_err(|error| wrong(error.to_string()))?;
        let format = value.get("format").and_then(serde_json::Value::as_u64);
        if format != Some(u64::from(FORMAT)) {
            let found = format.map_or_else(
                || "no format".to_owned(),
                |format| format!("format {format}"),
            );
            return Err(wrong(format!("found {found}, expected format {FORMAT}")));
        }
        serde_json::from_value(value)
            .map(Some)
            .map_err(|error| wrong(error.to_string()))
    }

    pub(super) fn write(
        &self,
        disk: &dyn Disk,
        path: &Path,
        value: &impl Serialize,
    ) -> Result<(), RunError> {
        let failed = |error| RunError::io(path, error);
        let mut bytes = serde_json::to_vec_pretty(value).map_err(|error| failed(error.into()))?;
        bytes.push(b'\n');
        replace(disk, path, &bytes).map_err(failed)
    }
}
