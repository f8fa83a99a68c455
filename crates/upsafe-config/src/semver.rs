//! `[semver]`: what the gate `semver` demands of a version.

use crate::{VersionMatrix, table::table};

table! {
    /// What the gate `semver` demands of a version.
    pub struct Semver {
        /// Which version of a component goes with which versions of others.
        pub matrix: VersionMatrix = VersionMatrix::default(),
    }
}
