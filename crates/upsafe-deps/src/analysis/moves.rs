//! What a lock becomes when one package is given another version: what cargo would move with it.
//!
//! As `cargo update --precise` does, everything stays that can stay; a requirement that no locked
//! version meets takes the newest release that does, one that the members' Rust can build where
//! the workspace's resolver looks at that. Cargo is free to choose otherwise, so for Cargo a plan
//! is a forecast.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::RandomState;
use semver::Version;
use upsafe_version::cargo::Class;

use super::{
    catalog::class_of,
    names::Name,
    walk::{Asked, NodeId, Select, Walk},
    world::{Spot, World},
};
use crate::ecosystem::cargo::manifest::{Resolver, RustVersion};

/// How many times a forecast may be corrected.
const MAX_ROUNDS: usize = 24;

/// The lock after some moves.
pub(crate) struct Forecast<'w> {
    pub(crate) walk: Walk<'w>,
    /// Requirements that the versions of the forecast do not meet.
    pub(crate) unmet: Vec<(Asked, NodeId)>,
    /// Requirements that nothing meets.
    pub(crate) unanswered: Vec<Asked>,
    /// Requirements of members that would have to allow the wanted version.
    pub(crate) edits: BTreeSet<(usize, usize)>,
}

/// What is wanted of the lock.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// The packages and their new versions.
    pub(crate) spots: Vec<Spot>,
    /// Whether requirements of members that exclude the version are taken for edited.
    pub(crate) edit_members: bool,
}

struct LockSelect<'s, 'w> {
    world: &'w World<'w>,
    /// Versions that differ from the lock, by class.
    pinned: HashMap<(Name, Class), Version, RandomState>,
    wanted: Option<&'s Wanted>,
    rust: Option<RustVersion>,
    edits: BTreeSet<(usize, usize)>,
}

impl LockSelect<'_, '_> {
    /// The version that a class has now.
    fn current(&self, name: Name, class: Class) -> Option<Version> {
        let pinned = self.pinned.get(&(name, class));
        pinned
            .or_else(|| self.world.locked_in(name, class))
            .cloned()
    }

    /// The version that cargo takes for a requirement that no locked version meets.
    fn newest(&self, name: Name, fits: &dyn Fn(&Version) -> bool) -> Option<Version> {
        let catalog = &self.world.catalog;
        let builds = |version: &Version| {
            let stated = catalog
                .release(name, version)
                .and_then(|release| release.rust_version);
            stated
                .zip(self.rust)
                .is_none_or(|(needed, rust)| needed <= rust)
        };
        let best = match self.rust {
            Some(_) => catalog.greatest(name, |version| fits(version) && builds(version)),
            None => None,
        };
        best.or_else(|| catalog.greatest(name, fits))
    }
}

impl Select for LockSelect<'_, '_> {
    fn select(&mut self, walk: &Walk<'_>, asked: Asked) -> Option<Spot> {
        let world = self.world;
        let (node, need) = (walk.node(asked.by), walk.need(asked));
        if let Some(settled) = world.settled(need) {
            return Some(settled);
        }
        let req = world.req(need.req);
        if let Some(wanted) = self.wanted
            && wanted.edit_members
            && let (Some(member), Some(declared)) = (node.member, need.declared)
            && let Some(spot) = wanted.spots.iter().find(|spot| spot.0 == need.name)
            && !req.matches(&spot.1)
        {
            self.edits.insert((member, declared));
            return Some(spot.clone());
        }
        if let Some((name, version)) = world.locked_answer(&node.spot, need) {
            let current = self.current(name, class_of(&version)).unwrap_or(version);
            return Some((name, current));
        }
        let mut classes: BTreeSet<Class> = world.locked(need.name).iter().map(class_of).collect();
        let pinned = self.pinned.keys().filter(|(name, _)| *name == need.name);
        classes.extend(pinned.map(|(_, class)| *class).collect::<BTreeSet<_>>());
        let present = classes
            .iter()
            .filter_map(|class| self.current(need.name, *class));
        if let Some(version) = present.filter(|version| req.matches(version)).max() {
            return Some((need.name, version));
        }
        let version = self.newest(need.name, &|version| req.matches(version))?;
        self.pinned
            .insert((need.name, class_of(&version)), version.clone());
        Some((need.name, version))
    }

    fn without_features(&mut self, _: &Walk<'_>, _: NodeId) -> Option<Version> {
        None
    }
}

/// The lock after a move, or as it is.
pub(crate) fn forecast<'w>(world: &'w World<'w>, wanted: Option<&Wanted>) -> Forecast<'w> {
    let mut select = LockSelect {
        world,
        pinned: HashMap::default(),
        wanted,
        rust: rust_of(world),
        edits: BTreeSet::new(),
    };
    for (name, version) in wanted.into_iter().flat_map(|wanted| &wanted.spots) {
        select
            .pinned
            .insert((*name, class_of(version)), version.clone());
    }
    let mut rounds = 0;
    loop {
        rounds += 1;
        let n_pinned = select.pinned.len();
        select.edits.clear();
        let walk = Walk::run(world, &mut select);
        let mut unmet = unmet(&walk);
        unmet.retain(|(asked, _)| {
            let declared = walk.need(*asked).declared;
            let stated = walk.node(asked.by).member.zip(declared);
            !stated.is_some_and(|stated| select.edits.contains(&stated))
        });
        let moved = rounds < MAX_ROUNDS && resolve(&walk, &unmet, &mut select);
        // What was pinned on the way holds for the whole walk, unless something was superseded.
        let is_whole = select.pinned.len() == n_pinned || !walk.has_superseded;
        if !moved && (is_whole || rounds == MAX_ROUNDS) {
            let unanswered = walk
                .nodes()
                .flat_map(|(by, node)| node.unanswered.iter().map(move |&need| Asked { by, need }));
            let unanswered = unanswered.collect();
            let edits = std::mem::take(&mut select.edits);
            return Forecast {
                walk,
                unmet,
                unanswered,
                edits,
            };
        }
    }
}

/// The Rust that new versions should build with, where cargo looks at that.
fn rust_of(world: &World<'_>) -> Option<RustVersion> {
    let workspace = world
        .workspace
        .filter(|workspace| workspace.resolver == Resolver::V3)?;
    let stated = workspace
        .members()
        .filter_map(|member| member.rust_version.as_ref());
    stated.map(|stated| stated.value).min()
}

fn unmet(walk: &Walk<'_>) -> Vec<(Asked, NodeId)> {
    let mut unmet = Vec::new();
    for (by, node) in walk.nodes() {
        for &(need, answer) in &node.answers {
            let asked = Asked { by, need };
            let stated = walk.need(asked);
            let (name, version) = &walk.node(answer).spot;
            let is_judged = stated.fixed.is_none() && walk.world.is_from_registry(*name);
            if is_judged && !walk.world.req(stated.req).matches(version) {
                unmet.push((asked, answer));
            }
        }
    }
    unmet
}

/// Moves packages on which requirements disagree to a version that all of them allow, or else those
/// who disagree; the wanted one stays. Says whether anything moved.
fn resolve(walk: &Walk<'_>, unmet: &[(Asked, NodeId)], select: &mut LockSelect<'_, '_>) -> bool {
    let world = walk.world;
    let mut moved = false;
    let disagreed: BTreeSet<NodeId> = unmet.iter().map(|(_, node)| *node).collect();
    for id in disagreed {
        let spot = &walk.node(id).spot;
        if select
            .wanted
            .is_some_and(|wanted| wanted.spots.contains(spot))
        {
            continue;
        }
        let mut reqs = Vec::new();
        for (_, node) in walk.nodes() {
            let answers = node.answers.iter().filter(|(_, answer)| *answer == id);
            reqs.extend(answers.map(|(need, _)| world.req(node.release.needs[*need].req)));
        }
        let class = class_of(&spot.1);
        let all = |version: &Version| {
            class_of(version) == class && reqs.iter().all(|req| req.matches(version))
        };
        match select.newest(spot.0, &all) {
            Some(version) if version != spot.1 => {
                select.pinned.insert((spot.0, class), version);
                moved = true;
            }
            Some(_) => {}
            None => {
                for (asked, _) in unmet.iter().filter(|(_, node)| *node == id) {
                    moved |= follow(walk, *asked, &spot.1, select);
                }
            }
        }
    }
    moved
}

/// Moves whoever requires something else than `version` to its newest release that allows it.
fn follow(
    walk: &Walk<'_>,
    asked: Asked,
    version: &Version,
    select: &mut LockSelect<'_, '_>,
) -> bool {
    let world = walk.world;
    let (node, need) = (walk.node(asked.by), walk.need(asked));
    let (name, current) = &node.spot;
    let is_wanted = select
        .wanted
        .is_some_and(|wanted| wanted.spots.contains(&node.spot));
    if node.member.is_some() || is_wanted || !world.is_from_registry(*name) {
        return false;
    }
    let class = class_of(current);
    let allows = |candidate: &Version| {
        class_of(candidate) == class
            && candidate > current
            && world
                .catalog
                .release(*name, candidate)
                .is_some_and(|release| {
                    let mut same = release.needs.iter().filter(|other| other.key == need.key);
                    same.all(|other| world.req(other.req).matches(version))
                })
    };
    let Some(better) = select.newest(*name, &allows) else {
        return false;
    };
    select.pinned.insert((*name, class), better);
    true
}

/// The versions of a walk by class, in a total order.
pub(crate) fn selection(walk: &Walk<'_>) -> BTreeMap<(Name, Class), (Version, NodeId)> {
    let nodes = walk.nodes().map(|(id, node)| {
        let (name, version) = &node.spot;
        ((*name, class_of(version)), (version.clone(), id))
    });
    nodes.collect()
}

/// What a forecast changes, by class.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changes {
    /// Versions that move within their class: before and after.
    pub(crate) moved: Vec<(Spot, Version)>,
    pub(crate) added: Vec<Spot>,
    pub(crate) removed: Vec<Spot>,
}

/// What a forecast changes in the lock.
pub(crate) fn changes(before: &Walk<'_>, after: &Walk<'_>) -> Changes {
    let (old, new) = (selection(before), selection(after));
    let mut changes = Changes::default();
    for ((name, class), (version, _)) in &new {
        match old.get(&(*name, *class)) {
            None => changes.added.push((*name, version.clone())),
            Some((from, _)) if from != version => {
                changes.moved.push(((*name, from.clone()), version.clone()));
            }
            Some(_) => {}
        }
    }
    let gone = old.iter().filter(|(key, _)| !new.contains_key(key));
    changes.removed = gone
        .map(|((name, _), (version, _))| (*name, version.clone()))
        .collect();
    changes
}

/// The packages that cargo lets move when it is told to move `spots`: they and everything that the
/// lock has them require. The others keep the versions that they require of each other.
pub(crate) fn movable(world: &World<'_>, spots: &[Spot]) -> BTreeSet<Spot> {
    let mut open: Vec<_> = spots.iter().filter_map(|spot| world.id(spot)).collect();
    let mut seen: BTreeSet<_> = open.iter().copied().collect();
    while let Some(id) = open.pop() {
        for edge in world.graph.dependencies(id) {
            if seen.insert(edge.to) {
                open.push(edge.to);
            }
        }
    }
    seen.into_iter()
        .filter_map(|id| world.spot(id))
        .cloned()
        .collect()
}
