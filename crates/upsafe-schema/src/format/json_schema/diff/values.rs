//! Keywords that list or describe values: `type`, `enum`, `const`, `pattern` and their like.

use super::schema::Which;
use super::walk::{Effect, Pair, Walk};
use crate::json::{NodeId, NodeKind};
use std::collections::BTreeSet;
use std::sync::Arc;

type Both = (Option<NodeId>, Option<NodeId>);

/// The kinds of a keyword that is there or not.
struct Kinds {
    added: &'static str,
    removed: &'static str,
    changed: &'static str,
}

impl Walk<'_> {
    /// Tells that a keyword came or went; whether it did.
    fn came_or_went(&mut self, name: &str, kinds: &Kinds, pair: &Pair) -> bool {
        let at = self.both(pair, name);
        let shown = self.shown(at);
        match at {
            (None, Some(_)) => {
                let message = format!("`{name}` {} was added", shown.1);
                self.tell(kinds.added, message, at, Effect::Narrows, pair);
                true
            }
            (Some(_), None) => {
                let message = format!("`{name}` {} was removed", shown.0);
                self.tell(kinds.removed, message, at, Effect::Widens, pair);
                true
            }
            _ => false,
        }
    }

    fn tell_changed(&mut self, kind: &'static str, name: &str, effect: Effect, pair: &Pair) {
        let at = self.both(pair, name);
        let shown = self.shown(at);
        let message = format!("`{name}` changed from {} to {}", shown.0, shown.1);
        self.tell(kind, message, at, effect, pair);
    }

    pub(super) fn types(&mut self, pair: &Pair) {
        let kinds = Kinds {
            added: "type-added",
            removed: "type-removed",
            changed: "type-changed",
        };
        if self.came_or_went("type", &kinds, pair) || self.is_same_member(pair, "type") {
            return;
        }
        let (Some(old), Some(new)) = self.both(pair, "type") else {
            return;
        };
        let (Some(old), Some(new)) = (
            self.type_names(Which::Old, old),
            self.type_names(Which::New, new),
        ) else {
            return;
        };
        // An integer is a number.
        let covers = |wide: &BTreeSet<Arc<str>>, narrow: &BTreeSet<Arc<str>>| {
            narrow.iter().all(|name| {
                wide.contains(name) || (&**name == "integer" && wide.contains("number"))
            })
        };
        let (kind, effect) = match (covers(&new, &old), covers(&old, &new)) {
            (true, true) => ("spelling-changed", Effect::Neutral),
            (true, false) => ("type-extended", Effect::Widens),
            (false, true) => ("type-narrowed", Effect::Narrows),
            (false, false) => (kinds.changed, Effect::Both),
        };
        self.tell_changed(kind, "type", effect, pair);
    }

    fn type_names(&self, which: Which, node: NodeId) -> Option<BTreeSet<Arc<str>>> {
        let side = self.side(which);
        let nodes = match side.kind(node) {
            NodeKind::Array(items) => items,
            _ => &[node],
        };
        nodes
            .iter()
            .map(|&node| side.string(node).map(Arc::from))
            .collect()
    }

    pub(super) fn enums(&mut self, pair: &Pair) {
        let kinds = Kinds {
            added: "enum-added",
            removed: "enum-removed",
            changed: "enum-reordered",
        };
        if self.came_or_went("enum", &kinds, pair) {
            return;
        }
        let (Some(old), Some(new)) = self.both(pair, "enum") else {
            return;
        };
        let (Some(old), Some(new)) = (self.old.array(old), self.new.array(new)) else {
            return;
        };
        let numbers = |which: Which, items: &[NodeId]| -> BTreeSet<Option<u32>> {
            let side = self.side(which);
            items.iter().map(|&item| side.number_of(item)).collect()
        };
        let (known, now) = (numbers(Which::Old, old), numbers(Which::New, new));
        let before = self.n_told;
        for &item in old {
            if !now.contains(&self.old.number_of(item)) {
                let message = format!("the value {} was removed", self.old.show(item));
                let at = (Some(item), self.both(pair, "enum").1);
                self.tell("enum-value-removed", message, at, Effect::Narrows, pair);
            }
        }
        for &item in new {
            if !known.contains(&self.new.number_of(item)) {
                let message = format!("the value {} was added", self.new.show(item));
                let at = (self.both(pair, "enum").0, Some(item));
                self.tell("enum-value-added", message, at, Effect::Widens, pair);
            }
        }
        if self.n_told == before && !self.is_same_member(pair, "enum") {
            self.tell_changed(kinds.changed, "enum", Effect::Neutral, pair);
        }
    }

    pub(super) fn constants(&mut self, pair: &Pair) {
        let kinds = Kinds {
            added: "const-added",
            removed: "const-removed",
            changed: "const-changed",
        };
        self.whole("const", &kinds, Effect::Both, pair);
    }

    pub(super) fn patterns(&mut self, pair: &Pair) {
        let kinds = Kinds {
            added: "pattern-added",
            removed: "pattern-removed",
            changed: "pattern-changed",
        };
        self.whole("pattern", &kinds, Effect::Both, pair);
    }

    pub(super) fn formats(&mut self, pair: &Pair) {
        let kinds = Kinds {
            added: "format-added",
            removed: "format-removed",
            changed: "format-changed",
        };
        self.whole("format", &kinds, Effect::Both, pair);
    }

    /// A keyword whose values are equal or not.
    fn whole(&mut self, name: &str, kinds: &Kinds, effect: Effect, pair: &Pair) {
        if !self.came_or_went(name, kinds, pair) && !self.is_same_member(pair, name) {
            self.tell_changed(kinds.changed, name, effect, pair);
        }
    }

    pub(super) fn multiples(&mut self, pair: &Pair) {
        let kinds = Kinds {
            added: "multiple-of-added",
            removed: "multiple-of-removed",
            changed: "multiple-of-changed",
        };
        if self.came_or_went("multipleOf", &kinds, pair) || self.is_same_member(pair, "multipleOf")
        {
            return;
        }
        let (Some(old), Some(new)) = self.both(pair, "multipleOf") else {
            return;
        };
        let (NodeKind::Number(old), NodeKind::Number(new)) =
            (self.old.kind(old), self.new.kind(new))
        else {
            return;
        };
        let (kind, effect) = if new.is_multiple_of(old) {
            ("multiple-of-expanded", Effect::Narrows)
        } else if old.is_multiple_of(new) {
            ("multiple-of-reduced", Effect::Widens)
        } else {
            (kinds.changed, Effect::Both)
        };
        self.tell_changed(kind, "multipleOf", effect, pair);
    }

    pub(super) fn unique_items(&mut self, pair: &Pair) {
        let at: Both = self.both(pair, "uniqueItems");
        let old = at.0.map(|node| self.old.kind(node));
        let new = at.1.map(|node| self.new.kind(node));
        let asks = |kind: Option<NodeKind<'_>>| match kind {
            None => Some(false),
            Some(NodeKind::Bool(value)) => Some(value),
            Some(_) => None,
        };
        let (Some(old), Some(new)) = (asks(old), asks(new)) else {
            return;
        };
        if self.is_same_member(pair, "uniqueItems") {
            return;
        }
        let (kind, effect, message) = match (old, new) {
            (false, true) => (
                "unique-items-added",
                Effect::Narrows,
                "items must be unique now",
            ),
            (true, false) => (
                "unique-items-removed",
                Effect::Widens,
                "items need not be unique any more",
            ),
            _ => (
                "spelling-changed",
                Effect::Neutral,
                "`uniqueItems` is written in another way",
            ),
        };
        self.tell(kind, message.to_owned(), at, effect, pair);
    }
}
