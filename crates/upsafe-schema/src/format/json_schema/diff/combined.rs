//! `allOf`, `anyOf`, `oneOf`: branches, paired by what they say.

use super::schema::{Which, polarity};
use super::walk::{Effect, Pair, Walk};
use crate::json::NodeId;
use std::collections::{BTreeMap, BTreeSet};

/// The kinds of changes of a list of branches.
struct Kinds {
    keyword: &'static str,
    added: &'static str,
    removed: &'static str,
    branch_added: &'static str,
    branch_removed: &'static str,
    /// What one branch more does.
    more: Effect,
    /// What one branch less does.
    less: Effect,
}

const ALL_OF: Kinds = Kinds {
    keyword: "allOf",
    added: "all-of-added",
    removed: "all-of-removed",
    branch_added: "product-type-extended",
    branch_removed: "product-type-narrowed",
    more: Effect::Narrows,
    less: Effect::Widens,
};

const ANY_OF: Kinds = Kinds {
    keyword: "anyOf",
    added: "any-of-added",
    removed: "any-of-removed",
    branch_added: "sum-type-extended",
    branch_removed: "sum-type-narrowed",
    more: Effect::Widens,
    less: Effect::Narrows,
};

/// One more branch may also make a value belong to two.
const ONE_OF: Kinds = Kinds {
    keyword: "oneOf",
    added: "one-of-added",
    removed: "one-of-removed",
    branch_added: "sum-type-extended",
    branch_removed: "sum-type-narrowed",
    more: Effect::Both,
    less: Effect::Both,
};

impl Walk<'_> {
    pub(super) fn all_of(&mut self, pair: &Pair) {
        self.combined(&ALL_OF, pair);
    }

    pub(super) fn any_of(&mut self, pair: &Pair) {
        self.combined(&ANY_OF, pair);
    }

    pub(super) fn one_of(&mut self, pair: &Pair) {
        self.combined(&ONE_OF, pair);
    }

    fn combined(&mut self, kinds: &Kinds, pair: &Pair) {
        let keyword = kinds.keyword;
        let at = self.both(pair, keyword);
        let (old, new) = match at {
            (None, None) => return,
            (None, Some(_)) => {
                let message = format!("`{keyword}` was added");
                return self.tell(kinds.added, message, at, Effect::Narrows, pair);
            }
            (Some(_), None) => {
                let message = format!("`{keyword}` was removed");
                return self.tell(kinds.removed, message, at, Effect::Widens, pair);
            }
            (Some(old), Some(new)) => (self.old.array(old), self.new.array(new)),
        };
        let (Some(old), Some(new)) = (old, new) else {
            return;
        };
        let pairs = self.pairing(pair, old, new);
        let is_plain = keyword != "oneOf" || (old.len() <= 1 && new.len() <= 1);
        let mut lists = (BTreeSet::new(), BTreeSet::new());
        for &(from, to) in &pairs {
            lists.0.insert(from);
            lists.1.insert(to);
            let was = self.old.part(pair.old, old[from]);
            let is = self.new.part(pair.new, new[to]);
            let step = format!("<{keyword} {to}>");
            self.meet(pair, was, is, polarity(is_plain), &step);
        }
        for (index, &was) in old.iter().enumerate() {
            if !lists.0.contains(&index) {
                let message = format!("branch {index} of `{keyword}` was removed");
                let at = (Some(was), at.1);
                self.tell(kinds.branch_removed, message, at, kinds.less, pair);
            }
        }
        for (index, &is) in new.iter().enumerate() {
            if !lists.1.contains(&index) {
                let message = format!("branch {index} of `{keyword}` was added");
                let at = (at.0, Some(is));
                self.tell(kinds.branch_added, message, at, kinds.more, pair);
            }
        }
        if pairs.windows(2).any(|two| two[0].1 > two[1].1) {
            let message = format!("branches of `{keyword}` stand in another order");
            self.tell("branches-reordered", message, at, Effect::Neutral, pair);
        }
    }

    /// Which branch of the old list is which of the new, in the order of the old: equal ones
    /// first, then those that name the same thing, then the others as they stand.
    fn pairing(&self, pair: &Pair, old: &[NodeId], new: &[NodeId]) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        let mut left: (Vec<usize>, Vec<usize>) =
            ((0..old.len()).collect(), (0..new.len()).collect());
        let number = |which: Which, node: NodeId| {
            let number = self.side(which).number_of(node)?;
            Some(vec![number])
        };
        join(&mut pairs, &mut left, (old, new), number);
        let signature = |which: Which, node: NodeId| {
            let side = self.side(which);
            let at = match which {
                Which::Old => pair.old,
                Which::New => pair.new,
            };
            let at = side.part(at, node);
            let named = ["$ref", "title", "$id"];
            let names = named.iter().filter_map(|name| side.member(at, name));
            names
                .map(|node| side.number_of(node))
                .next()?
                .map(|number| vec![number])
        };
        join(&mut pairs, &mut left, (old, new), signature);
        let kind = |which: Which, node: NodeId| {
            let side = self.side(which);
            let members = side.object(node)?;
            members
                .get("type")
                .and_then(|node| side.number_of(node))
                .map(|number| vec![number])
        };
        join(&mut pairs, &mut left, (old, new), kind);
        pairs.extend(left.0.into_iter().zip(left.1));
        pairs.sort_unstable();
        pairs
    }
}

/// Pairs what has the same key, in order, and takes it from the lists of what is left.
fn join(
    pairs: &mut Vec<(usize, usize)>,
    left: &mut (Vec<usize>, Vec<usize>),
    nodes: (&[NodeId], &[NodeId]),
    key: impl Fn(Which, NodeId) -> Option<Vec<u32>>,
) {
    let mut known: BTreeMap<Vec<u32>, Vec<usize>> = BTreeMap::new();
    for &index in left.1.iter().rev() {
        if let Some(key) = key(Which::New, nodes.1[index]) {
            known.entry(key).or_default().push(index);
        }
    }
    let mut taken = BTreeSet::new();
    left.0.retain(|&index| {
        let found = key(Which::Old, nodes.0[index])
            .and_then(|key| known.get_mut(&key))
            .and_then(Vec::pop);
        if let Some(other) = found {
            pairs.push((index, other));
            taken.insert(other);
        }
        found.is_none()
    });
    left.1.retain(|index| !taken.contains(index));
}
