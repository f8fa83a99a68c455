//! Which packages are there in several versions.

use serde::Serialize;

use crate::CargoEvidence;

/// A package that is there in several versions, or from several sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Duplicate {
    /// Its name.
    pub name: String,
    /// Its versions, lowest first; a version from two sources is there twice.
    pub versions: Vec<String>,
}

/// Every package that is there in several versions or from several sources, by name. In the exact
/// tier only what is really built counts.
pub fn duplicates(cargo: &CargoEvidence) -> Vec<Duplicate> {
    let counts = |id| cargo.built.as_ref().is_none_or(|built| built.contains(&id));
    let all = cargo.graph.names().map(|(_, name, ids)| {
        let ids = ids.iter().filter(|id| counts(**id));
        let versions = ids.map(|id| cargo.graph.package(*id).version.to_string());
        Duplicate {
            name: name.to_owned(),
            versions: versions.collect(),
        }
    });
    all.filter(|duplicate| duplicate.versions.len() > 1)
        .collect()
}
