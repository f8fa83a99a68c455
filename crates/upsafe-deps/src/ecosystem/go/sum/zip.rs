//! The `h1:` hash of a module zip, from the content of its files.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::dirhash::{H1, NameError};
use crate::ecosystem::go::files::FileError;

/// Go's limit for the content of one module: 500 MiB.
const MAX_CONTENT: u64 = 500 << 20;

/// Why a zip has no hash.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ZipError {
    /// It is not a zip, or it is damaged.
    #[error("the zip is damaged: {0}")]
    Damaged(String),
    /// Its content is larger than Go allows.
    #[error("the zip holds more than 500 MiB")]
    TooLarge,
    /// A name in it cannot be hashed.
    #[error(transparent)]
    Name(#[from] NameError),
}

/// The hash of the zip `path`; `None` if there is no such file.
///
/// # Errors
/// When the file cannot be opened; the inner result says whether it could be hashed.
pub fn hash_file(path: &Path) -> Result<Option<Result<H1, ZipError>>, FileError> {
    match File::open(path) {
        Ok(file) => Ok(Some(hash(io::BufReader::new(file)))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(FileError::Io {
            path: path.to_owned(),
            reason: error.to_string(),
        }),
    }
}

/// The hash of a zip.
///
/// # Errors
/// When it is damaged, or holds more than a module may.
pub fn hash(zip: impl Read + Seek) -> Result<H1, ZipError> {
    let damaged = |error: &dyn std::fmt::Display| ZipError::Damaged(error.to_string());
    let mut archive = zip::ZipArchive::new(zip).map_err(|error| damaged(&error))?;
    let mut files = Vec::with_capacity(archive.len());
    let mut left = MAX_CONTENT;
    let mut buffer = vec![0; 64 << 10];
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).map_err(|error| damaged(&error))?;
        let name = String::from_utf8_lossy(file.name_raw()).into_owned();
        let mut sum = Sha256::new();
        loop {
            let n_read = file.read(&mut buffer).map_err(|error| damaged(&error))?;
            if n_read == 0 {
                break;
            }
            left = left.checked_sub(n_read as u64).ok_or(ZipError::TooLarge)?;
            sum.update(&buffer[..n_read]);
        }
        files.push((name, sum.finalize().into()));
    }
    Ok(H1::of_files(files)?)
}
