//! Walking both schemas at once: which pairs of subschemas meet, and what is told about them.

use super::super::schema::Schema;
use super::side::{At, Numbering, Side};
use crate::change::{Breaks, Change, UNCLAIMED};
use crate::json::NodeId;
use ahash::{AHashMap as HashMap, AHashSet as HashSet};
use std::collections::VecDeque;
use std::sync::Arc;

/// The longest path that is told in full, in bytes.
const MAX_PATH: usize = 1_000;
/// How many pairs of subschemas are compared.
const MAX_PAIRS: usize = 100_000;
/// How many changes are told.
const MAX_CHANGES: usize = 20_000;

/// Every change from `old` to `new`, in the order in which the schemas are walked: along the
/// data first, definitions last.
///
/// A schema has no change against itself, and none against itself with the members of objects in
/// another order or another layout; any other edit has at least one. Work and memory are bounded:
/// where a bound cuts the comparison off, that is a change of its own (`comparison-cut-off`).
pub fn changes(old: &Schema, new: &Schema) -> Vec<Change> {
    let mut numbering = Numbering::default();
    let old = Side::new(old, &mut numbering);
    let new = Side::new(new, &mut numbering);
    let mut walk = Walk {
        is_entangled: old.has_unevaluated
            || new.has_unevaluated
            || old.is_dynamic
            || new.is_dynamic,
        old,
        new,
        found: Vec::new(),
        merged: HashMap::new(),
        met: HashSet::new(),
        todo: VecDeque::new(),
        later: VecDeque::new(),
        n_told: 0,
    };
    walk.run();
    walk.found
}

/// On which side of a negation a pair stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Polarity {
    /// More values of the part are more values of the whole.
    Same,
    /// More values of the part are fewer values of the whole.
    Flipped,
    /// They may be either.
    Either,
}

/// What a change does to the set of values of the schema in which it stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Effect {
    /// The keyword says nothing about values.
    Annotation,
    /// The values stay the same, as long as no other keyword looks at this one.
    Neutral,
    /// Values are lost.
    Narrows,
    /// Values are gained.
    Widens,
    /// Both may be.
    Both,
}

impl Effect {
    pub(super) fn and(self, other: Effect) -> Effect {
        match (self, other) {
            (Effect::Annotation | Effect::Neutral, other) => other,
            (one, Effect::Annotation | Effect::Neutral) => one,
            (one, other) if one == other => one,
            _ => Effect::Both,
        }
    }
}

/// Two subschemas that the same part of the data is read with.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) old: At,
    pub(super) new: At,
    pub(super) polarity: Polarity,
    /// Whether one side was reached through a reference that the other side has not: members
    /// that only carry names stand elsewhere then.
    pub(super) is_inlined: bool,
    pub(super) path: Arc<str>,
}

/// What makes two changes the same: kind, places, message.
type Told = (&'static str, Option<NodeId>, Option<NodeId>, String);

pub(super) struct Walk<'a> {
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    /// Whether the meaning of a keyword may depend on others far away.
    is_entangled: bool,
    found: Vec<Change>,
    merged: HashMap<Told, usize>,
    met: HashSet<(At, At, Polarity, bool)>,
    todo: VecDeque<Pair>,
    later: VecDeque<Pair>,
    /// How often something was told or put off to a pair that will tell.
    pub(super) n_told: usize,
}

impl Walk<'_> {
    fn run(&mut self) {
        let (old, new) = (self.old.root(), self.new.root());
        let is_equal = self.is_equal(old.node, new.node);
        if is_equal && self.old.dialect(old) == self.new.dialect(new) {
            return;
        }
        let root = Pair {
            old,
            new,
            polarity: Polarity::Same,
            is_inlined: false,
            path: Arc::from(""),
        };
        if is_equal {
            self.tell(
                "dialect-changed",
                "the same text is read as another draft".to_owned(),
                (Some(old.node), Some(new.node)),
                Effect::Both,
                &root,
            );
        }
        self.meet(&root, old, new, Polarity::Same, "");
        while let Some(pair) = self.next() {
            if self.found.len() >= MAX_CHANGES || self.met.len() >= MAX_PAIRS {
                let message = "the schemas differ in more places than are compared".to_owned();
                let at = (Some(pair.old.node), Some(pair.new.node));
                self.tell("comparison-cut-off", message, at, Effect::Both, &root);
                return;
            }
            self.compare(&pair);
        }
    }

    fn next(&mut self) -> Option<Pair> {
        if let Some(pair) = self.todo.pop_front() {
            return Some(pair);
        }
        // A definition that was met along the data has been told where it is used.
        let all = [Polarity::Same, Polarity::Flipped, Polarity::Either];
        while let Some(pair) = self.later.pop_front() {
            let key = |polarity| (pair.old, pair.new, polarity, false);
            if !all
                .iter()
                .any(|&polarity| self.met.contains(&key(polarity)))
            {
                self.met.insert(key(pair.polarity));
                return Some(pair);
            }
        }
        None
    }

    /// Whether two values are the same.
    pub(super) fn is_equal(&self, old: NodeId, new: NodeId) -> bool {
        self.old.number_of(old) == self.new.number_of(new)
    }

    /// Whether a member is the same on both sides, or on neither.
    pub(super) fn is_same_member(&self, pair: &Pair, name: &str) -> bool {
        match self.both(pair, name) {
            (None, None) => true,
            (Some(old), Some(new)) => self.is_equal(old, new),
            _ => false,
        }
    }

    /// The member of that name on both sides.
    pub(super) fn both(&self, pair: &Pair, name: &str) -> (Option<NodeId>, Option<NodeId>) {
        (
            self.old.member(pair.old, name),
            self.new.member(pair.new, name),
        )
    }

    /// Puts a pair of parts of `pair` on the list, if it was not met before.
    pub(super) fn meet(&mut self, pair: &Pair, old: At, new: At, turn: Polarity, step: &str) {
        let polarity = match (pair.polarity, turn) {
            (Polarity::Either, _) | (_, Polarity::Either) => Polarity::Either,
            (one, other) if one == other => Polarity::Same,
            _ => Polarity::Flipped,
        };
        let part = Pair {
            old,
            new,
            polarity,
            is_inlined: false,
            path: joined(&pair.path, step),
        };
        self.put(part);
    }

    /// As [`Walk::meet`], for parts that are no part of the data.
    pub(super) fn meet_later(&mut self, pair: &Pair, old: NodeId, new: NodeId) {
        let part = Pair {
            old: self.old.part(pair.old, old),
            new: self.new.part(pair.new, new),
            polarity: Polarity::Same,
            is_inlined: false,
            path: pair.path.clone(),
        };
        if !self.is_equal(old, new) {
            self.n_told += 1;
        }
        self.later.push_back(part);
    }

    /// The same place in the data, with a reference followed on one side.
    pub(super) fn meet_inlined(&mut self, pair: &Pair, old: At, new: At) {
        self.put(Pair {
            old,
            new,
            is_inlined: true,
            ..pair.clone()
        });
    }

    fn put(&mut self, pair: Pair) {
        if !self.is_equal(pair.old.node, pair.new.node) {
            self.n_told += 1;
        }
        let key = (pair.old, pair.new, pair.polarity, pair.is_inlined);
        if self.met.insert(key) {
            self.todo.push_back(pair);
        }
    }

    /// Tells a change at a node of the old and a node of the new schema; where there is none,
    /// at the subschemas of the pair.
    pub(super) fn tell(
        &mut self,
        kind: &'static str,
        message: String,
        at: (Option<NodeId>, Option<NodeId>),
        effect: Effect,
        pair: &Pair,
    ) {
        self.n_told += 1;
        let breaks = self.breaks(effect, pair.polarity);
        let key = (kind, at.0, at.1, message);
        if let Some(&known) = self.merged.get(&key) {
            let change = &mut self.found[known];
            change.breaks = change.breaks.union(breaks);
            return;
        }
        self.found.push(Change {
            kind,
            message: key.3.clone(),
            old: Some(self.old.location(at.0.unwrap_or(pair.old.node))),
            new: Some(self.new.location(at.1.unwrap_or(pair.new.node))),
            path: pair.path.to_string(),
            breaks,
        });
        self.merged.insert(key, self.found.len() - 1);
    }

    /// Tells that a keyword changed in a way that no handler knows.
    pub(super) fn tell_unclaimed(&mut self, name: &str, pair: &Pair) {
        let at = self.both(pair, name);
        let message = format!("`{name}` changed in a way that no rule claims");
        self.tell(UNCLAIMED, message, at, Effect::Both, pair);
    }

    fn breaks(&self, effect: Effect, polarity: Polarity) -> Breaks {
        let breaks = match effect {
            Effect::Annotation => return Breaks::Nobody,
            _ if self.is_entangled => return Breaks::Both,
            Effect::Neutral => return Breaks::Nobody,
            Effect::Narrows => Breaks::Readers,
            Effect::Widens => Breaks::Writers,
            Effect::Both => Breaks::Both,
        };
        match polarity {
            Polarity::Same => breaks,
            Polarity::Flipped => breaks.flipped(),
            Polarity::Either => Breaks::Both,
        }
    }
}

fn joined(path: &Arc<str>, step: &str) -> Arc<str> {
    if step.is_empty() || path.len() > MAX_PATH {
        return path.clone();
    }
    // A path starts with a name, not with the dot before it.
    let step = if path.is_empty() {
        step.strip_prefix('.').unwrap_or(step)
    } else {
        step
    };
    Arc::from(format!("{path}{step}"))
}
