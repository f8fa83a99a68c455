//! `properties` and `required`: what comes and goes, by the content model around it.

use super::schema::Which;
use super::side::At;
use super::walk::{Effect, Pair, Polarity, Walk};
use crate::json::{Members, NodeId, NodeKind};
use std::collections::BTreeSet;

/// What a schema says about a member that it does not name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Model {
    /// Anything goes.
    Open,
    /// There must be none.
    Closed,
    /// A pattern finds the name, and its schema counts on both sides.
    Pattern,
    /// `additionalProperties` has a schema for it, or it cannot be told.
    Partial,
}

impl Walk<'_> {
    pub(super) fn properties(&mut self, pair: &Pair) {
        let at = self.both(pair, "properties");
        let empty = Members::default();
        let old = at.0.map_or(Some(empty), |node| self.old.object(node));
        let new = at.1.map_or(Some(empty), |node| self.new.object(node));
        let (Some(old), Some(new)) = (old, new) else {
            return;
        };
        let names: BTreeSet<&str> = old.keys().chain(new.keys()).collect();
        let before = self.n_told;
        for name in names {
            match (old.get(name), new.get(name)) {
                (Some(was), Some(is)) => {
                    let (was, is) = (self.old.part(pair.old, was), self.new.part(pair.new, is));
                    self.meet(pair, was, is, Polarity::Same, &step(name));
                }
                (Some(was), None) => self.property_removed(name, was, at.1, pair),
                (None, Some(is)) => self.property_added(name, is, at.0, pair),
                (None, None) => {}
            }
        }
        if self.n_told == before && !self.is_same_member(pair, "properties") {
            let message = "`properties` without members came or went".to_owned();
            self.tell("spelling-changed", message, at, Effect::Neutral, pair);
        }
    }

    fn property_removed(&mut self, name: &str, was: NodeId, to: Option<NodeId>, pair: &Pair) {
        let part = self.old.part(pair.old, was);
        let said_nothing = self.is_true(Which::Old, part);
        let was_forbidden = self.is_false(Which::Old, part);
        let (kind, words, effect) = match self.model(Which::New, pair.new, name) {
            Model::Open if said_nothing => (
                "property-removed-from-open-content-model",
                "takes any member",
                Effect::Neutral,
            ),
            Model::Open => (
                "property-removed-from-open-content-model",
                "takes any member",
                Effect::Widens,
            ),
            Model::Closed if was_forbidden => (
                "property-with-false-removed-from-closed-content-model",
                "takes no other member",
                Effect::Neutral,
            ),
            Model::Closed => (
                "property-removed-from-closed-content-model",
                "takes no other member",
                Effect::Narrows,
            ),
            Model::Pattern => (
                "property-removed-from-partially-open-content-model",
                "has a pattern for it",
                Effect::Widens,
            ),
            Model::Partial => (
                "property-removed-from-partially-open-content-model",
                "has a schema for other members",
                Effect::Both,
            ),
        };
        let message = format!("property `{name}` was removed; the new schema {words}");
        self.tell(kind, message, (Some(was), to), effect, pair);
    }

    fn property_added(&mut self, name: &str, is: NodeId, to: Option<NodeId>, pair: &Pair) {
        let part = self.new.part(pair.new, is);
        let says_nothing = self.is_true(Which::New, part);
        let is_forbidden = self.is_false(Which::New, part);
        let was_required = self.requires(Which::Old, pair.old, name);
        let is_required = self.requires(Which::New, pair.new, name) && !was_required;
        let has_default = self.new.member(part, "default").is_some();
        let model = self.model(Which::Old, pair.old, name);
        let kind = match (model, is_required, has_default) {
            (Model::Open, true, false) => "required-property-added-to-open-content-model",
            (Model::Open, true, true) => {
                "required-property-with-default-added-to-open-content-model"
            }
            (Model::Open, false, _) if says_nothing => {
                "property-with-empty-schema-added-to-open-content-model"
            }
            (Model::Open, false, _) => "optional-property-added-to-open-content-model",
            (_, true, false) => "required-property-added-to-unopen-content-model",
            (_, true, true) => "required-property-with-default-added-to-unopen-content-model",
            (Model::Closed, false, _) => "optional-property-added-to-unopen-content-model",
            (_, false, _) => "property-added-to-partially-open-content-model",
        };
        let (words, effect) = match model {
            Model::Open if says_nothing => ("took any member", Effect::Neutral),
            Model::Open => ("took any member", Effect::Narrows),
            Model::Closed if is_forbidden => ("took no other member", Effect::Neutral),
            Model::Closed => ("took no other member", Effect::Widens),
            Model::Pattern => ("had a pattern for it", Effect::Narrows),
            Model::Partial => ("had a schema for other members", Effect::Both),
        };
        let (article, needed) = if is_required {
            ("required ", Effect::Narrows)
        } else {
            ("", Effect::Neutral)
        };
        let message = format!("{article}property `{name}` was added; the old schema {words}");
        self.tell(kind, message, (to, Some(is)), effect.and(needed), pair);
    }

    /// What the other side says about a member that it does not name.
    fn model(&self, which: Which, at: At, name: &str) -> Model {
        let side = self.side(which);
        let patterns = side.member(at, "patternProperties");
        let patterns = patterns.and_then(|node| side.object(node));
        let mut is_unsure = false;
        for pattern in patterns.into_iter().flat_map(|patterns| patterns.keys()) {
            match side.matches(pattern, name) {
                Some(true) => return Model::Pattern,
                Some(false) => {}
                None => is_unsure = true,
            }
        }
        let rest = side
            .member(at, "additionalProperties")
            .or_else(|| side.member(at, "unevaluatedProperties"));
        match rest.map(|node| side.part(at, node)) {
            _ if is_unsure => Model::Partial,
            None => Model::Open,
            Some(part) if self.is_true(which, part) => Model::Open,
            Some(part) if self.is_false(which, part) => Model::Closed,
            Some(_) => Model::Partial,
        }
    }

    fn requires(&self, which: Which, at: At, name: &str) -> bool {
        let side = self.side(which);
        let list = side
            .member(at, "required")
            .and_then(|node| side.array(node));
        list.is_some_and(|items| {
            items
                .iter()
                .any(|&item| side.string(item).is_some_and(|known| known == name))
        })
    }

    pub(super) fn required(&mut self, pair: &Pair) {
        let at = self.both(pair, "required");
        if self.is_same_member(pair, "required") {
            return;
        }
        let old = at.0.map_or(Some(&[][..]), |node| self.old.array(node));
        let new = at.1.map_or(Some(&[][..]), |node| self.new.array(node));
        let (Some(old), Some(new)) = (old, new) else {
            return;
        };
        let before = self.n_told;
        for &item in old {
            let Some(name) = self.old.string(item) else {
                return self.tell_unclaimed("required", pair);
            };
            if !self.requires(Which::New, pair.new, name) {
                let message = format!("`{name}` is not required any more");
                let at = (Some(item), at.1);
                self.tell(
                    "required-attribute-removed",
                    message,
                    at,
                    Effect::Widens,
                    pair,
                );
            }
        }
        for &item in new {
            let Some(name) = self.new.string(item) else {
                return self.tell_unclaimed("required", pair);
            };
            if self.requires(Which::Old, pair.old, name) {
                continue;
            }
            let (was, is) = (
                self.property(Which::Old, pair.old, name),
                self.property(Which::New, pair.new, name),
            );
            if was.is_none() && is.is_some() {
                // The new property itself is told as required.
                self.n_told += 1;
                continue;
            }
            let has_default = is.is_some_and(|part| self.new.member(part, "default").is_some());
            let kind = if has_default {
                "required-attribute-with-default-added"
            } else {
                "required-attribute-added"
            };
            let message = format!("`{name}` is required now");
            self.tell(kind, message, (at.0, Some(item)), Effect::Narrows, pair);
        }
        if self.n_told == before {
            let message = "`required` lists the same names in another way".to_owned();
            self.tell("spelling-changed", message, at, Effect::Neutral, pair);
        }
    }

    fn property(&self, which: Which, at: At, name: &str) -> Option<At> {
        let side = self.side(which);
        let node = side.member(at, "properties")?;
        match side.kind(node) {
            NodeKind::Object(members) => members.get(name).map(|node| side.part(at, node)),
            _ => None,
        }
    }
}

fn step(name: &str) -> String {
    format!(".{name}")
}
