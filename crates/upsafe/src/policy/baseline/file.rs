//! Reads and writes the file: the only I/O of the policy.

use std::{fs, io, io::Write as _, path::Path};

use upsafe_core::{LoadError, count};

use super::{Baseline, BaselineUpdate, Growth};

impl Baseline {
    /// Reads the file at `path`, which errors call `shown`; `None` if there is no such file.
    ///
    /// # Errors
    /// Where it cannot be read, and those of [`Baseline::parse`].
    pub fn read(path: &Path, shown: &str) -> Result<Option<Self>, LoadError> {
        match fs::read(path) {
            Ok(bytes) => Self::parse(&bytes, shown).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(LoadError::whole(shown, error)),
        }
    }
}

impl BaselineUpdate {
    /// Writes the new baseline to `path`, in one step: readers see the old file or the new one.
    ///
    /// # Errors
    /// Where it would allow more than before and growth is refused, and where the folder cannot be
    /// written to. The old file is then as it was.
    pub fn write(&self, path: &Path, growth: Growth) -> Result<(), WriteError> {
        if growth == Growth::Refuse && self.is_growth() {
            let new = self.added.len() + self.grown.len();
            return Err(WriteError::Growth { new });
        }
        replace(path, self.baseline.text().as_bytes()).map_err(|source| WriteError::Io {
            path: self.baseline.path().to_owned(),
            source,
        })
    }
}

/// Why a baseline was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// It would allow more than it did.
    #[error(
        "the baseline would grow by {}: fix or waive them, or allow it with `--allow-growth`",
        count(*new, "finding")
    )]
    Growth {
        /// How many entries are new or have a higher count.
        new: usize,
    },
    /// The file could not be written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// What went wrong.
        source: io::Error,
    },
}

/// Writes a file beside `path` and renames it. A link stays a link, permissions stay as they are.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = match fs::canonicalize(path) {
        Ok(target) => target,
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        Err(error) => return Err(error),
    };
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(name);
    let written = write_new(&beside, bytes, &path).and_then(|()| fs::rename(&beside, &path));
    if written.is_err() {
        // What is left of the attempt must not stay; the first error is the one that matters.
        drop(fs::remove_file(&beside));
    }
    written
}

fn write_new(beside: &Path, bytes: &[u8], old: &Path) -> io::Result<()> {
    let mut file = fs::File::create(beside)?;
    if let Ok(metadata) = fs::metadata(old) {
        file.set_permissions(metadata.permissions())?;
    }
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use upsafe_core::Report;

    use super::*;

    #[test]
    fn a_file_that_is_not_there_is_no_baseline() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(
            Baseline::read(&folder.path().join("b.json"), "b.json"),
            Ok(None)
        );
        let error = Baseline::read(folder.path(), "b.json").unwrap_err();
        assert!(error.to_string().starts_with("b.json: "), "{error}");
    }

    #[test]
    fn a_folder_that_is_not_there_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("no/b.json");
        let update = BaselineUpdate::plan("no/b.json", None, &Report::default());
        let error = update.write(&path, Growth::Refuse).unwrap_err();
        assert!(error.to_string().starts_with("no/b.json: "), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("target"), folder.path().join("link"));
        fs::write(&target, "old").unwrap();
        fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&target, &link).unwrap();
        let update = BaselineUpdate::plan("link", None, &Report::default());
        update.write(&link, Growth::Refuse).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&target).unwrap(), update.baseline.text());
        assert_eq!(
            fs::metadata(&target).unwrap().permissions().mode() & 0o777,
            0o640
        );
    }
}
