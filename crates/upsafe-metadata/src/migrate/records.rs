//! What a migration writes: files of a folder, or keys of a database, each whole or not at all.

use std::{io, path::Path};

use super::Digest;
use crate::{
    disk::{Disk, replace},
    source::SourceError,
};

/// A stored thing as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The revision at which it was written last, where the store has any; else 0.
    pub revision: i64,
}

/// How a replacement went. Complete: it is there, or it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replaced {
    /// The new bytes are there.
    Done,
    /// Somebody else wrote meanwhile, and nothing was written.
    Changed,
}

/// The things of a store, by the paths of their units.
pub trait Records: Sync {
    /// One of them as it is now; none where there is none.
    ///
    /// # Errors
    /// Where the store does not answer.
    fn read(&self, path: &str) -> Result<Option<Stored>, SourceError>;

    /// Gives it other bytes, whole or not at all, where it still is as it was seen.
    ///
    /// # Errors
    /// Where the store does not answer. The new bytes may be there then.
    fn replace(&self, path: &str, seen: &Stored, new: &[u8]) -> Result<Replaced, SourceError>;
}

impl<R: Records + ?Sized> Records for &R {
    fn read(&self, path: &str) -> Result<Option<Stored>, SourceError> {
        (**self).read(path)
    }

    fn replace(&self, path: &str, seen: &Stored, new: &[u8]) -> Result<Replaced, SourceError> {
        (**self).replace(path, seen, new)
    }
}

/// The files below a folder.
pub(super) struct Files<'d> {
    pub(super) root: &'d Path,
    pub(super) disk: &'d dyn Disk,
}

impl Records for Files<'_> {
    fn read(&self, path: &str) -> Result<Option<Stored>, SourceError> {
        let file = self.root.join(path);
        match self.disk.read(&file) {
            Ok(bytes) => Ok(Some(Stored { bytes, revision: 0 })),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(SourceError::new(file.display(), error)),
        }
    }

    fn replace(&self, path: &str, _: &Stored, new: &[u8]) -> Result<Replaced, SourceError> {
        let file = self.root.join(path);
        replace(self.disk, &file, new).map_err(|error| SourceError::new(file.display(), error))?;
        Ok(Replaced::Done)
    }
}

/// The longest name of a file in a backup that is made of a key.
const MAX_NAME: usize = 150;

/// The name of a file that may hold the bytes of a key: no key leads out of the folder, and no two
/// have the same name.
pub(super) fn file_name(key: &str) -> String {
    let mut name = String::with_capacity(key.len());
    for byte in key.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => name.push(char::from(byte)),
            b'.' if !name.is_empty() => name.push('.'),
            byte => name.push_str(&format!("%{byte:02x}")),
        }
    }
    if name.is_empty() || name.len() > MAX_NAME {
        name.truncate(MAX_NAME);
        // No name that was written out holds this sign.
        name.push('+');
        name.push_str(&Digest::of(key.as_bytes()).to_string());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_keys_stay_in_their_folder() {
        assert_eq!(file_name("/registry/a.b/c"), "%2fregistry%2fa.b%2fc");
        assert_eq!(file_name("../x"), "%2e.%2fx");
        assert_eq!(file_name("..").len(), 4);
        let (one, other) = ("k".repeat(1000), "k".repeat(1001));
        assert!(file_name(&one).len() < 255);
        assert_ne!(file_name(&one), file_name(&other));
        assert!(!file_name("").is_empty());
    }
}
