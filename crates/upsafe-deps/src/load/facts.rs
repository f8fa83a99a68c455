//! What the index says of the locked versions: each package's file is read once and let go.
//!
//! Of each file one entry is parsed, and handed on as text for those who keep answers. The others are looked at only where the locked version is
//! yanked or needs a newer Rust than a member states: then the way out is one of them.

use std::collections::BTreeMap;

use upsafe_version::cargo::Version as CargoVersion;

use super::annotate::{self, Texts};
use crate::{
    analysis::recorder::{Recorder, ranks},
    ecosystem::cargo::{
        index::{Index, PackageIndex, Release, ReleaseId, Unknown},
        manifest::RustVersion,
    },
    evidence::{Alternative, MissingFacts, RegistryFacts, ReleaseFacts, cargo_version},
    graph::{Graph, PackageId, PackageSource},
};

/// What was found out, and the entries of the index that say it.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) facts: RegistryFacts,
    /// The entry of each locked release; empty where nobody wants them.
    pub(super) releases: Vec<(PackageId, Box<[u8]>)>,
}

impl Gathered {
    pub(super) fn of(facts: RegistryFacts) -> Self {
        let releases = Vec::new();
        Self { facts, releases }
    }
}

/// Looks up every package from a registry and completes its requirements. `oldest_rust` is the
/// oldest one that a member must build with; `wants_releases` is whether the entries of the index
/// are handed on.
pub(super) fn gather(
    graph: &mut Graph,
    index: Option<&Recorder<'_>>,
    oldest_rust: Option<RustVersion>,
    wants_releases: bool,
) -> Gathered {
    let mut gathered = Gathered::default();
    let facts = &mut gathered.facts;
    let mut texts = Texts::default();
    let mut by_name: BTreeMap<(String, String), Vec<PackageId>> = BTreeMap::new();
    for (id, package) in graph.packages() {
        if let PackageSource::Registry(url) = &package.source {
            let key = (url.to_string(), package.name.to_string());
            by_name.entry(key).or_default().push(id);
        }
    }
    // Whoever requires a package comes before it, for the sake of those who listen.
    let ranks = ranks(graph);
    let mut by_name: Vec<_> = by_name.into_iter().collect();
    by_name.sort_by_key(|(_, ids)| ids.iter().map(|id| ranks[id.index()]).max());
    for ((registry, name), ids) in by_name {
        let answer = match index {
            Some(index) => index.package(&registry, &name),
            None => Err(Unknown::NoIndex {
                registry: registry.clone(),
                reason: "no cargo home is known".to_owned(),
            }),
        };
        let mut read = Vec::new();
        for id in ids {
            let found = match &answer {
                Ok(package) => locked(graph, id, &registry, package, &mut texts, &mut read),
                Err(unknown) => Err(MissingFacts::Package(unknown.clone())),
            };
            match found {
                Ok(release) => {
                    let too_new = release.rust_version.zip(oldest_rust);
                    if release.yanked || too_new.is_some_and(|(needed, oldest)| needed > oldest) {
                        let others = answer.as_deref().map(|package| others(graph, id, package));
                        facts.alternatives.insert(id, others.unwrap_or_default());
                    }
                    facts.known.insert(id, release);
                    if let (true, Ok(package), Some((at, _))) =
                        (wants_releases, &answer, read.last())
                    {
                        gathered.releases.push((id, package.json(*at).into()));
                    }
                }
                Err(missing) => drop(facts.missing.insert(id, missing)),
            }
        }
        if let (Some(index), Ok(package)) = (index, &answer) {
            index.read(&registry, &name, package, &read);
        }
    }
    gathered
}

/// As [`gather`] of those packages whose releases are at hand, without what the index says of
/// others; none where an entry cannot be read.
pub(super) fn again<'r>(
    graph: &mut Graph,
    releases: impl Iterator<Item = (PackageId, &'r [u8])>,
) -> Option<RegistryFacts> {
    let mut facts = RegistryFacts::default();
    let mut texts = Texts::default();
    // All of them before the first one counts.
    let read = |(id, json): (PackageId, &'r [u8])| Some((id, Release::parse(json).ok()?));
    let releases: Vec<(PackageId, Release<'_>)> = releases.map(read).collect::<Option<_>>()?;
    for (id, release) in releases {
        let PackageSource::Registry(registry) = graph.package(id).source.clone() else {
            continue;
        };
        facts
            .known
            .insert(id, stated(graph, id, &registry, &release, &mut texts));
    }
    Some(facts)
}

fn locked<'p>(
    graph: &mut Graph,
    id: PackageId,
    registry: &str,
    package: &'p PackageIndex,
    texts: &mut Texts,
    read: &mut Vec<(ReleaseId, Release<'p>)>,
) -> Result<ReleaseFacts, MissingFacts> {
    let version = cargo_version(graph, id).ok_or(MissingFacts::Version)?;
    let at = package.find(version).ok_or(MissingFacts::Version)?;
    let release = package.release(at).map_err(MissingFacts::Package)?;
    let facts = stated(graph, id, registry, &release, texts);
    read.push((at, release));
    Ok(facts)
}

/// Completes the requirements of a package by what its release states.
fn stated(
    graph: &mut Graph,
    id: PackageId,
    registry: &str,
    release: &Release<'_>,
    texts: &mut Texts,
) -> ReleaseFacts {
    annotate::by_release(graph, id, registry, release, texts);
    ReleaseFacts {
        checksum: release.checksum,
        yanked: release.yanked,
        rust_version: release
            .rust_version
            .as_deref()
            .and_then(|text| text.parse().ok()),
    }
}

/// The releases that are compatible with the locked one and not yanked, by version.
fn others(graph: &Graph, id: PackageId, package: &PackageIndex) -> Vec<Alternative> {
    let Some(locked) = cargo_version(graph, id) else {
        return Vec::new();
    };
    let class = CargoVersion::from(locked.clone()).class();
    let mut others: Vec<Alternative> = package
        .versions()
        .filter(|(version, _)| CargoVersion::from(version.clone()).class() == class)
        .filter(|(version, _)| version.pre.is_empty() && version != locked)
        .filter_map(|(version, release)| {
            let release = package
                .release(release)
                .ok()
                .filter(|release| !release.yanked)?;
            let rust_version = release
                .rust_version
                .as_deref()
                .and_then(|text| text.parse().ok());
            Some(Alternative {
                version,
                rust_version,
            })
        })
        .collect();
    others.sort_by(|a, b| a.version.cmp(&b.version));
    others
}
