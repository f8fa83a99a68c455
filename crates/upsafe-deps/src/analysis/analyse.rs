//! Everything that rules want to know, over one reading of the index.

use std::sync::Arc;

use super::{
    floor::{Floor, floor},
    triage::{Triage, triage},
    world::World,
};
use crate::{
    ecosystem::cargo::index::{Index, PackageIndex, Unknown},
    graph::PackageId,
};

/// Finds the duplicates and the floor. Only copies that `counts` accepts are duplicates.
pub(crate) fn analyse(world: &World<'_>, counts: &dyn Fn(PackageId) -> bool) -> (Triage, Floor) {
    let duplicates = triage(world, counts);
    let floor = match world.workspace {
        Some(_) => floor(world),
        None => Floor::default(),
    };
    (duplicates, floor)
}

/// The index of a machine without one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoIndex;

impl Index for NoIndex {
    fn package(&self, registry: &str, _: &str) -> Result<Arc<PackageIndex>, Unknown> {
        Err(Unknown::NoIndex {
            registry: registry.to_owned(),
            reason: "no cargo home is known".to_owned(),
        })
    }
}
