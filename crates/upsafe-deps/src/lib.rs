//! The dependency gate: does the graph resolve to one coherent set of versions?
//!
//! Data flows one way: [`load`] reads files and makes [`Loaded`]; [`check`] runs the rules over it
//! and does no I/O. Questions that are no gate (`why`, `plan`, `floor`, `diff`) work on the same
//! loaded graph and stand in [`query`], so they answer also where the gate fails.

mod analysis;
mod declared;
pub mod ecosystem;
mod evidence;
mod gate;
pub mod graph;
mod load;
pub mod query;
pub mod resolve;
mod rules;
mod stale;
mod wording;

pub use analysis::{
    floor::{Floor, FloorPackage, UnmetRequirement},
    minimums::{Minimum, NamedState},
    triage::{DuplicateName, Edit, Fix, HeldCopy, Move, RootCause, Triage},
};
pub use ecosystem::cargo::manifest::{read_file, read_text};
pub use evidence::{
    Alternative, ArchiveFacts, CargoEvidence, Evidence, GoEvidence, GoFile, GoImport, GoImports,
    GoModuleFacts, GoRepository, GoSumFile, GoVendor, LocalReplace, MissingFacts, RegistryFacts,
    ReleaseFacts, ReplaceFolder, RepositoryModule, TierAnswer,
};
pub use gate::{Deps, check};
#[cfg(test)]
pub(crate) use load::load_by;
pub use load::{GoRequirements, KeptAnswers, LoadRequest, Loaded, Manifest, cargo_root, load};
