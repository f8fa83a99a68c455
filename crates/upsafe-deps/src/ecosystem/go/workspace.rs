//! The main modules: one go.mod, or all that a go.work uses.

use std::path::{Component, Path, PathBuf};

use super::ModulePath;
use super::files::{self, FileError};
use super::modfile::{GoMod, GoWork, ParseErrors, Span};

/// A module that is worked on: its requirements may be edited, and no version of it is selected.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MainModule {
    /// The path that it declares.
    pub path: ModulePath,
    /// The directory of its go.mod.
    pub directory: PathBuf,
    /// Its go.mod.
    pub go_mod: GoMod,
}

/// The go.work of a workspace.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct WorkFile {
    /// The directory of the file.
    pub directory: PathBuf,
    /// What it says.
    pub go_work: GoWork,
}

/// The main modules and the go.work that joins them, if any.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Workspace {
    /// The main modules, in the order of the go.work; one without a go.work.
    pub main: Vec<MainModule>,
    /// The go.work.
    pub work: Option<WorkFile>,
}

/// Why a workspace could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WorkspaceError {
    /// A file could not be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// There is no such file.
    #[error("there is no file `{}`", .0.display())]
    Missing(PathBuf),
    /// A file was not understood.
    #[error("{}: {errors}", file.display())]
    Parse {
        /// The file.
        file: PathBuf,
        /// Everything that is wrong with it.
        errors: ParseErrors,
    },
    /// A go.mod does not say which module it is.
    #[error("`{}` has no `module` line", .0.display())]
    NoModuleLine(PathBuf),
    /// A go.work uses a directory, or a module, twice.
    #[error("{}: line {}, column {}: `{what}` is used twice", file.display(), span.line, span.column)]
    UsedTwice {
        /// The go.work.
        file: PathBuf,
        /// The second `use`.
        span: Span,
        /// The directory or the module path.
        what: String,
    },
    /// A go.work uses a directory without a go.mod.
    #[error("{}: line {}, column {}: there is no go.mod in `{directory}`", file.display(), span.line, span.column)]
    UsedDirectory {
        /// The go.work.
        file: PathBuf,
        /// The `use`.
        span: Span,
        /// The directory as it is written.
        directory: String,
    },
    /// Two replacements of the same module differ.
    #[error("`{module}` is replaced twice, by `{first}` and by `{second}`")]
    Replaced {
        /// What is replaced.
        module: String,
        /// One replacement.
        first: String,
        /// The other.
        second: String,
    },
    /// A go.work replaces one of its own modules in every version.
    #[error("the go.work replaces `{0}` in every version, but it is a module of the workspace")]
    MainReplaced(ModulePath),
}

impl Workspace {
    /// The single main module of the go.mod `file`, whether or not a go.work uses it.
    ///
    /// # Errors
    /// When the file cannot be read or understood.
    pub fn load_module(file: &Path) -> Result<Self, WorkspaceError> {
        let text = files::read(file)?.ok_or_else(|| WorkspaceError::Missing(file.to_owned()))?;
        Ok(Self {
            main: vec![main_module(file, &text)?],
            work: None,
        })
    }

    /// The main modules of the go.work `file`.
    ///
    /// # Errors
    /// When a file cannot be read or understood, or one module is used twice.
    pub fn load_work(file: &Path) -> Result<Self, WorkspaceError> {
        let text = files::read(file)?.ok_or_else(|| WorkspaceError::Missing(file.to_owned()))?;
        let go_work = GoWork::parse(&text).map_err(|errors| WorkspaceError::Parse {
            file: file.to_owned(),
            errors,
        })?;
        let directory = directory_of(file);
        let mut main: Vec<MainModule> = Vec::new();
        for line in &go_work.uses {
            let twice = |what: String| WorkspaceError::UsedTwice {
                file: file.to_owned(),
                span: line.span,
                what,
            };
            let used = join(&directory, &line.path);
            if main.iter().any(|module| module.directory == used) {
                return Err(twice(line.path.clone()));
            }
            let go_mod = used.join("go.mod");
            let text = files::read(&go_mod)?.ok_or_else(|| WorkspaceError::UsedDirectory {
                file: file.to_owned(),
                span: line.span,
                directory: line.path.clone(),
            })?;
            let module = main_module(&go_mod, &text)?;
            if main.iter().any(|other| other.path == module.path) {
                return Err(twice(module.path.to_string()));
            }
            main.push(module);
        }
        Ok(Self {
            main,
            work: Some(WorkFile { directory, go_work }),
        })
    }

    /// What the `go` command works on in `directory`: the go.mod there or in the nearest directory
    /// above, and the go.work likewise. `None` if there is neither.
    ///
    /// # Errors
    /// As for [`load_module`](Self::load_module) and [`load_work`](Self::load_work).
    pub fn discover(directory: &Path) -> Result<Option<Self>, WorkspaceError> {
        let nearest = |name: &str| {
            let mut found = directory.ancestors().map(|dir| dir.join(name));
            found.find(|file| file.is_file())
        };
        match (nearest("go.work"), nearest("go.mod")) {
            (Some(work), _) => Self::load_work(&work).map(Some),
            (None, Some(module)) => Self::load_module(&module).map(Some),
            (None, None) => Ok(None),
        }
    }

    /// Whether `path` is one of the main modules.
    #[must_use]
    pub fn is_main(&self, path: &ModulePath) -> bool {
        self.main.iter().any(|module| module.path == *path)
    }
}

fn main_module(file: &Path, text: &[u8]) -> Result<MainModule, WorkspaceError> {
    let go_mod = GoMod::parse(text).map_err(|errors| WorkspaceError::Parse {
        file: file.to_owned(),
        errors,
    })?;
    let Some(line) = &go_mod.module else {
        return Err(WorkspaceError::NoModuleLine(file.to_owned()));
    };
    Ok(MainModule {
        path: line.path.clone(),
        directory: directory_of(file),
        go_mod,
    })
}

fn directory_of(file: &Path) -> PathBuf {
    file.parent().map(Path::to_owned).unwrap_or_default()
}

/// `path` seen from `directory`, without `.` and with `..` taken off where that is plain.
pub(crate) fn join(directory: &Path, path: &str) -> PathBuf {
    let mut joined = PathBuf::new();
    for component in directory.join(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(joined.components().next_back(), Some(Component::Normal(_))) =>
            {
                joined.pop();
            }
            _ => joined.push(component),
        }
    }
    joined
}
