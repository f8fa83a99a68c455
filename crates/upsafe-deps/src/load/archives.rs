//! The digests of downloaded archives: what cargo would unpack without asking again.

use crate::{
    ecosystem::cargo::crate_cache::{CrateCache, sha256},
    evidence::{ArchiveFacts, cargo_version},
    graph::{Graph, PackageSource},
};

/// Reads and hashes every archive of a locked package; about 4 ms for a MiB.
pub(super) fn digest(graph: &Graph, cache: &CrateCache) -> ArchiveFacts {
    let mut facts = ArchiveFacts::default();
    for (id, package) in graph.packages() {
        let (PackageSource::Registry(registry), Some(version)) =
            (&package.source, cargo_version(graph, id))
        else {
            continue;
        };
        let archives = cache.archives(registry, &package.name, version);
        if archives.is_empty() {
            facts.absent.push(id);
        }
        for archive in archives {
            match sha256(&archive) {
                Ok(digest) => facts.digests.entry(id).or_default().push(digest),
                Err(error) => drop(facts.unreadable.insert(id, error.to_string())),
            }
        }
    }
    facts
}
