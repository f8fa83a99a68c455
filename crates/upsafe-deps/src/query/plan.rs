//! What must move if a package is given another version, what blocks it, and which Rust it takes.

use std::cmp::Ordering;

use semver::Version;
use serde::Serialize;

use crate::{
    CargoEvidence,
    analysis::{
        catalog::class_of,
        floor::described,
        moves::{Forecast, Wanted, changes, forecast, movable, selection},
        names::Name,
        walk::{Asked, Walk},
        world::{Spot, Subjects, World},
    },
    ecosystem::cargo::{index::Index, manifest::RustVersion},
    graph::PackageSource,
};

/// What happens to a lock if one package is given another version. The order is that of names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Plan {
    /// Packages that change their version, the wanted one first.
    pub moves: Vec<PlannedMove>,
    /// Packages that come, a further incompatible version of a package that stays included.
    pub added: Vec<PlannedPackage>,
    /// Packages that go.
    pub removed: Vec<PlannedPackage>,
    /// Requirements of ours that must be changed first.
    pub edits: Vec<PlannedEdit>,
    /// Requirements of others that the plan breaks, or that keep the version that is locked now.
    pub blocked: Vec<PlannedBlock>,
    /// The commands that make the plan, in order; none where a requirement has to be changed first or
    /// forbids it.
    pub commands: Vec<String>,
    /// The newest Rust that what moves and comes says it needs, where it is newer than what a
    /// member states.
    pub rust: Option<PlannedRust>,
}

/// A package that changes its version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PlannedMove {
    /// Its name.
    pub name: String,
    /// The locked version.
    pub from: String,
    /// The version that it moves to.
    pub to: String,
    /// Who requires that, from a member on; empty for what was asked for.
    pub because: Vec<String>,
}

/// A package that comes or goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PlannedPackage {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The versions of the same package that stay.
    pub beside: Vec<String>,
    /// Who requires it, from a member on; empty for what goes.
    pub because: Vec<String>,
}

/// A requirement of ours that must be changed first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PlannedEdit {
    /// The member.
    pub member: String,
    /// The package that it requires.
    pub name: String,
    /// The versions that it allows now.
    pub requirement: String,
    /// The version that it must allow.
    pub to: String,
}

/// A requirement that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PlannedBlock {
    /// Who states it.
    pub by: String,
    /// The package that is required.
    pub name: String,
    /// The versions that are allowed.
    pub requirement: String,
    /// What that does to the plan.
    pub effect: BlockEffect,
    /// From a member to the one that states it.
    pub because: Vec<String>,
}

/// What a requirement does to a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum BlockEffect {
    /// Cargo refuses the move.
    Forbids,
    /// The old version stays beside the new one.
    KeepsOld,
    /// The local index says nothing of the package, so that nobody knows what comes.
    Unknown,
}

/// The Rust that a plan takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PlannedRust {
    /// The oldest Rust that a member states.
    pub from: String,
    /// The Rust that is needed.
    pub to: String,
    /// Who needs it.
    pub by: Vec<String>,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// The lock has no such package.
    #[error("expected a package of the lock, found `{name}`")]
    NoPackage {
        /// The name.
        name: String,
    },
    /// Nothing is known of the package's versions.
    #[error("the versions of `{name}` are not known: {reason}")]
    NoIndex {
        /// The package.
        name: String,
        /// Why.
        reason: String,
    },
    /// Nobody published the version.
    #[error("expected a published version of `{name}`, found {version}; the latest is {latest}")]
    NoVersion {
        /// The package.
        name: String,
        /// The version that was asked for.
        version: String,
        /// The latest release.
        latest: String,
    },
    /// The lock stands without manifests, so nobody knows what members require.
    #[error("expected a Cargo.toml beside the lock, found none")]
    NoManifests,
}

/// Plans to give a package of a registry the version `version`.
///
/// Over Cargo's resolver this is a forecast: what moves at the least. It takes a few walks over
/// the graph.
///
/// # Errors
/// Where the lock has no such package, or the index does not know the version.
pub fn plan(
    cargo: &CargoEvidence,
    index: &dyn Index,
    name: &str,
    version: &Version,
) -> Result<Plan, PlanError> {
    if cargo.workspace.is_none() {
        return Err(PlanError::NoManifests);
    }
    let world = World::new(Subjects {
        graph: &cargo.graph,
        workspace: cargo.workspace.as_ref(),
        manifest_ids: &cargo.manifest_ids,
        config: &cargo.config,
        index,
    });
    let package = find(&world, cargo, name)?;
    let version = &published(&world, package, name, version)?;
    let class = class_of(version);
    let wanted = Wanted {
        spots: vec![(package, version.clone())],
        edit_members: world.locked_in(package, class).is_none(),
    };
    let before = forecast(&world, None);
    let after = forecast(&world, Some(&wanted));
    let mut plan = compare(&world, &before, &after, &(package, version.clone()));
    let is_forbidden = plan
        .blocked
        .iter()
        .any(|block| block.effect == BlockEffect::Forbids);
    if plan.edits.is_empty() && !plan.moves.is_empty() && !is_forbidden {
        plan.commands = commands(&world, &before, &after, &(package, version.clone()));
    }
    Ok(plan)
}

/// The update of the wanted package, behind those of packages that cargo does not move with it.
fn commands(
    world: &World<'_>,
    before: &Forecast<'_>,
    after: &Forecast<'_>,
    wanted: &Spot,
) -> Vec<String> {
    let class = class_of(&wanted.1);
    let from = world.locked_in(wanted.0, class).cloned();
    let Some(from) = from.map(|from| (wanted.0, from)) else {
        return Vec::new();
    };
    let free = movable(world, std::slice::from_ref(&from));
    let mut commands = Vec::new();
    for (old, to) in changes(&before.walk, &after.walk).moved {
        if !free.contains(&old) {
            commands.push(update(world, &old, &to));
        }
    }
    commands.push(update(world, &from, &wanted.1));
    commands
}

fn update(world: &World<'_>, from: &Spot, to: &Version) -> String {
    let name = world.text(from.0);
    let several = world
        .graph
        .named(crate::graph::Ecosystem::Cargo, &name)
        .len()
        > 1;
    let at = if several {
        format!("@{}", from.1)
    } else {
        String::new()
    };
    format!("cargo update -p {name}{at} --precise {to}")
}

fn find(world: &World<'_>, cargo: &CargoEvidence, name: &str) -> Result<Name, PlanError> {
    let no_package = || PlanError::NoPackage {
        name: name.to_owned(),
    };
    let ids = cargo.graph.named(crate::graph::Ecosystem::Cargo, name);
    let is_published = |id: &&crate::graph::PackageId| {
        matches!(cargo.graph.package(**id).source, PackageSource::Registry(_))
    };
    let id = ids.iter().rev().find(is_published).ok_or_else(no_package)?;
    world.spot(*id).map(|spot| spot.0).ok_or_else(no_package)
}

/// The published version that is meant. As for cargo's `--precise`, a version without build metadata
/// stands for the one with.
fn published(
    world: &World<'_>,
    package: Name,
    name: &str,
    version: &Version,
) -> Result<Version, PlanError> {
    let versions = world.catalog.versions(package);
    let versions = (*versions).as_ref().map_err(|unknown| PlanError::NoIndex {
        name: name.to_owned(),
        reason: unknown.to_string(),
    })?;
    let is_meant = |known: &Version| {
        version.build.is_empty() && known.cmp_precedence(version) == Ordering::Equal
    };
    let exact = versions.iter().find(|known| *known == version);
    let meant = || versions.iter().filter(|known| is_meant(known)).max();
    exact.or_else(meant).cloned().ok_or_else(|| {
        let latest = world.catalog.latest(package);
        PlanError::NoVersion {
            name: name.to_owned(),
            version: version.to_string(),
            latest: latest.map_or_else(|| "none".to_owned(), |latest| latest.to_string()),
        }
    })
}

fn compare(world: &World<'_>, before: &Forecast<'_>, after: &Forecast<'_>, wanted: &Spot) -> Plan {
    let (old, new) = (selection(&before.walk), selection(&after.walk));
    let mut plan = Plan::default();
    let mut rust: Option<(RustVersion, Vec<String>)> = None;
    for (key, (version, id)) in &new {
        let node = after.walk.node(*id);
        let name = text(world, key.0);
        let is_wanted = node.spot == *wanted;
        let because = match node.set_by {
            Some(asked) if !is_wanted => described(&after.walk, asked.by),
            _ => Vec::new(),
        };
        match old.get(key) {
            Some((from, _)) if from == version => continue,
            Some((from, _)) => plan.moves.push(PlannedMove {
                name,
                from: from.to_string(),
                to: version.to_string(),
                because,
            }),
            None => {
                let others = new.keys().filter(|other| other.0 == key.0 && *other != key);
                let beside = others.filter_map(|other| Some(new.get(other)?.0.to_string()));
                plan.added.push(PlannedPackage {
                    name,
                    version: version.to_string(),
                    beside: beside.collect(),
                    because,
                });
            }
        }
        if let Some(needed) = node.release.rust_version {
            let shown = world.shown(&node.spot);
            match &mut rust {
                Some((highest, by)) if *highest == needed => by.push(shown),
                Some((highest, _)) if *highest > needed => {}
                _ => rust = Some((needed, vec![shown])),
            }
        }
    }
    for (key, (version, _)) in old.iter().filter(|(key, _)| !new.contains_key(key)) {
        plan.removed.push(PlannedPackage {
            name: text(world, key.0),
            version: version.to_string(),
            beside: Vec::new(),
            because: Vec::new(),
        });
    }
    plan.moves.sort_by_key(|step| {
        (
            *step.name != *world.text(wanted.0),
            step.name.clone(),
            step.to.clone(),
        )
    });
    plan.added
        .sort_by_key(|package| (package.name.clone(), package.version.clone()));
    plan.removed
        .sort_by_key(|package| (package.name.clone(), package.version.clone()));
    plan.edits = edits(world, after, wanted);
    plan.blocked = blocks(world, after, wanted);
    plan.rust = raised_rust(world, rust);
    plan
}

fn edits(world: &World<'_>, after: &Forecast<'_>, wanted: &Spot) -> Vec<PlannedEdit> {
    let packages = world
        .workspace
        .map_or(&[][..], |workspace| &workspace.packages);
    let mut edits = Vec::new();
    for (member, dependency) in &after.edits {
        let Some(package) = packages.get(*member) else {
            continue;
        };
        let stated = package.dependencies.get(*dependency);
        let requirement = stated.and_then(|stated| stated.requirement.as_ref());
        edits.push(PlannedEdit {
            member: package.name.clone(),
            name: text(world, wanted.0),
            requirement: requirement
                .map(|stated| stated.text.clone())
                .unwrap_or_default(),
            to: wanted.1.to_string(),
        });
    }
    edits.dedup();
    edits
}

/// Requirements that are not met, and those that keep another version of the wanted package.
fn blocks(world: &World<'_>, after: &Forecast<'_>, wanted: &Spot) -> Vec<PlannedBlock> {
    let walk = &after.walk;
    let unmet = after.unmet.iter().map(|(asked, _)| *asked);
    let all = unmet.chain(after.unanswered.iter().copied());
    let mut blocks: Vec<PlannedBlock> = all
        .map(|asked| {
            let is_known = world.catalog.versions(walk.need(asked).name).is_ok();
            let effect = if is_known {
                BlockEffect::Forbids
            } else {
                BlockEffect::Unknown
            };
            block(walk, asked, effect)
        })
        .collect();
    if world.locked_in(wanted.0, class_of(&wanted.1)).is_none() {
        for (by, node) in walk.nodes() {
            for &(need, answer) in &node.answers {
                let spot = &walk.node(answer).spot;
                if spot.0 == wanted.0 && spot.1 != wanted.1 {
                    let asked = Asked { by, need };
                    blocks.push(block(walk, asked, BlockEffect::KeepsOld));
                }
            }
        }
    }
    blocks.sort_by(|a, b| (&a.name, &a.by, &a.requirement).cmp(&(&b.name, &b.by, &b.requirement)));
    blocks.dedup();
    blocks
}

fn block(walk: &Walk<'_>, asked: Asked, effect: BlockEffect) -> PlannedBlock {
    let need = walk.need(asked);
    PlannedBlock {
        by: walk.world.shown(&walk.node(asked.by).spot),
        name: text(walk.world, need.name),
        requirement: walk.world.req(need.req).text.to_string(),
        effect,
        because: described(walk, asked.by),
    }
}

fn raised_rust(
    world: &World<'_>,
    needed: Option<(RustVersion, Vec<String>)>,
) -> Option<PlannedRust> {
    let (needed, by) = needed?;
    let members = world.workspace?.members();
    let stated = members.filter_map(|member| member.rust_version.as_ref());
    let oldest = stated.map(|stated| stated.value).min()?;
    (needed > oldest).then(|| PlannedRust {
        from: oldest.to_string(),
        to: needed.to_string(),
        by,
    })
}

fn text(world: &World<'_>, name: Name) -> String {
    world.text(name).to_string()
}
