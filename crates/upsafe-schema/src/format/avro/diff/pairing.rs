//! Which parts of an old and a new schema are the same part.

use super::super::schema::{Kind, Record, Schema, TypeId, Union};
use ahash::AHashMap as HashMap;
use std::sync::Arc;

/// The parts that are in both, in the order of the new one, and those that are in one only.
#[derive(Debug, Default)]
pub(super) struct Pairing {
    /// Indices: old, new.
    pub(super) both: Vec<(usize, usize)>,
    pub(super) old_only: Vec<usize>,
    pub(super) new_only: Vec<usize>,
}

impl Pairing {
    /// From the old partner of each new part.
    fn new(n_old: usize, partners: Vec<Option<usize>>) -> Pairing {
        let mut pairing = Pairing::default();
        let mut is_used = vec![false; n_old];
        for (new, old) in partners.into_iter().enumerate() {
            match old {
                Some(old) => {
                    is_used[old] = true;
                    pairing.both.push((old, new));
                }
                None => pairing.new_only.push(new),
            }
        }
        pairing.old_only = (0..n_old).filter(|&old| !is_used[old]).collect();
        pairing
    }

    /// The pairs whose order among the pairs is another one.
    pub(super) fn moved(&self) -> impl Iterator<Item = (usize, usize)> {
        let mut old: Vec<usize> = self.both.iter().map(|&(old, _)| old).collect();
        old.sort_unstable();
        self.both
            .iter()
            .zip(old)
            .filter(|((old, _), rank)| old != rank)
            .map(|(&pair, _)| pair)
    }
}

/// Parts with names: by name.
pub(super) fn by_name(
    old: &HashMap<Arc<str>, usize>,
    new: impl Iterator<Item = Arc<str>>,
) -> Pairing {
    Pairing::new(old.len(), new.map(|name| old.get(&name).copied()).collect())
}

/// Fields: by name, then by an alias of the new one, then by an alias of the old one.
pub(super) fn fields(old: &Record, new: &Record) -> Pairing {
    let mut partners: Vec<Option<usize>> = new
        .fields
        .iter()
        .map(|field| old.field(&field.name))
        .collect();
    let mut is_used = vec![false; old.fields.len()];
    for &index in partners.iter().flatten() {
        is_used[index] = true;
    }
    let mut by_old_alias: HashMap<&Arc<str>, usize> = HashMap::new();
    for (at, field) in old.fields.iter().enumerate() {
        for alias in &field.aliases {
            by_old_alias.entry(alias).or_insert(at);
        }
    }
    for (field, partner) in new.fields.iter().zip(&mut partners) {
        if partner.is_some() {
            continue;
        }
        let own = field.aliases.iter().filter_map(|alias| old.field(alias));
        let others = by_old_alias.get(&field.name).copied();
        *partner = own.chain(others).find(|&index| !is_used[index]);
        if let Some(index) = *partner {
            is_used[index] = true;
        }
    }
    Pairing::new(old.fields.len(), partners)
}

/// The name of a branch: the full name of a named type, or the word of the type.
pub(super) fn branch_name(schema: &Schema, id: TypeId) -> Arc<str> {
    let kind = &schema.kind(id).kind;
    kind.name()
        .map_or_else(|| kind.word().into(), |name| name.full().clone())
}

/// By what a type is found.
type Keys<'a> = &'a dyn Fn(&Kind) -> Vec<String>;

/// Branches: by name, then by alias, then by the short name.
pub(super) fn branches(old: (&Schema, &Union), new: (&Schema, &Union)) -> Pairing {
    let index = |schema: &Schema, union: &Union, key: &dyn Fn(&Kind) -> Vec<String>| {
        let mut index: HashMap<String, usize> = HashMap::new();
        for (at, branch) in union.branches.iter().enumerate() {
            for key in key(&schema.kind(branch.id).kind) {
                index.entry(key).or_insert(at);
            }
        }
        index
    };
    let mut partners: Vec<Option<usize>> = vec![None; new.1.branches.len()];
    let mut is_used = vec![false; old.1.branches.len()];
    let keys: [(Keys<'_>, Keys<'_>); 4] = [
        (&full_key, &full_key),
        (&full_key, &alias_keys),
        (&alias_keys, &full_key),
        (&short_key, &short_key),
    ];
    for (old_key, new_key) in keys {
        let known = index(old.0, old.1, old_key);
        for (branch, partner) in new.1.branches.iter().zip(&mut partners) {
            if partner.is_some() {
                continue;
            }
            let keys = new_key(&new.0.kind(branch.id).kind);
            *partner = keys
                .iter()
                .filter_map(|key| known.get(key).copied())
                .find(|&index| !is_used[index]);
            if let Some(index) = *partner {
                is_used[index] = true;
            }
        }
    }
    Pairing::new(old.1.branches.len(), partners)
}

fn full_key(kind: &Kind) -> Vec<String> {
    vec![kind.name().map_or_else(
        || kind.word().to_owned(),
        |name| format!("{} {}", kind.word(), name.full()),
    )]
}

fn alias_keys(kind: &Kind) -> Vec<String> {
    kind.aliases()
        .iter()
        .map(|alias| format!("{} {}", kind.word(), alias.full()))
        .collect()
}

fn short_key(kind: &Kind) -> Vec<String> {
    kind.name()
        .iter()
        .map(|name| format!("{} {}", kind.word(), name.short()))
        .collect()
}
