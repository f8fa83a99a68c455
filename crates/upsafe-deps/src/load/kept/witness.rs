//! Which files of the index were asked for, and in which state they were.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    fs::Metadata,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use super::key::{Digest, Hasher};
use crate::ecosystem::cargo::index::{Index, LocalIndex, PackageIndex, Unknown};

/// An index that notes what is asked of it.
pub(in crate::load) struct Witness<'i> {
    index: &'i LocalIndex,
    /// By registry and name, before the first reading.
    asked: RefCell<BTreeMap<(String, String), Files>>,
}

/// The files that an answer may come from; none for those that are not there.
type Files = Vec<Option<State>>;

/// What of a file changes when its content does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct State {
    n_bytes: u64,
    /// Since 1970, in nanoseconds.
    modified: u128,
    /// When anything of it changed, in seconds and nanoseconds, and its number; zero where the
    /// system has no such thing.
    changed: (i64, i64),
    inode: u64,
}

impl State {
    fn of(metadata: &Metadata) -> Self {
        let modified = metadata.modified().unwrap_or(UNIX_EPOCH);
        let (changed, inode) = system(metadata);
        Self {
            n_bytes: metadata.len(),
            modified: nanoseconds(modified),
            changed,
            inode,
        }
    }
}

/// Since 1970.
pub(super) fn nanoseconds(time: SystemTime) -> u128 {
    time.duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_nanos())
}

#[cfg(unix)]
fn system(metadata: &Metadata) -> ((i64, i64), u64) {
    use std::os::unix::fs::MetadataExt;
    let changed = (metadata.ctime(), metadata.ctime_nsec());
    (changed, metadata.ino())
}

#[cfg(not(unix))]
fn system(_: &Metadata) -> ((i64, i64), u64) {
    ((0, 0), 0)
}

fn files(index: &LocalIndex, registry: &str, name: &str) -> Files {
    let files = index.files(registry, name).into_iter();
    let state = |file: std::path::PathBuf| Some(State::of(&file.metadata().ok()?));
    files.map(state).collect()
}

/// The digest of the state in which the files of these packages are now.
pub(super) fn states<'a>(
    index: &LocalIndex,
    asked: impl Iterator<Item = (&'a str, &'a str)>,
) -> Digest {
    let mut hasher = Hasher::default();
    for (registry, name) in asked {
        hasher.add(format_args!("{:?}", files(index, registry, name)));
    }
    hasher.digest()
}

impl<'i> Witness<'i> {
    pub(in crate::load) fn new(index: &'i LocalIndex) -> Self {
        Self {
            index,
            asked: RefCell::default(),
        }
    }

    /// What was asked, by registry and name.
    pub(super) fn asked(&self) -> Vec<(String, String)> {
        self.asked.borrow().keys().cloned().collect()
    }

    /// The digest of the state that the files were in.
    pub(super) fn states(&self) -> Digest {
        let mut hasher = Hasher::default();
        for files in self.asked.borrow().values() {
            hasher.add(format_args!("{files:?}"));
        }
        hasher.digest()
    }

    /// The latest time at which one of the files was written, in nanoseconds since 1970.
    pub(super) fn latest(&self) -> u128 {
        let asked = self.asked.borrow();
        let states = asked.values().flatten().flatten();
        states.map(|state| state.modified).max().unwrap_or(0)
    }
}

impl Index for Witness<'_> {
    fn package(&self, registry: &str, name: &str) -> Result<Arc<PackageIndex>, Unknown> {
        let key = (registry.to_owned(), name.to_owned());
        self.asked
            .borrow_mut()
            .entry(key)
            .or_insert_with(|| files(self.index, registry, name));
        self.index.package(registry, name)
    }
}
