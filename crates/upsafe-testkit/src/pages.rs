//! Runs the examples of every page in a folder.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    Failures, Form,
    example::{Mode, run_page},
    failures::shown,
};

/// Runs the examples of every `.md` file in `dir` (not below it).
///
/// `run` is given the folder with the example's files and returns what the product says of it.
pub fn check_pages(dir: &Path, run: impl Fn(&Path, Form) -> String) -> Failures {
    let mut failures = Failures::default();
    match markdown(dir) {
        Ok(pages) => {
            for page in pages {
                failures.add_all(run_page(&page, Mode::of_environment(), &run));
            }
        }
        Err(error) => failures.add(format!("{}: {error}", shown(dir))),
    }
    failures
}

/// The `.md` files in a folder, sorted.
pub(crate) fn markdown(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let of_markdown = |path: &PathBuf| path.extension() == Some(OsStr::new("md"));
    Ok(entries(dir)?.into_iter().filter(of_markdown).collect())
}

/// What is in a folder, sorted.
pub(crate) fn entries(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(dir)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
