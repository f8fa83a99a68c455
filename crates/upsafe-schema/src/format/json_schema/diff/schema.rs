//! One pair of subschemas: which keywords are compared, and by whom.

use super::super::dialect::Dialect;
use super::side::At;
use super::walk::{Effect, Pair, Polarity, Walk};
use crate::json::{NodeId, NodeKind};
use std::collections::BTreeSet;

/// Who compares a group of keywords.
type Handler<'a> = fn(&mut Walk<'a>, &Pair);

/// The keywords that are compared together, in the order in which changes are told.
const fn groups<'a>() -> [(&'static [&'static str], Handler<'a>); 21] {
    [
        (&["$schema"], Walk::dialects),
        (&["type"], Walk::types),
        (&["enum"], Walk::enums),
        (&["const"], Walk::constants),
        (&["properties"], Walk::properties),
        (&["required"], Walk::required),
        (&["patternProperties"], Walk::pattern_properties),
        (&["additionalProperties"], Walk::additional_properties),
        (&["dependencies"], Walk::dependencies),
        (&["dependentRequired"], Walk::dependent_required),
        (&["dependentSchemas"], Walk::dependent_schemas),
        (&["items", "prefixItems", "additionalItems"], Walk::items),
        (&["uniqueItems"], Walk::unique_items),
        (&["pattern"], Walk::patterns),
        (&["format"], Walk::formats),
        (&["multipleOf"], Walk::multiples),
        (&["allOf"], Walk::all_of),
        (&["anyOf"], Walk::any_of),
        (&["oneOf"], Walk::one_of),
        (&["$defs", "definitions"], Walk::definitions),
        (&["$dynamicRef", "$recursiveRef"], Walk::dynamic_references),
    ]
}

impl<'a> Walk<'a> {
    /// Compares one pair of subschemas.
    pub(super) fn compare(&mut self, pair: &Pair) {
        let (old, new) = (pair.old.node, pair.new.node);
        match (self.old.kind(old), self.new.kind(new)) {
            (NodeKind::Object(_), NodeKind::Object(_)) => {
                if !self.references(pair) {
                    self.keywords(pair);
                }
            }
            (NodeKind::Bool(_) | NodeKind::Object(_), NodeKind::Bool(_) | NodeKind::Object(_)) => {
                self.booleans(pair);
            }
            _ if self.is_equal(old, new) => {}
            _ => {
                let message = "expected a schema on both sides".to_owned();
                let at = (Some(old), Some(new));
                self.tell(crate::UNCLAIMED, message, at, Effect::Both, pair);
            }
        }
    }

    /// `true` and `false` against each other or against an object.
    fn booleans(&mut self, pair: &Pair) {
        let (old, new) = (pair.old, pair.new);
        if self.is_equal(old.node, new.node) {
            return;
        }
        let (shown_old, shown_new) = (self.old.show(old.node), self.new.show(new.node));
        let (is_all, is_none) = (
            self.is_true(Which::Old, old),
            self.is_false(Which::Old, old),
        );
        let (all_now, none_now) = (
            self.is_true(Which::New, new),
            self.is_false(Which::New, new),
        );
        let (kind, effect) = if is_all && all_now || is_none && none_now {
            ("spelling-changed", Effect::Neutral)
        } else if is_all || none_now {
            ("schema-narrowed", Effect::Narrows)
        } else if is_none || all_now {
            ("schema-extended", Effect::Widens)
        } else {
            ("schema-changed", Effect::Both)
        };
        let message = format!("the schema changed from {shown_old} to {shown_new}");
        let at = (Some(old.node), Some(new.node));
        self.tell(kind, message, at, effect, pair);
    }

    /// Every keyword of two objects.
    pub(super) fn keywords(&mut self, pair: &Pair) {
        let mut names: BTreeSet<&str> = BTreeSet::new();
        let sides = [
            self.old.object(pair.old.node),
            self.new.object(pair.new.node),
        ];
        for members in sides.into_iter().flatten() {
            names.extend(members.keys());
        }
        let dialects = (self.old.dialect(pair.old), self.new.dialect(pair.new));
        let is_read = |name: &str| is_read(dialects, name);
        let has = |name: &str| names.iter().any(|known| *known == name);
        for (group, handler) in groups::<'a>() {
            let is_definitions = group[0] == "$defs";
            if (is_definitions && pair.is_inlined) || !group.iter().any(|name| has(name)) {
                continue;
            }
            if !is_definitions && !group.iter().any(|name| has(name) && is_read(name)) {
                group.iter().for_each(|name| self.ignored(name, pair));
                continue;
            }
            let before = self.n_told;
            handler(self, pair);
            let differs = group.iter().find(|name| !self.is_same_member(pair, name));
            if let Some(name) = differs
                && self.n_told == before
            {
                self.tell_unclaimed(name, pair);
            }
        }
        for name in names {
            let is_grouped = groups::<'a>()
                .iter()
                .any(|(group, _)| group.contains(&name));
            if is_grouped || name == "$ref" {
                continue;
            }
            let before = self.n_told;
            if is_read(name) {
                self.single(name, pair);
            } else {
                self.ignored(name, pair);
            }
            if self.n_told == before && !self.is_same_member(pair, name) {
                self.tell_unclaimed(name, pair);
            }
        }
    }

    /// A keyword that is compared by itself.
    fn single(&mut self, name: &str, pair: &Pair) {
        if !(self.bound(name, pair) || self.slot_of(name, pair)) {
            self.annotation(name, pair);
        }
    }

    /// A keyword that nobody reads: the draft does not know it, or `$ref` hides it.
    pub(super) fn ignored(&mut self, name: &str, pair: &Pair) {
        if self.is_same_member(pair, name) {
            return;
        }
        let message = format!("`{name}`, which says nothing here, changed");
        let at = self.both(pair, name);
        self.tell(
            "ignored-keyword-changed",
            message,
            at,
            Effect::Annotation,
            pair,
        );
    }

    fn dialects(&mut self, pair: &Pair) {
        if self.is_same_member(pair, "$schema") {
            return;
        }
        let (old, new) = (self.old.dialect(pair.old), self.new.dialect(pair.new));
        let text = |node: Option<NodeId>, is_old: bool| {
            let side = if is_old { &self.old } else { &self.new };
            node.and_then(|node| side.string(node))
        };
        let at = self.both(pair, "$schema");
        let known = |text: Option<&str>| text.is_none_or(|uri| Dialect::from_uri(uri).is_some());
        let is_same = old == new && known(text(at.0, true)) && known(text(at.1, false));
        let effect = if is_same {
            Effect::Annotation
        } else {
            Effect::Both
        };
        let message = format!(
            "`$schema` changed; the schema was read as {} and is read as {}",
            old.name(),
            new.name()
        );
        self.tell("dialect-changed", message, at, effect, pair);
    }

    /// Whether a schema takes every value, as far as can be seen.
    pub(super) fn is_true(&self, which: Which, at: At) -> bool {
        let side = self.side(which);
        match side.kind(at.node) {
            NodeKind::Bool(value) => value,
            NodeKind::Object(members) => members.keys().all(super::kinds::says_nothing),
            _ => false,
        }
    }

    /// Whether a schema takes no value, as far as can be seen.
    pub(super) fn is_false(&self, which: Which, at: At) -> bool {
        self.side(which).kind(at.node).is_false()
    }

    pub(super) fn side(&self, which: Which) -> &super::side::Side<'_> {
        match which {
            Which::Old => &self.old,
            Which::New => &self.new,
        }
    }
}

/// A side of the comparison.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Which {
    Old,
    New,
}

/// Whether a keyword says something in either draft.
fn is_read(dialects: (Dialect, Dialect), name: &str) -> bool {
    dialects.0.knows(name) || dialects.1.knows(name)
}

/// The polarity of a part whose values may count either way.
pub(super) const fn polarity(is_plain: bool) -> Polarity {
    if is_plain {
        Polarity::Same
    } else {
        Polarity::Either
    }
}
