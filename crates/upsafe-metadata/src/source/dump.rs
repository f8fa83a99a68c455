//! Files with many objects: what `kubectl get` printed, and an object a line.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader},
    ops::ControlFlow,
    path::PathBuf,
};

use super::{Scanned, Source, SourceError, directory::told};
use crate::object::{Shape, Unit};

/// What `kubectl get -o yaml` or `-o json` printed.
#[derive(Clone, Debug)]
pub struct Dump {
    path: PathBuf,
}

/// A file with an object a line.
#[derive(Clone, Debug)]
pub struct JsonLines {
    path: PathBuf,
}

/// The name of a file without its folder.
fn name(path: &std::path::Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

impl Dump {
    /// The dump in a file.
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }
}

impl Source for Dump {
    fn describe(&self) -> String {
        "dump of kubectl".to_owned()
    }

    fn scan(&self, sink: &mut dyn FnMut(Unit) -> ControlFlow<()>) -> Result<Scanned, SourceError> {
        let bytes = fs::read(&self.path)
            .map_err(|error| SourceError::new(self.path.display(), told(&error, "a file")))?;
        let is_json = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
        let unit = Unit {
            path: name(&self.path),
            line: 1,
            shape: if is_json { Shape::Json } else { Shape::Yaml },
            revision: None,
            bytes: Ok(bytes),
        };
        // There is nothing after the only unit that could be left out.
        let _only = sink(unit);
        Ok(Scanned::default())
    }
}

impl JsonLines {
    /// The objects in a file.
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }
}

impl Source for JsonLines {
    fn describe(&self) -> String {
        "JSON lines".to_owned()
    }

    fn scan(&self, sink: &mut dyn FnMut(Unit) -> ControlFlow<()>) -> Result<Scanned, SourceError> {
        let failed = |error| SourceError::new(self.path.display(), told(&error, "a file"));
        let mut file = BufReader::new(File::open(&self.path).map_err(failed)?);
        let path = name(&self.path);
        let mut line = 0;
        loop {
            let mut bytes = Vec::new();
            if file.read_until(b'\n', &mut bytes).map_err(failed)? == 0 {
                return Ok(Scanned::default());
            }
            line += 1;
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            let unit = Unit {
                path: path.clone(),
                line,
                shape: Shape::JsonLine,
                revision: None,
                bytes: Ok(bytes.trim_ascii_end().to_vec()),
            };
            if sink(unit).is_break() {
                return Ok(Scanned::default());
            }
        }
    }
}
