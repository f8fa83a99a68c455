//! Which branches of a reader's union a value may go to.

use super::super::name::Name;
use super::super::rules::{Branches, Names, Rules};
use super::super::schema::{Kind, Schema, Union};

/// The word of a named type, one of its names, and its branch.
type Named<'s> = (&'static str, &'s str, usize);

/// The branches of one union by everything they can be found by.
#[derive(Debug, Default)]
pub(super) struct BranchIndex<'s> {
    /// The words of types without a name, and the first branch of each.
    words: Vec<(&'static str, usize)>,
    /// Words, full names and aliases of named types, in order.
    exact: Vec<Named<'s>>,
    /// Words and short names of named types, in order.
    short: Vec<Named<'s>>,
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

    /// The branches for a value of a type that is no union, the best first; none: it fits none.
    pub(super) fn candidates(&self, kind: &Kind, rules: Rules) -> impl Iterator<Item = usize> {
        let (plain, named) = match kind.name() {
            None => (self.plain(kind), &[][..]),
            Some(name) => (None, self.named(kind.word(), name, rules)),
        };
        let most = match rules.branches {
            Branches::First => 1,
            Branches::FirstReadable => usize::MAX,
        };
        let named = named.iter().map(|&(_, _, at)| at);
        plain.into_iter().chain(named).take(most)
    }

    fn plain(&self, kind: &Kind) -> Option<usize> {
        // Every promotion is possible for every value: the first in the union is taken.
        let promoted = || {
            let words = promotions(kind).iter();
            words.filter_map(|word| self.word(word)).min()
        };
        self.word(kind.word()).or_else(promoted)
    }

    fn named(&self, word: &str, name: &Name, rules: Rules) -> &[Named<'s>] {
        let exact = under(&self.exact, word, name.full());
        if exact.is_empty() && rules.names == Names::Unqualified {
            return under(&self.short, word, name.short());
        }
        exact
    }
}

/// The branches under a name, in their order.
fn under<'i, 's>(index: &'i [Named<'s>], word: &str, name: &str) -> &'i [Named<'s>] {
    let from = index.partition_point(|&(known, its, _)| (known, its) < (word, name));
    let rest = &index[from..];
    &rest[..rest.partition_point(|&(known, its, _)| (known, its) == (word, name))]
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
