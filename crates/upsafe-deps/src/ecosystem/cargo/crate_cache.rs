//! The downloaded archives below `$CARGO_HOME/registry/cache`, and their digests.
//!
//! Looking one up is cheap; hashing it reads it whole, 4 to 9 ms for a MiB, so a gate asks for
//! digests only where it is told to look that deep.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use semver::Version;
use sha2::{Digest, Sha256};

use super::{
    config::{CargoConfig, Location},
    index::{Checksum, RegistryDirectories},
};

/// The archives that cargo has downloaded from all registries.
#[derive(Clone, Debug)]
pub struct CrateCache {
    directories: RegistryDirectories,
    config: CargoConfig,
}

impl CrateCache {
    /// The archives below a cargo home, by the source replacement of a configuration.
    pub fn new(cargo_home: &Path, config: CargoConfig) -> Self {
        Self {
            directories: RegistryDirectories::list(cargo_home, "cache"),
            config,
        }
    }

    /// Every archive of a release that is here; cargo's releases do not share their directories,
    /// so there can be several. Empty where there is none.
    pub fn archives(&self, registry: &str, name: &str, version: &Version) -> Vec<PathBuf> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if !name.bytes().all(is_plain) {
            return Vec::new();
        }
        let file = format!("{name}-{version}.crate");
        let candidates: Vec<PathBuf> = match self.config.location(registry) {
            Ok(Location::Registry(url)) => {
                let directories = self.directories.of(&url).unwrap_or_default();
                directories
                    .into_iter()
                    .map(|directory| directory.join(&file))
                    .collect()
            }
            Ok(Location::LocalRegistry(directory)) => vec![directory.join(&file)],
            Ok(Location::Directory(_)) | Err(_) => Vec::new(),
        };
        candidates
            .into_iter()
            .filter(|path| path.is_file())
            .collect()
    }
}

/// The digest of a file's content, read piece by piece.
///
/// # Errors
/// Where the file cannot be read.
pub fn sha256(path: &Path) -> io::Result<Checksum> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::other("expected a regular file"));
    }
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 << 10];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(Checksum::new(hasher.finalize().into())),
            Ok(n) => hasher.update(&buffer[..n]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
