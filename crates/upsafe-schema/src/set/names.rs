//! Sets of property names: single names, regular languages, and their Boolean combinations.

use super::store::{LangId, OpaqueId, Store};
use std::sync::Arc;

/// A set of names of one [`Store`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct NamesId(pub(super) u32);

/// What a set of names is.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum NameSet {
    /// Exactly this name.
    One(Arc<str>),
    /// The names in a language.
    Lang(LangId),
    /// The names with a property that is not modelled.
    Opaque(OpaqueId),
    /// The names that are not in it.
    Not(NamesId),
    /// The names in any of them; none for the empty list.
    Either(Box<[NamesId]>),
}

impl Store {
    pub(crate) fn one_name(&mut self, name: &Arc<str>) -> NamesId {
        self.add_names(NameSet::One(name.clone()))
    }

    pub(crate) fn no_names(&mut self) -> NamesId {
        self.add_names(NameSet::Either(Box::new([])))
    }

    pub(crate) fn all_names(&mut self) -> NamesId {
        let none = self.no_names();
        self.names_but(none)
    }

    pub(crate) fn names_in(&mut self, lang: LangId) -> NamesId {
        if self.lang_is_total(lang) {
            return self.all_names();
        }
        self.add_names(NameSet::Lang(lang))
    }

    pub(crate) fn names_but(&mut self, names: NamesId) -> NamesId {
        match self.name_set(names) {
            NameSet::Not(inner) => *inner,
            _ => self.add_names(NameSet::Not(names)),
        }
    }

    pub(crate) fn any_names(&mut self, parts: impl IntoIterator<Item = NamesId>) -> NamesId {
        let all = self.all_names();
        let mut flat = Vec::new();
        for part in parts {
            match self.name_set(part) {
                NameSet::Either(inner) => flat.extend_from_slice(inner),
                _ if part == all => return all,
                _ => flat.push(part),
            }
        }
        flat.sort_unstable();
        flat.dedup();
        match flat.len() {
            1 => flat[0],
            _ => self.add_names(NameSet::Either(flat.into())),
        }
    }

    /// Whether `name` is in the set; `None` where that is not modelled.
    pub(crate) fn has_name(&self, names: NamesId, name: &str) -> Option<bool> {
        match self.name_set(names) {
            NameSet::One(one) => Some(one.as_ref() == name),
            NameSet::Lang(lang) => Some(self.lang(*lang).matches(name)),
            NameSet::Opaque(_) => None,
            NameSet::Not(inner) => self.has_name(*inner, name).map(|yes| !yes),
            NameSet::Either(parts) => {
                let mut result = Some(false);
                for &part in parts {
                    match self.has_name(part, name) {
                        Some(true) => return Some(true),
                        None => result = None,
                        Some(false) => {}
                    }
                }
                result
            }
        }
    }

    /// The single names, languages and opaque parts that the set is made of.
    pub(crate) fn name_atoms(&self, names: NamesId, visit: &mut impl FnMut(&NameSet)) {
        match self.name_set(names) {
            NameSet::Not(inner) => self.name_atoms(*inner, visit),
            NameSet::Either(parts) => parts.iter().for_each(|&part| self.name_atoms(part, visit)),
            atom => visit(atom),
        }
    }
}
