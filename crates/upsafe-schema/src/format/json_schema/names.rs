//! The strings of a set as a set of property names: for `propertyNames`.

use super::lower::Lowering;
use crate::json::{Type, TypeSet};
use crate::set::{Id, NamesId, Set};
use crate::text::Dfa;
use std::sync::Arc;

/// The greatest length bound that becomes an automaton.
const MAX_LENGTH: u64 = 2_000;

impl Lowering<'_> {
    /// The names that, as strings, are in the set.
    pub(super) fn names_of(&mut self, id: Id) -> NamesId {
        match self.store.set(id).clone() {
            Set::None => self.store.no_names(),
            Set::Types(types) if !types.has(Type::String) => self.store.no_names(),
            Set::And(parts) => {
                let outside: Vec<NamesId> = parts
                    .iter()
                    .map(|&part| {
                        let names = self.names_of(part);
                        self.store.names_but(names)
                    })
                    .collect();
                let outside = self.store.any_names(outside);
                self.store.names_but(outside)
            }
            Set::Or(parts) => {
                let names: Vec<NamesId> = parts.iter().map(|&part| self.names_of(part)).collect();
                self.store.any_names(names)
            }
            Set::Texts(texts, yes) => {
                let names: Vec<NamesId> =
                    texts.iter().map(|text| self.store.one_name(text)).collect();
                let names = self.store.any_names(names);
                if yes {
                    names
                } else {
                    self.store.names_but(names)
                }
            }
            Set::Lang(lang, yes) => {
                let names = self.store.names_in(lang);
                if yes {
                    names
                } else {
                    self.store.names_but(names)
                }
            }
            Set::Length(min, max) => {
                let small = |n: u64| u32::try_from(n).ok().filter(|_| n <= MAX_LENGTH);
                match (small(min), max.map(small)) {
                    (Some(min), None) => self.length_names(min, None),
                    (Some(min), Some(Some(max))) => self.length_names(min, Some(max)),
                    _ => self.unmodelled_names(&format!("length {min} {max:?}")),
                }
            }
            Set::ExactlyOne(parts, yes) => {
                let mut branches = Vec::new();
                for (at, &part) in parts.iter().enumerate() {
                    let mut outside: Vec<NamesId> = Vec::new();
                    for (other, &id) in parts.iter().enumerate() {
                        let names = self.names_of(id);
                        if other != at {
                            outside.push(names);
                        }
                    }
                    let names = self.names_of(part);
                    outside.push(self.store.names_but(names));
                    let outside = self.store.any_names(outside);
                    branches.push(self.store.names_but(outside));
                }
                let names = self.store.any_names(branches);
                if yes {
                    names
                } else {
                    self.store.names_but(names)
                }
            }
            Set::Opaque(opaque, yes) => {
                if !self.store.opaque(opaque).types.has(Type::String) {
                    return if yes {
                        self.store.all_names()
                    } else {
                        self.store.no_names()
                    };
                }
                let names = self.store.opaque_names(opaque);
                if yes {
                    names
                } else {
                    self.store.names_but(names)
                }
            }
            Set::Ref(definition, yes) => {
                let key = format!("names of definition {}", definition.0);
                let names = self.unmodelled_names(&key);
                if yes {
                    names
                } else {
                    self.store.names_but(names)
                }
            }
            // Constraints on values that are not strings.
            _ => self.store.all_names(),
        }
    }

    fn length_names(&mut self, min: u32, max: Option<u32>) -> NamesId {
        let lang = self.store.add_lang(Arc::new(Dfa::length(min, max)));
        self.store.names_in(lang)
    }

    fn unmodelled_names(&mut self, key: &str) -> NamesId {
        let reason = format!("`propertyNames`: {key} is not modelled");
        let opaque = self
            .store
            .add_opaque(key, reason, TypeSet::only(Type::String));
        self.store.opaque_names(opaque)
    }
}
