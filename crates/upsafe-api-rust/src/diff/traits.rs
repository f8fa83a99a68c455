//! Traits, their associated types and constants.

use super::{
    bounds::{Environment, compare_on},
    change::Verdict,
    engine::{Engine, Pair},
    imply::Answer,
    index::Space,
};
use crate::model::{AssociatedType, Bound, Constant, Fold, ItemKind, Owner, Trait, Type};

impl Engine<'_> {
    pub(super) fn traits(&mut self, pair: Pair<'_>, old: &Trait, new: &Trait) {
        self.parameters(pair, &old.generics, &new.generics);
        let mut names = self.names_above(&format!("{}::_", pair.new.path));
        // A supertrait that cannot be named seals the trait, and says nothing else.
        let nameable = |bounds: &[Bound]| -> Vec<Bound> {
            let private =
                |bound: &&Bound| matches!(bound, Bound::Trait(poly) if poly.of.unnameable);
            bounds
                .iter()
                .filter(|bound| !private(bound))
                .cloned()
                .collect()
        };
        let above = nameable(&names.bounds(&new.supertraits));
        let below = nameable(&old.supertraits);
        let this = Type::Param("Self".to_owned());
        let outer = Environment::of(&[&old.generics]);
        let compared = compare_on(&self.world, &outer, &this, &below, &above);
        if !compared.tightened.is_empty() && !old.sealed {
            self.pair(pair, "supertrait-added", Verdict::Proved);
        } else if !compared.tightened.is_empty() {
            self.pair(pair, "supertrait-added", Verdict::Additive);
        }
        if !compared.loosened.is_empty() {
            self.pair(pair, "supertrait-removed", Verdict::Proved);
        }
        match (old.dyn_compatible, new.dyn_compatible) {
            (true, false) => {
                self.pair(pair, "trait-no-longer-dyn-compatible", Verdict::Proved);
            }
            (false, true) => self.pair(pair, "trait-dyn-compatible", Verdict::Additive),
            _ => {}
        }
        match (old.sealed, new.sealed) {
            (false, true) => self.pair(pair, "trait-sealed", Verdict::Proved),
            (true, false) => self.pair(pair, "trait-unsealed", Verdict::Additive),
            _ => {}
        }
        if old.is_unsafe != new.is_unsafe && !old.sealed {
            self.pair(pair, "trait-unsafe-changed", Verdict::Proved);
        }
        if old.auto != new.auto {
            self.pair(pair, "trait-auto-changed", Verdict::Proved);
        }
    }

    pub(super) fn associated_types(
        &mut self,
        pair: Pair<'_>,
        old: &AssociatedType,
        new: &AssociatedType,
    ) {
        let sealed = self.in_sealed_trait(pair);
        let mut names = self.names_above(&pair.new.path);
        let renamed = names.generics(&new.generics);
        if old.generics.params.len() != renamed.params.len() {
            self.pair(pair, "generic-parameters-changed", Verdict::Proved);
            return;
        }
        let bounds = names.bounds(&new.bounds);
        let this = Type::Param("Self::".to_owned());
        let outer = Environment::of(&[&old.generics]);
        let compared = compare_on(&self.world, &outer, &this, &old.bounds, &bounds);
        if !compared.tightened.is_empty() {
            let sure = compared
                .tightened
                .iter()
                .any(|(_, answer)| *answer == Answer::No);
            let verdict = match (sealed, sure) {
                (true, _) => Verdict::Additive,
                (false, true) => Verdict::Proved,
                (false, false) => Verdict::Suspect,
            };
            self.pair(pair, "associated-type-bounds-tightened", verdict);
        }
        if !compared.loosened.is_empty() {
            self.pair(pair, "associated-type-bounds-loosened", Verdict::Proved);
        }
        match (&old.default, &new.default) {
            (Some(_), None) if !sealed => {
                self.pair(pair, "trait-item-default-removed", Verdict::Proved);
            }
            (None, Some(_)) => self.pair(pair, "trait-item-default-added", Verdict::Additive),
            (Some(a), Some(b)) => {
                let b = names.of(b);
                if *a != b {
                    self.pair(pair, "associated-type-default-changed", Verdict::Suspect);
                }
            }
            _ => {}
        }
    }

    pub(super) fn constants(&mut self, pair: Pair<'_>, old: &Constant, new: &Constant) {
        let after = match (&old.owner, &new.owner) {
            (Owner::Impl(_), Owner::Impl(_)) => {
                let names = self.owner_names(pair.old, pair.new);
                names.unwrap_or_default().of(&new.of)
            }
            (Owner::Trait { provided: a }, Owner::Trait { provided: b }) => {
                match (a, b) {
                    (true, false) if !self.in_sealed_trait(pair) => {
                        self.pair(pair, "trait-item-default-removed", Verdict::Proved);
                    }
                    (false, true) => {
                        self.pair(pair, "trait-item-default-added", Verdict::Additive);
                    }
                    _ => {}
                }
                self.in_old_names(&pair.new.path, &new.of)
            }
            _ => new.of.clone(),
        };
        self.types(pair, "constant-type-changed", &old.of, &after);
        if let (Some(before), Some(after)) = (&old.value, &new.value)
            && before != after
        {
            self.pair(pair, "constant-value-changed", Verdict::None);
        }
    }

    fn in_sealed_trait(&self, pair: Pair<'_>) -> bool {
        let above = pair
            .new
            .path
            .rsplit_once("::")
            .map_or("", |(above, _)| above);
        let around = self.old_index.first(above, Space::Type);
        matches!(around.map(|item| &item.kind), Some(ItemKind::Trait(of)) if of.sealed)
    }
}
