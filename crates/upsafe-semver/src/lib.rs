//! Is the version number about to be published honest?
//!
//! [`load`] reads the manifests of packages, their release tags and what changed since, through the
//! trait [`Git`]; [`check`] runs the rules over that [`Evidence`]; [`suggest`] names the lowest honest
//! version and why; [`next`] plans the edits that give packages a version.
//!
//! [`matrix`] is about other numbers than those of packages: which version of a component goes with
//! which versions of others, the paths from one version to another, and whether the tree keeps to
//! its own row.
//!
//! What must stay true: what could not be looked at (a shallow clone, tags that are missing, a
//! signature that nobody can verify, an API that was not compared) is never taken for good.

mod api;
mod evidence;
mod gate;
mod git;
pub mod go_release;
mod judge;
mod load;
pub mod matrix;
pub mod next;
mod policy;
mod rules;

pub use api::{ApiChange, ApiVerdict, ApiVerdicts, Certainty, Exposure, StaleSnapshot};
pub use evidence::{
    ChangelogEvidence, ChangelogSection, Declared, DependencyKind, Evidence, GroupEvidence,
    HistoryTrouble, LockEntry, Package, Replaced, Requirement, ResolvedPrerelease, Tag,
    TagManifest, Text, Toolchain,
};
pub use gate::{Semver, check, settle};
pub use git::{
    Branch, Commit, CommitMessage, Git, GitBinary, GitError, Head, Signature, Signers, TagKind,
    TagObject,
};
#[doc(hidden)]
pub use load::declared_by;
pub use load::{LoadRequest, Loaded, load, load_for_suggestion};
pub use policy::{
    Channel, Need, Reason, Release, Suggestion, needed_core, next_cores, prerelease_position,
    suggest, suggest_all,
};
