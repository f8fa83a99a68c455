//! `items`, `prefixItems`, `additionalItems`: a tuple and what comes after it, in every draft.

use super::super::dialect::Dialect;
use super::schema::Which;
use super::side::At;
use super::slots::Rest;
use super::walk::{Effect, Pair, Polarity, Walk};
use crate::json::NodeId;

const ITEMS: Rest = Rest {
    added: "items-added",
    removed: "items-removed",
    extended: "items-extended",
    narrowed: "items-narrowed",
};

const ADDITIONAL: Rest = Rest {
    added: "additional-items-added",
    removed: "additional-items-removed",
    extended: "additional-items-extended",
    narrowed: "additional-items-narrowed",
};

/// What the keywords of a side say together.
struct Layout {
    tuple: Vec<NodeId>,
    tuple_at: Option<NodeId>,
    rest: Option<NodeId>,
    rest_name: &'static str,
}

impl Walk<'_> {
    pub(super) fn items(&mut self, pair: &Pair) {
        let old = self.layout(Which::Old, pair.old);
        let new = self.layout(Which::New, pair.new);
        let (Some(old), Some(new)) = (old, new) else {
            return;
        };
        let before = self.n_told;
        let n_common = old.tuple.len().min(new.tuple.len());
        for (index, (&was, &is)) in old.tuple.iter().zip(&new.tuple).enumerate() {
            let (was, is) = (self.old.part(pair.old, was), self.new.part(pair.new, is));
            self.meet(pair, was, is, Polarity::Same, &format!("[{index}]"));
        }
        for (index, &was) in old.tuple.iter().enumerate().skip(n_common) {
            let part = self.old.part(pair.old, was);
            let said_nothing = self.is_true(Which::Old, part);
            let was_forbidden = self.is_false(Which::Old, part);
            let (kind, words, effect) = match self.rest_of(Which::New, pair.new, &new) {
                Some(true) if said_nothing => (
                    "item-removed-from-open-content-model",
                    "takes any item",
                    Effect::Neutral,
                ),
                Some(true) => (
                    "item-removed-from-open-content-model",
                    "takes any item",
                    Effect::Widens,
                ),
                Some(false) if was_forbidden => (
                    "item-with-false-removed-from-closed-content-model",
                    "takes no other item",
                    Effect::Neutral,
                ),
                Some(false) => (
                    "item-removed-from-closed-content-model",
                    "takes no other item",
                    Effect::Narrows,
                ),
                None => (
                    "item-removed-from-partially-open-content-model",
                    "has a schema for other items",
                    self.unless_equal(Some(was), new.rest),
                ),
            };
            let message = format!("item {index} was removed; the new schema {words}");
            self.tell(kind, message, (Some(was), new.tuple_at), effect, pair);
        }
        for (index, &is) in new.tuple.iter().enumerate().skip(n_common) {
            let part = self.new.part(pair.new, is);
            let (kind, words, effect) = match self.rest_of(Which::Old, pair.old, &old) {
                Some(true) if self.is_true(Which::New, part) => (
                    "item-with-empty-schema-added-to-open-content-model",
                    "took any item",
                    Effect::Neutral,
                ),
                Some(true) => (
                    "item-added-to-open-content-model",
                    "took any item",
                    Effect::Narrows,
                ),
                Some(false) => (
                    "item-added-to-closed-content-model",
                    "took no other item",
                    if self.is_false(Which::New, part) {
                        Effect::Neutral
                    } else {
                        Effect::Widens
                    },
                ),
                None => (
                    "item-added-to-partially-open-content-model",
                    "had a schema for other items",
                    self.unless_equal(old.rest, Some(is)),
                ),
            };
            let message = format!("item {index} was added; the old schema {words}");
            self.tell(kind, message, (old.tuple_at, Some(is)), effect, pair);
        }
        let has_tuple = !(old.tuple.is_empty() && new.tuple.is_empty());
        let kinds = if has_tuple { &ADDITIONAL } else { &ITEMS };
        self.rest(new.rest_name, (old.rest, new.rest), kinds, "[]", pair);
        let group = ["items", "prefixItems", "additionalItems"];
        let differs = group.iter().find(|name| !self.is_same_member(pair, name));
        if let Some(name) = differs
            && self.n_told == before
        {
            let at = self.both(pair, name);
            let message = format!("`{name}` is written in another way");
            self.tell("spelling-changed", message, at, Effect::Neutral, pair);
        }
    }

    fn unless_equal(&self, old: Option<NodeId>, new: Option<NodeId>) -> Effect {
        match (old, new) {
            (Some(old), Some(new)) if self.is_equal(old, new) => Effect::Neutral,
            _ => Effect::Both,
        }
    }

    /// `None` where the keywords do not have the shape that the draft gives them.
    fn layout(&self, which: Which, at: At) -> Option<Layout> {
        let side = self.side(which);
        let items = side.member(at, "items");
        if side.dialect(at) == Dialect::Draft2020 {
            let tuple_at = side.member(at, "prefixItems");
            let tuple = match tuple_at {
                Some(node) => side.array(node)?.to_vec(),
                None => Vec::new(),
            };
            return items
                .is_none_or(|node| side.array(node).is_none())
                .then_some(Layout {
                    tuple,
                    tuple_at,
                    rest: items,
                    rest_name: "items",
                });
        }
        Some(match items.and_then(|node| side.array(node)) {
            Some(tuple) => Layout {
                tuple: tuple.to_vec(),
                tuple_at: items,
                rest: side.member(at, "additionalItems"),
                rest_name: "additionalItems",
            },
            None => Layout {
                tuple: Vec::new(),
                tuple_at: None,
                rest: items,
                rest_name: "items",
            },
        })
    }

    /// Whether items after the tuple are free (`true`) or forbidden (`false`).
    fn rest_of(&self, which: Which, at: At, layout: &Layout) -> Option<bool> {
        let Some(node) = layout.rest else {
            return Some(true);
        };
        let part = self.side(which).part(at, node);
        if self.is_true(which, part) {
            Some(true)
        } else if self.is_false(which, part) {
            Some(false)
        } else {
            None
        }
    }
}
