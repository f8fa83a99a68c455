//! Walks over types: one that rewrites, one that looks.

use super::{
    item::{Function, Generics, Input, Owner, Parameter, ParameterKind},
    types::{
        Argument, Associated, Binding, BindingValue, Bound, FunctionPointer, Named, PolyTrait,
        Predicate, Type,
    },
};

/// Rewrites the names in a type. What a method does not replace, stays.
pub(crate) trait Fold {
    /// A definition's path.
    fn path(&mut self, path: &str) -> String {
        path.to_owned()
    }

    /// A generic parameter.
    fn param(&mut self, name: &str) -> Type {
        Type::Param(name.to_owned())
    }

    /// A named or elided lifetime; an elided one is none or `'_`.
    fn lifetime(&mut self, name: Option<&str>) -> Option<String> {
        name.map(str::to_owned)
    }

    /// The expression of a constant.
    fn constant(&mut self, text: &str) -> String {
        text.to_owned()
    }

    /// Lifetimes that are bound from here to [`leave`](Self::leave).
    fn enter(&mut self, _lifetimes: &[String], _elided: bool) {}

    /// The end of what [`enter`](Self::enter) began; the lifetimes as they shall be called.
    fn leave(&mut self, lifetimes: &[String], _elided: bool) -> Vec<String> {
        lifetimes.to_vec()
    }

    /// A type.
    fn of(&mut self, of: &Type) -> Type {
        match of {
            Type::Primitive(_) | Type::Other(_) => of.clone(),
            Type::Param(name) => self.param(name),
            Type::Path(named) => Type::Path(self.named(named)),
            Type::Tuple(all) => Type::Tuple(all.iter().map(|one| self.of(one)).collect()),
            Type::Slice(one) => Type::Slice(Box::new(self.of(one))),
            Type::Array { of, len } => Type::Array {
                of: Box::new(self.of(of)),
                len: self.constant(len),
            },
            Type::Ref {
                lifetime,
                mutable,
                of,
            } => Type::Ref {
                lifetime: self.lifetime(lifetime.as_deref()),
                mutable: *mutable,
                of: Box::new(self.of(of)),
            },
            Type::Pointer { mutable, of } => Type::Pointer {
                mutable: *mutable,
                of: Box::new(self.of(of)),
            },
            Type::Function(pointer) => Type::Function(Box::new(self.pointer(pointer))),
            Type::Dyn { traits, lifetime } => {
                let traits = traits.iter().map(|one| self.poly(one)).collect();
                let lifetime = lifetime
                    .as_deref()
                    .and_then(|name| self.lifetime(Some(name)));
                Type::Dyn { traits, lifetime }
            }
            Type::Opaque { bounds, captures } => {
                let bounds = self.bounds(bounds);
                let captures = captures.as_ref().map(|all| self.captures(all));
                Type::Opaque { bounds, captures }
            }
            Type::Associated(one) => Type::Associated(Box::new(Associated {
                of: self.of(&one.of),
                through: one.through.as_ref().map(|through| self.named(through)),
                name: one.name.clone(),
                args: self.args(&one.args),
            })),
        }
    }

    /// The names that an opaque type may capture.
    fn captures(&mut self, names: &[String]) -> Vec<String> {
        let mut all: Vec<String> = names
            .iter()
            .map(|name| match name.strip_prefix('\'') {
                Some(_) => self.lifetime(Some(name)).unwrap_or_default(),
                None => match self.param(name) {
                    Type::Param(name) => name,
                    _ => name.clone(),
                },
            })
            .collect();
        all.sort();
        all.dedup();
        all
    }

    /// A path with its arguments.
    fn named(&mut self, named: &Named) -> Named {
        Named {
            path: self.path(&named.path),
            args: self.args(&named.args),
            bindings: self.bindings(&named.bindings),
            parenthesized: named.parenthesized,
            unnameable: named.unnameable,
        }
    }

    /// What a trait's associated items are said to be.
    fn bindings(&mut self, bindings: &[Binding]) -> Vec<Binding> {
        let mut new = Vec::with_capacity(bindings.len());
        for binding in bindings {
            new.push(Binding {
                name: binding.name.clone(),
                args: self.args(&binding.args),
                value: match &binding.value {
                    BindingValue::Type(of) => BindingValue::Type(self.of(of)),
                    BindingValue::Const(text) => BindingValue::Const(self.constant(text)),
                    BindingValue::Bounds(all) => BindingValue::Bounds(self.bounds(all)),
                },
            });
        }
        new
    }

    /// Generic arguments.
    fn args(&mut self, args: &[Argument]) -> Vec<Argument> {
        let mut new = Vec::with_capacity(args.len());
        for arg in args {
            new.push(match arg {
                Argument::Lifetime(name) => {
                    let name = self.lifetime(Some(name)).unwrap_or_else(|| "'_".to_owned());
                    Argument::Lifetime(name)
                }
                Argument::Type(of) => match self.of(of) {
                    Type::Other(text) if text != "_" => Argument::Const(text),
                    of => Argument::Type(of),
                },
                Argument::Const(text) => Argument::Const(self.constant(text)),
                Argument::Infer => Argument::Infer,
            });
        }
        new
    }

    /// `for<'a> Trait<'a>`.
    fn poly(&mut self, poly: &PolyTrait) -> PolyTrait {
        // In `Fn(&T)` an elided lifetime is bound where `for<'a> Fn(&'a T)` binds a named one.
        let elided = poly.of.parenthesized;
        self.enter(&poly.lifetimes, elided);
        let of = self.named(&poly.of);
        PolyTrait {
            lifetimes: self.leave(&poly.lifetimes, elided),
            of,
        }
    }

    /// Bounds; sorted again.
    fn bounds(&mut self, bounds: &[Bound]) -> Vec<Bound> {
        let mut new: Vec<Bound> = bounds.iter().map(|bound| self.bound(bound)).collect();
        new.sort();
        new
    }

    /// A bound.
    fn bound(&mut self, bound: &Bound) -> Bound {
        match bound {
            Bound::Trait(poly) => Bound::Trait(self.poly(poly)),
            Bound::Maybe(named) => Bound::Maybe(self.named(named)),
            Bound::Outlives(name) => {
                Bound::Outlives(self.lifetime(Some(name)).unwrap_or_else(|| "'_".to_owned()))
            }
        }
    }

    /// A function pointer.
    fn pointer(&mut self, pointer: &FunctionPointer) -> FunctionPointer {
        self.enter(&pointer.lifetimes, true);
        let inputs = pointer.inputs.iter().map(|of| self.of(of)).collect();
        let output = pointer.output.as_ref().map(|of| self.of(of));
        let lifetimes = self.leave(&pointer.lifetimes, true);
        FunctionPointer {
            lifetimes,
            inputs,
            output,
            ..pointer.clone()
        }
    }

    /// A predicate.
    fn predicate(&mut self, predicate: &Predicate) -> Predicate {
        match predicate {
            Predicate::Type {
                lifetimes,
                of,
                bound,
            } => {
                self.enter(lifetimes, false);
                let (of, bound) = (self.of(of), self.bound(bound));
                Predicate::Type {
                    lifetimes: self.leave(lifetimes, false),
                    of,
                    bound,
                }
            }
            Predicate::Lifetime { of, outlives } => Predicate::Lifetime {
                of: self.lifetime(Some(of)).unwrap_or_default(),
                outlives: self.lifetime(Some(outlives)).unwrap_or_default(),
            },
            Predicate::Equal { left, right } => Predicate::Equal {
                left: self.of(left),
                right: self.of(right),
            },
        }
    }

    /// Parameters keep their names; their bounds, defaults and types are rewritten.
    fn generics(&mut self, generics: &Generics) -> Generics {
        let params = (generics.params.iter())
            .map(|param| Parameter {
                name: param.name.clone(),
                variance: param.variance,
                kind: match &param.kind {
                    ParameterKind::Lifetime {} => ParameterKind::Lifetime {},
                    ParameterKind::Type { default } => ParameterKind::Type {
                        default: default.as_ref().map(|default| self.of(default)),
                    },
                    ParameterKind::Const { of, default } => ParameterKind::Const {
                        of: self.of(of),
                        default: default.as_deref().map(|default| self.constant(default)),
                    },
                },
            })
            .collect();
        let mut bounds: Vec<Predicate> = generics
            .bounds
            .iter()
            .map(|predicate| self.predicate(predicate))
            .collect();
        bounds.sort();
        Generics { params, bounds }
    }

    /// A signature; its owner stays.
    fn function(&mut self, function: &Function) -> Function {
        Function {
            inputs: (function.inputs.iter())
                .map(|input| Input {
                    name: input.name.clone(),
                    of: self.of(&input.of),
                })
                .collect(),
            output: function.output.as_ref().map(|of| self.of(of)),
            generics: self.generics(&function.generics),
            ..function.clone()
        }
    }

    /// An owner.
    fn owner(&mut self, owner: &Owner) -> Owner {
        match owner {
            Owner::Free | Owner::Trait { .. } => owner.clone(),
            Owner::Impl(header) => Owner::Impl(super::item::Header {
                generics: self.generics(&header.generics),
                of: self.of(&header.of),
            }),
        }
    }
}

/// Calls back with every path in a type.
pub(crate) fn visit_type(of: &Type, see: &mut dyn FnMut(&str)) {
    match of {
        Type::Primitive(_) | Type::Param(_) | Type::Other(_) => {}
        Type::Path(named) => visit_named(named, see),
        Type::Tuple(all) => all.iter().for_each(|of| visit_type(of, see)),
        Type::Slice(of) | Type::Array { of, .. } => visit_type(of, see),
        Type::Ref { of, .. } | Type::Pointer { of, .. } => visit_type(of, see),
        Type::Function(pointer) => {
            pointer
                .inputs
                .iter()
                .chain(&pointer.output)
                .for_each(|of| visit_type(of, see));
        }
        Type::Dyn { traits, .. } => traits.iter().for_each(|poly| visit_named(&poly.of, see)),
        Type::Opaque { bounds, .. } => bounds.iter().for_each(|bound| visit_bound(bound, see)),
        Type::Associated(one) => {
            visit_type(&one.of, see);
            one.through
                .iter()
                .for_each(|through| visit_named(through, see));
            visit_args(&one.args, see);
        }
    }
}

/// Calls back with every path in a path's arguments, and its own.
pub(crate) fn visit_named(named: &Named, see: &mut dyn FnMut(&str)) {
    see(&named.path);
    visit_args(&named.args, see);
    for binding in &named.bindings {
        visit_args(&binding.args, see);
        match &binding.value {
            BindingValue::Type(of) => visit_type(of, see),
            BindingValue::Const(_) => {}
            BindingValue::Bounds(all) => all.iter().for_each(|bound| visit_bound(bound, see)),
        }
    }
}

fn visit_args(args: &[Argument], see: &mut dyn FnMut(&str)) {
    for arg in args {
        if let Argument::Type(of) = arg {
            visit_type(of, see);
        }
    }
}

/// Calls back with every path in a bound.
pub(crate) fn visit_bound(bound: &Bound, see: &mut dyn FnMut(&str)) {
    match bound {
        Bound::Trait(poly) => visit_named(&poly.of, see),
        Bound::Maybe(named) => visit_named(named, see),
        Bound::Outlives(_) => {}
    }
}

/// Calls back with every path in the bounds of parameters.
pub(crate) fn visit_generics(generics: &Generics, see: &mut dyn FnMut(&str)) {
    for predicate in &generics.bounds {
        match predicate {
            Predicate::Type { of, bound, .. } => {
                visit_type(of, see);
                visit_bound(bound, see);
            }
            Predicate::Lifetime { .. } => {}
            Predicate::Equal { left, right } => {
                visit_type(left, see);
                visit_type(right, see);
            }
        }
    }
}

/// Calls back with every path in a signature.
pub(crate) fn visit_function(function: &Function, see: &mut dyn FnMut(&str)) {
    visit_generics(&function.generics, see);
    function
        .inputs
        .iter()
        .for_each(|input| visit_type(&input.of, see));
    function.output.iter().for_each(|of| visit_type(of, see));
}
