//! What the rules of the gate may look at, and nothing else.

use upsafe_config::Deps as Settings;

use crate::{
    ecosystem::cargo::{Lock, UnresolvedLine},
    graph::{Graph, PackageId},
};

/// Everything that was loaded, and the policy.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Evidence<'e> {
    /// `[deps]` of the configuration.
    pub settings: &'e Settings,
    /// The Cargo workspaces.
    pub cargo: &'e [CargoEvidence],
}

/// One Cargo workspace.
#[derive(Debug)]
#[non_exhaustive]
pub struct CargoEvidence {
    /// Which tier answered.
    pub tier: TierAnswer,
    /// Its lock.
    pub lock: Lock,
    /// Dependency lines of the lock that name no entry, or several.
    pub unresolved: Vec<UnresolvedLine>,
    /// Entries of the lock with the same name, version and source.
    pub repeated: Vec<(usize, usize)>,
    /// The package of each entry of the lock.
    pub lock_ids: Vec<PackageId>,
    /// The graph.
    pub graph: Graph,
}

/// Which tier answered, and why not the one that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TierAnswer {
    /// The lock, the manifests and the local index cache.
    Fast,
    /// `cargo metadata`.
    Exact,
    /// The exact tier was asked for and could not answer; the fast one did.
    FastInstead {
        /// Why the exact tier could not.
        reason: String,
    },
}
