//! Texts by path: of the work tree, or of a revision.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    rc::Rc,
};

use upsafe_core::{LoadError, Place, SourceId, Sources, Span};

use crate::git::Git;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 64 << 20;

/// A text with the path that output names it by.
#[derive(Debug)]
pub(crate) struct Doc {
    pub(crate) path: String,
    pub(crate) text: String,
    /// The text among the sources of the report; none for a text of the past.
    pub(crate) source: Option<SourceId>,
}

impl Doc {
    pub(crate) fn place(&self, span: Span) -> Option<Place> {
        self.source.map(|source| Place::new(source, span))
    }

    pub(crate) fn whole(&self) -> Option<Place> {
        self.source.map(Place::whole)
    }

    pub(crate) fn error(&self, offset: usize, message: impl std::fmt::Display) -> LoadError {
        let mut sources = Sources::new();
        let id = sources.add(&self.path, self.text.as_str());
        LoadError::at(sources.get(id), offset, message)
    }
}

/// Somewhere that texts are read from.
pub(crate) trait Docs {
    /// The text of a path, `None` where nothing stands there.
    fn doc(&mut self, path: &str) -> Result<Option<Rc<Doc>>, LoadError>;
}

/// The work tree.
pub(crate) struct HeadDocs<'h> {
    root: PathBuf,
    sources: &'h mut Sources,
    read: BTreeMap<String, Option<Rc<Doc>>>,
}

impl<'h> HeadDocs<'h> {
    pub(crate) fn new(root: &Path, sources: &'h mut Sources) -> Self {
        Self {
            root: root.to_owned(),
            sources,
            read: BTreeMap::new(),
        }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }
}

impl Docs for HeadDocs<'_> {
    fn doc(&mut self, path: &str) -> Result<Option<Rc<Doc>>, LoadError> {
        if let Some(known) = self.read.get(path) {
            return Ok(known.clone());
        }
        let file = self.root.join(path);
        let doc = match fs::metadata(&file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(LoadError::whole(path, error)),
            Ok(data) if !data.is_file() => {
                return Err(LoadError::whole(path, "expected a file"));
            }
            Ok(data) if data.len() > LARGEST => {
                let message = format!("expected at most {LARGEST} bytes, found {}", data.len());
                return Err(LoadError::whole(path, message));
            }
            Ok(_) => {
                let bytes = fs::read(&file).map_err(|error| LoadError::whole(path, error))?;
                let text = decode(path, bytes)?;
                let source = self.sources.add(path, text.as_str());
                Some(Rc::new(Doc {
                    path: path.to_owned(),
                    text,
                    source: Some(source),
                }))
            }
        };
        self.read.insert(path.to_owned(), doc.clone());
        Ok(doc)
    }
}

fn decode(path: &str, bytes: Vec<u8>) -> Result<String, LoadError> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        LoadError::whole(
            path,
            format!("expected text in UTF-8, found another byte at {at}"),
        )
    })
}

/// The texts of a revision; those that were asked for in advance came in one go.
pub(crate) struct PastDocs<'p> {
    git: &'p dyn Git,
    revision: String,
    read: BTreeMap<String, Option<Vec<u8>>>,
}

impl<'p> PastDocs<'p> {
    pub(crate) fn new(git: &'p dyn Git, revision: &str) -> Self {
        Self {
            git,
            revision: revision.to_owned(),
            read: BTreeMap::new(),
        }
    }

    pub(crate) fn knows(&mut self, path: &str, content: Option<Vec<u8>>) {
        self.read.insert(path.to_owned(), content);
    }
}

impl Docs for PastDocs<'_> {
    fn doc(&mut self, path: &str) -> Result<Option<Rc<Doc>>, LoadError> {
        if !self.read.contains_key(path) {
            let read = self.git.read(&self.revision, path);
            let read = read.map_err(|error| LoadError::whole(path, error))?;
            self.read.insert(path.to_owned(), read);
        }
        let content = self.read.get(path).cloned().flatten();
        content
            .map(|bytes| {
                let shown = format!("{}:{path}", self.revision);
                Ok(Rc::new(Doc {
                    text: decode(&shown, bytes)?,
                    path: shown,
                    source: None,
                }))
            })
            .transpose()
    }
}

/// The folder of a path; empty for the root.
pub(crate) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path below a folder, `.` and `..` taken out; `None` where it leaves the root.
pub(crate) fn join(folder: &str, path: &str) -> Option<String> {
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop()?;
            }
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}
