//! What versions mean, apart from where they come from.

mod commit;
mod need;
mod release;
mod suggest;

pub use need::{Need, Reason};
pub use release::{Channel, Release, needed_core, next_cores, prerelease_position};
pub use suggest::{Suggestion, suggest, suggest_all};

pub(crate) use commit::{loudest, title};
pub(crate) use need::{
    lowest, lowest_numbers, need, oldest_raised, raised_public, removed_features,
    requirement_changes,
};
pub(crate) use release::effective;
