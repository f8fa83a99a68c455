//! Signatures: of functions, methods, and a trait's functions.

use super::{
    bounds::{Environment, compare, compare_on},
    canonical::{self, is_synthetic},
    change::Verdict,
    engine::{Engine, Pair},
    imply::Answer,
    unify::Unify,
};
use crate::model::{
    Argument, Bound, Fold, Function, Generics, ItemKind, Owner, Parameter, ParameterKind,
    Predicate, Substitute, Type,
};

/// Who must agree with a signature.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Callers only: it may accept more and promise more.
    Callers,
    /// Implementations as well: any difference breaks one of the two.
    Both,
}

impl Engine<'_> {
    pub(super) fn functions(&mut self, pair: Pair<'_>, old: &Function, new: &Function) {
        let (names, outer, side) = self.surroundings(pair, old, new);
        let Some((mut names, outer)) = names.zip(outer) else {
            return;
        };
        self.header(pair, old, new, side);
        // A call finds the lifetimes of the implementation as it finds the function's own.
        let header = match &old.owner {
            Owner::Impl(header) => header.generics.params.as_slice(),
            Owner::Free | Owner::Trait { .. } => &[],
        };
        let before = canonical::function(old, header);
        let after = canonical::function(&names.function(new), header);
        let has_self = |of: &Function| of.inputs.first().is_some_and(|input| input.name == "self");
        if before.inputs.len() != after.inputs.len() || has_self(&before) != has_self(&after) {
            self.pair(pair, "function-parameter-count-changed", Verdict::Proved);
            return;
        }
        self.signature(pair, &before, &after, &outer, side);
    }

    /// The old names of what stands around the new function, and what is known there.
    fn surroundings(
        &mut self,
        pair: Pair<'_>,
        old: &Function,
        new: &Function,
    ) -> (Option<Substitute>, Option<Environment>, Side) {
        let above = pair
            .new
            .path
            .rsplit_once("::")
            .map_or("", |(above, _)| above);
        let around = self.old_index.first(above, super::index::Space::Type);
        match (&old.owner, &new.owner) {
            (Owner::Free, Owner::Free) => (
                Some(Substitute::default()),
                Some(Environment::default()),
                Side::Callers,
            ),
            (Owner::Impl(a), Owner::Impl(b)) => {
                let Some(mut names) = self.owner_names(pair.old, pair.new) else {
                    self.pair(pair, "method-owner-changed", Verdict::Suspect);
                    return (None, None, Side::Callers);
                };
                let of_type = around.and_then(|item| match &item.kind {
                    ItemKind::Struct(of) | ItemKind::Union(of) => Some(&of.generics),
                    ItemKind::Enum(of) => Some(&of.generics),
                    _ => None,
                });
                let renamed = names.generics(&b.generics);
                let outer = Environment::of(&of_type.into_iter().collect::<Vec<_>>());
                let compared = compare(&self.world, &outer, &a.generics, &renamed);
                if let Some(worst) = compared.tightened.iter().map(|(_, answer)| *answer).min() {
                    self.tightened(pair, worst);
                } else if !compared.loosened.is_empty() {
                    self.pair(pair, "bounds-loosened", Verdict::Additive);
                }
                let outer = Environment::of(&[&a.generics]);
                (Some(names), Some(outer), Side::Callers)
            }
            (Owner::Trait { provided: a }, Owner::Trait { provided: b }) => {
                let Some(ItemKind::Trait(of)) = around.map(|item| &item.kind) else {
                    return (None, None, Side::Both);
                };
                match (a, b) {
                    (true, false) if !of.sealed => {
                        self.pair(pair, "trait-item-default-removed", Verdict::Proved);
                    }
                    (false, true) => {
                        self.pair(pair, "trait-item-default-added", Verdict::Additive);
                    }
                    _ => {}
                }
                let side = if of.sealed { Side::Callers } else { Side::Both };
                let outer = Environment::of(&[&of.generics])
                    .with_trait(above, &of.generics)
                    .with(&Type::Param("Self".to_owned()), &of.supertraits);
                (Some(self.names_above(&pair.new.path)), Some(outer), side)
            }
            _ => {
                self.pair(pair, "item-kind-changed", Verdict::Proved);
                (None, None, Side::Callers)
            }
        }
    }

    fn header(&mut self, pair: Pair<'_>, old: &Function, new: &Function, side: Side) {
        match (old.is_unsafe, new.is_unsafe) {
            (false, true) => self.pair(pair, "function-unsafe-added", Verdict::Proved),
            // An implementation that says `unsafe fn` is an error where the trait does not.
            (true, false) if side == Side::Both => {
                self.pair(pair, "function-unsafe-removed", Verdict::Proved);
            }
            (true, false) => self.pair(pair, "function-unsafe-removed", Verdict::Additive),
            _ => {}
        }
        match (old.is_const, new.is_const) {
            (true, false) => self.pair(pair, "function-const-removed", Verdict::Proved),
            (false, true) => self.pair(pair, "function-const-added", Verdict::Additive),
            _ => {}
        }
        if old.is_async != new.is_async {
            self.pair(pair, "function-async-changed", Verdict::Proved);
        }
        if old.abi != new.abi || old.variadic != new.variadic {
            self.pair(pair, "function-abi-changed", Verdict::Proved);
        }
        match (&old.export, &new.export) {
            (Some(a), b) if Some(a) != b.as_ref() => {
                self.pair(pair, "function-export-removed", Verdict::Proved);
            }
            _ => {}
        }
        if new
            .target_features
            .iter()
            .any(|feature| !old.target_features.contains(feature))
        {
            self.pair(pair, "function-target-feature-added", Verdict::Proved);
        }
    }

    fn signature(
        &mut self,
        pair: Pair<'_>,
        before: &Function,
        after: &Function,
        outer: &Environment,
        side: Side,
    ) {
        let (old_explicit, new_explicit) = (explicit(before), explicit(after));
        let same_kinds = same_kinds(&before.generics.params, &after.generics.params);
        if same_kinds {
            let renamed = Engine::by_position(&before.generics, &after.generics).function(after);
            let inputs = before
                .inputs
                .iter()
                .zip(&renamed.inputs)
                .all(|(a, b)| a.of == b.of);
            if inputs {
                self.output(pair, before, &renamed, outer, side);
                self.bounds(pair, &before.generics, &renamed.generics, outer, side);
                return;
            }
        }
        if side == Side::Both {
            self.pair(pair, "trait-function-signature-changed", Verdict::Proved);
            return;
        }
        let (mut unify, mut apart) = Unify::of(&[&after.generics]);
        let apart = apart_function(&mut apart, after);
        let fits = (apart.inputs.iter().zip(&before.inputs))
            .all(|(new, old)| coerces(&old.of, &new.of) || unify.types(&new.of, &old.of));
        unify.bindings(&apart.generics, &before.generics);
        let fits = fits && unify.settled();
        if !fits {
            self.pair(pair, "function-parameter-type-changed", Verdict::Proved);
            return;
        }
        let unbound = unify.unbound().count();
        let filled = unify.found.function(&apart);
        let without = Generics {
            params: Vec::new(),
            bounds: filled_bounds(&filled.generics),
        };
        self.output(pair, before, &filled, outer, side);
        self.bounds(pair, &before.generics, &without, outer, side);
        if asks_for_size(&apart.generics, &unify.found) {
            self.tightened(pair, Answer::No);
        }
        // `function::<T>()` counts the parameters, and knows their order.
        let turbofish =
            !old_explicit.is_empty() && (old_explicit.len() != new_explicit.len() || !same_kinds);
        match turbofish || unbound > 0 {
            true => self.pair(
                pair,
                "function-generic-parameters-changed",
                Verdict::Suspect,
            ),
            false => self.pair(pair, "function-generalised", Verdict::Additive),
        }
    }

    fn bounds(
        &mut self,
        pair: Pair<'_>,
        old: &Generics,
        new: &Generics,
        outer: &Environment,
        side: Side,
    ) {
        let compared = compare(&self.world, outer, old, new);
        if let Some(worst) = compared.tightened.iter().map(|(_, answer)| *answer).min() {
            self.tightened(pair, worst);
        }
        if !compared.loosened.is_empty() {
            let verdict = match side {
                Side::Callers => Verdict::Additive,
                // An implementation may ask no more than the trait does.
                Side::Both => Verdict::Proved,
            };
            self.pair(pair, "bounds-loosened", verdict);
        }
    }

    pub(super) fn tightened(&mut self, pair: Pair<'_>, worst: Answer) {
        let verdict = match worst {
            Answer::No => Verdict::Proved,
            Answer::Unknown => Verdict::Suspect,
            Answer::Yes => return,
        };
        self.pair(pair, "bounds-tightened", verdict);
    }

    fn output(
        &mut self,
        pair: Pair<'_>,
        before: &Function,
        after: &Function,
        outer: &Environment,
        side: Side,
    ) {
        let nothing = Type::Tuple(Vec::new());
        let old = before.output.as_ref().unwrap_or(&nothing);
        let new = after.output.as_ref().unwrap_or(&nothing);
        let found = self.covariant(pair, old, new, outer);
        if let Some(verdict) = found {
            let verdict = if side == Side::Both {
                Verdict::Proved
            } else {
                verdict
            };
            self.pair(pair, "function-return-type-changed", verdict);
        }
    }

    /// Whether what is returned can be used as before. Opaque types are compared by their bounds.
    fn covariant(
        &mut self,
        pair: Pair<'_>,
        old: &Type,
        new: &Type,
        outer: &Environment,
    ) -> Option<Verdict> {
        if old == new {
            return None;
        }
        match (old, new) {
            (
                Type::Opaque {
                    bounds: a,
                    captures: x,
                },
                Type::Opaque {
                    bounds: b,
                    captures: y,
                },
            ) => {
                let hidden = Type::Param("impl".to_owned());
                let compared = compare_on(&self.world, outer, &hidden, a, b);
                if !compared.loosened.is_empty() {
                    self.pair(pair, "opaque-bound-removed", Verdict::Proved);
                } else if !compared.tightened.is_empty() {
                    self.pair(pair, "opaque-bound-added", Verdict::Additive);
                }
                if let (Some(x), Some(y)) = (x, y) {
                    if y.iter().any(|name| !x.contains(name)) {
                        self.pair(pair, "captured-generics-added", Verdict::Proved);
                    } else if x != y {
                        self.pair(pair, "captured-generics-removed", Verdict::Additive);
                    }
                }
                None
            }
            // The hidden type is told: it does what it did, if it is the one that was hidden.
            (Type::Opaque { .. }, _) => Some(Verdict::Suspect),
            (Type::Path(a), Type::Path(b)) if a.path == b.path && a.args.len() == b.args.len() => {
                let mut worst = None;
                for (a, b) in a.args.iter().zip(&b.args) {
                    let one = match (a, b) {
                        (Argument::Type(a), Argument::Type(b)) => self.covariant(pair, a, b, outer),
                        (a, b) => (a != b).then_some(Verdict::Proved),
                    };
                    worst = worst.max(one);
                }
                match a.bindings == b.bindings {
                    true => worst,
                    false => Some(Verdict::Proved),
                }
            }
            (Type::Path(a), Type::Path(b)) if a.unnameable && b.unnameable => {
                Some(Verdict::Suspect)
            }
            (Type::Tuple(a), Type::Tuple(b)) if a.len() == b.len() => {
                let mut worst = None;
                for (a, b) in a.iter().zip(b) {
                    worst = worst.max(self.covariant(pair, a, b, outer));
                }
                worst
            }
            _ => Some(Verdict::Proved),
        }
    }
}

fn explicit(of: &Function) -> Vec<&Parameter> {
    of.generics
        .params
        .iter()
        .filter(|param| !is_synthetic(&param.name))
        .collect()
}

fn same_kinds(old: &[Parameter], new: &[Parameter]) -> bool {
    let shape = |all: &[Parameter]| -> Vec<(bool, bool)> {
        all.iter()
            .map(|param| {
                (
                    is_synthetic(&param.name),
                    matches!(param.kind, ParameterKind::Const { .. }),
                )
            })
            .collect()
    };
    shape(old) == shape(new)
}

fn apart_function(names: &mut Substitute, of: &Function) -> Function {
    names.function(of)
}

/// Whether an argument of the old type is taken where the new one is asked for.
fn coerces(old: &Type, new: &Type) -> bool {
    match (old, new) {
        (
            Type::Ref {
                mutable: true,
                of: a,
                ..
            },
            Type::Ref {
                mutable: false,
                of: b,
                ..
            },
        ) => a == b,
        _ => false,
    }
}

/// Bounds with types filled in, without what asks nothing of a type that is known: `?Sized`.
fn filled_bounds(generics: &Generics) -> Vec<Predicate> {
    let asks = |predicate: &&Predicate| match predicate {
        Predicate::Type { of, bound, .. } => {
            matches!(of, Type::Param(_)) || !matches!(bound, Bound::Maybe(_))
        }
        _ => true,
    };
    generics.bounds.iter().filter(asks).cloned().collect()
}

/// Whether a parameter without `?Sized` would have to stand for a type without a size.
fn asks_for_size(generics: &Generics, found: &Substitute) -> bool {
    let may_be_unsized = |name: &String| {
        generics.bounds.iter().any(|predicate| match predicate {
            Predicate::Type {
                of: Type::Param(on),
                bound: Bound::Maybe(_),
                ..
            } => on == name,
            _ => false,
        })
    };
    found.params.iter().any(|(name, argument)| match argument {
        Argument::Type(Type::Dyn { .. } | Type::Slice(_)) => !may_be_unsized(name),
        Argument::Type(Type::Primitive(of)) => of == "str" && !may_be_unsized(name),
        _ => false,
    })
}
