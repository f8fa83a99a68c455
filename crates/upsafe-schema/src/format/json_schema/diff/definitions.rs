//! `$defs` and `definitions`: which came, went or moved. They say nothing by themselves.

use super::schema::Which;
use super::side::At;
use super::walk::{Effect, Pair, Walk};
use crate::json::NodeId;
use std::collections::BTreeMap;
use std::sync::Arc;

const KEYWORDS: [&str; 2] = ["$defs", "definitions"];

/// The definitions of a side, by keyword and name.
type Found = BTreeMap<(&'static str, Arc<str>), NodeId>;

impl Walk<'_> {
    pub(super) fn definitions(&mut self, pair: &Pair) {
        let mut old = self.found(Which::Old, pair.old);
        let mut new = self.found(Which::New, pair.new);
        let is_read = KEYWORDS.iter().all(|name| {
            let (was, is) = self.both(pair, name);
            let is_map = |side: &super::side::Side<'_>, node: Option<NodeId>| {
                node.is_none_or(|node| side.object(node).is_some())
            };
            is_map(&self.old, was) && is_map(&self.new, is)
        });
        let n_parts = (old.len(), new.len());
        let keys: Vec<_> = old
            .keys()
            .filter(|key| new.contains_key(*key))
            .cloned()
            .collect();
        for key in keys {
            if let (Some(was), Some(is)) = (old.remove(&key), new.remove(&key)) {
                self.meet_later(pair, was, is);
            }
        }
        // Under the other keyword, then under another name.
        self.moved(&mut old, &mut new, pair, |_, one, other| one.0 == other.0);
        self.moved(&mut old, &mut new, pair, |walk, one, other| {
            walk.is_equal(one.1, other.1)
        });
        for ((keyword, name), was) in old {
            let message = format!("definition `{name}` was removed from `{keyword}`");
            let at = (Some(was), self.both(pair, keyword).1);
            self.tell("definition-removed", message, at, Effect::Neutral, pair);
        }
        for ((keyword, name), is) in new {
            let message = format!("definition `{name}` was added to `{keyword}`");
            let at = (self.both(pair, keyword).0, Some(is));
            self.tell("definition-added", message, at, Effect::Neutral, pair);
        }
        for keyword in KEYWORDS {
            let (was, is) = self.both(pair, keyword);
            let is_empty = n_parts == (0, 0) || was.is_some() != is.is_some();
            if is_read && is_empty && !self.is_same_member(pair, keyword) {
                let message = format!("`{keyword}` came or went");
                self.tell(
                    "spelling-changed",
                    message,
                    (was, is),
                    Effect::Neutral,
                    pair,
                );
            }
        }
    }

    fn found(&self, which: Which, at: At) -> Found {
        let side = self.side(which);
        let mut found = Found::new();
        for keyword in KEYWORDS {
            let members = side.member(at, keyword).and_then(|node| side.object(node));
            for (name, node) in members.into_iter().flatten() {
                found.insert((keyword, Arc::from(name)), node);
            }
        }
        found
    }

    /// Takes out the definitions that stand elsewhere now.
    fn moved(
        &mut self,
        old: &mut Found,
        new: &mut Found,
        pair: &Pair,
        is_same: impl Fn(&Self, &(Arc<str>, NodeId), &(Arc<str>, NodeId)) -> bool,
    ) {
        for ((keyword, name), was) in old.clone() {
            let own = (name.clone(), was);
            let found = new
                .iter()
                .find(|((_, other), is)| is_same(self, &own, &(other.clone(), **is)))
                .map(|(key, &is)| (key.clone(), is));
            let Some((key, is)) = found else {
                continue;
            };
            let message = format!(
                "definition `{name}` of `{keyword}` is `{}` of `{}` now",
                key.1, key.0
            );
            let at = (Some(was), Some(is));
            self.tell("definition-moved", message, at, Effect::Neutral, pair);
            self.meet_later(pair, was, is);
            new.remove(&key);
            old.remove(&(keyword, name));
        }
    }
}
