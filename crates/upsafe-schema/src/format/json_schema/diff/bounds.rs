//! Keywords with a number: limits that go up and down.

use super::walk::{Effect, Pair, Walk};
use crate::decimal::Decimal;
use crate::json::{NodeId, NodeKind};

/// A limit and its kinds of changes.
struct Bound {
    name: &'static str,
    is_upper: bool,
    /// Added, removed, increased, decreased.
    kinds: [&'static str; 4],
}

macro_rules! bound {
    ($name:literal, $upper:literal, $stem:literal) => {
        Bound {
            name: $name,
            is_upper: $upper,
            kinds: [
                concat!($stem, "-added"),
                concat!($stem, "-removed"),
                concat!($stem, "-increased"),
                concat!($stem, "-decreased"),
            ],
        }
    };
}

const BOUNDS: [Bound; 12] = [
    bound!("maxLength", true, "max-length"),
    bound!("minLength", false, "min-length"),
    bound!("maximum", true, "maximum"),
    bound!("minimum", false, "minimum"),
    bound!("exclusiveMaximum", true, "exclusive-maximum"),
    bound!("exclusiveMinimum", false, "exclusive-minimum"),
    bound!("maxItems", true, "max-items"),
    bound!("minItems", false, "min-items"),
    bound!("maxProperties", true, "max-properties"),
    bound!("minProperties", false, "min-properties"),
    bound!("maxContains", true, "max-contains"),
    bound!("minContains", false, "min-contains"),
];

impl Walk<'_> {
    /// Compares a limit; whether the keyword is one.
    pub(super) fn bound(&mut self, name: &str, pair: &Pair) -> bool {
        let Some(bound) = BOUNDS.iter().find(|bound| bound.name == name) else {
            return false;
        };
        if self.is_same_member(pair, name) {
            return true;
        }
        let at = self.both(pair, name);
        let (old, new) = (
            at.0.map(|node| self.old.kind(node)),
            at.1.map(|node| self.new.kind(node)),
        );
        let of = |effect_of_more: Effect| match (bound.is_upper, effect_of_more) {
            (true, effect) => effect,
            (false, Effect::Widens) => Effect::Narrows,
            (false, Effect::Narrows) => Effect::Widens,
            (false, effect) => effect,
        };
        let [added, removed, increased, decreased] = bound.kinds;
        let is_limit = |kind: &Option<NodeKind<'_>>| {
            matches!(kind, None | Some(NodeKind::Number(_) | NodeKind::Bool(_)))
        };
        if !is_limit(&old) || !is_limit(&new) {
            self.tell_unclaimed(name, pair);
            return true;
        }
        let shown = self.shown(at);
        match (old, new) {
            // Without `minContains`, one is asked for: a smaller number asks for less.
            (None, Some(NodeKind::Number(value)))
                if name == "minContains" && *value < Decimal::one() =>
            {
                let message = format!("`{name}` {} was added", shown.1);
                self.tell(added, message, at, Effect::Widens, pair);
            }
            (Some(NodeKind::Number(value)), None)
                if name == "minContains" && *value < Decimal::one() =>
            {
                let message = format!("`{name}` {} was removed", shown.0);
                self.tell(removed, message, at, Effect::Narrows, pair);
            }
            (None, Some(_)) => {
                let message = format!("`{name}` {} was added", shown.1);
                self.tell(added, message, at, Effect::Narrows, pair);
            }
            (Some(_), None) => {
                let message = format!("`{name}` {} was removed", shown.0);
                self.tell(removed, message, at, Effect::Widens, pair);
            }
            (Some(NodeKind::Number(old)), Some(NodeKind::Number(new))) => {
                let message = format!("`{name}` changed from {} to {}", shown.0, shown.1);
                if old < new {
                    self.tell(increased, message, at, of(Effect::Widens), pair);
                } else {
                    self.tell(decreased, message, at, of(Effect::Narrows), pair);
                }
            }
            // Draft 4: whether the limit itself is out.
            (Some(NodeKind::Bool(_)), Some(NodeKind::Bool(is_out))) => {
                let message = format!("`{name}` changed from {} to {}", shown.0, shown.1);
                if is_out {
                    self.tell(added, message, at, Effect::Narrows, pair);
                } else {
                    self.tell(removed, message, at, Effect::Widens, pair);
                }
            }
            _ => {
                let message = format!("`{name}` changed from {} to {}", shown.0, shown.1);
                self.tell(added, message, at, Effect::Both, pair);
            }
        }
        true
    }

    /// Both values as a message shows them.
    pub(super) fn shown(&self, at: (Option<NodeId>, Option<NodeId>)) -> (String, String) {
        (
            at.0.map_or_else(String::new, |node| self.old.show(node)),
            at.1.map_or_else(String::new, |node| self.new.show(node)),
        )
    }
}
