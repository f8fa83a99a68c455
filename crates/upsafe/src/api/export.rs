//! The files of a revision in a folder of their own, removed in the end.

use std::{fs, path::Path};

use tempfile::TempDir;
use upsafe_semver::Git;

/// How many files are read at a time.
const CHUNK: usize = 500;

pub(super) struct Export(TempDir);

impl Export {
    /// Writes the files of a revision. Nothing of the repository runs: no filters, no hooks.
    ///
    /// # Errors
    /// Where git cannot tell them, or they cannot be written.
    pub(super) fn new(git: &dyn Git, revision: &str) -> Result<Self, String> {
        let temporary = tempfile::Builder::new().prefix("upsafe-base-").tempdir();
        let folder = temporary.map_err(|error| format!("no temporary folder: {error}"))?;
        let files = git.files_at(revision).map_err(|error| error.to_string())?;
        for files in files.chunks(CHUNK) {
            let wanted: Vec<(String, String)> = files
                .iter()
                .map(|file| (revision.to_owned(), file.clone()))
                .collect();
            let read = git.read_many(&wanted).map_err(|error| error.to_string())?;
            for (file, bytes) in files.iter().zip(read) {
                // A submodule is named, and holds nothing.
                let Some(bytes) = bytes else { continue };
                let path = folder.path().join(file);
                let fail = |error: std::io::Error| format!("`{file}` cannot be written: {error}");
                fs::create_dir_all(path.parent().unwrap_or(folder.path())).map_err(fail)?;
                fs::write(&path, bytes).map_err(fail)?;
            }
        }
        Ok(Self(folder))
    }

    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }
}
