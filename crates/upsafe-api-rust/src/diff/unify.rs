//! Whether one type is another with its parameters filled in.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Argument, BindingValue, Bound, Fold, Generics, Named, ParameterKind, Predicate, Substitute,
    Type,
};

/// Marks the parameters of the new side, so that no name of the old side is one of them.
const MARK: &str = "new#";

/// One-way matching: the pattern's variables are filled in, the target stays as it is.
#[derive(Clone, Debug, Default)]
pub(super) struct Unify {
    variables: BTreeSet<String>,
    pub(super) found: Substitute,
    /// What can only be compared when the variables are known: `<T as Trait>::Item`.
    later: Vec<(Type, Type)>,
}

impl Unify {
    /// The parameters of `generics` become variables. The second is what renames them.
    pub(super) fn of(generics: &[&Generics]) -> (Self, Substitute) {
        let mut unify = Unify::default();
        let mut apart = Substitute::default();
        for param in generics.iter().flat_map(|generics| &generics.params) {
            let name = match (&param.kind, param.name.strip_prefix('\'')) {
                (ParameterKind::Lifetime {}, Some(name)) => format!("'{MARK}{name}"),
                _ => format!("{MARK}{}", param.name),
            };
            apart
                .params
                .insert(param.name.clone(), Substitute::itself(param, &name));
            unify.variables.insert(name);
        }
        (unify, apart)
    }

    /// Gives parameters that stand in bounds only the names that are left, by name or in order: in
    /// `impl<'a, T: Trait<'a>> S<T>` the type does not tell what `'a` is.
    pub(super) fn pair_left(&mut self, old: &Generics) {
        let taken: BTreeSet<Argument> = self.found.params.values().cloned().collect();
        let unbound: Vec<String> = self.unbound().map(str::to_owned).collect();
        for lifetimes in [true, false] {
            let is = |name: &str| name.starts_with('\'') == lifetimes;
            let mut left: Vec<(&str, Argument)> = (old.params.iter())
                .filter(|param| is(&param.name))
                .map(|param| (param.name.as_str(), Substitute::itself(param, &param.name)))
                .filter(|(_, arg)| !taken.contains(arg))
                .collect();
            for name in unbound.iter().filter(|name| is(name)) {
                let plain = name.replacen(MARK, "", 1);
                let at = left
                    .iter()
                    .position(|(other, _)| *other == plain)
                    .unwrap_or(0);
                if at < left.len() {
                    self.found.params.insert(name.clone(), left.remove(at).1);
                }
            }
        }
    }

    /// Finds variables through the associated types of known ones: from `T: Trait<Output = u8>` and
    /// `T: Trait<Output = U>`, what `U` is.
    pub(super) fn bindings(&mut self, new: &Generics, old: &Generics) {
        for predicate in &new.bounds {
            let Predicate::Type {
                of,
                bound: Bound::Trait(wanted),
                ..
            } = predicate
            else {
                continue;
            };
            let of = self.found.of(of);
            for known in &old.bounds {
                let Predicate::Type {
                    of: on,
                    bound: Bound::Trait(known),
                    ..
                } = known
                else {
                    continue;
                };
                if *on != of || known.of.path != wanted.of.path {
                    continue;
                }
                for (new, old) in pairs(&wanted.of, &known.of) {
                    if let Type::Param(name) = new
                        && self.variables.contains(name)
                    {
                        self.bind(name, Argument::Type(old.clone()));
                    }
                }
            }
        }
    }

    /// The variables that nothing was found for.
    pub(super) fn unbound(&self) -> impl Iterator<Item = &str> {
        let known = &self.found.params;
        self.variables
            .iter()
            .filter(|name| !known.contains_key(*name))
            .map(String::as_str)
    }

    pub(super) fn types(&mut self, pattern: &Type, target: &Type) -> bool {
        match (pattern, target) {
            (Type::Param(name), _) if self.variables.contains(name) => {
                self.bind(name, Argument::Type(target.clone()))
            }
            (Type::Path(pattern), Type::Path(target)) => self.named(pattern, target),
            (Type::Tuple(pattern), Type::Tuple(target)) => {
                pattern.len() == target.len()
                    && pattern.iter().zip(target).all(|(p, t)| self.types(p, t))
            }
            (Type::Slice(pattern), Type::Slice(target)) => self.types(pattern, target),
            (Type::Array { of: p, len: n }, Type::Array { of: t, len: m }) => {
                self.constant(n, m) && self.types(p, t)
            }
            (
                Type::Ref {
                    lifetime: a,
                    mutable: m,
                    of: p,
                },
                Type::Ref {
                    lifetime: b,
                    mutable: n,
                    of: t,
                },
            ) => m == n && self.lifetime(a.as_deref(), b.as_deref()) && self.types(p, t),
            (Type::Pointer { mutable: m, of: p }, Type::Pointer { mutable: n, of: t }) => {
                m == n && self.types(p, t)
            }
            _ => {
                if self.found.of(pattern) != *target {
                    self.later.push((pattern.clone(), target.clone()));
                }
                true
            }
        }
    }

    /// Whether what had to wait is equal, too. To be asked at the end.
    pub(super) fn settled(&mut self) -> bool {
        let later = std::mem::take(&mut self.later);
        later
            .iter()
            .all(|(pattern, target)| self.found.of(pattern) == *target)
    }

    pub(super) fn named(&mut self, pattern: &Named, target: &Named) -> bool {
        pattern.path == target.path
            && self.args(&pattern.args, &target.args)
            && pattern.bindings.len() == target.bindings.len()
            && self.found.named(pattern).bindings == target.bindings
    }

    pub(super) fn args(&mut self, pattern: &[Argument], target: &[Argument]) -> bool {
        pattern.len() == target.len()
            && pattern.iter().zip(target).all(|(p, t)| match (p, t) {
                (Argument::Type(Type::Param(name)), t) if self.variables.contains(name) => {
                    self.bind(name, t.clone())
                }
                (Argument::Type(p), Argument::Type(t)) => self.types(p, t),
                (Argument::Lifetime(p), Argument::Lifetime(t)) => self.lifetime(Some(p), Some(t)),
                (Argument::Const(p), Argument::Const(t)) => self.constant(p, t),
                (p, t) => p == t,
            })
    }

    fn constant(&mut self, pattern: &str, target: &str) -> bool {
        match self.variables.contains(pattern) {
            true => self.bind(pattern, Argument::Const(target.to_owned())),
            false => pattern == target,
        }
    }

    fn lifetime(&mut self, pattern: Option<&str>, target: Option<&str>) -> bool {
        let pattern = pattern.unwrap_or("'_");
        match pattern {
            // An elided lifetime of an implementation is a parameter of its own.
            "'_" => true,
            name if self.variables.contains(name) => {
                self.bind(name, Argument::Lifetime(target.unwrap_or("'_").to_owned()))
            }
            name => Some(name) == target,
        }
    }

    fn bind(&mut self, name: &str, to: Argument) -> bool {
        match self.found.params.get(name) {
            Some(Argument::Type(Type::Param(one))) if matches!(&to, Argument::Const(other) if one == other) => {
                true
            }
            Some(known) => *known == to,
            None => {
                self.found.params.insert(name.to_owned(), to);
                true
            }
        }
    }
}

/// The types that two mentions of a trait give to the same associated types.
fn pairs<'a>(new: &'a Named, old: &'a Named) -> Vec<(&'a Type, &'a Type)> {
    let mut all = Vec::new();
    for one in &new.bindings {
        for other in old.bindings.iter().filter(|other| other.name == one.name) {
            if let (BindingValue::Type(new), BindingValue::Type(old)) = (&one.value, &other.value) {
                all.push((new, old));
            }
        }
    }
    all
}

/// Gives the parameters of the new side the names of the old side, by position.
pub(super) fn by_position(old: &Generics, new: &Generics) -> Substitute {
    let mut all = Substitute {
        params: BTreeMap::new(),
        paths: BTreeMap::new(),
    };
    let kinds: [fn(&ParameterKind) -> bool; 2] = [
        |kind| matches!(kind, ParameterKind::Lifetime {}),
        |kind| !matches!(kind, ParameterKind::Lifetime {}),
    ];
    for is in kinds {
        let old = old.params.iter().filter(|param| is(&param.kind));
        let new = new.params.iter().filter(|param| is(&param.kind));
        for (old, new) in old.zip(new) {
            all.params
                .insert(new.name.clone(), Substitute::itself(old, &old.name));
        }
    }
    all
}
