//! What a load is asked for, and what it gives.

use std::{collections::BTreeMap, path::Path};

use upsafe_config::Semver as Settings;
use upsafe_core::Sources;

use crate::{
    api::{ApiVerdicts, Exposure},
    evidence::{Evidence, GroupEvidence, HistoryTrouble, Package, Tag},
    git::{Git, Head},
    matrix::{MatrixEvidence, MatrixRequest, load_matrix},
};

/// What is to be judged.
pub struct LoadRequest<'r> {
    /// The folder that paths are relative to.
    pub root: &'r Path,
    /// What the configuration says.
    pub settings: &'r Settings,
    /// The history.
    pub git: &'r dyn Git,
    /// What comparisons of public APIs said, by package name.
    pub api: &'r BTreeMap<String, ApiVerdicts>,
    /// Which dependencies stand in public APIs, by package name.
    pub exposure: &'r BTreeMap<String, Exposure>,
}

/// What was loaded. What could not be is among the troubles, and never left out silently.
#[derive(Debug)]
#[non_exhaustive]
pub struct Loaded {
    /// The packages, by path.
    pub packages: Vec<Package>,
    /// The groups in which versions go together.
    pub groups: Vec<GroupEvidence>,
    /// Where HEAD is.
    pub head: Result<Head, String>,
    /// Why the history cannot be relied on.
    pub history_troubles: Vec<HistoryTrouble>,
    /// What was found out about the version matrix, where there is one.
    pub matrix: Option<MatrixEvidence>,
    /// What could not be read: with any of these nobody can tell whether all is well.
    pub troubles: Vec<String>,
}

impl Loaded {
    /// The newest release that is behind what is judged, of the first published package that has
    /// one: where the version matrix of before is.
    pub fn release_before(&self) -> Option<&Tag> {
        let published = self
            .packages
            .iter()
            .filter(|package| package.is_published());
        published.filter_map(Package::base_release_tag).next()
    }

    /// Adds what a version matrix says.
    pub fn add_matrix(&mut self, request: &MatrixRequest<'_>, sources: &mut Sources) {
        let (matrix, troubles) = load_matrix(request, sources);
        self.matrix = matrix;
        self.troubles
            .extend(troubles.iter().map(ToString::to_string));
    }

    /// What the rules look at.
    pub fn evidence<'e>(&'e self, settings: &'e Settings) -> Evidence<'e> {
        Evidence {
            settings,
            packages: &self.packages,
            groups: &self.groups,
            head: &self.head,
            history_troubles: &self.history_troubles,
            matrix: self.matrix.as_ref(),
        }
    }
}
