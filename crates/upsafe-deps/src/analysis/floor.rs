//! Minimal Version Selection for a Cargo workspace: the lowest versions that everybody accepts.
//!
//! The floor of a class (a package and the versions that cargo takes for compatible) is the least
//! solution of: the greatest, over all requirements that lead to it, of the lowest published
//! version that meets the requirement and is not yanked. A requirement that several classes meet
//! counts for the lowest. A version gives way to the next one where it lacks a feature that is asked
//! of it, or states an upper limit below the floor of what it requires; upper limits that are
//! broken then are reported.
//!
//! Go keeps what superseded versions required; cargo does not, so a first walk raises versions as
//! Go does, and further walks recompute them from the selected versions alone until nothing moves.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use semver::Version;
use serde::{Deserialize, Serialize};
use upsafe_version::cargo::Class;

use super::{
    catalog::class_of,
    minimums::{self, Minimum},
    names::Name,
    walk::{Asked, NodeId, Select, Walk, has_features},
    world::{Spot, World},
};
use crate::{ecosystem::cargo::index::Checksum, graph::PackageId};

/// How many walks may recompute the floor before the first one's answer, which is never too low,
/// has to do.
const MAX_ROUNDS: usize = 8;

/// How many times packages may be lifted over the upper limits that they state.
const MAX_LIFTS: usize = 6;

/// The lowest versions that the workspace's requirements let cargo select.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Floor {
    /// Every package that the floor selects, by name and version.
    pub packages: Vec<FloorPackage>,
    /// What the members declare, in the order of the members and their manifests.
    pub minimums: Vec<Minimum>,
    /// Requirements that the floor does not meet, because another one raises the version above
    /// their upper limit, or because no version meets them.
    pub unmet: Vec<UnmetRequirement>,
    /// Packages of registries of which the index says nothing; they stay at their locked versions.
    pub unknown: Vec<String>,
    /// Whether the versions were recomputed from the selected ones until nothing moved.
    pub settled: bool,
}

/// One package at the floor.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FloorPackage {
    /// Its name.
    pub name: Arc<str>,
    /// Its class of compatible versions.
    #[serde(with = "class")]
    pub class: Class,
    /// The lowest version that can be selected.
    pub floor: Version,
    /// The locked version of the class, if there is one.
    pub locked: Option<Version>,
    /// Whether a registry publishes it.
    pub from_registry: bool,
    /// The registry, canonical.
    pub registry: Option<Arc<str>>,
    /// The locked package that it is, where it is the same version from the same source.
    pub package: Option<PackageId>,
    /// The lowest versions that members declare for it.
    pub declared: Vec<Version>,
    /// The chain of packages whose last one's requirement sets the version; empty for a member.
    pub set_by: Vec<String>,
    /// That requirement.
    pub set_by_requirement: Option<String>,
    /// The digest of its archive.
    pub checksum: Option<Checksum>,
    /// What it requires: indexes into [`Floor::packages`], in order.
    pub dependencies: Vec<usize>,
}

/// A class as the number that tells it from others: which one of three, and its value.
mod class {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
    use upsafe_version::cargo::Class;

    pub(super) fn serialize<S: Serializer>(class: &Class, to: S) -> Result<S::Ok, S::Error> {
        let (place, number) = match class {
            Class::Major(number) => (0_u8, number),
            Class::Minor(number) => (1, number),
            Class::Patch(number) => (2, number),
        };
        (place, number).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Class, D::Error> {
        match <(u8, u64)>::deserialize(from)? {
            (0, number) => Ok(Class::Major(number)),
            (1, number) => Ok(Class::Minor(number)),
            (2, number) => Ok(Class::Patch(number)),
            _ => Err(de::Error::custom(
                "expected a class: 0, 1 or 2 and a number",
            )),
        }
    }
}

/// A requirement that the floor does not meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UnmetRequirement {
    /// Who requires.
    pub by: String,
    /// What.
    pub name: Arc<str>,
    /// The versions it allows.
    pub requirement: String,
    /// The version of the floor; `None` where no version meets the requirement.
    pub floor: Option<Version>,
}

/// The floor of a workspace. Empty for a lock without manifests: nobody declares anything.
pub(crate) fn floor(world: &World<'_>) -> Floor {
    let mut lifts = Lifts::new();
    let mut selection = Lifts::new();
    for round in 0.. {
        let solution = solve(world, &lifts, selection);
        if round == MAX_LIFTS || !lift(&solution.walk, &mut lifts) {
            return result(&solution.walk, &solution.setters, solution.settled);
        }
        selection = selection_of(&solution.walk);
        for (key, version) in &lifts.0 {
            selection.raise(*key, version);
        }
    }
    Floor::default()
}

/// Versions that a class has at least.
#[derive(Clone, Default)]
struct Lifts(BTreeMap<(Name, Class), Version>);

impl Lifts {
    fn new() -> Self {
        Self::default()
    }

    fn raise(&mut self, key: (Name, Class), version: &Version) {
        let known = self.0.entry(key).or_insert_with(|| version.clone());
        if *known < *version {
            known.clone_from(version);
        }
    }
}

struct Solution<'w> {
    walk: Walk<'w>,
    setters: Setters,
    settled: bool,
}

/// The least solution. `selection` is where the search starts: too low is raised, too high lowered.
fn solve<'w>(world: &'w World<'w>, lifts: &Lifts, selection: Lifts) -> Solution<'w> {
    let mut select = FloorSelect { world, selection };
    let mut walk = Walk::run(world, &mut select);
    let rising = selection_of(&walk);
    let mut setters = Setters::new();
    for _ in 0..MAX_ROUNDS {
        setters = demands(&walk, lifts);
        let next = Lifts(
            setters
                .iter()
                .map(|(key, set)| (*key, set.version.clone()))
                .collect(),
        );
        // Every class that was walked must have the version that its requirements ask for.
        let is_asked = |(key, set): (&_, &Setter)| version_of(&walk, *key) == Some(&set.version);
        if !walk.has_superseded && setters.iter().all(is_asked) {
            return Solution {
                walk,
                setters,
                settled: true,
            };
        }
        select.selection = next;
        walk = Walk::run(world, &mut select);
    }
    select.selection = rising;
    Solution {
        walk: Walk::run(world, &mut select),
        setters,
        settled: false,
    }
}

fn version_of<'n>(walk: &'n Walk<'_>, (name, class): (Name, Class)) -> Option<&'n Version> {
    walk.selected(name, class).map(|id| &walk.node(id).spot.1)
}

/// Lifts every package that states an upper limit below the floor of what it requires to its next
/// version that does not. Says whether any was lifted.
fn lift(walk: &Walk<'_>, lifts: &mut Lifts) -> bool {
    let world = walk.world;
    let mut lifted = false;
    for (_, node) in walk.nodes() {
        let (name, version) = &node.spot;
        if node.member.is_some() || !world.is_from_registry(*name) {
            continue;
        }
        let is_broken = |(need, answer): &(usize, NodeId)| {
            let need = &node.release.needs[*need];
            let at = &walk.node(*answer).spot;
            need.name == at.0 && !world.req(need.req).matches(&at.1)
        };
        let Some(&(need, answer)) = node.answers.iter().find(|step| is_broken(step)) else {
            continue;
        };
        let need = &node.release.needs[need];
        let at = &walk.node(answer).spot.1;
        let class = class_of(version);
        let accepts = |candidate: &Version| {
            let release = world.catalog.release(*name, candidate);
            release.is_some_and(|release| {
                let mut on_it = release.needs.iter().filter(|other| other.key == need.key);
                !release.yanked && on_it.all(|other| world.req(other.req).matches(at))
            })
        };
        let versions = world.catalog.versions(*name);
        let Ok(versions) = versions.as_ref() else {
            continue;
        };
        let mut above = versions
            .iter()
            .filter(|other| *other > version && class_of(other) == class && other.pre.is_empty());
        if let Some(better) = above.find(|candidate| accepts(candidate)) {
            lifts.raise((*name, class), better);
            lifted = true;
        }
    }
    lifted
}

/// What sets the version of each class, in a total order.
pub(crate) type Setters = BTreeMap<(Name, Class), Setter>;

/// The requirement that sets a version.
#[derive(Clone, Debug)]
pub(crate) struct Setter {
    pub(crate) version: Version,
    pub(crate) asked: Option<Asked>,
}

struct FloorSelect<'w> {
    world: &'w World<'w>,
    selection: Lifts,
}

impl Select for FloorSelect<'_> {
    fn select(&mut self, walk: &Walk<'_>, asked: Asked) -> Option<Spot> {
        let (name, lowest) = lowest(walk, asked)?;
        let selected = self.selection.0.get(&(name, class_of(&lowest)));
        let version = selected
            .filter(|selected| **selected > lowest)
            .cloned()
            .unwrap_or(lowest);
        Some((name, version))
    }

    fn without_features(&mut self, walk: &Walk<'_>, node: NodeId) -> Option<Version> {
        with_features(self.world, walk, node, &walk.node(node).spot.1)
    }
}

/// The lowest version that answers a need: published, or locked where the index does not know.
pub(crate) fn lowest(walk: &Walk<'_>, asked: Asked) -> Option<Spot> {
    let (world, need) = (walk.world, walk.need(asked));
    if let Some(settled) = world.settled(need) {
        return Some(settled);
    }
    if let Some(version) = world.catalog.lowest(need.name, need.req) {
        return Some((need.name, version));
    }
    let from = &walk.node(asked.by).spot;
    if let Some(spot) = world.locked_answer(from, need) {
        return Some(spot);
    }
    let req = world.req(need.req);
    let fitting = world
        .locked(need.name)
        .iter()
        .filter(|version| req.matches(version));
    fitting.min().map(|version| (need.name, version.clone()))
}

/// The lowest version of a node's class, not below `low`, that has all that is asked of it.
fn with_features(
    world: &World<'_>,
    walk: &Walk<'_>,
    node: NodeId,
    low: &Version,
) -> Option<Version> {
    let name = walk.node(node).spot.0;
    let class = class_of(low);
    let versions = world.catalog.versions(name);
    let versions = versions.as_ref().as_ref().ok()?;
    let requested: Vec<_> = walk.requested(node).collect();
    let has_all = |version: &&Version| {
        world.catalog.release(name, version).is_some_and(|release| {
            !release.yanked && has_features(&release, requested.iter().copied())
        })
    };
    let above = versions
        .iter()
        .filter(|version| *version >= low && class_of(version) == class);
    above
        .filter(|version| version.pre.is_empty() || !low.pre.is_empty())
        .find(has_all)
        .cloned()
}

fn selection_of(walk: &Walk<'_>) -> Lifts {
    let spots = walk.nodes().map(|(_, node)| &node.spot);
    Lifts(
        spots
            .map(|(name, version)| ((*name, class_of(version)), version.clone()))
            .collect(),
    )
}

/// The version that the needs of the selected versions ask of each class, and which need sets it.
fn demands(walk: &Walk<'_>, lifts: &Lifts) -> Setters {
    let mut setters = Setters::new();
    let mut lengths: BTreeMap<(Name, Class), usize> = BTreeMap::new();
    for (id, node) in walk.nodes() {
        if node.first.is_none() {
            let (name, version) = &node.spot;
            let set = Setter {
                version: version.clone(),
                asked: None,
            };
            setters.insert((*name, class_of(version)), set);
        }
        let length = walk.chain(id).len();
        for &(need, answer) in &node.answers {
            let asked = Asked { by: id, need };
            let Some((name, low)) = lowest(walk, asked) else {
                continue;
            };
            let key = (name, class_of(&walk.node(answer).spot.1));
            let is_better = setters.get(&key).is_none_or(|set| {
                let shorter = lengths.get(&key).is_some_and(|known| length < *known);
                low > set.version || (low == set.version && set.asked.is_some() && shorter)
            });
            if is_better {
                lengths.insert(key, length);
                setters.insert(
                    key,
                    Setter {
                        version: low,
                        asked: Some(asked),
                    },
                );
            }
        }
    }
    for (key, set) in &mut setters {
        if let Some(lifted) = lifts.0.get(key).filter(|lifted| **lifted > set.version) {
            set.version = lifted.clone();
        }
    }
    // A version that lacks what is asked of it gives way to the next that has it.
    for (id, node) in walk.nodes() {
        let key = (node.spot.0, class_of(&node.spot.1));
        let Some(set) = setters.get_mut(&key) else {
            continue;
        };
        if node.member.is_some() || !walk.world.is_from_registry(node.spot.0) {
            continue;
        }
        let at = (node.spot.0, set.version.clone());
        let release = walk.world.release(&at);
        let lacking = walk
            .requested(id)
            .find(|word| !has_features(&release, [*word]));
        if let Some(word) = lacking
            && let Some(better) = with_features(walk.world, walk, id, &set.version)
        {
            set.version = better;
            if let Some(asked) = walk.asked_for(id, word) {
                set.asked = Some(asked);
            }
        }
    }
    setters
}

fn result(walk: &Walk<'_>, setters: &Setters, settled: bool) -> Floor {
    let world = walk.world;
    let mut order: Vec<NodeId> = walk.nodes().map(|(id, _)| id).collect();
    let key = |id: &NodeId| {
        let (name, version) = &walk.node(*id).spot;
        let (text, from) = world.catalog.names.borrow().name_text(*name);
        (text, version.clone(), from)
    };
    order.sort_by_cached_key(key);
    let position: HashMap<NodeId, usize> =
        order.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let mut floor = Floor {
        settled,
        ..Floor::default()
    };
    let mut unknown = BTreeSet::new();
    let mut declared: BTreeMap<NodeId, BTreeSet<Version>> = BTreeMap::new();
    for (id, node) in walk.nodes() {
        let needs = node
            .unanswered
            .iter()
            .map(|need| node.release.needs[*need].name);
        for name in needs.chain([node.spot.0]) {
            if world.is_from_registry(name) && world.catalog.versions(name).is_err() {
                unknown.insert(world.text(name).to_string());
            }
        }
        for &(need, answer) in node.answers.iter().filter(|_| node.member.is_some()) {
            let asked = Asked { by: id, need };
            if let Some((_, low)) = lowest(walk, asked) {
                declared.entry(answer).or_default().insert(low);
            }
        }
    }
    for id in &order {
        let node = walk.node(*id);
        floor
            .packages
            .push(package(walk, *id, setters, &declared, &position));
        for &(need, answer) in &node.answers {
            floor
                .unmet
                .extend(unmet(walk, Asked { by: *id, need }, Some(answer)));
        }
        for &need in &node.unanswered {
            floor
                .unmet
                .extend(unmet(walk, Asked { by: *id, need }, None));
        }
    }
    floor.unknown = unknown.into_iter().collect();
    floor.minimums = minimums::judge(walk, setters);
    floor
}

fn package(
    walk: &Walk<'_>,
    id: NodeId,
    setters: &Setters,
    declared: &BTreeMap<NodeId, BTreeSet<Version>>,
    position: &HashMap<NodeId, usize>,
) -> FloorPackage {
    let world = walk.world;
    let node = walk.node(id);
    let (name, version) = &node.spot;
    let class = class_of(version);
    let asked = setters.get(&(*name, class)).and_then(|set| set.asked);
    let mut dependencies: Vec<usize> = node
        .answers
        .iter()
        .filter_map(|(_, answer)| position.get(answer).copied())
        .collect();
    dependencies.sort_unstable();
    dependencies.dedup();
    let (text, from) = world.catalog.names.borrow().name_text(*name);
    let registry = match &from {
        super::names::From::Registry(url) => Some(Arc::from(&**url)),
        _ => None,
    };
    FloorPackage {
        name: Arc::from(&*text),
        class,
        floor: version.clone(),
        locked: world.locked_in(*name, class).cloned(),
        from_registry: registry.is_some(),
        registry,
        package: world.id(&node.spot),
        declared: declared
            .get(&id)
            .map(|all| all.iter().cloned().collect())
            .unwrap_or_default(),
        set_by: asked
            .map(|asked| described(walk, asked.by))
            .unwrap_or_default(),
        set_by_requirement: asked.map(|asked| world.req(walk.need(asked).req).text.to_string()),
        checksum: node.release.checksum,
        dependencies,
    }
}

/// The chain from a member to a node, as output names the packages.
pub(crate) fn described(walk: &Walk<'_>, id: NodeId) -> Vec<String> {
    let chain = walk.chain(id);
    chain
        .iter()
        .map(|&id| walk.world.shown(&walk.node(id).spot))
        .collect()
}

fn unmet(walk: &Walk<'_>, asked: Asked, answer: Option<NodeId>) -> Option<UnmetRequirement> {
    let (world, need) = (walk.world, walk.need(asked));
    let req = world.req(need.req);
    let floor = answer.map(|answer| walk.node(answer).spot.1.clone());
    if floor.as_ref().is_some_and(|version| req.matches(version)) || need.fixed.is_some() {
        return None;
    }
    let is_known = answer.is_some() || world.catalog.versions(need.name).is_ok();
    if !world.is_from_registry(need.name) || !is_known {
        return None;
    }
    Some(UnmetRequirement {
        by: world.shown(&walk.node(asked.by).spot),
        name: Arc::from(&*world.text(need.name)),
        requirement: req.text.to_string(),
        floor,
    })
}
