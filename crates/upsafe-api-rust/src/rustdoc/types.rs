//! Types, bounds and generics.

use rustdoc_types as rd;

use super::convert::Convert;
use crate::model::{
    Argument, Associated, Binding, BindingValue, Bound, Fold, FunctionPointer, Generics, Named,
    Parameter, ParameterKind, PolyTrait, Predicate, Substitute, Type,
};

/// Aliases of aliases are expanded this deep.
const ALIASES: usize = 16;

/// A bound that says nothing: a parameter is sized unless it says otherwise.
const SIZED: &str = "std::marker::Sized";

impl Convert<'_> {
    pub(super) fn ty(&mut self, of: &rd::Type) -> Type {
        match of {
            rd::Type::ResolvedPath(path) => match self.expand(path) {
                Some(of) => of,
                None => Type::Path(self.path(path)),
            },
            rd::Type::DynTrait(object) => {
                let mut traits: Vec<PolyTrait> = (object.traits.iter())
                    .map(|one| PolyTrait {
                        lifetimes: lifetimes(&one.generic_params),
                        of: self.path(&one.trait_),
                    })
                    .collect();
                if let Some((_, rest)) = traits.split_first_mut() {
                    rest.sort();
                }
                Type::Dyn {
                    traits,
                    lifetime: object.lifetime.clone(),
                }
            }
            rd::Type::Generic(name) => match (&self.self_type, name.as_str()) {
                (Some(of), "Self") => of.clone(),
                _ => Type::Param(name.clone()),
            },
            rd::Type::Primitive(name) => Type::Primitive(name.clone()),
            rd::Type::FunctionPointer(pointer) => {
                let mut names = lifetimes(&pointer.generic_params);
                names.sort();
                Type::Function(Box::new(FunctionPointer {
                    lifetimes: names,
                    inputs: pointer
                        .sig
                        .inputs
                        .iter()
                        .map(|(_, of)| self.ty(of))
                        .collect(),
                    output: pointer.sig.output.as_ref().map(|of| self.ty(of)),
                    is_unsafe: pointer.header.is_unsafe,
                    abi: abi(&pointer.header.abi),
                    variadic: pointer.sig.is_c_variadic,
                }))
            }
            rd::Type::Tuple(all) => Type::Tuple(all.iter().map(|of| self.ty(of)).collect()),
            rd::Type::Slice(of) => Type::Slice(Box::new(self.ty(of))),
            rd::Type::Array { type_, len } => Type::Array {
                of: Box::new(self.ty(type_)),
                len: len.clone(),
            },
            rd::Type::Pat {
                type_,
                __pat_unstable_do_not_use: pattern,
            } => Type::Other(format!("{} is {pattern}", self.ty(type_))),
            rd::Type::ImplTrait(bounds) => self.opaque(bounds),
            rd::Type::Infer => Type::Other("_".to_owned()),
            rd::Type::RawPointer { is_mutable, type_ } => Type::Pointer {
                mutable: *is_mutable,
                of: Box::new(self.ty(type_)),
            },
            rd::Type::BorrowedRef {
                lifetime,
                is_mutable,
                type_,
            } => {
                let mut of = self.ty(type_);
                // `&'a (dyn Trait + 'a)` is what `&'a dyn Trait` means.
                if let Type::Dyn {
                    lifetime: inner, ..
                } = &mut of
                    && inner == lifetime
                {
                    *inner = None;
                }
                let lifetime = lifetime.clone().filter(|name| name != "'_");
                Type::Ref {
                    lifetime,
                    mutable: *is_mutable,
                    of: Box::new(of),
                }
            }
            rd::Type::QualifiedPath {
                name,
                args,
                self_type,
                trait_,
            } => {
                let args = args
                    .as_deref()
                    .map_or_else(Vec::new, |args| self.args(args).0);
                Type::Associated(Box::new(Associated {
                    of: self.ty(self_type),
                    through: trait_.as_ref().map(|path| self.path(path)),
                    name: name.clone(),
                    args,
                }))
            }
        }
    }

    /// What an own type alias stands for: to callers the two are one type.
    fn expand(&mut self, path: &rd::Path) -> Option<Type> {
        let krate = self.krate;
        let item = krate
            .index
            .get(&path.id)
            .filter(|item| item.crate_id == 0)?;
        let rd::ItemEnum::TypeAlias(alias) = &item.inner else {
            return None;
        };
        if self.aliases >= ALIASES {
            return None;
        }
        let args = path
            .args
            .as_deref()
            .map_or_else(Vec::new, |args| self.args(args).0);
        self.aliases += 1;
        let self_type = self.self_type.take();
        let generics = self.generics(&alias.generics);
        let of = self.ty(&alias.type_);
        self.self_type = self_type;
        self.aliases -= 1;
        Some(Substitute::arguments(&generics.params, &args)?.of(&of))
    }

    fn opaque(&mut self, bounds: &[rd::GenericBound]) -> Type {
        let mut captured: Option<Vec<String>> = None;
        for bound in bounds {
            if let rd::GenericBound::Use(names) = bound {
                let names = names.iter().map(|name| match name {
                    rd::PreciseCapturingArg::Lifetime(name)
                    | rd::PreciseCapturingArg::Param(name) => name.clone(),
                });
                captured.get_or_insert_default().extend(names);
            }
        }
        let bounds = self.bounds(bounds);
        let captures = self.scope.as_ref().map(|scope| {
            let mut names = captured.unwrap_or_else(|| scope.captured(&bounds));
            names.sort();
            names.dedup();
            names
        });
        Type::Opaque { bounds, captures }
    }

    pub(super) fn path(&mut self, path: &rd::Path) -> Named {
        let (name, unnameable) = self.definition(path.id, &path.path);
        let (mut args, bindings, parenthesized) = match path.args.as_deref() {
            None => (Vec::new(), Vec::new(), false),
            Some(args) => self.args(args),
        };
        for arg in &mut args {
            // `Box<dyn Trait>` means `Box<dyn Trait + 'static>`.
            if let Argument::Type(Type::Dyn { lifetime, .. }) = arg
                && lifetime.as_deref() == Some("'static")
            {
                *lifetime = None;
            }
        }
        if !parenthesized && let Some(missing) = self.defaults(path.id, &args) {
            args.extend(missing);
        }
        Named {
            path: name,
            args,
            bindings,
            parenthesized,
            unnameable,
        }
    }

    /// The arguments that an own type or trait takes by default: `S<u8>` may mean `S<u8, u16>`.
    fn defaults(&mut self, id: rd::Id, args: &[Argument]) -> Option<Vec<Argument>> {
        let krate = self.krate;
        let item = krate.index.get(&id).filter(|item| item.crate_id == 0)?;
        let generics = match &item.inner {
            rd::ItemEnum::Struct(of) => &of.generics,
            rd::ItemEnum::Enum(of) => &of.generics,
            rd::ItemEnum::Union(of) => &of.generics,
            rd::ItemEnum::Trait(of) => &of.generics,
            _ => return None,
        };
        let has_default = generics.params.iter().any(|param| match &param.kind {
            rd::GenericParamDefKind::Type { default, .. } => default.is_some(),
            rd::GenericParamDefKind::Const { default, .. } => default.is_some(),
            rd::GenericParamDefKind::Lifetime { .. } => false,
        });
        if !has_default || self.aliases >= ALIASES {
            return None;
        }
        self.aliases += 1;
        let self_type = self.self_type.take();
        let generics = self.generics(generics);
        self.self_type = self_type;
        self.aliases -= 1;
        Substitute::missing(&generics.params, args)
    }

    fn args(&mut self, args: &rd::GenericArgs) -> (Vec<Argument>, Vec<Binding>, bool) {
        match args {
            rd::GenericArgs::AngleBracketed { args, constraints } => {
                let args = (args.iter())
                    .map(|arg| match arg {
                        rd::GenericArg::Lifetime(name) => Argument::Lifetime(name.clone()),
                        rd::GenericArg::Type(of) => Argument::Type(self.ty(of)),
                        rd::GenericArg::Const(constant) => Argument::Const(value(constant)),
                        rd::GenericArg::Infer => Argument::Infer,
                    })
                    .collect();
                let mut bindings: Vec<Binding> =
                    constraints.iter().map(|one| self.binding(one)).collect();
                bindings.sort();
                (args, bindings, false)
            }
            rd::GenericArgs::Parenthesized { inputs, output } => {
                let inputs = inputs.iter().map(|of| self.ty(of)).collect();
                let output = output
                    .as_ref()
                    .map_or(Type::Tuple(Vec::new()), |of| self.ty(of));
                let output = Binding {
                    name: "Output".to_owned(),
                    args: Vec::new(),
                    value: BindingValue::Type(output),
                };
                (
                    vec![Argument::Type(Type::Tuple(inputs))],
                    vec![output],
                    true,
                )
            }
            rd::GenericArgs::ReturnTypeNotation => {
                (vec![Argument::Const("(..)".to_owned())], Vec::new(), false)
            }
        }
    }

    fn binding(&mut self, one: &rd::AssocItemConstraint) -> Binding {
        let value = match &one.binding {
            rd::AssocItemConstraintKind::Equality(rd::Term::Type(of)) => {
                BindingValue::Type(self.ty(of))
            }
            rd::AssocItemConstraintKind::Equality(rd::Term::Constant(constant)) => {
                BindingValue::Const(value(constant))
            }
            rd::AssocItemConstraintKind::Constraint(bounds) => {
                BindingValue::Bounds(self.bounds(bounds))
            }
        };
        let args = one
            .args
            .as_deref()
            .map_or_else(Vec::new, |args| self.args(args).0);
        Binding {
            name: one.name.clone(),
            args,
            value,
        }
    }

    /// Bounds, sorted; `use<..>` and `?const` are no bounds.
    pub(super) fn bounds(&mut self, bounds: &[rd::GenericBound]) -> Vec<Bound> {
        let mut all: Vec<Bound> = (bounds.iter())
            .filter_map(|bound| match bound {
                rd::GenericBound::TraitBound {
                    trait_,
                    generic_params,
                    modifier,
                } => {
                    let of = self.path(trait_);
                    Some(match modifier {
                        rd::TraitBoundModifier::Maybe => Bound::Maybe(of),
                        rd::TraitBoundModifier::None | rd::TraitBoundModifier::MaybeConst => {
                            Bound::Trait(PolyTrait {
                                lifetimes: lifetimes(generic_params),
                                of,
                            })
                        }
                    })
                }
                rd::GenericBound::Outlives(name) => Some(Bound::Outlives(name.clone())),
                rd::GenericBound::Use(_) => None,
            })
            .filter(|bound| !matches!(bound, Bound::Trait(poly) if poly.of.path == SIZED))
            .collect();
        all.sort();
        all.dedup();
        all
    }

    pub(super) fn generics(&mut self, generics: &rd::Generics) -> Generics {
        let mut params = Vec::new();
        let mut all = Vec::new();
        for param in &generics.params {
            let name = param.name.clone();
            let kind = match &param.kind {
                rd::GenericParamDefKind::Lifetime { outlives } => {
                    all.extend(outlives.iter().map(|shorter| Predicate::Lifetime {
                        of: name.clone(),
                        outlives: shorter.clone(),
                    }));
                    ParameterKind::Lifetime {}
                }
                rd::GenericParamDefKind::Type {
                    is_synthetic: true, ..
                } => continue,
                rd::GenericParamDefKind::Type {
                    bounds, default, ..
                } => {
                    let of = Type::Param(name.clone());
                    all.extend(self.predicates(&[], &of, bounds));
                    ParameterKind::Type {
                        default: default.as_ref().map(|of| self.ty(of)),
                    }
                }
                rd::GenericParamDefKind::Const { type_, default } => ParameterKind::Const {
                    of: self.ty(type_),
                    default: default.clone(),
                },
            };
            params.push(Parameter {
                name,
                kind,
                variance: None,
            });
        }
        for predicate in &generics.where_predicates {
            match predicate {
                rd::WherePredicate::BoundPredicate {
                    type_,
                    bounds,
                    generic_params,
                } => {
                    let of = self.ty(type_);
                    all.extend(self.predicates(&lifetimes(generic_params), &of, bounds));
                }
                rd::WherePredicate::LifetimePredicate { lifetime, outlives } => {
                    all.extend(outlives.iter().map(|shorter| Predicate::Lifetime {
                        of: lifetime.clone(),
                        outlives: shorter.clone(),
                    }));
                }
                rd::WherePredicate::EqPredicate { lhs, rhs } => {
                    let right = match rhs {
                        rd::Term::Type(of) => self.ty(of),
                        rd::Term::Constant(constant) => Type::Other(value(constant)),
                    };
                    all.push(Predicate::Equal {
                        left: self.ty(lhs),
                        right,
                    });
                }
            }
        }
        all.sort();
        all.dedup();
        Generics {
            params,
            bounds: all,
        }
    }

    fn predicates(
        &mut self,
        lifetimes: &[String],
        of: &Type,
        bounds: &[rd::GenericBound],
    ) -> Vec<Predicate> {
        let bounds = self.bounds(bounds).into_iter();
        bounds
            .map(|bound| Predicate::Type {
                lifetimes: lifetimes.to_vec(),
                of: of.clone(),
                bound,
            })
            .collect()
    }
}

fn lifetimes(params: &[rd::GenericParamDef]) -> Vec<String> {
    params.iter().map(|param| param.name.clone()).collect()
}

fn value(constant: &rd::Constant) -> String {
    constant
        .value
        .clone()
        .unwrap_or_else(|| constant.expr.clone())
}

pub(super) fn abi(abi: &rd::Abi) -> Option<String> {
    let (name, unwind) = match abi {
        rd::Abi::Rust => return None,
        rd::Abi::C { unwind } => ("C", *unwind),
        rd::Abi::Cdecl { unwind } => ("cdecl", *unwind),
        rd::Abi::Stdcall { unwind } => ("stdcall", *unwind),
        rd::Abi::Fastcall { unwind } => ("fastcall", *unwind),
        rd::Abi::Aapcs { unwind } => ("aapcs", *unwind),
        rd::Abi::Win64 { unwind } => ("win64", *unwind),
        rd::Abi::SysV64 { unwind } => ("sysv64", *unwind),
        rd::Abi::System { unwind } => ("system", *unwind),
        rd::Abi::Other(name) => (name.trim_matches('"'), false),
    };
    Some(if unwind {
        format!("{name}-unwind")
    } else {
        name.to_owned()
    })
}
