//! Whether a bound is known to hold. No trait solver: what it cannot decide, it says.

use std::collections::BTreeMap;

use super::{bounds::Environment, canonical, standard::built_in, unify::Unify};
use crate::model::{
    Api, Bound, Fold, Generics, Impl, ItemKind, Named, Predicate, Substitute, Type,
};

/// Implementations that need implementations are followed this deep.
const DEPTH: usize = 6;

/// An answer of the three-valued kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Answer {
    No,
    Unknown,
    Yes,
}

impl Answer {
    pub(super) fn of(yes: bool) -> Self {
        if yes { Answer::Yes } else { Answer::No }
    }
}

/// Supertraits of the standard library's traits, by the last segments of their paths.
const SUPERTRAITS: &[(&str, &[&str])] = &[
    ("marker::Copy", &["clone::Clone"]),
    ("cmp::Eq", &["cmp::PartialEq"]),
    ("cmp::PartialOrd", &["cmp::PartialEq"]),
    (
        "cmp::Ord",
        &["cmp::Eq", "cmp::PartialOrd", "cmp::PartialEq"],
    ),
    (
        "error::Error",
        &["fmt::Debug", "fmt::Display", "string::ToString"],
    ),
    ("fmt::Display", &["string::ToString"]),
    ("clone::Clone", &["borrow::ToOwned"]),
    (
        "ops::function::Fn",
        &["ops::function::FnMut", "ops::function::FnOnce"],
    ),
    ("ops::function::FnMut", &["ops::function::FnOnce"]),
    (
        "iter::traits::iterator::Iterator",
        &["iter::traits::collect::IntoIterator"],
    ),
    (
        "iter::traits::double_ended::DoubleEndedIterator",
        &[
            "iter::traits::iterator::Iterator",
            "iter::traits::collect::IntoIterator",
        ],
    ),
    (
        "iter::traits::exact_size::ExactSizeIterator",
        &[
            "iter::traits::iterator::Iterator",
            "iter::traits::collect::IntoIterator",
        ],
    ),
    (
        "iter::traits::marker::FusedIterator",
        &[
            "iter::traits::iterator::Iterator",
            "iter::traits::collect::IntoIterator",
        ],
    ),
    ("ops::deref::DerefMut", &["ops::deref::Deref"]),
    ("ops::index::IndexMut", &["ops::index::Index"]),
    ("borrow::BorrowMut", &["borrow::Borrow"]),
    ("io::BufRead", &["io::Read"]),
];

/// Traits that more types have than the sources of two crates show.
const BLANKET: &[&str] = &[
    "std::convert::Into",
    "std::convert::TryInto",
    "std::convert::TryFrom",
    "std::convert::AsRef",
    "std::convert::AsMut",
    "std::borrow::Borrow",
    "std::borrow::BorrowMut",
    "std::borrow::ToOwned",
    "std::string::ToString",
    "std::any::Any",
    "std::iter::traits::collect::IntoIterator",
    "std::marker::Sized",
];

/// The traits and implementations of the new API.
pub(super) struct World<'a> {
    supertraits: BTreeMap<&'a str, &'a [Bound]>,
    impls: BTreeMap<&'a str, Vec<&'a Impl>>,
    krate: &'a str,
    /// What the compiler made sure of elsewhere: that defaults fulfil the bounds of their parameters.
    pub(super) facts: Vec<Predicate>,
}

impl<'a> World<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let mut world = World {
            supertraits: BTreeMap::new(),
            impls: BTreeMap::new(),
            krate: &api.krate.name,
            facts: Vec::new(),
        };
        for item in &api.items {
            if let ItemKind::Trait(of) = &item.kind {
                world.supertraits.insert(&item.path, &of.supertraits);
            }
        }
        for one in &api.impls {
            world.impls.entry(&one.of.path).or_default().push(one);
        }
        world
    }

    /// The implementations of a trait.
    pub(super) fn impls_of(&self, path: &str) -> &[&'a Impl] {
        self.impls.get(path).map_or(&[], Vec::as_slice)
    }

    /// Whether a type has a bound, as far as an environment and this crate tell.
    pub(super) fn holds(&self, environment: &Environment, of: &Type, bound: &Bound) -> Answer {
        self.bound(environment, of, &canonical::bound(bound), 0)
    }

    /// Whether a predicate holds.
    pub(super) fn predicate(&self, environment: &Environment, predicate: &Predicate) -> Answer {
        self.at(environment, predicate, 0)
    }

    fn at(&self, environment: &Environment, predicate: &Predicate, depth: usize) -> Answer {
        if environment.bounds.contains(predicate) || self.facts.contains(predicate) {
            return Answer::Yes;
        }
        match predicate {
            Predicate::Type {
                of,
                bound,
                lifetimes,
            } => match self.bound(environment, of, bound, depth) {
                Answer::No if !lifetimes.is_empty() => Answer::Unknown,
                answer => answer,
            },
            Predicate::Lifetime { of, .. } => match of.as_str() {
                "'static" => Answer::Yes,
                _ => Answer::Unknown,
            },
            Predicate::Equal { .. } => Answer::Unknown,
        }
    }

    fn bound(&self, environment: &Environment, of: &Type, bound: &Bound, depth: usize) -> Answer {
        match bound {
            Bound::Maybe(_) => Answer::Yes,
            Bound::Outlives(name) => outlives(environment, of, name),
            Bound::Trait(wanted) => {
                let known =
                    (environment.bounds.iter().chain(&self.facts)).filter_map(|predicate| {
                        match predicate {
                            Predicate::Type {
                                of: on,
                                bound: Bound::Trait(known),
                                ..
                            } if on == of => Some(&known.of),
                            _ => None,
                        }
                    });
                let mut vague = false;
                for known in known.chain(own_traits(of)) {
                    match self.satisfies(known, &wanted.of, 0) {
                        Answer::Yes => return Answer::Yes,
                        Answer::Unknown => vague = true,
                        Answer::No => {}
                    }
                }
                match self.trait_of(environment, of, &wanted.of, depth) {
                    Answer::No if vague => Answer::Unknown,
                    answer => answer,
                }
            }
        }
    }

    /// Whether a trait that a type has brings the wanted one with it.
    fn satisfies(&self, known: &Named, wanted: &Named, depth: usize) -> Answer {
        if known.path == wanted.path {
            let bound = wanted
                .bindings
                .iter()
                .all(|binding| known.bindings.contains(binding));
            return match known.args == wanted.args {
                true if bound => Answer::Yes,
                true => Answer::No,
                false => Answer::No,
            };
        }
        let short = |path: &str| path.strip_prefix("std::").map(str::to_owned);
        if let (Some(known_short), Some(wanted_short)) = (short(&known.path), short(&wanted.path)) {
            let brings = (SUPERTRAITS.iter())
                .any(|(of, all)| *of == known_short && all.contains(&wanted_short.as_str()));
            if brings {
                let inherits = wanted
                    .bindings
                    .iter()
                    .all(|one| known.bindings.contains(one));
                let same = wanted.args.is_empty() || wanted.args == known.args;
                return if inherits && same {
                    Answer::Yes
                } else {
                    Answer::Unknown
                };
            }
        }
        if depth >= DEPTH {
            return Answer::Unknown;
        }
        let above = self
            .supertraits
            .get(known.path.as_str())
            .copied()
            .unwrap_or_default();
        let mut best = Answer::No;
        for bound in above {
            if let Bound::Trait(poly) = bound {
                let answer = match poly.of.path == wanted.path && !known.args.is_empty() {
                    true => Answer::Unknown,
                    false => self.satisfies(&poly.of, wanted, depth + 1),
                };
                best = best.max(answer);
            }
        }
        // What a foreign trait brings with it is not known here.
        let foreign =
            !known.path.starts_with("std::") && known.path.split("::").next() != Some(self.krate);
        if foreign {
            best.max(Answer::Unknown)
        } else {
            best
        }
    }

    fn trait_of(
        &self,
        environment: &Environment,
        of: &Type,
        wanted: &Named,
        depth: usize,
    ) -> Answer {
        if let Some(answer) = built_in(of, wanted) {
            match answer {
                Answer::Yes if wanted.bindings.is_empty() => return Answer::Yes,
                Answer::No => return Answer::No,
                Answer::Yes | Answer::Unknown => {}
            }
        }
        if depth >= DEPTH {
            return Answer::Unknown;
        }
        let mut best = Answer::No;
        for one in self.impls_of(&wanted.path) {
            let answer = self.covers(environment, one, of, wanted, depth);
            if answer == Answer::Yes {
                return answer;
            }
            best = best.max(answer);
        }
        if best == Answer::Unknown {
            return best;
        }
        let blanket = BLANKET.contains(&wanted.path.as_str());
        match of {
            Type::Param(_) => Answer::of(false),
            Type::Path(named) if named.path.split("::").next() == Some(self.krate) => {
                if blanket {
                    Answer::Unknown
                } else {
                    Answer::No
                }
            }
            Type::Primitive(_) if wanted.path.split("::").next() == Some(self.krate) => Answer::No,
            _ => Answer::Unknown,
        }
    }

    /// Whether an implementation gives a type a trait.
    pub(super) fn covers(
        &self,
        environment: &Environment,
        one: &Impl,
        of: &Type,
        wanted: &Named,
        depth: usize,
    ) -> Answer {
        let Some(found) = self.matches(one, of, wanted, &environment.names) else {
            return Answer::No;
        };
        if one.negative {
            return Answer::No;
        }
        let (mut unify, mut apart) = found;
        let mut worst = Answer::Yes;
        for predicate in &canonical::generics(&one.generics).bounds {
            let predicate = unify.found.predicate(&apart.predicate(predicate));
            worst = worst.min(self.at(environment, &predicate, depth + 1));
        }
        worst
    }

    /// The arguments with which an implementation is of a trait on a type.
    pub(super) fn matches(
        &self,
        one: &Impl,
        of: &Type,
        wanted: &Named,
        names: &Generics,
    ) -> Option<(Unify, Substitute)> {
        if one.of.path != wanted.path {
            return None;
        }
        let (mut unify, mut apart) = Unify::of(&[&one.generics]);
        let on = apart.of(&canonical::of(&one.on));
        let through = apart.named(&one.of);
        let fits = unify.types(&on, of) && unify.args(&through.args, &wanted.args);
        if !(fits && unify.settled()) {
            return None;
        }
        unify.pair_left(names);
        Some((unify, apart))
    }
}

/// The traits that a trait object has because it is one: its own, without those for all lifetimes.
fn own_traits(of: &Type) -> impl Iterator<Item = &Named> {
    let traits = match of {
        Type::Dyn { traits, .. } => traits.as_slice(),
        _ => &[],
    };
    let plain = traits.iter().filter(|one| one.lifetimes.is_empty());
    plain.map(|one| &one.of)
}

fn outlives(environment: &Environment, of: &Type, name: &str) -> Answer {
    let known = environment.bounds.iter().any(|predicate| match predicate {
        Predicate::Type {
            of: on,
            bound: Bound::Outlives(known),
            ..
        } => on == of && (known == name || known == "'static"),
        _ => false,
    });
    match of {
        _ if known => Answer::Yes,
        Type::Primitive(_) => Answer::Yes,
        Type::Param(_) if name == "'static" => Answer::No,
        _ => Answer::Unknown,
    }
}
