//! Which parts of an old and a new schema are the same part.

use super::super::schema::{Enum, Kind, Record, Schema, TypeId, TypeRef, Union};
use ahash::AHashMap as HashMap;
use smol_str::SmolStr;

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
        let mut old: Vec<usize> = Vec::new();
        if !self.both.is_sorted_by_key(|&(old, _)| old) {
            old.extend(self.both.iter().map(|&(old, _)| old));
            old.sort_unstable();
        }
        self.both
            .iter()
            .zip(old)
            .filter(|((old, _), rank)| old != rank)
            .map(|(&pair, _)| pair)
    }
}

/// Symbols: by name.
pub(super) fn symbols(old: &Enum, new: &Enum) -> Pairing {
    let partners = new.symbols.iter().enumerate();
    let partners = partners.map(|(at, (symbol, _))| old.symbol_near(symbol, at));
    Pairing::new(old.symbols.len(), partners.collect())
}

/// Fields: by name, then by an alias of the new one, then by an alias of the old one.
pub(super) fn fields(old: &Record, new: &Record) -> Pairing {
    let mut partners: Vec<Option<usize>> = new
        .fields
        .iter()
        .enumerate()
        .map(|(at, field)| old.field_near(&field.name, at))
        .collect();
    let mut is_used = vec![false; old.fields.len()];
    for &index in partners.iter().flatten() {
        is_used[index] = true;
    }
    let mut by_old_alias: HashMap<&SmolStr, usize> = HashMap::new();
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
pub(super) fn branch_name(schema: &Schema, id: TypeId) -> &str {
    let kind = &schema.kind(id).kind;
    kind.name().map_or(kind.word(), |name| name.full())
}

/// What a branch is found by: the word of its type, and a name where it has one.
type Key<'s> = (&'static str, &'s str);

/// The keys of a branch.
type Keys<'s> = fn(&'s Kind) -> Vec<Key<'s>>;

/// Branches: by name, then by alias, then by the short name.
pub(super) fn branches<'s>(old: (&'s Schema, &Union), new: (&'s Schema, &Union)) -> Pairing {
    let (n_old, n_new) = (old.1.branches.len(), new.1.branches.len());
    let kind = |(schema, union): (&'s Schema, &Union), at: usize| {
        let branch: &TypeRef = &union.branches[at];
        &schema.kind(branch.id).kind
    };
    if n_old == n_new && (0..n_old).all(|at| full_key(kind(old, at)) == full_key(kind(new, at))) {
        // Most unions stay as they are, and no branch of a union is like another one.
        return Pairing::new(n_old, (0..n_old).map(Some).collect());
    }
    let mut partners: Vec<Option<usize>> = vec![None; n_new];
    let mut is_used = vec![false; n_old];
    let mut n_left = n_old.min(n_new);
    let keys: [(Keys<'s>, Keys<'s>); 4] = [
        (full_keys, full_keys),
        (full_keys, alias_keys),
        (alias_keys, full_keys),
        (short_keys, short_keys),
    ];
    for (old_keys, new_keys) in keys {
        if n_left == 0 {
            break;
        }
        let known = Known::new(old, old_keys);
        for (branch, partner) in new.1.branches.iter().zip(&mut partners) {
            if partner.is_some() {
                continue;
            }
            let keys = new_keys(&new.0.kind(branch.id).kind).into_iter();
            let mut found = keys.filter_map(|key| known.first(key));
            if let Some(index) = found.find(|&index| !is_used[index]) {
                is_used[index] = true;
                *partner = Some(index);
                n_left -= 1;
            }
        }
    }
    Pairing::new(n_old, partners)
}

/// The branches of a union by their keys, in order.
struct Known<'s>(Vec<(Key<'s>, usize)>);

impl<'s> Known<'s> {
    fn new((schema, union): (&'s Schema, &Union), keys: Keys<'s>) -> Known<'s> {
        let mut known = Vec::with_capacity(union.branches.len());
        for (at, branch) in union.branches.iter().enumerate() {
            let keys = keys(&schema.kind(branch.id).kind).into_iter();
            known.extend(keys.map(|key| (key, at)));
        }
        known.sort_unstable();
        Known(known)
    }

    /// The first branch with a key.
    fn first(&self, key: Key<'_>) -> Option<usize> {
        let at = self.0.partition_point(|&(known, _)| known < key);
        let found = self.0.get(at).filter(|&&(known, _)| known == key);
        found.map(|&(_, index)| index)
    }
}

fn full_key(kind: &Kind) -> Key<'_> {
    (kind.word(), kind.name().map_or("", |name| name.full()))
}

fn full_keys(kind: &Kind) -> Vec<Key<'_>> {
    vec![full_key(kind)]
}

fn alias_keys(kind: &Kind) -> Vec<Key<'_>> {
    let aliases = kind.aliases().iter();
    aliases
        .map(|alias| (kind.word(), &**alias.full()))
        .collect()
}

fn short_keys(kind: &Kind) -> Vec<Key<'_>> {
    let name = kind.name().into_iter();
    name.map(|name| (kind.word(), name.short())).collect()
}
