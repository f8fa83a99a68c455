//! Two files, or two folders, named on a command line: old and new.

use std::path::Path;

use upsafe_core::{LoadError, Sources};

use super::{
    Loaded, files,
    judge::{How, Raw, RawContract, judge},
};
use crate::{
    any::{Format, Judge, Switches},
    format::json_schema::Dialect,
    mode::Mode,
};

/// A file or a folder, and what output calls it.
#[derive(Clone, Copy, Debug)]
pub struct PairSide<'r> {
    /// Where it is.
    pub path: &'r Path,
    /// How output names it.
    pub shown: &'r str,
}

/// What to compare, and how.
#[derive(Clone, Copy, Debug)]
pub struct PairRequest<'r> {
    /// The schema before: a file; a folder of files with the names of the new ones; or, where the
    /// new one is a file, a folder of its versions.
    pub old: PairSide<'r>,
    /// The schema after, or a folder of schemas.
    pub new: PairSide<'r>,
    /// The format; told by the names of the files or by what is in them if absent.
    pub format: Option<Format>,
    /// Who must be able to read whom.
    pub mode: Mode,
    /// Who judges.
    pub judge: Judge,
    /// How a JSON Schema without `$schema` is read.
    pub dialect: Dialect,
    /// The meaning of reading, and the budget.
    pub switches: Switches,
}

/// Loads and compares.
///
/// # Errors
/// Where a side is not there, or its format is not clear.
pub fn load_pairs(request: &PairRequest<'_>, sources: &mut Sources) -> Result<Loaded, LoadError> {
    let PairRequest { old, new, .. } = request;
    let mut loaded = Loaded::default();
    let is_folder = |side: &PairSide<'_>| match std::fs::metadata(side.path) {
        Ok(metadata) => Ok(metadata.is_dir()),
        Err(error) => Err(LoadError::whole(
            side.shown,
            format_args!("expected a file or folder: {error}"),
        )),
    };
    match (is_folder(old)?, is_folder(new)?) {
        (false, false) => {
            let (version, candidate) = (raw(old, "", old.shown)?, raw(new, "", "new")?);
            let format = clear_format(request, &candidate, Some(&version))?;
            let versions = vec![version];
            one(request, format, candidate, versions, &mut loaded, sources);
        }
        (true, false) => {
            let candidate = raw(new, "", "new")?;
            let format = clear_format(request, &candidate, None)?;
            let versions = versions(old, new, format)?;
            one(request, format, candidate, versions, &mut loaded, sources);
        }
        (true, true) => folders(request, &mut loaded, sources)?,
        (false, true) => {
            let message = "expected a file as the new schema, since the old one is a file";
            return Err(LoadError::whole(new.shown, message));
        }
    }
    Ok(loaded)
}

/// The format that was asked for; else what the new file tells, or the old one.
fn clear_format(
    request: &PairRequest<'_>,
    new: &Raw,
    old: Option<&Raw>,
) -> Result<Format, LoadError> {
    if let Some(format) = request.format {
        return Ok(format);
    }
    let told = |raw: &Raw| Format::of_file(&raw.path, &raw.bytes);
    match (told(new), old.and_then(told)) {
        (Some(new_format), Some(old_format)) if new_format != old_format => Err(LoadError::whole(
            &new.path,
            format_args!(
                "expected the format of the old schema, {}, found {}",
                old_format.name(),
                new_format.name()
            ),
        )),
        (Some(format), _) | (None, Some(format)) => Ok(format),
        (None, None) => Err(LoadError::whole(
            &new.path,
            "neither its name nor its content tells the format, expected `--format json-schema`, `--format avro` or `--format crd`",
        )),
    }
}

/// The file at a path below a side.
fn raw(side: &PairSide<'_>, below: &str, label: &str) -> Result<Raw, LoadError> {
    let (path, shown) = match below {
        "" => (side.path.to_owned(), side.shown.to_owned()),
        _ => (
            side.path.join(below),
            format!("{}/{below}", side.shown.trim_end_matches('/')),
        ),
    };
    Ok(Raw {
        label: label.to_owned(),
        bytes: files::read(&path, &shown)?,
        path: shown,
        references: Vec::new(),
    })
}

/// The files of a folder of versions, oldest first, without the new schema itself.
fn versions(old: &PairSide<'_>, new: &PairSide<'_>, format: Format) -> Result<Vec<Raw>, LoadError> {
    let wanted = |path: &str| format.may_be(path) && !same_file(&old.path.join(path), new.path);
    let mut names = files::below(old.path, old.shown, wanted)?;
    names.sort_by(|a, b| files::natural(a, b));
    names.iter().map(|name| raw(old, name, name)).collect()
}

fn same_file(a: &Path, b: &Path) -> bool {
    match (std::fs::canonicalize(a), std::fs::canonicalize(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

fn one(
    request: &PairRequest<'_>,
    format: Format,
    candidate: Raw,
    versions: Vec<Raw>,
    loaded: &mut Loaded,
    sources: &mut Sources,
) {
    let contract = RawContract {
        name: file_name(&candidate.path),
        baseline: request.old.shown.to_owned(),
        candidate: Some(candidate),
        old_path: None,
        versions,
    };
    judge(contract, how(request, format), loaded, sources);
}

fn file_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
}

fn how(request: &PairRequest<'_>, format: Format) -> How {
    How {
        format,
        mode: request.mode,
        judge: request.judge,
        dialect: request.dialect,
        switches: request.switches,
    }
}

/// Every file of both folders is a contract; one that is only in the old one is gone.
fn folders(
    request: &PairRequest<'_>,
    loaded: &mut Loaded,
    sources: &mut Sources,
) -> Result<(), LoadError> {
    let PairRequest { old, new, .. } = request;
    let wanted = |path: &str| match request.format {
        Some(format) => format.may_be(path),
        // What the name does not tell, the content may.
        None => Format::ALL.into_iter().any(|format| format.may_be(path)),
    };
    let before = files::below(old.path, old.shown, wanted)?;
    let after = files::below(new.path, new.shown, wanted)?;
    let mut all: Vec<&String> = before.iter().chain(&after).collect();
    all.sort();
    all.dedup();
    let mut is_empty = true;
    for path in all {
        let version = match before.contains(path) {
            true => Some(raw(old, path, old.shown)?),
            false => None,
        };
        let candidate = match after.contains(path) {
            true => Some(raw(new, path, "new")?),
            false => None,
        };
        let told = |raw: &Raw| Format::of_file(&raw.path, &raw.bytes);
        let told = candidate
            .as_ref()
            .and_then(told)
            .or(version.as_ref().and_then(told));
        let Some(format) = request.format.or(told) else {
            continue;
        };
        is_empty = false;
        let gone = candidate.is_none().then(|| path.clone());
        let contract = RawContract {
            name: path.clone(),
            baseline: old.shown.to_owned(),
            candidate,
            old_path: gone,
            versions: version.into_iter().collect(),
        };
        judge(contract, how(request, format), loaded, sources);
    }
    if is_empty {
        return Err(LoadError::whole(
            new.shown,
            "expected a schema in the old or the new folder, found none",
        ));
    }
    Ok(())
}
