//! The complement of a set, with negation pushed to the constraints.

use super::store::{Id, Set, Store};
use crate::json::{Type, TypeSet};

impl Store {
    /// The complement. Recursion is bounded by the depth of the term.
    pub(crate) fn not(&mut self, id: Id) -> Id {
        if let Some(&known) = self.negations.get(&id) {
            return known;
        }
        let negation = self.negate(id);
        self.negations.insert(id, negation);
        self.negations.entry(negation).or_insert(id);
        negation
    }

    fn negate(&mut self, id: Id) -> Id {
        match self.set(id).clone() {
            Set::All => self.none(),
            Set::None => self.all(),
            Set::Types(types) => self.types(types.complement()),
            Set::And(ids) => {
                let parts: Vec<Id> = ids.iter().map(|&id| self.not(id)).collect();
                self.or(parts)
            }
            Set::Or(ids) => {
                let parts: Vec<Id> = ids.iter().map(|&id| self.not(id)).collect();
                self.and(parts)
            }
            Set::ExactlyOne(ids, yes) => self.add(Set::ExactlyOne(ids, !yes)),
            Set::Ref(definition, yes) => self.add(Set::Ref(definition, !yes)),
            Set::Opaque(opaque, yes) => self.add(Set::Opaque(opaque, !yes)),
            Set::Bool(value) => self.typed(Type::Boolean, Set::Bool(!value)),
            Set::Bound {
                lower,
                value,
                exclusive,
            } => {
                let set = Set::Bound {
                    lower: !lower,
                    value,
                    exclusive: !exclusive,
                };
                self.typed(Type::Number, set)
            }
            Set::Multiple(of, yes) => self.typed(Type::Number, Set::Multiple(of, !yes)),
            Set::Numbers(values, yes) => self.typed(Type::Number, Set::Numbers(values, !yes)),
            Set::Lang(lang, yes) => self.typed(Type::String, Set::Lang(lang, !yes)),
            Set::Texts(texts, yes) => self.typed(Type::String, Set::Texts(texts, !yes)),
            Set::Length(min, max) => self.outside(Type::String, min, max, Store::length),
            Set::Size(min, max) => self.outside(Type::Object, min, max, Store::size),
            Set::Items(min, max) => self.outside(Type::Array, min, max, Store::items),
            Set::Every(names, id) => {
                let not = self.not(id);
                let some = self.some(names, not);
                self.only(Type::Object, some)
            }
            Set::Some(names, id) => {
                let not = self.not(id);
                let every = self.every(names, not);
                self.only(Type::Object, every)
            }
            Set::Item(index, id) => {
                let not = self.not(id);
                let item = self.item(index, not);
                let long = self.items(index + 1, None);
                let both = self.and([item, long]);
                self.only(Type::Array, both)
            }
            Set::Rest(from, id) => {
                let not = self.not(id);
                let among = self.among(from, not, 1, None);
                self.only(Type::Array, among)
            }
            Set::Among { from, of, min, max } => {
                let few = match min {
                    0 => self.none(),
                    min => self.among(from, of, 0, Some(min - 1)),
                };
                let many = match max {
                    None => self.none(),
                    Some(max) => self.among(from, of, max.saturating_add(1), None),
                };
                let either = self.or([few, many]);
                self.only(Type::Array, either)
            }
            Set::Unique(yes) => self.typed(Type::Array, Set::Unique(!yes)),
        }
    }

    fn typed(&mut self, kind: Type, set: Set) -> Id {
        let id = self.add(set);
        self.only(kind, id)
    }

    fn only(&mut self, kind: Type, id: Id) -> Id {
        let types = self.types(TypeSet::only(kind));
        self.and([types, id])
    }

    fn outside(
        &mut self,
        kind: Type,
        min: u64,
        max: Option<u64>,
        range: fn(&mut Store, u64, Option<u64>) -> Id,
    ) -> Id {
        let below = match min {
            0 => self.none(),
            min => range(self, 0, Some(min - 1)),
        };
        let above = match max {
            None => self.none(),
            Some(max) => range(self, max.saturating_add(1), None),
        };
        let either = self.or([below, above]);
        self.only(kind, either)
    }
}
