//! Bounds on parameters: tightened, loosened.

use std::collections::BTreeSet;

use super::{
    canonical,
    imply::{Answer, World},
};
use crate::model::{Bound, Generics, Named, PolyTrait, Predicate, Type};

/// What is known of types at a place.
#[derive(Clone, Debug, Default)]
pub(super) struct Environment {
    /// In their one spelling.
    pub(super) bounds: Vec<Predicate>,
    /// The parameters that are known here.
    pub(super) names: Generics,
}

impl Environment {
    pub(super) fn of(all: &[&Generics]) -> Self {
        let mut environment = Environment::default();
        for generics in all {
            let bounds = canonical::generics(generics).bounds;
            environment.bounds.extend(bounds);
            let params = generics.params.iter().cloned();
            environment.names.params.extend(params);
        }
        environment
    }

    /// Adds `of: bound` for each bound.
    pub(super) fn with(mut self, of: &Type, bounds: &[Bound]) -> Self {
        self.bounds
            .extend(bounds.iter().map(|bound| Predicate::Type {
                lifetimes: Vec::new(),
                of: of.clone(),
                bound: canonical::bound(bound),
            }));
        self
    }

    /// Adds `Self: Trait`.
    pub(super) fn with_trait(self, path: &str, generics: &Generics) -> Self {
        let mut named = Named::new(path);
        named.args = (generics.params.iter())
            .map(|param| crate::model::Substitute::itself(param, &param.name))
            .collect();
        let bound = Bound::Trait(PolyTrait {
            lifetimes: Vec::new(),
            of: named,
        });
        self.with(&Type::Param("Self".to_owned()), &[bound])
    }
}

/// How two sets of bounds on the same parameters differ.
#[derive(Debug, Default)]
pub(super) struct Compared {
    /// New demands, and whether it is sure that they are new.
    pub(super) tightened: Vec<(String, Answer)>,
    /// Demands that are gone.
    pub(super) loosened: Vec<String>,
}

/// Compares bounds; the new ones in the old names.
pub(super) fn compare(
    world: &World<'_>,
    outer: &Environment,
    old: &Generics,
    new: &Generics,
) -> Compared {
    let (old, new) = (canonical::generics(old), canonical::generics(new));
    let (old_all, new_all) = (with(outer, &old), with(outer, &new));
    let mut compared = Compared::default();
    for predicate in &new.bounds {
        let answer = world.predicate(&old_all, predicate);
        if answer != Answer::Yes {
            compared.tightened.push((predicate.to_string(), answer));
        }
    }
    for predicate in &old.bounds {
        if world.predicate(&new_all, predicate) != Answer::Yes {
            compared.loosened.push(predicate.to_string());
        }
    }
    let (old_maybe, new_maybe) = (maybe(&old), maybe(&new));
    for of in old_maybe.difference(&new_maybe) {
        compared
            .tightened
            .push((format!("{of}: Sized"), Answer::No));
    }
    for of in new_maybe.difference(&old_maybe) {
        compared.loosened.push(format!("{of}: Sized"));
    }
    compared
}

fn with(outer: &Environment, generics: &Generics) -> Environment {
    let mut all = outer.clone();
    all.bounds.extend(generics.bounds.iter().cloned());
    all
}

/// The types that need no size.
fn maybe(generics: &Generics) -> BTreeSet<String> {
    (generics.bounds.iter())
        .filter_map(|predicate| match predicate {
            Predicate::Type {
                of,
                bound: Bound::Maybe(_),
                ..
            } => Some(of.to_string()),
            _ => None,
        })
        .collect()
}

/// Compares the bounds of one type: a trait's `Self`, an associated type, an opaque type.
pub(super) fn compare_on(
    world: &World<'_>,
    outer: &Environment,
    of: &Type,
    old: &[Bound],
    new: &[Bound],
) -> Compared {
    let mut compared = Compared::default();
    let before = outer.clone().with(of, old);
    let after = outer.clone().with(of, new);
    let is_maybe = |all: &[Bound]| all.iter().any(|bound| matches!(bound, Bound::Maybe(_)));
    for bound in new.iter().filter(|bound| !matches!(bound, Bound::Maybe(_))) {
        let answer = world.holds(&before, of, bound);
        if answer != Answer::Yes {
            compared.tightened.push((bound.to_string(), answer));
        }
    }
    for bound in old.iter().filter(|bound| !matches!(bound, Bound::Maybe(_))) {
        if world.holds(&after, of, bound) != Answer::Yes {
            compared.loosened.push(bound.to_string());
        }
    }
    match (is_maybe(old), is_maybe(new)) {
        (true, false) => compared.tightened.push(("Sized".to_owned(), Answer::No)),
        (false, true) => compared.loosened.push("Sized".to_owned()),
        _ => {}
    }
    compared
}
