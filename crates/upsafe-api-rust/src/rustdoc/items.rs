//! Items: each with its children.

use rustdoc_types as rd;

use super::{
    convert::{Convert, Scope, elided},
    names::{Name, is_hidden},
    types::abi,
};
use crate::model::{
    AssociatedType, Constant, Enum, Field, Function, Generics, Header, Input, Item, ItemKind,
    Macro, Owner, ProcMacro, Reach, Repr, Shape, Slot, Static, Struct, Trait, Type, TypeAlias,
    Variant,
};

impl Convert<'_> {
    /// An item under its name, with its fields, variants, methods.
    pub(super) fn item(&mut self, item: &rd::Item, name: &Name) -> Vec<Item> {
        let mut all = Vec::new();
        if name.reach == Reach::Hidden {
            all.push(self.hidden(item, &name.path, &name.also));
            return all;
        }
        let kind = match &item.inner {
            rd::ItemEnum::Module(_) => ItemKind::Module {},
            rd::ItemEnum::Function(of) => {
                ItemKind::Function(self.function(of, item, Owner::Free, &Generics::default()))
            }
            rd::ItemEnum::Struct(of) => {
                let (shape, ids) = match &of.kind {
                    rd::StructKind::Unit => (Shape::Unit, Vec::new()),
                    rd::StructKind::Tuple(ids) => (Shape::Tuple, ids.clone()),
                    rd::StructKind::Plain { fields, .. } => {
                        (Shape::Named, fields.iter().copied().map(Some).collect())
                    }
                };
                let fields = self.fields(&ids, name, Visible::WherePublic, &mut all);
                self.inherent(&of.impls, name, &mut all);
                ItemKind::Struct(Struct {
                    generics: self.with_variance(item.id, &of.generics),
                    shape,
                    fields,
                    non_exhaustive: non_exhaustive(item),
                    repr: repr(item),
                })
            }
            rd::ItemEnum::Union(of) => {
                let ids: Vec<_> = of.fields.iter().copied().map(Some).collect();
                let fields = self.fields(&ids, name, Visible::WherePublic, &mut all);
                self.inherent(&of.impls, name, &mut all);
                ItemKind::Union(Struct {
                    generics: self.with_variance(item.id, &of.generics),
                    shape: Shape::Named,
                    fields,
                    non_exhaustive: non_exhaustive(item),
                    repr: repr(item),
                })
            }
            rd::ItemEnum::Enum(of) => {
                let repr = repr(item);
                let hidden_variants = self.variants(of, &repr, name, &mut all);
                self.inherent(&of.impls, name, &mut all);
                ItemKind::Enum(Enum {
                    generics: self.with_variance(item.id, &of.generics),
                    non_exhaustive: non_exhaustive(item),
                    hidden_variants,
                    repr,
                })
            }
            rd::ItemEnum::Trait(of) => {
                self.trait_items(of, name, &mut all);
                ItemKind::Trait(Trait {
                    generics: self.generics(&of.generics),
                    supertraits: self.bounds(&of.bounds),
                    dyn_compatible: of.is_dyn_compatible,
                    sealed: self.is_sealed(item.id, of),
                    is_unsafe: of.is_unsafe,
                    auto: of.is_auto,
                })
            }
            rd::ItemEnum::Constant { type_, const_ } => ItemKind::Constant(Constant {
                of: self.static_type(type_),
                value: const_
                    .value
                    .clone()
                    .or_else(|| const_.is_literal.then(|| const_.expr.clone())),
                owner: Owner::Free,
            }),
            rd::ItemEnum::Static(of) => ItemKind::Static(Static {
                of: self.static_type(&of.type_),
                mutable: of.is_mutable,
                is_unsafe: of.is_unsafe,
            }),
            rd::ItemEnum::TypeAlias(of) => ItemKind::TypeAlias(TypeAlias {
                generics: self.generics(&of.generics),
                of: self.ty(&of.type_),
            }),
            rd::ItemEnum::Macro(text) => ItemKind::Macro(Macro { arms: arms(text) }),
            rd::ItemEnum::ProcMacro(of) => {
                let mut helpers = of.helpers.clone();
                helpers.sort();
                let flavour = match of.kind {
                    rd::MacroKind::Bang => "bang",
                    rd::MacroKind::Attr => "attribute",
                    rd::MacroKind::Derive => "derive",
                };
                ItemKind::ProcMacro(ProcMacro {
                    flavour: flavour.to_owned(),
                    helpers,
                })
            }
            rd::ItemEnum::Impl(_) | rd::ItemEnum::Use(_) | rd::ItemEnum::Variant(_) => return all,
            other => ItemKind::Unstable {
                name: kind_name(other).to_owned(),
            },
        };
        all.push(whole(item, name, kind));
        all
    }

    fn with_variance(&mut self, id: rd::Id, generics: &rd::Generics) -> Generics {
        let mut generics = self.generics(generics);
        for param in &mut generics.params {
            param.variance = self.variances.of(id, &param.name);
        }
        generics
    }

    fn hidden(&mut self, item: &rd::Item, path: &str, also: &[String]) -> Item {
        let name = Name {
            path: path.to_owned(),
            also: also.to_vec(),
            reach: Reach::Hidden,
        };
        whole(
            item,
            &name,
            ItemKind::Hidden {
                name: kind_name(&item.inner).to_owned(),
            },
        )
    }

    /// `const X: &str` means `&'static str`.
    fn static_type(&mut self, of: &rd::Type) -> Type {
        struct Static;
        impl crate::model::Fold for Static {
            fn lifetime(&mut self, name: Option<&str>) -> Option<String> {
                Some(
                    name.filter(|name| *name != "'_")
                        .unwrap_or("'static")
                        .to_owned(),
                )
            }
        }
        let of = self.ty(of);
        crate::model::Fold::of(&mut Static, &of)
    }

    pub(super) fn function(
        &mut self,
        of: &rd::Function,
        item: &rd::Item,
        owner: Owner,
        outer: &Generics,
    ) -> Function {
        let generics = self.generics(&of.generics);
        let inputs: Vec<Input> = (of.sig.inputs.iter())
            .map(|(name, of)| Input {
                name: if name == "self" {
                    name.clone()
                } else {
                    name.replace('"', "")
                },
                of: self.ty(of),
            })
            .collect();
        let in_trait = matches!(owner, Owner::Trait { .. });
        let edition: u32 = self.facts.edition.parse().unwrap_or(2015);
        let params = outer
            .params
            .iter()
            .chain(&generics.params)
            .cloned()
            .collect();
        self.scope = Some(Scope {
            everything: in_trait || edition >= 2024,
            params,
            elided: elided(&inputs),
        });
        let output = of.sig.output.as_ref().map(|of| self.ty(of));
        self.scope = None;
        let mut target_features = Vec::new();
        let mut export = None;
        for attribute in &item.attrs {
            match attribute {
                rd::Attribute::TargetFeature { enable } => target_features.extend(enable.clone()),
                rd::Attribute::NoMangle => export = item.name.clone(),
                rd::Attribute::ExportName(name) => export = Some(name.clone()),
                _ => {}
            }
        }
        target_features.sort();
        Function {
            generics,
            inputs,
            output,
            is_const: of.header.is_const,
            is_unsafe: of.header.is_unsafe,
            is_async: of.header.is_async,
            abi: abi(&of.header.abi),
            variadic: of.sig.is_c_variadic,
            export,
            target_features,
            owner,
        }
    }

    fn fields(
        &mut self,
        ids: &[Option<rd::Id>],
        parent: &Name,
        visible: Visible,
        all: &mut Vec<Item>,
    ) -> Vec<Slot> {
        let mut slots = Vec::new();
        for (position, id) in ids.iter().enumerate() {
            let found = id.and_then(|id| self.krate.index.get(&id));
            let Some(item) = found else {
                slots.push(Slot::Private);
                continue;
            };
            let public = match visible {
                Visible::Always => true,
                Visible::WherePublic => matches!(item.visibility, rd::Visibility::Public),
            };
            let field = item.name.clone().unwrap_or_else(|| position.to_string());
            let path = format!("{}::{field}", parent.path);
            match (&item.inner, public, is_hidden(item)) {
                (rd::ItemEnum::StructField(of), true, false) => {
                    let of = self.ty(of);
                    all.push(whole(
                        item,
                        &below(parent, path),
                        ItemKind::Field(Field { of }),
                    ));
                    slots.push(Slot::Public(field));
                }
                (_, true, true) => {
                    all.push(self.hidden(item, &path, &[]));
                    slots.push(Slot::Hidden);
                }
                _ => slots.push(Slot::Private),
            }
        }
        slots
    }

    fn variants(&mut self, of: &rd::Enum, repr: &Repr, parent: &Name, all: &mut Vec<Item>) -> bool {
        let mut hidden = of.has_stripped_variants;
        let variants: Vec<&rd::Item> = of
            .variants
            .iter()
            .filter_map(|id| self.krate.index.get(id))
            .collect();
        let numbers = discriminants(&variants, repr);
        for (item, number) in variants.iter().zip(numbers) {
            let (rd::ItemEnum::Variant(variant), Some(name)) = (&item.inner, &item.name) else {
                continue;
            };
            let path = format!("{}::{name}", parent.path);
            if is_hidden(item) {
                hidden = true;
                all.push(self.hidden(item, &path, &[]));
                continue;
            }
            let name = Name {
                also: self.also(item.id, &path),
                ..below(parent, path)
            };
            let (shape, ids) = match &variant.kind {
                rd::VariantKind::Plain => (Shape::Unit, Vec::new()),
                rd::VariantKind::Tuple(ids) => (Shape::Tuple, ids.clone()),
                rd::VariantKind::Struct { fields, .. } => {
                    (Shape::Named, fields.iter().copied().map(Some).collect())
                }
            };
            let fields = self.fields(&ids, &name, Visible::Always, all);
            let kind = ItemKind::Variant(Variant {
                shape,
                fields,
                non_exhaustive: non_exhaustive(item),
                discriminant: number,
            });
            all.push(whole(item, &name, kind));
        }
        hidden
    }

    /// The paths a variant has through `pub use Enum::*`.
    fn also(&self, id: rd::Id, path: &str) -> Vec<String> {
        let Some(name) = self
            .names
            .own(id)
            .filter(|name| name.reach == Reach::Public)
        else {
            return Vec::new();
        };
        let mut all = name.also.clone();
        all.push(name.path.clone());
        all.retain(|other| other != path);
        all.sort();
        all
    }

    fn inherent(&mut self, impls: &[rd::Id], parent: &Name, all: &mut Vec<Item>) {
        let krate = self.krate;
        for item in impls.iter().filter_map(|id| krate.index.get(id)) {
            let rd::ItemEnum::Impl(of) = &item.inner else {
                continue;
            };
            if of.trait_.is_some() {
                continue;
            }
            let on = self.ty(&of.for_);
            self.self_type = Some(on.clone());
            let generics = self.generics(&of.generics);
            let header = Header { generics, of: on };
            for member in of.items.iter().filter_map(|id| krate.index.get(id)) {
                let Some(name) = &member.name else { continue };
                if !matches!(member.visibility, rd::Visibility::Public) {
                    continue;
                }
                let path = format!("{}::{name}", parent.path);
                let kept = member.deprecation.is_some();
                if (is_hidden(item) && !kept) || is_hidden(member) {
                    all.push(self.hidden(member, &path, &[]));
                    continue;
                }
                let owner = Owner::Impl(header.clone());
                let kind = match &member.inner {
                    rd::ItemEnum::Function(of) => {
                        ItemKind::Function(self.function(of, member, owner, &header.generics))
                    }
                    rd::ItemEnum::AssocConst { type_, value } => ItemKind::Constant(Constant {
                        of: self.static_type(type_),
                        value: value.clone(),
                        owner,
                    }),
                    other => ItemKind::Unstable {
                        name: kind_name(other).to_owned(),
                    },
                };
                all.push(whole(member, &below(parent, path), kind));
            }
            self.self_type = None;
        }
    }

    fn trait_items(&mut self, of: &rd::Trait, parent: &Name, all: &mut Vec<Item>) {
        let krate = self.krate;
        let outer = self.generics(&of.generics);
        for item in of.items.iter().filter_map(|id| krate.index.get(id)) {
            let Some(name) = &item.name else { continue };
            let path = format!("{}::{name}", parent.path);
            if is_hidden(item) {
                all.push(self.hidden(item, &path, &[]));
                continue;
            }
            let kind = match &item.inner {
                rd::ItemEnum::Function(of) => {
                    let owner = Owner::Trait {
                        provided: of.has_body,
                    };
                    ItemKind::Function(self.function(of, item, owner, &outer))
                }
                rd::ItemEnum::AssocConst { type_, value } => ItemKind::Constant(Constant {
                    of: self.static_type(type_),
                    owner: Owner::Trait {
                        provided: value.is_some(),
                    },
                    value: None,
                }),
                rd::ItemEnum::AssocType {
                    generics,
                    bounds,
                    type_,
                } => ItemKind::AssociatedType(AssociatedType {
                    generics: self.generics(generics),
                    bounds: self.bounds(bounds),
                    default: type_.as_ref().map(|of| self.ty(of)),
                }),
                _ => continue,
            };
            all.push(whole(item, &below(parent, path), kind));
        }
    }
}

/// Which fields can be named.
#[derive(Clone, Copy)]
enum Visible {
    Always,
    WherePublic,
}

fn below(parent: &Name, path: String) -> Name {
    Name {
        path,
        also: Vec::new(),
        reach: parent.reach,
    }
}

fn whole(item: &rd::Item, name: &Name, kind: ItemKind) -> Item {
    Item {
        path: name.path.clone(),
        also: name.also.clone(),
        reach: name.reach,
        deprecated: item.deprecation.is_some(),
        must_use: (item.attrs.iter())
            .any(|attribute| matches!(attribute, rd::Attribute::MustUse { .. })),
        kind,
        location: Convert::location(item),
    }
}

fn non_exhaustive(item: &rd::Item) -> bool {
    item.attrs
        .iter()
        .any(|attribute| matches!(attribute, rd::Attribute::NonExhaustive))
}

fn repr(item: &rd::Item) -> Repr {
    let mut all = Repr::default();
    for attribute in &item.attrs {
        let rd::Attribute::Repr(of) = attribute else {
            continue;
        };
        all.c |= of.kind == rd::ReprKind::C;
        all.transparent |= of.kind == rd::ReprKind::Transparent;
        all.int = all.int.or_else(|| of.int.clone());
        all.align = all.align.or(of.align);
        all.packed = all.packed.or(of.packed);
    }
    all
}

/// The numbers of variants, where they are more than an order of declaration.
fn discriminants(variants: &[&rd::Item], repr: &Repr) -> Vec<Option<String>> {
    let of = |item: &rd::Item| match &item.inner {
        rd::ItemEnum::Variant(variant) => Some(variant.clone()),
        _ => None,
    };
    let told: Vec<rd::Variant> = variants.iter().filter_map(|item| of(item)).collect();
    let explicit = told.iter().any(|variant| variant.discriminant.is_some());
    if told.len() != variants.len() || !(explicit || repr.int.is_some() || repr.c) {
        return vec![None; variants.len()];
    }
    let mut next: Option<i128> = Some(0);
    (told.iter())
        .map(|variant| {
            if let Some(discriminant) = &variant.discriminant {
                next = discriminant.value.parse().ok();
                if next.is_none() {
                    return Some(discriminant.value.clone());
                }
            }
            let number = next;
            next = next.and_then(|number| number.checked_add(1));
            number.map(|number| number.to_string())
        })
        .collect()
}

/// What each arm of a `macro_rules!` matches. Rustdoc shows each as `(matcher) => { ... };`.
fn arms(text: &str) -> Vec<String> {
    let body = text.split_once('{').map_or(text, |(_, body)| body);
    let body = body.trim_end().strip_suffix('}').unwrap_or(body);
    let mut arms: Vec<&str> = body.split("=> { ... };").map(str::trim).collect();
    if arms.last().is_some_and(|last| last.is_empty()) {
        arms.pop();
    }
    arms.into_iter().map(matcher).collect()
}

/// A matcher in one spelling: no spaces but between words, variables numbered.
fn matcher(text: &str) -> String {
    let mut out = String::new();
    let mut names: Vec<String> = Vec::new();
    let mut rest = text.chars().peekable();
    let word = |c: char| c.is_alphanumeric() || c == '_';
    while let Some(c) = rest.next() {
        if c.is_whitespace() {
            let between = out.chars().last().is_some_and(word);
            while rest.next_if(|c| c.is_whitespace()).is_some() {}
            if between && rest.peek().is_some_and(|&c| word(c)) {
                out.push(' ');
            }
            continue;
        }
        out.push(c);
        if c != '$' {
            continue;
        }
        while rest.next_if(|c| c.is_whitespace()).is_some() {}
        let mut name = String::new();
        while let Some(c) = rest.next_if(|&c| word(c)) {
            name.push(c);
        }
        if name.is_empty() || name == "crate" {
            out.push_str(&name);
            continue;
        }
        let number = names
            .iter()
            .position(|known| *known == name)
            .unwrap_or_else(|| {
                names.push(name);
                names.len() - 1
            });
        out.push_str(&number.to_string());
    }
    out
}

fn kind_name(of: &rd::ItemEnum) -> &'static str {
    use rd::ItemEnum as E;
    match of {
        E::Module(_) => "module",
        E::ExternCrate { .. } => "crate",
        E::Use(_) => "re-export",
        E::Union(_) => "union",
        E::Struct(_) => "struct",
        E::StructField(_) => "field",
        E::Enum(_) => "enum",
        E::Variant(_) => "variant",
        E::Function(_) => "function",
        E::Trait(_) => "trait",
        E::TraitAlias(_) => "trait alias",
        E::Impl(_) => "implementation",
        E::TypeAlias(_) => "type alias",
        E::Constant { .. } | E::AssocConst { .. } => "constant",
        E::Static(_) => "static",
        E::ExternType => "extern type",
        E::Macro(_) => "macro",
        E::ProcMacro(_) => "procedural macro",
        E::Primitive(_) => "primitive",
        E::AssocType { .. } => "associated type",
    }
}

#[cfg(test)]
mod tests {
    use super::arms;

    #[test]
    fn arms_are_told_in_one_spelling() {
        let text = "macro_rules! m {\n    ($a:expr, $($b : tt)*) => { ... };\n    (@go\n        ( x y )) => { ... };\n}";
        assert_eq!(arms(text), ["($0:expr,$($1:tt)*)", "(@go(x y))"]);
        assert_eq!(arms("macro m($x:expr) {\n    ...\n}"), ["..."]);
    }
}
