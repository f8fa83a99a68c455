//! Applies edits: all files or none.

use std::{
    collections::BTreeMap,
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

use upsafe_core::{SourceId, Sources};

use super::Edit;

/// Why nothing was written, or that something was and could not be taken back.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {message}")]
pub struct ApplyError {
    path: String,
    message: String,
}

impl ApplyError {
    fn new(path: &str, message: impl std::fmt::Display) -> Self {
        Self {
            path: path.to_owned(),
            message: message.to_string(),
        }
    }
}

/// The texts of the files with the edits, by path.
///
/// # Errors
/// Where edits overlap or do not fit their text.
pub fn preview(edits: &[Edit], sources: &Sources) -> Result<BTreeMap<String, String>, ApplyError> {
    let mut of: BTreeMap<SourceId, Vec<&Edit>> = BTreeMap::new();
    for edit in edits {
        of.entry(edit.source).or_default().push(edit);
    }
    let mut texts = BTreeMap::new();
    for (source, mut edits) in of {
        let source = sources.get(source);
        edits.sort_by_key(|edit| edit.span.start);
        let (mut new, mut at) = (String::new(), 0);
        for edit in edits {
            let kept = source.text().get(at..edit.span.start);
            let fits = source.text().get(edit.span.clone()).is_some();
            let Some(kept) = kept.filter(|_| fits) else {
                return Err(ApplyError::new(
                    source.path(),
                    "two edits are in the same place",
                ));
            };
            new.push_str(kept);
            new.push_str(&edit.new);
            at = edit.span.end;
        }
        new.push_str(source.text().get(at..).unwrap_or_default());
        texts.insert(source.path().to_owned(), new);
    }
    Ok(texts)
}

/// Writes the edits below `root`. Every file is written beside its place first, then all are moved
/// into their places; where one cannot be, those before it are put back.
///
/// # Errors
/// Where a file is not what was read, or cannot be written.
pub fn apply(root: &Path, edits: &[Edit], sources: &Sources) -> Result<Vec<String>, ApplyError> {
    let texts = preview(edits, sources)?;
    let mut staged: Vec<(String, PathBuf, PathBuf, Vec<u8>)> = Vec::new();
    let result = texts.iter().try_for_each(|(path, text)| {
        let place = root.join(path);
        let old = fs::read(&place).map_err(|error| ApplyError::new(path, error))?;
        let read = sources
            .iter()
            .any(|(_, source)| source.path() == path && source.text().as_bytes() == old);
        if !read {
            return Err(ApplyError::new(
                path,
                "the file has changed since it was read",
            ));
        }
        let beside = stage(&place, text).map_err(|error| ApplyError::new(path, error))?;
        staged.push((path.clone(), place, beside, old));
        Ok(())
    });
    if let Err(error) = result {
        discard(&staged);
        return Err(error);
    }
    for (nth, (path, place, beside, _)) in staged.iter().enumerate() {
        if let Err(error) = fs::rename(beside, place) {
            for (_, place, _, old) in &staged[..nth] {
                // What cannot be put back is told by the error that follows.
                drop(fs::write(place, old));
            }
            discard(&staged[nth..]);
            return Err(ApplyError::new(path, error));
        }
    }
    Ok(staged.into_iter().map(|(path, ..)| path).collect())
}

fn stage(place: &Path, text: &str) -> io::Result<PathBuf> {
    let folder = place.parent().unwrap_or(place);
    let mut file = tempfile::Builder::new()
        .prefix(".upsafe-")
        .tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    fs::set_permissions(file.path(), fs::metadata(place)?.permissions())?;
    let (_, path) = file.keep().map_err(|error| error.error)?;
    Ok(path)
}

fn discard(staged: &[(String, PathBuf, PathBuf, Vec<u8>)]) {
    for (_, _, beside, _) in staged {
        // Nothing refers to it; at most a stray file stays.
        drop(fs::remove_file(beside));
    }
}
