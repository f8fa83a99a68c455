//! Reads files, but none that is too large to be what it says it is.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// No go.mod, go.sum or version list is larger: 64 MiB.
pub const MAX_FILE: u64 = 64 << 20;

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// The operating system refused.
    #[error("cannot read `{}`: {reason}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        reason: String,
    },
    /// It is larger than [`MAX_FILE`].
    #[error("`{}` is larger than 64 MiB", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
}

/// The content of `path`; `None` if there is no such file.
///
/// # Errors
/// When the file is there and cannot be read, or is larger than [`MAX_FILE`].
pub(crate) fn read(path: &Path) -> Result<Option<Vec<u8>>, FileError> {
    let fail = |error: io::Error| FileError::Io {
        path: path.to_owned(),
        reason: error.to_string(),
    };
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if is_missing(&error) => return Ok(None),
        Err(error) => return Err(fail(error)),
    };
    let mut content = Vec::new();
    file.take(MAX_FILE + 1)
        .read_to_end(&mut content)
        .map_err(fail)?;
    if content.len() as u64 > MAX_FILE {
        return Err(FileError::TooLarge {
            path: path.to_owned(),
        });
    }
    Ok(Some(content))
}

fn is_missing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidFilename
    )
}
