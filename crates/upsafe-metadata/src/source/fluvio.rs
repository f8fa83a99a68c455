//! Fluvio's local metadata store: `metadata/<kind>/<key>.yaml`.

use std::{ops::ControlFlow, path::PathBuf};

use super::{
    Scanned, Source, SourceError,
    directory::{Entry, Kind, entries, n_files, told, unavailable, unit},
};
use crate::object::{Shape, Unit};

/// Fluvio's local metadata store: `metadata/<kind>/<key>.yaml`.
#[derive(Clone, Debug)]
pub struct FluvioLocal {
    root: PathBuf,
}

impl FluvioLocal {
    /// The store in a data folder, or the folder `metadata` itself.
    pub fn new(path: PathBuf) -> Self {
        let below = path.join("metadata");
        Self {
            root: if below.is_dir() { below } else { path },
        }
    }

    /// The folder with a folder for each kind.
    pub fn root(&self) -> &std::path::Path {
        &self.root
    }
}

impl Source for FluvioLocal {
    fn describe(&self) -> String {
        "Fluvio's local metadata store".to_owned()
    }

    fn estimate(&self) -> Option<usize> {
        Some(n_files(&self.root))
    }

    fn scan(&self, sink: &mut dyn FnMut(Unit) -> ControlFlow<()>) -> Result<Scanned, SourceError> {
        let mut scanned = Scanned::default();
        let kinds = entries(&self.root)
            .map_err(|error| SourceError::new(self.root.display(), told(&error, "a folder")))?;
        for kind in kinds {
            let kind = match kind {
                Ok(Entry {
                    name,
                    kind: Kind::Folder,
                }) => name,
                Ok(Entry { name, .. }) => {
                    scanned.strays.push(name);
                    continue;
                }
                Err(error) => {
                    if sink(unavailable(".".to_owned(), &error)).is_break() {
                        return Ok(scanned);
                    }
                    continue;
                }
            };
            let objects = match entries(&self.root.join(&kind)) {
                Ok(objects) => objects,
                Err(error) => {
                    if sink(unavailable(kind, &error)).is_break() {
                        return Ok(scanned);
                    }
                    continue;
                }
            };
            for entry in objects {
                let unit = match entry {
                    Ok(Entry {
                        name,
                        kind: Kind::File,
                    }) if name.ends_with(".yaml") => {
                        let shape = Shape::FluvioLocal {
                            kind: kind.clone(),
                            stem: name.trim_end_matches(".yaml").to_owned(),
                        };
                        unit(&self.root, format!("{kind}/{name}"), shape)
                    }
                    Ok(Entry { name, .. }) => {
                        scanned.strays.push(format!("{kind}/{name}"));
                        continue;
                    }
                    Err(error) => unavailable(kind.clone(), &error),
                };
                if sink(unit).is_break() {
                    return Ok(scanned);
                }
            }
        }
        Ok(scanned)
    }
}
