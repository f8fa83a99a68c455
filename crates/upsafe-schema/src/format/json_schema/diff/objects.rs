//! The other keywords of objects: patterns, the rest, dependencies.

use super::schema::Which;
use super::slots::Rest;
use super::walk::{Effect, Pair, Polarity, Walk};
use crate::json::{Members, NodeId, NodeKind};
use std::collections::BTreeSet;
use std::sync::Arc;

const ADDITIONAL: Rest = Rest {
    added: "additional-properties-added",
    removed: "additional-properties-removed",
    extended: "additional-properties-extended",
    narrowed: "additional-properties-narrowed",
};

/// The kinds of a keyword with one entry per name.
struct Entries {
    added: &'static str,
    removed: &'static str,
}

impl Walk<'_> {
    pub(super) fn additional_properties(&mut self, pair: &Pair) {
        let name = "additionalProperties";
        let at = self.both(pair, name);
        self.rest(name, at, &ADDITIONAL, ".*", pair);
    }

    /// The members of a keyword on both sides, in the order of their names; tells those that
    /// came or went, and returns those on both.
    fn entries(
        &mut self,
        keyword: &str,
        kinds: &Entries,
        effects: (Effect, Effect),
        pair: &Pair,
    ) -> Vec<(Arc<str>, NodeId, NodeId)> {
        let at = self.both(pair, keyword);
        let empty = Members::default();
        let old = at.0.map_or(Some(empty), |node| self.old.object(node));
        let new = at.1.map_or(Some(empty), |node| self.new.object(node));
        let (Some(old), Some(new)) = (old, new) else {
            return Vec::new();
        };
        let names: BTreeSet<&str> = old.keys().chain(new.keys()).collect();
        if names.is_empty() && !self.is_same_member(pair, keyword) {
            let message = format!("`{keyword}` without members came or went");
            self.tell("spelling-changed", message, at, Effect::Neutral, pair);
        }
        let mut both = Vec::new();
        for name in names {
            match (old.get(name), new.get(name)) {
                (Some(was), Some(is)) => both.push((Arc::from(name), was, is)),
                (Some(was), None) => {
                    let message = format!("`{name}` was removed from `{keyword}`");
                    self.tell(kinds.removed, message, (Some(was), at.1), effects.1, pair);
                }
                (None, Some(is)) => {
                    let message = format!("`{name}` was added to `{keyword}`");
                    self.tell(kinds.added, message, (at.0, Some(is)), effects.0, pair);
                }
                (None, None) => {}
            }
        }
        both
    }

    fn meet_entry(&mut self, pair: &Pair, was: NodeId, is: NodeId, step: &str) {
        let (was, is) = (self.old.part(pair.old, was), self.new.part(pair.new, is));
        self.meet(pair, was, is, Polarity::Same, step);
    }

    pub(super) fn pattern_properties(&mut self, pair: &Pair) {
        // A pattern takes names away from the rest.
        let rest = self.both(pair, "additionalProperties");
        let is_open = |walk: &Self, which: Which, at, node: Option<NodeId>| {
            node.is_none_or(|node| walk.is_true(which, walk.side(which).part(at, node)))
        };
        let is_plain = is_open(self, Which::Old, pair.old, rest.0)
            && is_open(self, Which::New, pair.new, rest.1);
        let effects = if is_plain {
            (Effect::Narrows, Effect::Widens)
        } else {
            (Effect::Both, Effect::Both)
        };
        let kinds = Entries {
            added: "pattern-property-added",
            removed: "pattern-property-removed",
        };
        for (name, was, is) in self.entries("patternProperties", &kinds, effects, pair) {
            self.meet_entry(pair, was, is, &format!(".{{{name}}}"));
        }
    }

    pub(super) fn dependencies(&mut self, pair: &Pair) {
        self.dependent("dependencies", pair);
    }

    pub(super) fn dependent_required(&mut self, pair: &Pair) {
        self.dependent("dependentRequired", pair);
    }

    pub(super) fn dependent_schemas(&mut self, pair: &Pair) {
        self.dependent("dependentSchemas", pair);
    }

    fn dependent(&mut self, keyword: &str, pair: &Pair) {
        let kinds = Entries {
            added: "dependency-added",
            removed: "dependency-removed",
        };
        let effects = (Effect::Narrows, Effect::Widens);
        for (name, was, is) in self.entries(keyword, &kinds, effects, pair) {
            match (self.old.kind(was), self.new.kind(is)) {
                (NodeKind::Array(old), NodeKind::Array(new)) => {
                    self.dependency_names(&name, (was, old), (is, new), pair);
                }
                (NodeKind::Array(_), _) | (_, NodeKind::Array(_)) => {
                    let message = format!("the dependency of `{name}` is of another kind");
                    let at = (Some(was), Some(is));
                    self.tell("dependency-changed", message, at, Effect::Both, pair);
                }
                _ => self.meet_entry(pair, was, is, &format!("<with {name}>")),
            }
        }
    }

    fn dependency_names(
        &mut self,
        name: &str,
        (was, old): (NodeId, &[NodeId]),
        (is, new): (NodeId, &[NodeId]),
        pair: &Pair,
    ) {
        if self.is_equal(was, is) {
            return;
        }
        let old: BTreeSet<Option<&str>> = old.iter().map(|&item| self.old.string(item)).collect();
        let new: BTreeSet<Option<&str>> = new.iter().map(|&item| self.new.string(item)).collect();
        let (kind, words, effect) = if old.contains(&None) || new.contains(&None) {
            (crate::UNCLAIMED, "is no list of names", Effect::Both)
        } else if old == new {
            ("spelling-changed", "lists the same names", Effect::Neutral)
        } else if old.is_subset(&new) {
            (
                "dependency-array-extended",
                "asks for more",
                Effect::Narrows,
            )
        } else if new.is_subset(&old) {
            ("dependency-array-narrowed", "asks for less", Effect::Widens)
        } else {
            ("dependency-array-changed", "asks for others", Effect::Both)
        };
        let message = format!("the dependency of `{name}` {words}");
        self.tell(kind, message, (Some(was), Some(is)), effect, pair);
    }
}
