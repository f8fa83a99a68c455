//! Which branches of a reader's union a value may go to.

use super::super::rules::{Branches, Names, Rules};
use super::super::schema::{Kind, Schema, TypeId, Union};

/// The branches of one union by everything they can be found by.
#[derive(Debug, Default)]
pub(super) struct BranchIndex<'s> {
    /// The words of types without a name, and the first branch of each.
    words: Vec<(&'static str, usize)>,
    /// Words, full names and aliases of named types, in order.
    exact: Vec<(&'static str, &'s str, usize)>,
    /// Words and short names of named types, in order.
    short: Vec<(&'static str, &'s str, usize)>,
}

impl<'s> BranchIndex<'s> {
    pub(super) fn new(schema: &'s Schema, union: &Union) -> BranchIndex<'s> {
        let mut index = BranchIndex::default();
        for (at, branch) in union.branches.iter().enumerate() {
            let kind = &schema.kind(branch.id).kind;
            let word = kind.word();
            let Some(name) = kind.name() else {
                if index.word(word).is_none() {
                    index.words.push((word, at));
                }
                continue;
            };
            for known in kind.aliases().iter().chain([name]) {
                index.exact.push((word, known.full(), at));
            }
            index.short.push((word, name.short(), at));
        }
        index.exact.sort_unstable();
        index.exact.dedup();
        index.short.sort_unstable();
        index
    }

    fn word(&self, word: &str) -> Option<usize> {
        // There are fewer words than a hash takes time for.
        let found = self.words.iter().find(|(known, _)| *known == word);
        found.map(|&(_, at)| at)
    }

    /// The branches for a value of a type that is no union, the best first; empty: it fits none.
    pub(super) fn candidates(&self, writer: &Schema, w: TypeId, rules: Rules) -> Vec<usize> {
        let kind = &writer.kind(w).kind;
        let Some(name) = kind.name() else {
            // Every promotion is possible for every value: the first in the union is taken.
            let promoted = || {
                let words = promotions(kind).iter();
                words.filter_map(|word| self.word(word)).min()
            };
            let same = self.word(kind.word());
            return same.or_else(promoted).into_iter().collect();
        };
        let mut found = named(&self.exact, kind.word(), name.full());
        if found.is_empty() && rules.names == Names::Unqualified {
            found = named(&self.short, kind.word(), name.short());
        }
        if rules.branches == Branches::First {
            found.truncate(1);
        }
        found
    }
}

/// The branches under a name, in their order.
fn named(index: &[(&'static str, &str, usize)], word: &str, name: &str) -> Vec<usize> {
    let from = index.partition_point(|&(known, its, _)| (known, its) < (word, name));
    let under = index[from..].iter();
    let under = under.take_while(|&&(known, its, _)| (known, its) == (word, name));
    under.map(|&(_, _, at)| at).collect()
}

/// The kinds that a kind is promoted to.
pub(in super::super) fn promotions(kind: &Kind) -> &'static [&'static str] {
    match kind {
        Kind::Int => &["long", "float", "double"],
        Kind::Long => &["float", "double"],
        Kind::Float => &["double"],
        Kind::String => &["bytes"],
        Kind::Bytes => &["string"],
        _ => &[],
    }
}
