//! Keywords with one subschema.

use super::schema::Which;
use super::walk::{Effect, Pair, Polarity, Walk};
use crate::json::NodeId;

/// A keyword with one subschema: what is told when it comes, goes, and the step into it.
struct Slot {
    name: &'static str,
    added: &'static str,
    removed: &'static str,
    turn: Polarity,
    step: &'static str,
}

const SLOTS: [Slot; 6] = [
    slot(
        "propertyNames",
        "property-names-added",
        "property-names-removed",
        Polarity::Same,
        "<name>",
    ),
    slot(
        "contains",
        "contains-added",
        "contains-removed",
        Polarity::Same,
        "<contains>",
    ),
    slot(
        "not",
        "not-added",
        "not-removed",
        Polarity::Flipped,
        "<not>",
    ),
    slot("if", "if-added", "if-removed", Polarity::Either, "<if>"),
    slot(
        "then",
        "then-added",
        "then-removed",
        Polarity::Same,
        "<then>",
    ),
    slot(
        "else",
        "else-added",
        "else-removed",
        Polarity::Same,
        "<else>",
    ),
];

/// The kinds of changes of what is allowed beyond what is named.
pub(super) struct Rest {
    /// Nothing was allowed, something is.
    pub(super) added: &'static str,
    /// Something was allowed, nothing is.
    pub(super) removed: &'static str,
    /// Everything is allowed now.
    pub(super) extended: &'static str,
    /// Everything was allowed.
    pub(super) narrowed: &'static str,
}

const UNEVALUATED_PROPERTIES: Rest = Rest {
    added: "unevaluated-properties-added",
    removed: "unevaluated-properties-removed",
    extended: "unevaluated-properties-extended",
    narrowed: "unevaluated-properties-narrowed",
};

const UNEVALUATED_ITEMS: Rest = Rest {
    added: "unevaluated-items-added",
    removed: "unevaluated-items-removed",
    extended: "unevaluated-items-extended",
    narrowed: "unevaluated-items-narrowed",
};

const fn slot(
    name: &'static str,
    added: &'static str,
    removed: &'static str,
    turn: Polarity,
    step: &'static str,
) -> Slot {
    Slot {
        name,
        added,
        removed,
        turn,
        step,
    }
}

impl Walk<'_> {
    /// Compares a keyword with one subschema; whether it is one.
    pub(super) fn slot_of(&mut self, name: &str, pair: &Pair) -> bool {
        match name {
            "unevaluatedProperties" => {
                let at = self.both(pair, name);
                self.rest(name, at, &UNEVALUATED_PROPERTIES, "{}", pair);
                return true;
            }
            "unevaluatedItems" => {
                let at = self.both(pair, name);
                self.rest(name, at, &UNEVALUATED_ITEMS, "[]", pair);
                return true;
            }
            _ => {}
        }
        let Some(slot) = SLOTS.iter().find(|slot| slot.name == name) else {
            return false;
        };
        let at = self.both(pair, name);
        let is_counted = self.both(pair, "maxContains") != (None, None);
        let turn = match slot.turn {
            Polarity::Same if name == "contains" && is_counted => Polarity::Either,
            turn => turn,
        };
        match at {
            (Some(old), Some(new)) => {
                let (old, new) = (self.old.part(pair.old, old), self.new.part(pair.new, new));
                self.meet(pair, old, new, turn, slot.step);
            }
            (None, Some(_)) => {
                let message = format!("`{name}` {} was added", self.shown(at).1);
                self.tell(slot.added, message, at, Effect::Narrows, pair);
            }
            (Some(_), None) => {
                let message = format!("`{name}` {} was removed", self.shown(at).0);
                self.tell(slot.removed, message, at, Effect::Widens, pair);
            }
            (None, None) => {}
        }
        true
    }

    /// Compares what is allowed beyond what is named; without the keyword, everything is.
    pub(super) fn rest(
        &mut self,
        name: &str,
        at: (Option<NodeId>, Option<NodeId>),
        kinds: &Rest,
        step: &str,
        pair: &Pair,
    ) {
        let old = at.0.map(|node| self.old.part(pair.old, node));
        let new = at.1.map(|node| self.new.part(pair.new, node));
        let was_all = old.is_none_or(|part| self.is_true(Which::Old, part));
        let is_all = new.is_none_or(|part| self.is_true(Which::New, part));
        let was_none = old.is_some_and(|part| self.is_false(Which::Old, part));
        let is_none = new.is_some_and(|part| self.is_false(Which::New, part));
        if let (Some(old), Some(new)) = (old, new) {
            if self.is_equal(old.node, new.node) || !(was_all || is_all || was_none || is_none) {
                self.meet(pair, old, new, Polarity::Same, step);
                return;
            }
        } else if old.is_none() && new.is_none() {
            return;
        }
        let (kind, effect) = if was_all && is_all {
            ("spelling-changed", Effect::Neutral)
        } else if was_none {
            (kinds.added, Effect::Widens)
        } else if is_none {
            (kinds.removed, Effect::Narrows)
        } else if is_all {
            (kinds.extended, Effect::Widens)
        } else {
            (kinds.narrowed, Effect::Narrows)
        };
        let shown = self.shown(at);
        let text = |shown: String, node: Option<NodeId>| match node {
            Some(_) => shown,
            None => "nothing said".to_owned(),
        };
        let message = format!(
            "`{name}` changed from {} to {}",
            text(shown.0, at.0),
            text(shown.1, at.1)
        );
        self.tell(kind, message, at, effect, pair);
    }
}
