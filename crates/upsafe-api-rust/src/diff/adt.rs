//! Structs, unions, enums and their variants.

use super::{
    bounds::{Environment, compare},
    canonical,
    change::Verdict,
    engine::{Engine, Pair},
};
use crate::model::{
    Enum, Fold, Generics, ItemKind, Parameter, ParameterKind, Predicate, Repr, Shape, Slot, Struct,
    Substitute, Type, Variance, Variant,
};

impl Engine<'_> {
    pub(super) fn structs(&mut self, pair: Pair<'_>, old: &Struct, new: &Struct) {
        self.parameters(pair, &old.generics, &new.generics);
        self.repr(pair, &old.repr, &new.repr);
        self.order(pair, old, new);
        self.fields(
            pair,
            (old.shape, &old.fields, old.non_exhaustive),
            (new.shape, &new.fields, new.non_exhaustive),
        );
    }

    pub(super) fn unions(&mut self, pair: Pair<'_>, old: &Struct, new: &Struct) {
        self.parameters(pair, &old.generics, &new.generics);
        self.repr(pair, &old.repr, &new.repr);
    }

    pub(super) fn enums(&mut self, pair: Pair<'_>, old: &Enum, new: &Enum) {
        self.parameters(pair, &old.generics, &new.generics);
        self.repr(pair, &old.repr, &new.repr);
        match (old.non_exhaustive, new.non_exhaustive) {
            (false, true) if !old.hidden_variants => {
                self.pair(pair, "non-exhaustive-added", Verdict::Proved);
            }
            (true, false) => self.pair(pair, "non-exhaustive-removed", Verdict::Additive),
            _ => {}
        }
        if !old.hidden_variants && new.hidden_variants && !old.non_exhaustive {
            self.pair(pair, "hidden-variant-added", Verdict::Proved);
        }
    }

    pub(super) fn variants(&mut self, pair: Pair<'_>, old: &Variant, new: &Variant) {
        self.fields(
            pair,
            (old.shape, &old.fields, old.non_exhaustive),
            (new.shape, &new.fields, new.non_exhaustive),
        );
        if let (Some(before), Some(after)) = (&old.discriminant, &new.discriminant)
            && before != after
        {
            self.pair(pair, "discriminant-changed", Verdict::Proved);
        }
    }

    /// Whether values can be built and taken apart by naming the fields.
    fn fields(
        &mut self,
        pair: Pair<'_>,
        (old_shape, old, old_open): (Shape, &[Slot], bool),
        (new_shape, new, new_open): (Shape, &[Slot], bool),
    ) {
        let public = |all: &[Slot]| all.iter().all(|slot| matches!(slot, Slot::Public(_)));
        let was_whole = !old_open && public(old);
        let is_variant = matches!(pair.old.kind, ItemKind::Variant(_));
        if !was_whole {
            match (old_open, new_open) {
                (true, false) => self.pair(pair, "non-exhaustive-removed", Verdict::Additive),
                (false, true) => self.pair(pair, "non-exhaustive-added", Verdict::None),
                _ => {}
            }
            let some_public = old.iter().any(|slot| matches!(slot, Slot::Public(_)));
            match old_shape != new_shape && some_public {
                // Its public fields are told as removed, each.
                true => self.pair(pair, "shape-changed", Verdict::Proved),
                false if old_shape != new_shape => {
                    // `S { .. }` is a pattern of every shape.
                    let verdict = match old_open && old.is_empty() {
                        true if is_variant => Verdict::Proved,
                        _ => Verdict::None,
                    };
                    self.pair(pair, "shape-changed", verdict);
                }
                false => {}
            }
            if old_shape == new_shape && old != new {
                self.pair(pair, "fields-changed", Verdict::None);
            }
            return;
        }
        if new_open {
            self.pair(pair, "non-exhaustive-added", Verdict::Proved);
            return;
        }
        if !public(new) {
            self.pair(pair, "private-field-added", Verdict::Proved);
            return;
        }
        if old_shape != new_shape {
            self.pair(pair, "shape-changed", Verdict::Proved);
            return;
        }
        if new.iter().any(|slot| !old.contains(slot)) {
            let rule = match is_variant {
                true => "variant-field-added",
                false => "field-added-to-exhaustive-struct",
            };
            self.pair(pair, rule, Verdict::Proved);
        }
    }

    fn repr(&mut self, pair: Pair<'_>, old: &Repr, new: &Repr) {
        if old.packed != new.packed {
            self.pair(pair, "repr-packed-changed", Verdict::Proved);
        }
        if old.align != new.align {
            self.pair(pair, "repr-align-changed", Verdict::Proved);
        }
        match (&old.int, &new.int) {
            (None, Some(_)) => self.pair(pair, "repr-int-added", Verdict::Additive),
            (Some(_), None) => self.pair(pair, "repr-int-removed", Verdict::Proved),
            (Some(a), Some(b)) if a != b => {
                self.pair(pair, "repr-int-changed", Verdict::Proved);
            }
            _ => {}
        }
        for (what, old, new) in [
            ("c", old.c, new.c),
            ("transparent", old.transparent, new.transparent),
        ] {
            match (old, new) {
                (false, true) => {
                    self.pair(pair, &format!("repr-{what}-added"), Verdict::Additive);
                }
                (true, false) => {
                    self.pair(pair, &format!("repr-{what}-removed"), Verdict::Proved);
                }
                _ => {}
            }
        }
    }

    /// In `repr(C)` the order of fields is their place in memory.
    fn order(&mut self, pair: Pair<'_>, old: &Struct, new: &Struct) {
        if !(old.repr.c && new.repr.c) {
            return;
        }
        let names = |all: &[Slot]| -> Vec<String> {
            all.iter()
                .filter_map(|slot| match slot {
                    Slot::Public(name) => Some(name.clone()),
                    Slot::Private | Slot::Hidden => None,
                })
                .collect()
        };
        let (before, after) = (names(&old.fields), names(&new.fields));
        let kept: Vec<&String> = after.iter().filter(|name| before.contains(name)).collect();
        let left: Vec<&String> = before.iter().filter(|name| after.contains(name)).collect();
        let place = |all: &[Slot], name: &str| {
            all.iter()
                .position(|slot| matches!(slot, Slot::Public(one) if one == name))
        };
        if kept != left {
            self.pair(pair, "repr-c-order-changed", Verdict::Proved);
        } else if kept
            .iter()
            .any(|name| place(&old.fields, name) != place(&new.fields, name))
        {
            self.pair(pair, "repr-c-order-changed", Verdict::Suspect);
        }
    }
}

/// Compares the parameters of a type, trait or alias. The answer gives the new ones their old
/// names; a parameter with a default that is new stands for its default.
pub(super) fn aligned(
    engine: &mut Engine<'_>,
    pair: Pair<'_>,
    old: &Generics,
    new: &Generics,
) -> Substitute {
    let is_lifetime = |param: &&Parameter| matches!(param.kind, ParameterKind::Lifetime {});
    let mut names = Engine::by_position(old, new);
    let count = |all: &Generics| all.params.iter().filter(is_lifetime).count();
    if count(old) != count(new) {
        engine.pair(pair, "lifetime-parameters-changed", Verdict::Proved);
    }
    let others = |all: &Generics| -> Vec<Parameter> {
        all.params
            .iter()
            .filter(|param| !is_lifetime(param))
            .cloned()
            .collect()
    };
    let (before, after) = (others(old), others(new));
    if after.len() < before.len() {
        engine.pair(pair, "generic-parameters-removed", Verdict::Proved);
    }
    for (a, b) in before.iter().zip(&after) {
        match (&a.kind, &b.kind) {
            (ParameterKind::Type { default: a }, ParameterKind::Type { default: b }) => {
                let b = b.as_ref().map(|of| names.of(of));
                default(engine, pair, a.as_ref(), b.as_ref());
            }
            (
                ParameterKind::Const { of: a, default: x },
                ParameterKind::Const { of: b, default: y },
            ) => {
                if a != b {
                    engine.pair(pair, "generic-parameter-kind-changed", Verdict::Proved);
                }
                default(engine, pair, x.as_ref(), y.as_ref());
            }
            _ => engine.pair(pair, "generic-parameter-kind-changed", Verdict::Proved),
        }
    }
    variance(engine, pair, old, new);
    for param in after.iter().skip(before.len()) {
        let arg = match &param.kind {
            ParameterKind::Type { default: Some(of) } => {
                Some(crate::model::Argument::Type(names.of(of)))
            }
            ParameterKind::Const {
                default: Some(text),
                ..
            } => Some(crate::model::Argument::Const(names.constant(text))),
            _ => None,
        };
        match arg {
            Some(arg) => {
                names.params.insert(param.name.clone(), arg);
                engine.pair(pair, "defaulted-parameter-added", Verdict::Additive);
            }
            None => engine.pair(pair, "generic-parameter-added", Verdict::Proved),
        }
    }
    let fresh: Vec<&str> = after
        .iter()
        .skip(before.len())
        .map(|param| param.name.as_str())
        .collect();
    let of_fresh = |predicate: &Predicate| match predicate {
        Predicate::Type {
            of: Type::Param(name),
            ..
        } => fresh.contains(&name.as_str()),
        _ => false,
    };
    // The compiler made sure that a default fulfils the bounds of its parameter.
    let (facts, bounds) = new.bounds.iter().cloned().partition(of_fresh);
    let facts = names.generics(&Generics {
        params: Vec::new(),
        bounds: facts,
    });
    engine
        .world
        .facts
        .extend(canonical::generics(&facts).bounds);
    let renamed = names.generics(&Generics {
        params: Vec::new(),
        bounds,
    });
    let mut outer = Environment::default();
    if matches!(pair.new.kind, ItemKind::Trait(_)) {
        outer = outer.with_trait(&pair.new.path, old);
    }
    let compared = compare(&engine.world, &outer, old, &renamed);
    if let Some(worst) = compared.tightened.iter().map(|(_, answer)| *answer).min() {
        engine.tightened(pair, worst);
    }
    if !compared.loosened.is_empty() {
        let verdict = match &pair.new.kind {
            // Users of a trait may rely on what its `where` clause promised.
            ItemKind::Trait(_) => Verdict::Suspect,
            _ => Verdict::Additive,
        };
        engine.pair(pair, "bounds-loosened", verdict);
    }
    names
}

/// Subtyping that a type no longer follows. Private fields decide about it.
fn variance(engine: &mut Engine<'_>, pair: Pair<'_>, old: &Generics, new: &Generics) {
    let names = Engine::by_position(new, old);
    for param in &old.params {
        let found = new.params.iter().find(|other| {
            let here = Substitute::itself(other, &other.name);
            names.params.get(&param.name) == Some(&here)
        });
        let Some((before, after)) = param.variance.zip(found.and_then(|found| found.variance))
        else {
            continue;
        };
        match (before, after) {
            (a, b) if a == b => {}
            (Variance::Invariant, _) => {
                engine.pair(pair, "variance-loosened", Verdict::Additive);
            }
            _ => engine.pair(pair, "variance-tightened", Verdict::Proved),
        }
    }
}

fn default<T: PartialEq>(engine: &mut Engine<'_>, pair: Pair<'_>, old: Option<T>, new: Option<T>) {
    match (old, new) {
        (None, Some(_)) => engine.pair(pair, "parameter-default-added", Verdict::Additive),
        (Some(_), None) => engine.pair(pair, "parameter-default-removed", Verdict::Proved),
        (Some(a), Some(b)) if a != b => {
            engine.pair(pair, "parameter-default-changed", Verdict::Proved);
        }
        _ => {}
    }
}
