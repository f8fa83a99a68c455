//! Which packages a selection of versions brings, with features as cargo unifies them for a lock.
//!
//! For its lock cargo turns on every feature of every member, follows all kinds and all targets,
//! and unifies the features of a package over everybody who asks. `key?/feature` brings the
//! dependency in like `key/feature` does (`cargo::core::resolver::dep_cache` is the reference).
//! One version of each compatibility class is selected; a walk may raise it while it goes.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque, btree_map::Entry},
    rc::Rc,
};

use semver::Version;
use upsafe_version::cargo::Class;

use super::{
    catalog::class_of,
    names::{ByName, Name, Word},
    release::{Need, Release, Turns},
    world::{Spot, World},
};

/// How often a package may be raised or asked for more features before a walk gives up: far above
/// what any graph needs, and the bound on hostile ones.
const MAX_VISITS: usize = 200;

/// Names a node of one [`Walk`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(u32);

/// A requirement of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Asked {
    pub(crate) by: NodeId,
    /// The index among its needs.
    pub(crate) need: usize,
}

/// Who decides which version answers a need.
pub(crate) trait Select {
    /// The version that answers a need of `from`, at least; its class is looked up, and a greater
    /// version that is there already stays. `None` where nothing answers.
    fn select(&mut self, walk: &Walk<'_>, asked: Asked) -> Option<Spot>;

    /// The version to take instead where `node` lacks features that are asked for, if any.
    fn without_features(&mut self, walk: &Walk<'_>, node: NodeId) -> Option<Version>;
}

/// A selected version and what is asked of it.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) spot: Spot,
    pub(crate) release: Rc<Release>,
    /// The index of the manifest, if it is a member.
    pub(crate) member: Option<usize>,
    /// Who asked first.
    pub(crate) first: Option<Asked>,
    /// Who asked for this version.
    pub(crate) set_by: Option<Asked>,
    /// Who answers each need that counts.
    pub(crate) answers: Vec<(usize, NodeId)>,
    /// Features that are asked for and do not exist, with who asked first.
    pub(crate) missing: BTreeMap<Word, Option<Asked>>,
    /// Needs that nothing answers.
    pub(crate) unanswered: Vec<usize>,
    requested: BTreeMap<Word, Option<Asked>>,
    wants_default: bool,
    as_locked: bool,
    n_visits: usize,
}

/// The packages that a selection brings.
pub(crate) struct Walk<'w> {
    pub(crate) world: &'w World<'w>,
    nodes: Vec<Node>,
    by_class: ByName<Vec<(Class, NodeId)>>,
    /// Whether a version was superseded on the way, so that what only it required may be here.
    pub(crate) has_superseded: bool,
}

/// Features and dependencies that are on.
#[derive(Default)]
struct Active {
    features: BTreeSet<Word>,
    dependencies: BTreeMap<Word, BTreeSet<Word>>,
    missing: BTreeSet<Word>,
}

impl<'w> Walk<'w> {
    /// Walks from the members.
    pub(crate) fn run(world: &'w World<'w>, select: &mut dyn Select) -> Self {
        let mut walk = Self {
            world,
            nodes: Vec::new(),
            by_class: ByName::default(),
            has_superseded: false,
        };
        let mut queue = VecDeque::new();
        for (member, spot) in &world.members {
            let node = walk.add(spot, None);
            walk.nodes[node.0 as usize].member = Some(*member);
            queue.push_back(node);
        }
        let mut queued: BTreeSet<NodeId> = queue.iter().copied().collect();
        while let Some(node) = queue.pop_front() {
            queued.remove(&node);
            for changed in walk.visit(node, select) {
                if queued.insert(changed) {
                    queue.push_back(changed);
                }
            }
        }
        walk
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    pub(crate) fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.nodes
            .iter()
            .enumerate()
            .map(|(at, node)| (NodeId(at as u32), node))
    }

    pub(crate) fn need(&self, asked: Asked) -> &Need {
        &self.node(asked.by).release.needs[asked.need]
    }

    /// The node that is selected for a class.
    pub(crate) fn selected(&self, name: Name, class: Class) -> Option<NodeId> {
        let nodes = self.by_class.get(name)?;
        nodes
            .iter()
            .find(|(known, _)| *known == class)
            .map(|(_, id)| *id)
    }

    /// The features that are asked of a node.
    pub(crate) fn requested(&self, id: NodeId) -> impl Iterator<Item = Word> {
        self.node(id).requested.keys().copied()
    }

    /// Who asked for a feature of a node first.
    pub(crate) fn asked_for(&self, id: NodeId, feature: Word) -> Option<Asked> {
        self.node(id).requested.get(&feature).copied().flatten()
    }

    /// The chain from a member to a node, over those who asked first.
    pub(crate) fn chain(&self, id: NodeId) -> Vec<NodeId> {
        let mut chain = vec![id];
        let mut at = id;
        while let Some(asked) = self.node(at).first
            && chain.len() <= self.nodes.len()
        {
            at = asked.by;
            chain.push(at);
        }
        chain.reverse();
        chain
    }

    fn add(&mut self, spot: &Spot, first: Option<Asked>) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node {
            spot: spot.clone(),
            release: self.world.release(spot),
            member: None,
            first,
            set_by: first,
            answers: Vec::new(),
            missing: BTreeMap::new(),
            unanswered: Vec::new(),
            requested: BTreeMap::new(),
            wants_default: false,
            as_locked: false,
            n_visits: 0,
        });
        self.by_class.entry(spot.0).push((class_of(&spot.1), id));
        id
    }

    /// Follows what is on of a node; returns the nodes of which that asks something new.
    fn visit(&mut self, id: NodeId, select: &mut dyn Select) -> Vec<NodeId> {
        let node = &mut self.nodes[id.0 as usize];
        node.n_visits += 1;
        if node.n_visits > MAX_VISITS {
            return Vec::new();
        }
        let mut active = self.activate(id);
        if !active.missing.is_empty() {
            self.note_missing(id, &active);
            if let Some(better) = select.without_features(self, id) {
                self.raise(id, &better);
                active = self.activate(id);
            }
        }
        self.note_missing(id, &active);
        let release = Rc::clone(&self.node(id).release);
        let mut answers = Vec::new();
        let mut unanswered = Vec::new();
        let mut changed = Vec::new();
        for (at, need) in release.needs.iter().enumerate() {
            let by_feature = active.dependencies.get(&need.key);
            if need.optional && by_feature.is_none() {
                continue;
            }
            let asked = Asked { by: id, need: at };
            let Some(spot) = select.select(self, asked) else {
                unanswered.push(at);
                continue;
            };
            let class = class_of(&spot.1);
            let child = match self.selected(spot.0, class) {
                Some(child) => child,
                None => {
                    let child = self.add(&spot, Some(asked));
                    changed.push(child);
                    child
                }
            };
            if self.node(child).spot.1 < spot.1 {
                self.raise(child, &spot.1);
                self.nodes[child.0 as usize].set_by = Some(asked);
                changed.push(child);
            }
            let child_node = &mut self.nodes[child.0 as usize];
            let mut more = false;
            for &feature in need.features.iter().chain(by_feature.into_iter().flatten()) {
                if let Entry::Vacant(place) = child_node.requested.entry(feature) {
                    place.insert(Some(asked));
                    more = true;
                }
            }
            more |= need.default_features && !child_node.wants_default;
            more |= release.opaque && !child_node.as_locked;
            child_node.wants_default |= need.default_features;
            child_node.as_locked |= release.opaque;
            if more && child != id {
                changed.push(child);
            }
            answers.push((at, child));
        }
        let node = &mut self.nodes[id.0 as usize];
        node.answers = answers;
        node.unanswered = unanswered;
        changed
    }

    fn note_missing(&mut self, id: NodeId, active: &Active) {
        let node = &mut self.nodes[id.0 as usize];
        let requested = &node.requested;
        let missing = active.missing.iter();
        node.missing = missing
            .map(|&feature| (feature, requested.get(&feature).copied().flatten()))
            .collect();
    }

    fn raise(&mut self, id: NodeId, version: &Version) {
        self.has_superseded |= self.node(id).n_visits > 0;
        let spot = (self.node(id).spot.0, version.clone());
        let release = self.world.release(&spot);
        let node = &mut self.nodes[id.0 as usize];
        node.spot = spot;
        node.release = release;
    }

    /// What is on of a node, from what is asked of it.
    fn activate(&self, id: NodeId) -> Active {
        let node = self.node(id);
        let release = &*node.release;
        let mut active = Active::default();
        let mut open: Vec<Word> = if node.member.is_some() {
            release.features.keys().copied().collect()
        } else {
            node.requested.keys().copied().collect()
        };
        if node.wants_default
            && let Some(default) = self.world.catalog.names.borrow().known_word("default")
            && release.features.contains_key(&default)
        {
            open.push(default);
        }
        if node.as_locked {
            let locked = release.needs.iter().filter(|need| need.optional);
            let locked = locked.filter(|need| self.world.is_locked_edge(&node.spot, need.name));
            for need in locked {
                active.dependencies.entry(need.key).or_default();
            }
        }
        while let Some(feature) = open.pop() {
            let Some(turns) = release.features.get(&feature) else {
                if !release.opaque {
                    active.missing.insert(feature);
                }
                continue;
            };
            if !active.features.insert(feature) {
                continue;
            }
            for turn in turns {
                match *turn {
                    Turns::Feature(other) => open.push(other),
                    Turns::Dependency(key) => {
                        active.dependencies.entry(key).or_default();
                    }
                    Turns::FeatureOf { key, feature, weak } => {
                        let is_implied = !weak && release.features.contains_key(&key);
                        let is_optional = |need: &Need| need.key == key && need.optional;
                        if is_implied && release.needs.iter().any(is_optional) {
                            open.push(key);
                        }
                        active.dependencies.entry(key).or_default().insert(feature);
                    }
                }
            }
        }
        active
    }
}

/// Whether a release has every one of some features.
pub(crate) fn has_features(release: &Release, features: impl IntoIterator<Item = Word>) -> bool {
    release.opaque
        || features
            .into_iter()
            .all(|feature| release.features.contains_key(&feature))
}
