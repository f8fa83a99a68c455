//! Which branches of a reader's union a value may go to.

use super::super::rules::{Branches, Names, Rules};
use super::super::schema::{Kind, Schema, TypeId, Union};
use ahash::AHashMap as HashMap;

/// The branches of one union by everything they can be found by.
#[derive(Debug, Default)]
pub(super) struct BranchIndex {
    /// Full names and aliases of named types.
    exact: HashMap<(&'static str, String), Vec<usize>>,
    /// Short names of named types.
    short: HashMap<(&'static str, String), Vec<usize>>,
    /// The words of the other types.
    word: HashMap<&'static str, usize>,
}

impl BranchIndex {
    pub(super) fn new(schema: &Schema, union: &Union) -> BranchIndex {
        let mut index = BranchIndex::default();
        for (at, branch) in union.branches.iter().enumerate() {
            let kind = &schema.kind(branch.id).kind;
            let Some(name) = kind.name() else {
                index.word.entry(kind.word()).or_insert(at);
                continue;
            };
            let word = kind.word();
            for known in kind.aliases().iter().chain([name]) {
                let list = index
                    .exact
                    .entry((word, known.full().to_string()))
                    .or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
            index
                .short
                .entry((word, name.short().to_owned()))
                .or_default()
                .push(at);
        }
        index
    }

    /// The branches for a value of a type that is no union, the best first; empty: it fits none.
    pub(super) fn candidates(&self, writer: &Schema, w: TypeId, rules: Rules) -> Vec<usize> {
        let kind = &writer.kind(w).kind;
        let Some(name) = kind.name() else {
            let same = self.word.get(kind.word());
            // Every promotion is possible for every value: the first in the union is taken.
            let promoted = || {
                promotions(kind)
                    .iter()
                    .filter_map(|word| self.word.get(word))
                    .min()
            };
            return same.or_else(promoted).copied().into_iter().collect();
        };
        let mut found = self.exact.get(&(kind.word(), name.full().to_string()));
        if found.is_none() && rules.names == Names::Unqualified {
            found = self.short.get(&(kind.word(), name.short().to_owned()));
        }
        let mut found = found.cloned().unwrap_or_default();
        if rules.branches == Branches::First {
            found.truncate(1);
        }
        found
    }
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
