//! The arena of terms: construction, simplification, negation.

use super::names::{NameSet, NamesId};
use crate::decimal::Decimal;
use crate::json::{Type, TypeSet, Value};
use crate::text::Dfa;
use ahash::AHashMap as HashMap;
use std::sync::Arc;

/// A set of values of one [`Store`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct Id(u32);

/// A definition that sets may refer to, before or after it is given.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct DefId(pub(crate) u32);

/// A regular language of one [`Store`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct LangId(u32);

/// A condition that is not modelled; two with equal texts are the same condition.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct OpaqueId(u32);

/// A set of values. A constraint on one type holds for every value of another type.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Set {
    /// Every value.
    All,
    /// No value.
    None,
    /// The values of some types.
    Types(TypeSet),
    /// In every one of them.
    And(Box<[Id]>),
    /// In at least one of them.
    Or(Box<[Id]>),
    /// In exactly one of them (`true`), or in none or several (`false`).
    ExactlyOne(Box<[Id]>, bool),
    /// In the definition (`true`), or not (`false`).
    Ref(DefId, bool),
    /// A condition that is not modelled, or its negation.
    Opaque(OpaqueId, bool),
    /// This boolean.
    Bool(bool),
    /// Numbers at least (`lower`) or at most the bound.
    Bound {
        lower: bool,
        value: Decimal,
        exclusive: bool,
    },
    /// Numbers that are a multiple (`true`), or are not.
    Multiple(Decimal, bool),
    /// Numbers among these (`true`), or not among them. Sorted.
    Numbers(Box<[Decimal]>, bool),
    /// Strings by length in code points.
    Length(u64, Option<u64>),
    /// Strings in a language, or not in it.
    Lang(LangId, bool),
    /// Strings among these (`true`), or not among them. Sorted.
    Texts(Box<[Arc<str>]>, bool),
    /// Objects whose properties with such names are all in the set.
    Every(NamesId, Id),
    /// Objects with a property of such a name in the set.
    Some(NamesId, Id),
    /// Objects by the number of properties.
    Size(u64, Option<u64>),
    /// Arrays whose item at the index, if it exists, is in the set.
    Item(u64, Id),
    /// Arrays whose items from the index on are all in the set.
    Rest(u64, Id),
    /// Arrays with so many items from the index on in the set.
    Among {
        from: u64,
        of: Id,
        min: u64,
        max: Option<u64>,
    },
    /// Arrays by length.
    Items(u64, Option<u64>),
    /// Arrays whose items differ pairwise (`true`), or do not.
    Unique(bool),
}

/// Why a condition is not modelled.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct OpaqueInfo {
    /// What makes two conditions the same.
    pub(crate) key: String,
    /// The construct and the reason, for people.
    pub(crate) reason: String,
    /// The types of values it says something about.
    pub(crate) types: TypeSet,
}

/// The arena. Ids of one store mean nothing in another.
#[derive(Debug, Default)]
pub(crate) struct Store {
    sets: Vec<Set>,
    masks: Vec<TypeSet>,
    ids: HashMap<Set, Id>,
    pub(super) negations: HashMap<Id, Id>,
    names: Vec<NameSet>,
    name_ids: HashMap<NameSet, NamesId>,
    langs: Vec<Arc<Dfa>>,
    lang_ids: HashMap<Arc<Dfa>, LangId>,
    opaques: Vec<OpaqueInfo>,
    opaque_ids: HashMap<String, OpaqueId>,
    definitions: Vec<Option<Id>>,
    pub(super) singles: HashMap<Id, Value>,
    pub(super) constants: HashMap<Value, Id>,
}

impl Store {
    pub(crate) fn set(&self, id: Id) -> &Set {
        &self.sets[id.0 as usize]
    }

    /// The types its values may have, and perhaps more.
    pub(crate) fn mask(&self, id: Id) -> TypeSet {
        self.masks[id.0 as usize]
    }

    /// The only value of the set, if it was built by [`Store::constant`].
    pub(crate) fn single(&self, id: Id) -> Option<&Value> {
        self.singles.get(&id)
    }

    pub(crate) fn lang(&self, id: LangId) -> &Dfa {
        &self.langs[id.0 as usize]
    }

    pub(crate) fn opaque(&self, id: OpaqueId) -> &OpaqueInfo {
        &self.opaques[id.0 as usize]
    }

    pub(crate) fn name_set(&self, id: NamesId) -> &NameSet {
        &self.names[id.0 as usize]
    }

    pub(crate) fn definition(&self, id: DefId) -> Option<Id> {
        self.definitions.get(id.0 as usize).copied().flatten()
    }

    pub(crate) fn declare(&mut self) -> DefId {
        self.definitions.push(None);
        DefId(u32::try_from(self.definitions.len() - 1).unwrap_or(u32::MAX))
    }

    pub(crate) fn define(&mut self, definition: DefId, body: Id) {
        if let Some(slot) = self.definitions.get_mut(definition.0 as usize) {
            *slot = Some(body);
        }
    }

    pub(super) fn add_names(&mut self, names: NameSet) -> NamesId {
        if let Some(&id) = self.name_ids.get(&names) {
            return id;
        }
        let id = NamesId(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        self.names.push(names.clone());
        self.name_ids.insert(names, id);
        id
    }

    pub(crate) fn opaque_names(&mut self, opaque: OpaqueId) -> NamesId {
        self.add_names(NameSet::Opaque(opaque))
    }

    pub(crate) fn add_lang(&mut self, dfa: Arc<Dfa>) -> LangId {
        if let Some(&id) = self.lang_ids.get(&dfa) {
            return id;
        }
        let id = LangId(u32::try_from(self.langs.len()).unwrap_or(u32::MAX));
        self.langs.push(dfa.clone());
        self.lang_ids.insert(dfa, id);
        id
    }

    /// The conditions that are not modelled.
    pub(crate) fn opaques(&self) -> &[OpaqueInfo] {
        &self.opaques
    }

    pub(crate) fn lang_is_total(&self, id: LangId) -> bool {
        self.lang(id).n_states() == 1 && self.lang(id).matches("")
    }

    pub(crate) fn add_opaque(&mut self, key: &str, reason: String, types: TypeSet) -> OpaqueId {
        if let Some(&id) = self.opaque_ids.get(key) {
            return id;
        }
        let id = OpaqueId(u32::try_from(self.opaques.len()).unwrap_or(u32::MAX));
        self.opaques.push(OpaqueInfo {
            key: key.to_owned(),
            reason,
            types,
        });
        self.opaque_ids.insert(key.to_owned(), id);
        id
    }

    pub(super) fn add(&mut self, set: Set) -> Id {
        if let Some(&id) = self.ids.get(&set) {
            return id;
        }
        let mask = self.mask_of(&set);
        let id = Id(u32::try_from(self.sets.len()).unwrap_or(u32::MAX));
        self.sets.push(set.clone());
        self.masks.push(mask);
        self.ids.insert(set, id);
        id
    }

    fn mask_of(&self, set: &Set) -> TypeSet {
        match set {
            Set::None => TypeSet::NONE,
            Set::Types(types) => *types,
            Set::Opaque(opaque, false) => self.opaque(*opaque).types,
            Set::And(ids) => ids
                .iter()
                .fold(TypeSet::ALL, |mask, &id| mask.both(self.mask(id))),
            Set::Or(ids) | Set::ExactlyOne(ids, true) => ids
                .iter()
                .fold(TypeSet::NONE, |mask, &id| mask.union(self.mask(id))),
            _ => TypeSet::ALL,
        }
    }

    pub(crate) fn all(&mut self) -> Id {
        self.add(Set::All)
    }

    pub(crate) fn none(&mut self) -> Id {
        self.add(Set::None)
    }

    pub(crate) fn types(&mut self, types: TypeSet) -> Id {
        self.add(match types {
            TypeSet::NONE => Set::None,
            TypeSet::ALL => Set::All,
            types => Set::Types(types),
        })
    }

    pub(crate) fn reference(&mut self, definition: DefId) -> Id {
        self.add(Set::Ref(definition, true))
    }

    pub(crate) fn unmodelled(&mut self, opaque: OpaqueId) -> Id {
        self.add(Set::Opaque(opaque, true))
    }

    pub(crate) fn boolean(&mut self, value: bool) -> Id {
        self.add(Set::Bool(value))
    }

    pub(crate) fn bound(&mut self, lower: bool, value: Decimal, exclusive: bool) -> Id {
        self.add(Set::Bound {
            lower,
            value,
            exclusive,
        })
    }

    pub(crate) fn multiple(&mut self, of: Decimal) -> Id {
        self.add(Set::Multiple(of, true))
    }

    pub(crate) fn length(&mut self, min: u64, max: Option<u64>) -> Id {
        self.range(Type::String, min, max, Set::Length(min, max))
    }

    pub(crate) fn size(&mut self, min: u64, max: Option<u64>) -> Id {
        self.range(Type::Object, min, max, Set::Size(min, max))
    }

    pub(crate) fn items(&mut self, min: u64, max: Option<u64>) -> Id {
        self.range(Type::Array, min, max, Set::Items(min, max))
    }

    fn range(&mut self, kind: Type, min: u64, max: Option<u64>, set: Set) -> Id {
        match max {
            None if min == 0 => self.all(),
            Some(max) if max < min => self.types(TypeSet::only(kind).complement()),
            _ => self.add(set),
        }
    }

    pub(crate) fn in_lang(&mut self, lang: LangId) -> Id {
        if self.lang_is_total(lang) {
            return self.all();
        }
        self.add(Set::Lang(lang, true))
    }

    pub(crate) fn every(&mut self, names: NamesId, id: Id) -> Id {
        if *self.set(id) == Set::All || *self.name_set(names) == NameSet::Either(Box::new([])) {
            return self.all();
        }
        self.add(Set::Every(names, id))
    }

    pub(crate) fn some(&mut self, names: NamesId, id: Id) -> Id {
        if *self.set(id) == Set::None || *self.name_set(names) == NameSet::Either(Box::new([])) {
            return self.types(TypeSet::only(Type::Object).complement());
        }
        self.add(Set::Some(names, id))
    }

    pub(crate) fn item(&mut self, index: u64, id: Id) -> Id {
        match self.set(id) {
            Set::All => id,
            Set::None => self.items(0, Some(index)),
            _ => self.add(Set::Item(index, id)),
        }
    }

    pub(crate) fn rest(&mut self, from: u64, id: Id) -> Id {
        match self.set(id) {
            Set::All => id,
            Set::None => self.items(0, Some(from)),
            _ => self.add(Set::Rest(from, id)),
        }
    }

    pub(crate) fn among(&mut self, from: u64, of: Id, min: u64, max: Option<u64>) -> Id {
        if min == 0 && max.is_none() {
            return self.all();
        }
        if max.is_some_and(|max| max < min) || (*self.set(of) == Set::None && min > 0) {
            return self.types(TypeSet::only(Type::Array).complement());
        }
        if max == Some(0) {
            let not = self.not(of);
            return self.rest(from, not);
        }
        if *self.set(of) == Set::All {
            let max = max.map(|max| max.saturating_add(from));
            let min = if min == 0 {
                0
            } else {
                min.saturating_add(from)
            };
            return self.items(min, max);
        }
        self.add(Set::Among { from, of, min, max })
    }

    pub(crate) fn unique(&mut self) -> Id {
        self.add(Set::Unique(true))
    }

    pub(crate) fn and(&mut self, parts: impl IntoIterator<Item = Id>) -> Id {
        let mut flat = Vec::new();
        for part in parts {
            match self.set(part) {
                Set::All => {}
                Set::None => return part,
                Set::And(inner) if !self.singles.contains_key(&part) => {
                    flat.extend_from_slice(inner);
                }
                _ => flat.push(part),
            }
        }
        flat.sort_unstable();
        flat.dedup();
        let mask = flat
            .iter()
            .fold(TypeSet::ALL, |mask, &id| mask.both(self.mask(id)));
        if mask.is_empty() {
            return self.none();
        }
        match flat.len() {
            0 => self.all(),
            1 => flat[0],
            _ => self.add(Set::And(flat.into())),
        }
    }

    pub(crate) fn or(&mut self, parts: impl IntoIterator<Item = Id>) -> Id {
        let mut flat = Vec::new();
        for part in parts {
            match self.set(part) {
                Set::None => {}
                Set::All => return part,
                Set::Or(inner) => flat.extend_from_slice(inner),
                _ => flat.push(part),
            }
        }
        flat.sort_unstable();
        flat.dedup();
        match flat.len() {
            0 => self.none(),
            1 => flat[0],
            _ => self.add(Set::Or(flat.into())),
        }
    }

    pub(crate) fn exactly_one(&mut self, parts: &[Id]) -> Id {
        let mut rest: Vec<Id> = parts
            .iter()
            .copied()
            .filter(|&id| *self.set(id) != Set::None)
            .collect();
        rest.sort_unstable();
        let mut mask = TypeSet::NONE;
        let mut disjoint = true;
        for &id in &rest {
            disjoint &= mask.both(self.mask(id)).is_empty();
            mask = mask.union(self.mask(id));
        }
        match rest.len() {
            0 => self.none(),
            1 => rest[0],
            _ if disjoint => self.or(rest),
            _ => self.add(Set::ExactlyOne(rest.into(), true)),
        }
    }
}
