//! One spelling for what is one signature: elided and named lifetimes, `impl Trait` in arguments.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Bound, Fold, Function, Generics, Named, Parameter, ParameterKind, Predicate, Type,
};

/// The name of the parameter that stands for an `impl Trait`; no source can spell it.
const SYNTHETIC: &str = "impl#";

/// Whether a parameter stands for an `impl Trait`.
pub(super) fn is_synthetic(name: &str) -> bool {
    name.contains(SYNTHETIC)
}

#[derive(Default)]
struct Scope {
    names: BTreeMap<String, String>,
    count: usize,
    elided: bool,
}

/// Renames lifetimes by the order in which they appear.
#[derive(Default)]
struct Lifetimes {
    own: BTreeSet<String>,
    names: BTreeMap<String, String>,
    elided: Vec<String>,
    order: Vec<String>,
    scopes: Vec<Scope>,
    /// What an elided lifetime means now; none in arguments, where each is one of its own.
    output: Option<String>,
    in_function: bool,
}

impl Lifetimes {
    fn fresh(&mut self) -> String {
        let name = format!("'{}", self.order.len());
        self.order.push(name.clone());
        name
    }
}

impl Fold for Lifetimes {
    fn lifetime(&mut self, name: Option<&str>) -> Option<String> {
        let depth = self.scopes.len();
        let Some(name) = name.filter(|name| *name != "'_") else {
            if let Some(scope) = self.scopes.last_mut().filter(|scope| scope.elided) {
                let new = format!("'{depth}^{}", scope.count);
                scope.count += 1;
                return Some(new);
            }
            if let Some(output) = &self.output {
                return Some(output.clone());
            }
            if !self.in_function {
                return None;
            }
            let new = self.fresh();
            self.elided.push(new.clone());
            return Some(new);
        };
        for (position, scope) in self.scopes.iter_mut().enumerate().rev() {
            if let Some(known) = scope.names.get(name) {
                if !known.is_empty() {
                    return Some(known.clone());
                }
                let new = format!("'{}^{}", position + 1, scope.count);
                scope.count += 1;
                scope.names.insert(name.to_owned(), new.clone());
                return Some(new);
            }
        }
        if !self.own.contains(name) {
            // A lifetime of the implementation or trait: the elision rules count it, too.
            if name != "'static" && self.in_function && !self.order.iter().any(|one| one == name) {
                self.order.push(name.to_owned());
            }
            return Some(name.to_owned());
        }
        if let Some(known) = self.names.get(name) {
            return Some(known.clone());
        }
        let new = self.fresh();
        self.names.insert(name.to_owned(), new.clone());
        Some(new)
    }

    /// Where an own item stands that nobody can name, is its author's affair.
    fn named(&mut self, named: &Named) -> Named {
        let path = match (named.unnameable, named.path.split_once("::")) {
            (true, Some((krate, rest))) => {
                format!(
                    "{krate}::(private)::{}",
                    rest.rsplit("::").next().unwrap_or(rest)
                )
            }
            _ => named.path.clone(),
        };
        let args = self.args(&named.args);
        Named {
            path,
            args,
            bindings: self.bindings(&named.bindings),
            ..named.clone()
        }
    }

    fn captures(&mut self, names: &[String]) -> Vec<String> {
        let mut all = BTreeSet::new();
        for name in names {
            if name == "'_" {
                all.extend(self.elided.iter().cloned());
            } else if name.starts_with('\'') {
                all.extend(self.lifetime(Some(name)));
            } else {
                all.insert(name.clone());
            }
        }
        all.into_iter().collect()
    }

    fn enter(&mut self, lifetimes: &[String], elided: bool) {
        let names = lifetimes
            .iter()
            .map(|name| (name.clone(), String::new()))
            .collect();
        self.scopes.push(Scope {
            names,
            count: 0,
            elided,
        });
    }

    fn leave(&mut self, lifetimes: &[String], _elided: bool) -> Vec<String> {
        let depth = self.scopes.len();
        let Some(scope) = self.scopes.pop() else {
            return lifetimes.to_vec();
        };
        (0..scope.count)
            .map(|number| format!("'{depth}^{number}"))
            .collect()
    }
}

/// Turns each `impl Trait` into a parameter.
#[derive(Default)]
struct Synthetic {
    params: Vec<Parameter>,
    bounds: Vec<Predicate>,
}

impl Fold for Synthetic {
    fn of(&mut self, of: &Type) -> Type {
        if let Type::Opaque {
            bounds,
            captures: None,
        } = of
        {
            let bounds: Vec<Bound> = self.bounds(bounds);
            let name = format!("{SYNTHETIC}{}", self.params.len());
            let param = Type::Param(name.clone());
            self.params.push(Parameter {
                name,
                kind: ParameterKind::Type { default: None },
                variance: None,
            });
            self.bounds
                .extend(bounds.into_iter().map(|bound| Predicate::Type {
                    lifetimes: Vec::new(),
                    of: param.clone(),
                    bound,
                }));
            return param;
        }
        match of {
            Type::Path(named) => Type::Path(self.named(named)),
            Type::Tuple(all) => Type::Tuple(all.iter().map(|one| self.of(one)).collect()),
            Type::Slice(one) => Type::Slice(Box::new(self.of(one))),
            Type::Array { of, len } => Type::Array {
                of: Box::new(self.of(of)),
                len: len.clone(),
            },
            Type::Ref {
                lifetime,
                mutable,
                of,
            } => Type::Ref {
                lifetime: lifetime.clone(),
                mutable: *mutable,
                of: Box::new(self.of(of)),
            },
            Type::Pointer { mutable, of } => Type::Pointer {
                mutable: *mutable,
                of: Box::new(self.of(of)),
            },
            other => other.clone(),
        }
    }
}

/// A signature in its one spelling; the lifetimes among the parameters are gone, and those of
/// `outer` are as good as its own.
pub(super) fn function(function: &Function, outer: &[Parameter]) -> Function {
    let mut synthetic = Synthetic::default();
    let mut new = function.clone();
    for input in &mut new.inputs {
        input.of = synthetic.of(&input.of);
    }
    new.generics.params.extend(synthetic.params);
    new.generics.bounds.extend(synthetic.bounds);

    let is_lifetime = |param: &Parameter| matches!(param.kind, ParameterKind::Lifetime {});
    let lifetimes = new
        .generics
        .params
        .iter()
        .chain(outer)
        .filter(|param| is_lifetime(param));
    let mut names = Lifetimes {
        own: lifetimes.map(|param| param.name.clone()).collect(),
        in_function: true,
        ..Lifetimes::default()
    };
    let mut receiver = None;
    for (position, input) in new.inputs.iter_mut().enumerate() {
        let seen = names.order.len();
        input.of = names.of(&input.of);
        if position == 0
            && input.name == "self"
            && matches!(function.inputs.first(), Some(first) if is_reference(&first.of))
        {
            receiver = names.order.get(seen).cloned();
            if receiver.is_none()
                && let Type::Ref { lifetime, .. } = &input.of
            {
                receiver.clone_from(lifetime);
            }
        }
    }
    let only = match names.order.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    };
    names.output = Some(receiver.or(only).unwrap_or_else(|| "'_".to_owned()));
    new.generics.bounds = new
        .generics
        .bounds
        .iter()
        .map(|predicate| names.predicate(predicate))
        .collect();
    new.generics.bounds.sort();
    new.generics.bounds.dedup();
    new.output = new.output.as_ref().map(|of| names.of(of));
    new.generics.params.retain(|param| !is_lifetime(param));
    new
}

fn is_reference(of: &Type) -> bool {
    match of {
        Type::Ref { .. } => true,
        Type::Path(named) => named.path == "std::pin::Pin",
        _ => false,
    }
}

/// A type in its one spelling, outside of signatures.
pub(super) fn of(of: &Type) -> Type {
    Lifetimes::default().of(of)
}

/// Parameters and bounds in their one spelling.
pub(super) fn generics(generics: &Generics) -> Generics {
    Lifetimes::default().generics(generics)
}

/// A bound in its one spelling.
pub(super) fn bound(bound: &Bound) -> Bound {
    Lifetimes::default().bound(bound)
}
