//! A folder of YAML and JSON files, also in folders below.

use std::{
    fs, io,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use super::{Scanned, Source, SourceError};
use crate::{
    disk::TEMPORARY,
    object::{Shape, Unit, Unread, UnreadCause},
};

/// A folder of YAML and JSON files, also in folders below.
#[derive(Clone, Debug)]
pub struct Directory {
    root: PathBuf,
}

impl Directory {
    /// The folder at a path.
    pub fn new(root: PathBuf) -> Self {
        Self { root }
    }
}

impl Source for Directory {
    fn describe(&self) -> String {
        "folder".to_owned()
    }

    fn estimate(&self) -> Option<usize> {
        Some(n_files(&self.root))
    }

    fn scan(&self, sink: &mut dyn FnMut(Unit) -> ControlFlow<()>) -> Result<Scanned, SourceError> {
        let mut scanned = Scanned::default();
        let first = entries(&self.root)
            .map_err(|error| SourceError::new(self.root.display(), told(&error, "a folder")))?;
        // Folders that are still to be read, each with its path below the root; last first.
        let mut levels = vec![(String::new(), first.into_iter())];
        while let Some((prefix, rest)) = levels.last_mut() {
            let Some(entry) = rest.next() else {
                levels.pop();
                continue;
            };
            let prefix = prefix.clone();
            let unit = match entry {
                Ok(Entry {
                    name,
                    kind: Kind::Folder,
                }) if name.starts_with('.') => {
                    scanned.strays.push(format!("{prefix}{name}/"));
                    continue;
                }
                Ok(Entry {
                    name,
                    kind: Kind::Folder,
                }) => {
                    let path = format!("{prefix}{name}");
                    match entries(&self.root.join(&path)) {
                        Ok(below) => {
                            levels.push((format!("{path}/"), below.into_iter()));
                            continue;
                        }
                        Err(error) => unavailable(path, &error),
                    }
                }
                Ok(Entry {
                    name,
                    kind: Kind::File,
                }) => {
                    let path = format!("{prefix}{name}");
                    match shape(&name) {
                        Some(shape) => unit(&self.root, path, shape),
                        None => {
                            scanned.strays.push(path);
                            continue;
                        }
                    }
                }
                Ok(Entry {
                    name,
                    kind: Kind::Other,
                }) => {
                    scanned.strays.push(format!("{prefix}{name}"));
                    continue;
                }
                Err(error) => unavailable(prefix, &error),
            };
            if sink(unit).is_break() {
                break;
            }
        }
        Ok(scanned)
    }
}

/// How many files lie in a folder and below, as far as it can be looked at.
pub(super) fn n_files(root: &Path) -> usize {
    let (mut n, mut folders) = (0, vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                Ok(_) => n += 1,
                Err(_) => {}
            }
        }
    }
    n
}

fn shape(name: &str) -> Option<Shape> {
    match name.rsplit_once('.')?.1 {
        "yaml" | "yml" => Some(Shape::Yaml),
        "json" => Some(Shape::Json),
        _ => None,
    }
}

/// Reads a file as a unit.
pub(super) fn unit(root: &Path, path: String, shape: Shape) -> Unit {
    let bytes = fs::read(root.join(&path)).map_err(|error| unread(&error));
    Unit {
        path,
        line: 1,
        shape,
        revision: None,
        bytes,
    }
}

pub(super) fn unavailable(path: String, error: &io::Error) -> Unit {
    Unit {
        path,
        line: 1,
        shape: Shape::Yaml,
        revision: None,
        bytes: Err(unread(error)),
    }
}

fn unread(error: &io::Error) -> Unread {
    Unread::new(UnreadCause::Unavailable, told(error, "a readable entry"))
}

/// An error of the system in our words.
pub(super) fn told(error: &io::Error, expected: &str) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => format!("found nothing, expected {expected}"),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => format!("expected {expected}: {error}"),
    }
}

/// An entry of a folder.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) kind: Kind,
}

/// What an entry is. A link to a folder is neither followed nor a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    Other,
}

/// The entries of a folder by name, what a run left behind excepted. An entry that cannot be looked
/// at comes out as its error.
pub(super) fn entries(folder: &Path) -> io::Result<Vec<io::Result<Entry>>> {
    let mut entries: Vec<io::Result<Entry>> = fs::read_dir(folder)?
        .map(|entry| {
            let entry = entry?;
            let kind = entry.file_type()?;
            let is_file = kind.is_file() || (kind.is_symlink() && entry.path().is_file());
            let kind = match kind.is_dir() {
                true => Kind::Folder,
                false if is_file => Kind::File,
                false => Kind::Other,
            };
            let name = entry.file_name().into_string().map_err(|name| {
                let shown = name.to_string_lossy().into_owned();
                io::Error::other(format!("`{shown}` is no name in UTF-8"))
            })?;
            Ok(Entry { name, kind })
        })
        .filter(|entry| {
            !entry
                .as_ref()
                .is_ok_and(|entry| entry.name.ends_with(TEMPORARY))
        })
        .collect();
    entries.sort_by(|a, b| {
        let name = |entry: &io::Result<Entry>| entry.as_ref().ok().map(|entry| entry.name.clone());
        name(a).cmp(&name(b))
    });
    Ok(entries)
}
