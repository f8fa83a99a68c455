//! A world of Go modules, written as one text.
//!
//! ```text
//! -- main/go.mod --
//! module example.com/main
//! -- example.com/a@v1.0.0 --
//! module example.com/a
//! ```

use std::path::Path;

use upsafe_deps::ecosystem::go::{FileError, MemorySource, Workspace, WorkspaceError};

/// Files and modules at a version.
pub(crate) struct World {
    pub(crate) source: MemorySource,
}

impl World {
    pub(crate) fn new(text: &str) -> Self {
        let mut source = MemorySource::default();
        let mut rest = text;
        while let Some(start) = rest.find("-- ") {
            let (name, body) = rest[start + 3..].split_once(" --\n").unwrap();
            let end = body.find("-- ").unwrap_or(body.len());
            let lines: Vec<&str> = body[..end].lines().map(str::trim).collect();
            let content = lines.join("\n").trim_end().to_owned() + "\n";
            match name.split_once('@') {
                Some((path, version)) => source.insert(path, version, content),
                None => source.insert_file(name, content),
            }
            rest = &body[end..];
        }
        Self { source }
    }

    /// The workspace of `go.work`, or the module of `main/go.mod`.
    pub(crate) fn workspace(&self) -> Result<Workspace, WorkspaceError> {
        let read = |path: &Path| -> Result<Option<Vec<u8>>, FileError> {
            Ok(self.source.file(path).map(<[u8]>::to_vec))
        };
        match self.source.file(Path::new("go.work")) {
            Some(_) => Workspace::load_work(Path::new("go.work"), &read),
            None => Workspace::load_module(Path::new("main/go.mod"), &read),
        }
    }
}
