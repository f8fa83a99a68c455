//! What was done to a store, oldest first.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{
    Digest, RunError,
    state::{FORMAT, Manifest, State},
};
use crate::disk::Disk;

/// What was done to a store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    format: u32,
    /// The runs, oldest first.
    pub runs: Vec<HistoryEntry>,
}

/// A run that was finished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// Its name, which is that of the folder with its backup.
    pub run: String,
    /// What it did.
    pub kind: RunKind,
    /// The run that it undid.
    pub of: Option<String>,
    /// The migrations that it made or undid, with the checksums of what they do.
    pub migrations: Vec<(String, Digest)>,
    /// How many files it wrote.
    pub n_files: usize,
}

/// What a run does. Complete: there and back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RunKind {
    /// It migrates.
    Migrate,
    /// It brings the old bytes back.
    Restore,
}

impl Default for History {
    fn default() -> Self {
        Self {
            format: FORMAT,
            runs: Vec::new(),
        }
    }
}

impl History {
    /// Reads the history in the folder beside a store.
    ///
    /// # Errors
    /// Where there is one that cannot be read.
    pub fn load(state: &Path) -> Result<Self, RunError> {
        Self::of(&State::new(state.to_owned()))
    }

    pub(super) fn of(state: &State) -> Result<Self, RunError> {
        Ok(state
            .read(&state.root().join("history.json"))?
            .unwrap_or_default())
    }

    /// The migrations that hold now, with the runs that made them.
    pub fn applied(&self) -> Vec<(&str, &Digest, &str)> {
        let undone: Vec<&str> = self
            .runs
            .iter()
            .filter_map(|run| run.of.as_deref())
            .collect();
        let made = self
            .runs
            .iter()
            .filter(|run| run.kind == RunKind::Migrate && !undone.contains(&&*run.run));
        made.flat_map(|run| {
            run.migrations
                .iter()
                .map(|(id, digest)| (&**id, digest, &*run.run))
        })
        .collect()
    }

    /// The last run that holds now.
    pub fn last(&self) -> Option<&HistoryEntry> {
        let undone: Vec<&str> = self
            .runs
            .iter()
            .filter_map(|run| run.of.as_deref())
            .collect();
        self.runs
            .iter()
            .rfind(|run| run.kind == RunKind::Migrate && !undone.contains(&&*run.run))
    }

    /// Adds a run, once.
    pub(super) fn add(state: &State, disk: &dyn Disk, manifest: &Manifest) -> Result<(), RunError> {
        let mut history = Self::of(state)?;
        if history.runs.iter().any(|run| run.run == manifest.run) {
            return Ok(());
        }
        history.runs.push(HistoryEntry {
            run: manifest.run.clone(),
            kind: manifest.kind,
            of: manifest.of.clone(),
            migrations: manifest.migrations.clone(),
            n_files: manifest.files.len(),
        });
        state.write(disk, &state.root().join("history.json"), &history)
    }
}
