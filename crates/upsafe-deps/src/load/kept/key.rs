//! What answers were derived from.

use std::{
    fmt::{self, Write},
    hash::{BuildHasher, Hasher as _},
};

use foldhash::quality::{FixedState, FoldHasher};
use serde::{Deserialize, Serialize};
use upsafe_config::{Deps as Settings, Tier};

use crate::{
    ecosystem::cargo::{
        Lock,
        config::CargoConfig,
        index::LocalIndex,
        manifest::{RustVersion, Workspace},
    },
    graph::{Graph, PackageId},
};

/// Changes whenever what is kept, or the way in which it is, does.
const FORMAT: u32 = 2;

/// Everything that answers depend on, beside the files of the index.
pub(in crate::load) struct Question<'q> {
    /// Which build of the program asks.
    pub(in crate::load) program: &'q str,
    pub(in crate::load) tier: Tier,
    pub(in crate::load) settings: &'q Settings,
    /// The text of the lock.
    pub(in crate::load) lock_text: &'q str,
    pub(in crate::load) lock: &'q Lock,
    pub(in crate::load) workspace: Option<&'q Workspace>,
    pub(in crate::load) config: &'q CargoConfig,
    pub(in crate::load) index: &'q LocalIndex,
    pub(in crate::load) oldest_rust: Option<RustVersion>,
}

impl Question<'_> {
    /// The digest of all of it. What is printed for debugging has every field.
    pub(super) fn digest(&self) -> Digest {
        let mut hasher = Hasher::default();
        hasher.add(format_args!("{FORMAT} {:?}", self.program));
        hasher.add(format_args!("{:?} {:?}", self.tier, self.settings));
        hasher.add(format_args!("{:?}", self.lock.source));
        hasher.add(self.lock_text);
        hasher.add(format_args!("{:?}", self.workspace));
        hasher.add(format_args!("{:?} {:?}", self.config, self.index));
        hasher.add(format_args!("{:?}", self.oldest_rust));
        hasher.digest()
    }
}

/// The digest of what is known only once a tier has answered: the requirements, and which packages
/// count as duplicates.
pub(in crate::load) fn ends_digest(graph: &Graph, counts: &dyn Fn(PackageId) -> bool) -> Digest {
    let mut hasher = Hasher::default();
    for (id, package) in graph.packages() {
        hasher.add(format_args!(
            "{id:?} {} {}",
            package.member as u8,
            counts(id) as u8
        ));
    }
    for edge in graph.all_dependencies() {
        let (from, to) = (edge.from, edge.to);
        hasher.add(format_args!("{from:?} {to:?} {:?}", edge.dependency));
    }
    hasher.digest()
}

/// 128 bits that tell one state from another. Nobody is to be kept from forging them: whoever can
/// write the folder can do worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::load) struct Digest([u64; 2]);

impl Digest {
    pub(in crate::load) fn of(bytes: &[u8]) -> Self {
        let mut hasher = Hasher::default();
        hasher.update(bytes);
        hasher.digest()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}{:016x}", self.0[0], self.0[1])
    }
}

/// Hashes texts, each ended so that two cannot pass for others.
pub(super) struct Hasher([FoldHasher<'static>; 2]);

impl Default for Hasher {
    fn default() -> Self {
        Self([1, 2].map(|seed| FixedState::with_seed(seed).build_hasher()))
    }
}

impl Hasher {
    pub(super) fn add(&mut self, text: impl fmt::Display) {
        // Hashing does not fail; a text that cannot be printed must differ from one that can.
        let end = match write!(self, "{text}") {
            Ok(()) => 0xff,
            Err(fmt::Error) => 0xfe,
        };
        self.update(&[end]);
    }

    fn update(&mut self, bytes: &[u8]) {
        for half in &mut self.0 {
            half.write(bytes);
        }
    }

    pub(super) fn digest(self) -> Digest {
        Digest(self.0.map(|half| half.finish()))
    }
}

impl Write for Hasher {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.update(text.as_bytes());
        Ok(())
    }
}
