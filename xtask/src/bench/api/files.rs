//! Files of the packages that are compared.

use std::{fs, path::Path};

use crate::Outcome;

pub(super) fn write(path: &Path, text: &str) -> Outcome {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| format!("{}: {error}", path.display()))
}

/// Removes a file or folder, if it is there.
pub(super) fn remove(path: &Path) -> Outcome {
    let removed = match path.is_dir() {
        true => fs::remove_dir_all(path),
        false if path.exists() => fs::remove_file(path),
        false => return Ok(()),
    };
    removed.map_err(|error| format!("{}: {error}", path.display()))
}

/// Copies a folder with all that is in it.
pub(super) fn copy(from: &Path, to: &Path) -> Outcome {
    let fail = |error: std::io::Error| format!("{}: {error}", from.display());
    fs::create_dir_all(to).map_err(fail)?;
    for entry in fs::read_dir(from).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let (path, at) = (entry.path(), to.join(entry.file_name()));
        match path.is_dir() {
            true => copy(&path, &at)?,
            false => drop(fs::copy(&path, &at).map_err(fail)?),
        }
    }
    Ok(())
}
