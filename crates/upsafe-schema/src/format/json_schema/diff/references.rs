//! `$ref` and its relatives: what they name on both sides is compared.

use super::kinds::says_nothing;
use super::schema::Which;
use super::side::{At, Target};
use super::walk::{Effect, Pair, Polarity, Walk};

impl Walk<'_> {
    /// Compares references; whether nothing else of the pair is to be compared.
    pub(super) fn references(&mut self, pair: &Pair) -> bool {
        let at = self.both(pair, "$ref");
        let old = at.0.map(|_| self.target(Which::Old, pair.old, "$ref"));
        let new = at.1.map(|_| self.target(Which::New, pair.new, "$ref"));
        match (old, new) {
            (None, None) => false,
            (Some(old), Some(new)) => {
                let is_same = self.is_same_member(pair, "$ref");
                if !is_same {
                    let effect = match (old, new) {
                        (Target::Here(_), Target::Here(_)) => Effect::Neutral,
                        _ => Effect::Both,
                    };
                    let message = "`$ref` names another schema".to_owned();
                    self.tell("reference-changed", message, at, effect, pair);
                }
                if let (Target::Here(old), Target::Here(new)) = (old, new) {
                    self.meet(pair, old, new, Polarity::Same, "");
                }
                if self.stands_alone(Which::Old, pair.old)
                    && self.stands_alone(Which::New, pair.new)
                {
                    self.siblings(pair);
                    return true;
                }
                false
            }
            (Some(target), None) => self.one_sided(pair, Which::Old, target),
            (None, Some(target)) => self.one_sided(pair, Which::New, target),
        }
    }

    /// A reference on one side only.
    fn one_sided(&mut self, pair: &Pair, which: Which, target: Target) -> bool {
        let own = if which == Which::Old {
            pair.old
        } else {
            pair.new
        };
        let at = self.both(pair, "$ref");
        let (kind, verb, alone) = match which {
            Which::Old => ("reference-removed", "removed", Effect::Widens),
            Which::New => ("reference-added", "added", Effect::Narrows),
        };
        let message = format!("`$ref` was {verb}");
        let is_pure = self.stands_alone(which, own) || self.is_pure(which, own);
        match target {
            Target::Here(target) if is_pure => {
                self.tell(kind, message, at, Effect::Neutral, pair);
                self.siblings(pair);
                let (old, new) = match which {
                    Which::Old => (target, pair.new),
                    Which::New => (pair.old, target),
                };
                self.meet_inlined(pair, old, new);
                true
            }
            Target::Here(_) => {
                self.tell(kind, message, at, alone, pair);
                false
            }
            Target::Metaschema | Target::Nowhere => {
                self.tell(kind, message, at, Effect::Both, pair);
                false
            }
        }
    }

    /// Definitions beside a reference are compared; other members say nothing there.
    fn siblings(&mut self, pair: &Pair) {
        let sides = [
            (Which::Old, pair.old, self.old.object(pair.old.node)),
            (Which::New, pair.new, self.new.object(pair.new.node)),
        ];
        let mut names = std::collections::BTreeSet::new();
        for (which, at, members) in sides {
            // On the side without the reference every member is compared with its target.
            if self.side(which).member(at, "$ref").is_some() {
                names.extend(members.into_iter().flat_map(|members| members.keys()));
            }
        }
        for name in names {
            if !matches!(name, "$ref" | "$defs" | "definitions") {
                self.ignored(name, pair);
            }
        }
        if !pair.is_inlined {
            self.definitions(pair);
        }
    }

    /// Whether the draft hides what stands beside a reference.
    fn stands_alone(&self, which: Which, at: At) -> bool {
        let side = self.side(which);
        side.member(at, "$ref").is_some() && side.dialect(at).ref_stands_alone()
    }

    /// Whether a reference has no siblings that say something about values.
    fn is_pure(&self, which: Which, at: At) -> bool {
        let members = self.side(which).object(at.node);
        members.is_some_and(|members| {
            members
                .keys()
                .all(|name| name == "$ref" || says_nothing(name))
        })
    }

    fn target(&mut self, which: Which, at: At, keyword: &str) -> Target {
        let side = match which {
            Which::Old => &mut self.old,
            Which::New => &mut self.new,
        };
        let text = side.member(at, keyword).and_then(|node| side.string(node));
        text.map_or(Target::Nowhere, |text| side.resolve(at, text))
    }

    /// `$dynamicRef` and `$recursiveRef`: what they name without looking at the path.
    pub(super) fn dynamic_references(&mut self, pair: &Pair) {
        for name in ["$dynamicRef", "$recursiveRef"] {
            let at = self.both(pair, name);
            if !self.is_same_member(pair, name) {
                let message = format!("`{name}` changed");
                self.tell("dynamic-reference-changed", message, at, Effect::Both, pair);
            }
            if at.0.is_none() || at.1.is_none() {
                continue;
            }
            let old = self.target(Which::Old, pair.old, name);
            let new = self.target(Which::New, pair.new, name);
            if let (Target::Here(old), Target::Here(new)) = (old, new) {
                self.meet(pair, old, new, Polarity::Same, "");
            }
        }
    }
}
