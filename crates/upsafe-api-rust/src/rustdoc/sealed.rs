//! Which traits nobody outside can implement.

use rustdoc_types as rd;

use super::{convert::Convert, names::is_hidden};
use crate::model::Reach;

/// Supertraits of supertraits are followed this deep.
const DEPTH: usize = 32;

impl Convert<'_> {
    /// Whether a trait needs another that cannot be named, or an item whose types cannot be, or
    /// an item that is `#[doc(hidden)]`.
    pub(super) fn is_sealed(&self, id: rd::Id, of: &rd::Trait) -> bool {
        self.sealed(id, of, 0)
    }

    fn sealed(&self, id: rd::Id, of: &rd::Trait, depth: usize) -> bool {
        if depth >= DEPTH {
            return false;
        }
        let on_self = of
            .generics
            .where_predicates
            .iter()
            .filter_map(|predicate| match predicate {
                rd::WherePredicate::BoundPredicate {
                    type_: rd::Type::Generic(name),
                    bounds,
                    ..
                } if name == "Self" => Some(bounds),
                _ => None,
            });
        let supertraits = of.bounds.iter().chain(on_self.flatten());
        for bound in supertraits {
            let rd::GenericBound::TraitBound { trait_, .. } = bound else {
                continue;
            };
            let Some(item) = self.krate.index.get(&trait_.id) else {
                continue;
            };
            let rd::ItemEnum::Trait(above) = &item.inner else {
                continue;
            };
            if item.crate_id != 0 || trait_.id == id || self.has_blanket(above) {
                continue;
            }
            let reach = self.names.own(trait_.id).map(|name| name.reach);
            if reach != Some(Reach::Public) || self.sealed(trait_.id, above, depth + 1) {
                return true;
            }
        }
        of.items
            .iter()
            .filter_map(|id| self.krate.index.get(id))
            .any(|item| match &item.inner {
                rd::ItemEnum::Function(function) if !function.has_body => {
                    is_hidden(item)
                        || function
                            .sig
                            .inputs
                            .iter()
                            .any(|(_, of)| self.is_unnameable(of))
                }
                rd::ItemEnum::AssocConst { type_, value: None } => {
                    is_hidden(item) || self.is_unnameable(type_)
                }
                rd::ItemEnum::AssocType { type_: None, .. } => is_hidden(item),
                _ => false,
            })
    }

    /// `impl<T> Trait for T`: everything has it, so that it seals nothing.
    fn has_blanket(&self, of: &rd::Trait) -> bool {
        of.implementations.iter().filter_map(|id| self.krate.index.get(id)).any(|item| {
            matches!(&item.inner, rd::ItemEnum::Impl(of) if matches!(of.for_, rd::Type::Generic(_)))
        })
    }

    fn is_unnameable(&self, of: &rd::Type) -> bool {
        match of {
            rd::Type::ResolvedPath(path) => {
                let own = self
                    .krate
                    .index
                    .get(&path.id)
                    .is_some_and(|item| item.crate_id == 0);
                let reach = self.names.own(path.id).map(|name| name.reach);
                own && reach != Some(Reach::Public)
            }
            rd::Type::BorrowedRef { type_, .. } | rd::Type::RawPointer { type_, .. } => {
                self.is_unnameable(type_)
            }
            _ => false,
        }
    }
}
