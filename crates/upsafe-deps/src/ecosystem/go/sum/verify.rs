//! Compares go.sum with what lies in the module cache.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::dirhash::H1;
use super::file::{GoSum, SumKey, SumKind, SumLine};
use crate::ecosystem::go::files::{self, FileError};
use crate::ecosystem::go::source::{CacheFile, DownloadFolder};

/// How closely a module in the cache is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Depth {
    /// The go.mod is hashed; of the zip, the hash that `go` noted beside it is compared.
    Noted,
    /// The zip is hashed too.
    #[cfg(feature = "go-zip")]
    Zip,
}

/// Content in the cache that is not what go.sum vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mismatch {
    /// What was compared.
    pub key: SumKey,
    /// The lines of go.sum for it; none of them fits.
    pub lines: Vec<SumLine>,
    /// The hash of what lies in the cache.
    pub found: String,
    /// The file that was looked at.
    pub file: PathBuf,
}

/// What [`verify`] found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verified {
    /// How many keys of go.sum were compared.
    pub n_compared: usize,
    /// How many zips were to be hashed and are not there.
    pub n_absent: usize,
    /// Content that does not fit, in the order of the keys.
    pub mismatches: Vec<Mismatch>,
    /// Files that could not be hashed, and why.
    pub unreadable: Vec<(PathBuf, String)>,
}

/// Compares every key of `sum` with the content of `cache`, where it is there.
///
/// # Errors
/// When a file of the cache cannot be read.
pub fn verify(sum: &GoSum, cache: &DownloadFolder, depth: Depth) -> Result<Verified, FileError> {
    let mut by_key: BTreeMap<&SumKey, Vec<&SumLine>> = BTreeMap::new();
    for line in &sum.lines {
        by_key.entry(&line.key).or_default().push(line);
    }
    let mut verified = Verified::default();
    for (key, lines) in by_key {
        let hashed = hashes(key, cache, depth)?;
        if key.kind == SumKind::Zip && depth != Depth::Noted {
            let is_zip = |(file, _): &Hashed| file.extension().is_some_and(|end| end == "zip");
            verified.n_absent += usize::from(!hashed.iter().any(is_zip));
        }
        for (file, found) in hashed {
            let found = match found {
                Ok(found) => found,
                Err(reason) => {
                    verified.unreadable.push((file, reason));
                    continue;
                }
            };
            verified.n_compared += 1;
            if !lines.iter().any(|line| line.hash == found) {
                verified.mismatches.push(Mismatch {
                    key: key.clone(),
                    lines: lines.iter().copied().cloned().collect(),
                    found,
                    file,
                });
            }
        }
    }
    Ok(verified)
}

type Hashed = (PathBuf, Result<String, String>);

fn hashes(key: &SumKey, cache: &DownloadFolder, depth: Depth) -> Result<Vec<Hashed>, FileError> {
    let file = |kind| cache.file(&key.path, &key.version, kind);
    let mut hashes = Vec::new();
    match key.kind {
        SumKind::GoMod => {
            if let Some(file) = file(CacheFile::Mod)
                && let Some(content) = files::read_file(&file)?
            {
                hashes.push((file, Ok(H1::of_go_mod(&content).to_string())));
            }
        }
        SumKind::Zip => {
            if let Some(file) = file(CacheFile::ZipHash)
                && let Some(content) = files::read_file(&file)?
            {
                let noted = String::from_utf8_lossy(&content).trim().to_owned();
                hashes.push((file, Ok(noted)));
            }
            match depth {
                Depth::Noted => {}
                #[cfg(feature = "go-zip")]
                Depth::Zip => {
                    if let Some(file) = file(CacheFile::Zip)
                        && let Some(hash) = super::zip::hash_file(&file)?
                    {
                        let hash = hash.map(|hash| hash.to_string());
                        hashes.push((file, hash.map_err(|error| error.to_string())));
                    }
                }
            }
        }
    }
    Ok(hashes)
}
