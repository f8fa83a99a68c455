//! How the model is shown: as Rust, with whole paths. Nothing compares these texts.

use std::fmt::{self, Display as _};

use super::{
    api::Library,
    item::{
        Function, Generics, Impl, Item, ItemKind, Owner, Parameter, ParameterKind, Repr, Shape,
        Slot,
    },
    types::{Argument, BindingValue, Bound, Named, PolyTrait, Predicate, Type},
};

type Formatter<'a, 'b> = &'a mut fmt::Formatter<'b>;

fn join<T>(
    f: Formatter<'_, '_>,
    all: impl IntoIterator<Item = T>,
    between: &str,
    mut show: impl FnMut(Formatter<'_, '_>, T) -> fmt::Result,
) -> fmt::Result {
    for (position, one) in all.into_iter().enumerate() {
        if position > 0 {
            f.write_str(between)?;
        }
        show(f, one)?;
    }
    Ok(())
}

fn binder(f: Formatter<'_, '_>, lifetimes: &[String]) -> fmt::Result {
    if lifetimes.is_empty() {
        Ok(())
    } else {
        write!(f, "for<{}> ", lifetimes.join(", "))
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Primitive(name) if name == "never" => f.write_str("!"),
            Type::Primitive(name) | Type::Param(name) | Type::Other(name) => f.write_str(name),
            Type::Path(named) => named.fmt(f),
            Type::Tuple(all) => {
                f.write_str("(")?;
                join(f, all, ", ", |f, of| of.fmt(f))?;
                f.write_str(if all.len() == 1 { ",)" } else { ")" })
            }
            Type::Slice(of) => write!(f, "[{of}]"),
            Type::Array { of, len } => write!(f, "[{of}; {len}]"),
            Type::Ref {
                lifetime,
                mutable,
                of,
            } => {
                f.write_str("&")?;
                if let Some(lifetime) = lifetime {
                    write!(f, "{lifetime} ")?;
                }
                f.write_str(if *mutable { "mut " } else { "" })?;
                match &**of {
                    Type::Dyn { traits, lifetime } if traits.len() + lifetime.iter().len() > 1 => {
                        write!(f, "({of})")
                    }
                    of => of.fmt(f),
                }
            }
            Type::Pointer { mutable, of } => {
                write!(f, "*{} {of}", if *mutable { "mut" } else { "const" })
            }
            Type::Function(pointer) => {
                binder(f, &pointer.lifetimes)?;
                f.write_str(if pointer.is_unsafe { "unsafe " } else { "" })?;
                if let Some(abi) = &pointer.abi {
                    write!(f, "extern {abi:?} ")?;
                }
                f.write_str("fn(")?;
                join(f, &pointer.inputs, ", ", |f, of| of.fmt(f))?;
                f.write_str(if pointer.variadic { ", ...)" } else { ")" })?;
                pointer
                    .output
                    .iter()
                    .try_for_each(|of| write!(f, " -> {of}"))
            }
            Type::Dyn { traits, lifetime } => {
                f.write_str("dyn ")?;
                join(f, traits, " + ", |f, of| of.fmt(f))?;
                lifetime.iter().try_for_each(|name| write!(f, " + {name}"))
            }
            Type::Opaque { bounds, captures } => {
                f.write_str("impl ")?;
                join(f, bounds, " + ", |f, of| of.fmt(f))?;
                match captures {
                    Some(names) => write!(f, " + use<{}>", names.join(", ")),
                    None => Ok(()),
                }
            }
            Type::Associated(one) => {
                match (&one.through, &one.of) {
                    (Some(through), of) => write!(f, "<{of} as {through}>::{}", one.name)?,
                    (None, Type::Param(of)) => write!(f, "{of}::{}", one.name)?,
                    (None, of) => write!(f, "<{of}>::{}", one.name)?,
                }
                arguments(f, &one.args, &[])
            }
        }
    }
}

fn arguments(
    f: Formatter<'_, '_>,
    args: &[Argument],
    bindings: &[super::types::Binding],
) -> fmt::Result {
    if args.is_empty() && bindings.is_empty() {
        return Ok(());
    }
    f.write_str("<")?;
    join(f, args, ", ", |f, arg| match arg {
        Argument::Lifetime(text) | Argument::Const(text) => f.write_str(text),
        Argument::Type(of) => of.fmt(f),
        Argument::Infer => f.write_str("_"),
    })?;
    f.write_str(if args.is_empty() || bindings.is_empty() {
        ""
    } else {
        ", "
    })?;
    join(f, bindings, ", ", |f, binding| {
        f.write_str(&binding.name)?;
        arguments(f, &binding.args, &[])?;
        match &binding.value {
            BindingValue::Type(of) => write!(f, " = {of}"),
            BindingValue::Const(text) => write!(f, " = {text}"),
            BindingValue::Bounds(all) => {
                f.write_str(": ")?;
                join(f, all, " + ", |f, of| of.fmt(f))
            }
        }
    })?;
    f.write_str(">")
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if !self.parenthesized {
            return arguments(f, &self.args, &self.bindings);
        }
        f.write_str("(")?;
        if let Some(Argument::Type(Type::Tuple(inputs))) = self.args.first() {
            join(f, inputs, ", ", |f, of| of.fmt(f))?;
        }
        f.write_str(")")?;
        for binding in &self.bindings {
            match &binding.value {
                BindingValue::Type(Type::Tuple(none)) if none.is_empty() => {}
                BindingValue::Type(of) => write!(f, " -> {of}")?,
                BindingValue::Const(_) | BindingValue::Bounds(_) => {}
            }
        }
        Ok(())
    }
}

impl fmt::Display for PolyTrait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        binder(f, &self.lifetimes)?;
        self.of.fmt(f)
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Bound::Trait(poly) => poly.fmt(f),
            Bound::Maybe(named) => write!(f, "?{named}"),
            Bound::Outlives(name) => f.write_str(name),
        }
    }
}

impl fmt::Display for Predicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Predicate::Type {
                lifetimes,
                of,
                bound,
            } => {
                binder(f, lifetimes)?;
                write!(f, "{of}: {bound}")
            }
            Predicate::Lifetime { of, outlives } => write!(f, "{of}: {outlives}"),
            Predicate::Equal { left, right } => write!(f, "{left} == {right}"),
        }
    }
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ParameterKind::Lifetime {} | ParameterKind::Type { default: None } => {
                f.write_str(&self.name)
            }
            ParameterKind::Type {
                default: Some(default),
            } => {
                write!(f, "{} = {default}", self.name)
            }
            ParameterKind::Const { of, default } => {
                write!(f, "const {}: {of}", self.name)?;
                default
                    .iter()
                    .try_for_each(|default| write!(f, " = {default}"))
            }
        }
    }
}

fn parameters(f: Formatter<'_, '_>, generics: &Generics) -> fmt::Result {
    if generics.params.is_empty() {
        return Ok(());
    }
    f.write_str("<")?;
    join(f, &generics.params, ", ", |f, param| param.fmt(f))?;
    f.write_str(">")
}

fn clause(f: Formatter<'_, '_>, generics: &Generics) -> fmt::Result {
    if generics.bounds.is_empty() {
        return Ok(());
    }
    f.write_str(" where ")?;
    join(f, &generics.bounds, ", ", |f, predicate| predicate.fmt(f))
}

impl fmt::Display for Impl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("impl")?;
        parameters(f, &self.generics)?;
        let not = if self.negative { "!" } else { "" };
        write!(f, " {not}{} for {}", self.of, self.on)?;
        clause(f, &self.generics)
    }
}

fn attributes(f: Formatter<'_, '_>, repr: &Repr, non_exhaustive: bool) -> fmt::Result {
    f.write_str(if non_exhaustive {
        "#[non_exhaustive] "
    } else {
        ""
    })?;
    let mut all = Vec::new();
    all.extend(repr.c.then(|| "C".to_owned()));
    all.extend(repr.transparent.then(|| "transparent".to_owned()));
    all.extend(repr.int.clone());
    all.extend(repr.align.map(|bytes| format!("align({bytes})")));
    all.extend(repr.packed.map(|bytes| format!("packed({bytes})")));
    if all.is_empty() {
        Ok(())
    } else {
        write!(f, "#[repr({})] ", all.join(", "))
    }
}

fn fields(f: Formatter<'_, '_>, shape: Shape, slots: &[Slot]) -> fmt::Result {
    let (open, close) = match shape {
        Shape::Unit => return Ok(()),
        Shape::Tuple => ("(", ")"),
        Shape::Named if slots.is_empty() => (" {", "}"),
        Shape::Named => (" { ", " }"),
    };
    f.write_str(open)?;
    join(f, slots, ", ", |f, slot| match slot {
        Slot::Public(name) => f.write_str(name),
        Slot::Private | Slot::Hidden => f.write_str("_"),
    })?;
    f.write_str(close)
}

fn signature(f: Formatter<'_, '_>, name: &str, function: &Function) -> fmt::Result {
    if let Owner::Impl(header) = &function.owner {
        f.write_str("impl")?;
        parameters(f, &header.generics)?;
        write!(f, " {}", header.of)?;
        clause(f, &header.generics)?;
        f.write_str(" { ")?;
    }
    f.write_str(if function.is_const { "const " } else { "" })?;
    f.write_str(if function.is_async { "async " } else { "" })?;
    f.write_str(if function.is_unsafe { "unsafe " } else { "" })?;
    if let Some(abi) = &function.abi {
        write!(f, "extern {abi:?} ")?;
    }
    write!(f, "fn {name}")?;
    parameters(f, &function.generics)?;
    f.write_str("(")?;
    join(f, &function.inputs, ", ", |f, input| {
        write!(f, "{}: {}", input.name, input.of)
    })?;
    f.write_str(if function.variadic { ", ...)" } else { ")" })?;
    function
        .output
        .iter()
        .try_for_each(|of| write!(f, " -> {of}"))?;
    clause(f, &function.generics)?;
    f.write_str(match &function.owner {
        Owner::Impl(_) => " }",
        Owner::Trait { provided: true } => " { .. }",
        Owner::Trait { provided: false } | Owner::Free => "",
    })
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.path.rsplit("::").next().unwrap_or(&self.path);
        match &self.kind {
            ItemKind::Module {} => write!(f, "mod {name}"),
            ItemKind::Function(function) => signature(f, name, function),
            ItemKind::Struct(of) | ItemKind::Union(of) => {
                attributes(f, &of.repr, of.non_exhaustive)?;
                let word = if matches!(self.kind, ItemKind::Union(_)) {
                    "union"
                } else {
                    "struct"
                };
                write!(f, "{word} {name}")?;
                parameters(f, &of.generics)?;
                fields(f, of.shape, &of.fields)?;
                clause(f, &of.generics)
            }
            ItemKind::Enum(of) => {
                attributes(f, &of.repr, of.non_exhaustive)?;
                write!(f, "enum {name}")?;
                parameters(f, &of.generics)?;
                clause(f, &of.generics)
            }
            ItemKind::Variant(of) => {
                attributes(f, &Repr::default(), of.non_exhaustive)?;
                f.write_str(name)?;
                fields(f, of.shape, &of.fields)?;
                of.discriminant
                    .iter()
                    .try_for_each(|number| write!(f, " = {number}"))
            }
            ItemKind::Field(field) => write!(f, "{name}: {}", field.of),
            ItemKind::Trait(of) => {
                f.write_str(if of.is_unsafe { "unsafe " } else { "" })?;
                write!(f, "trait {name}")?;
                parameters(f, &of.generics)?;
                f.write_str(if of.supertraits.is_empty() { "" } else { ": " })?;
                join(f, &of.supertraits, " + ", |f, bound| bound.fmt(f))?;
                clause(f, &of.generics)?;
                f.write_str(if of.sealed { " /* sealed */" } else { "" })?;
                f.write_str(if of.dyn_compatible {
                    ""
                } else {
                    " /* not dyn compatible */"
                })
            }
            ItemKind::AssociatedType(of) => {
                write!(f, "type {name}")?;
                parameters(f, &of.generics)?;
                f.write_str(if of.bounds.is_empty() { "" } else { ": " })?;
                join(f, &of.bounds, " + ", |f, bound| bound.fmt(f))?;
                of.default
                    .iter()
                    .try_for_each(|default| write!(f, " = {default}"))?;
                clause(f, &of.generics)
            }
            ItemKind::Constant(of) => {
                write!(f, "const {name}: {}", of.of)?;
                of.value
                    .iter()
                    .try_for_each(|value| write!(f, " = {value}"))
            }
            ItemKind::Static(of) => {
                f.write_str(if of.is_unsafe { "unsafe " } else { "" })?;
                write!(
                    f,
                    "static {}{name}: {}",
                    if of.mutable { "mut " } else { "" },
                    of.of
                )
            }
            ItemKind::TypeAlias(of) => {
                write!(f, "type {name}")?;
                parameters(f, &of.generics)?;
                clause(f, &of.generics)?;
                write!(f, " = {}", of.of)
            }
            ItemKind::Macro(of) => {
                write!(f, "macro_rules! {name} {{ {} }}", of.arms.join("; "))
            }
            ItemKind::ProcMacro(of) => {
                write!(f, "#[proc_macro({})] {name}", of.flavour)?;
                if of.helpers.is_empty() {
                    return Ok(());
                }
                write!(f, " attributes({})", of.helpers.join(", "))
            }
            ItemKind::Reexport(of) => {
                write!(
                    f,
                    "pub use {}{}",
                    of.target,
                    if of.glob { "::*" } else { "" }
                )
            }
            ItemKind::Unstable { name: what } | ItemKind::Hidden { name: what } => {
                write!(f, "{what} {name}")
            }
        }
    }
}

impl ItemKind {
    /// The kind in words: `function`, `associated type`.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            ItemKind::Module {} => "module",
            ItemKind::Function(Function {
                owner: Owner::Free, ..
            }) => "function",
            ItemKind::Function(Function {
                owner: Owner::Impl(_),
                ..
            }) => "method",
            ItemKind::Function(Function {
                owner: Owner::Trait { .. },
                ..
            }) => "trait function",
            ItemKind::Struct(_) => "struct",
            ItemKind::Union(_) => "union",
            ItemKind::Enum(_) => "enum",
            ItemKind::Variant(_) => "variant",
            ItemKind::Field(_) => "field",
            ItemKind::Trait(_) => "trait",
            ItemKind::AssociatedType(_) => "associated type",
            ItemKind::Constant(_) => "constant",
            ItemKind::Static(_) => "static",
            ItemKind::TypeAlias(_) => "type alias",
            ItemKind::Macro(_) => "macro",
            ItemKind::ProcMacro(_) => "procedural macro",
            ItemKind::Reexport(_) => "re-export",
            ItemKind::Unstable { name } | ItemKind::Hidden { name } => name,
        }
    }
}

impl fmt::Display for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Library::NoStd => "no_std",
            Library::NoStdSometimes => "no_std under a condition",
            Library::Std => "std",
        })
    }
}
