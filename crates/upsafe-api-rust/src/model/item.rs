//! Items and implementations.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    api::Location,
    types::{Argument, Bound, Named, Predicate, Type, is_false},
};

/// One item of the public API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Item {
    /// The path that other items name it by: a public one where there is one.
    pub path: String,
    /// Its other public paths, sorted. Children are listed below [`path`](Self::path) only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// Who can reach it.
    #[serde(default, skip_serializing_if = "Reach::is_public")]
    pub reach: Reach,
    /// Whether it is `#[deprecated]`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub deprecated: bool,
    /// Whether it is `#[must_use]`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub must_use: bool,
    /// What it is.
    #[serde(rename = "is")]
    pub kind: ItemKind,
    /// Where it stands in the source; no part of a snapshot.
    #[serde(skip)]
    pub location: Option<Location>,
}

/// Who can reach an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// It can be named.
    #[default]
    Public,
    /// It stands in a public signature, but no public path leads to it.
    Unnameable,
    /// It can be named, and is `#[doc(hidden)]`: no promise is made of it.
    Hidden,
}

impl Reach {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde asks for a reference"
    )]
    fn is_public(&self) -> bool {
        *self == Reach::Public
    }
}

/// What an item is.
///
/// Exhaustive on purpose: a comparison that forgets a kind of item should not compile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum ItemKind {
    /// A module.
    Module {},
    /// A function, method, or a trait's function.
    Function(Function),
    /// A struct.
    Struct(Struct),
    /// A union.
    Union(Struct),
    /// An enum.
    Enum(Enum),
    /// A variant of an enum.
    Variant(Variant),
    /// A public field.
    Field(Field),
    /// A trait.
    Trait(Trait),
    /// A trait's associated type.
    AssociatedType(AssociatedType),
    /// A constant; free, inherent, or a trait's.
    Constant(Constant),
    /// A static.
    Static(Static),
    /// A type alias.
    TypeAlias(TypeAlias),
    /// A `macro_rules!` macro.
    Macro(Macro),
    /// A procedural macro.
    ProcMacro(ProcMacro),
    /// Another crate's item under a path of this one.
    Reexport(Reexport),
    /// `extern { type T; }` and other unstable items, by their kind.
    Unstable {
        /// What rustdoc calls it.
        name: String,
    },
    /// A `#[doc(hidden)]` item of which nothing is promised.
    Hidden {
        /// What it is.
        name: String,
    },
}

/// Generic parameters, and every bound on them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Generics {
    /// In the order of declaration, `impl Trait` in arguments left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub params: Vec<Parameter>,
    /// Sorted; bounds at parameters and in `where` alike.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bounds: Vec<Predicate>,
}

impl Generics {
    pub(crate) fn is_empty(&self) -> bool {
        self.params.is_empty() && self.bounds.is_empty()
    }
}

/// A generic parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Parameter {
    /// Its name, `'a` or `T`.
    pub name: String,
    /// What it stands for.
    pub kind: ParameterKind,
    /// Its variance, where the fields of a type tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variance: Option<Variance>,
}

/// How a type follows its parameter through subtyping: `T<'static>` for `T<'a>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Variance {
    /// The same way.
    Covariant,
    /// The other way round.
    Contravariant,
    /// Not at all.
    Invariant,
}

/// What a generic parameter stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum ParameterKind {
    /// A lifetime.
    Lifetime {},
    /// A type.
    Type {
        /// Its default.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        default: Option<Type>,
    },
    /// A constant.
    Const {
        /// Its type.
        of: Type,
        /// Its default, as written.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        default: Option<String>,
    },
}

/// A function's signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Function {
    /// Its own parameters.
    #[serde(default, skip_serializing_if = "Generics::is_empty")]
    pub generics: Generics,
    /// Its arguments, `self` first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<Input>,
    /// None for `()`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<Type>,
    /// Whether it is `const`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_const: bool,
    /// Whether it is `unsafe`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_unsafe: bool,
    /// Whether it is `async`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_async: bool,
    /// None for Rust's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abi: Option<String>,
    /// Whether it takes C's `...`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub variadic: bool,
    /// The name it is exported to a linker by: `no_mangle`, `export_name`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub export: Option<String>,
    /// CPU features it needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub target_features: Vec<String>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Owner::is_free")]
    pub owner: Owner,
}

/// An argument of a function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Input {
    /// Its name; only `self` has a meaning to callers.
    pub name: String,
    /// Its type.
    pub of: Type,
}

/// Where a function or constant stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Owner {
    /// In a module.
    #[default]
    Free,
    /// In an inherent implementation.
    Impl(Header),
    /// In a trait.
    Trait {
        /// Whether implementations may leave it out.
        #[serde(default, skip_serializing_if = "is_false")]
        provided: bool,
    },
}

impl Owner {
    fn is_free(&self) -> bool {
        *self == Owner::Free
    }
}

/// `impl<T: Bound> Type<T>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Header {
    /// The parameters of the implementation.
    #[serde(default, skip_serializing_if = "Generics::is_empty")]
    pub generics: Generics,
    /// The type.
    pub of: Type,
}

/// The form of a struct or variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// `S`.
    Unit,
    /// `S(A, B)`.
    Tuple,
    /// `S { a: A }`.
    Named,
}

/// A field's place in a struct, in the order of declaration.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Slot {
    /// A public field, by name or number.
    Public(String),
    /// A field that cannot be named; what it holds shows in the variance and layout only.
    Private,
    /// A public field that is `#[doc(hidden)]`.
    Hidden,
}

/// `#[repr(...)]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Repr {
    /// `repr(C)`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub c: bool,
    /// `repr(transparent)`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub transparent: bool,
    /// `repr(u8)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub int: Option<String>,
    /// `repr(align(N))`, in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub align: Option<u64>,
    /// `repr(packed(N))`, in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub packed: Option<u64>,
}

impl Repr {
    fn is_default(&self) -> bool {
        *self == Repr::default()
    }
}

/// A struct or union.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Struct {
    /// Its parameters.
    #[serde(default, skip_serializing_if = "Generics::is_empty")]
    pub generics: Generics,
    /// Its form.
    pub shape: Shape,
    /// Its fields in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Slot>,
    /// `#[non_exhaustive]`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub non_exhaustive: bool,
    /// `#[repr]`.
    #[serde(default, skip_serializing_if = "Repr::is_default")]
    pub repr: Repr,
}

/// An enum; its variants are items of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Enum {
    /// Its parameters.
    #[serde(default, skip_serializing_if = "Generics::is_empty")]
    pub generics: Generics,
    /// `#[non_exhaustive]`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub non_exhaustive: bool,
    /// Whether one of its variants is `#[doc(hidden)]`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub hidden_variants: bool,
    /// `#[repr]`.
    #[serde(default, skip_serializing_if = "Repr::is_default")]
    pub repr: Repr,
}

/// A variant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Variant {
    /// Its form.
    pub shape: Shape,
    /// Its fields in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Slot>,
    /// `#[non_exhaustive]`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub non_exhaustive: bool,
    /// Its number, where the source or its order fixes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discriminant: Option<String>,
}

/// A field of a struct, union or variant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Field {
    /// Its type.
    pub of: Type,
}

/// A trait; its items are items of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Trait {
    /// Its parameters.
    #[serde(default, skip_serializing_if = "Generics::is_empty")]
    pub generics: Generics,
    /// Its supertraits, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supertraits: Vec<Bound>,
    /// Whether `dyn Trait` is allowed.
    #[serde(default, skip_serializing_if = "is_false")]
    pub dyn_compatible: bool,
    /// Whether only this crate can implement it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sealed: bool,
    /// Whether it is `unsafe`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_unsafe: bool,
    /// Whether it is an auto trait.
    #[serde(default, skip_serializing_if = "is_false")]
    pub auto: bool,
}

/// A trait's associated type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AssociatedType {
    /// Its own parameters.
    #[serde(default, skip_serializing_if = "Generics::is_empty")]
    pub generics: Generics,
    /// Sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bounds: Vec<Bound>,
    /// What it is where an implementation does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Type>,
}

/// A constant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Constant {
    /// Its type.
    pub of: Type,
    /// Its value, where it is a literal or the compiler told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Owner::is_free")]
    pub owner: Owner,
}

/// A static.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Static {
    /// Its type.
    pub of: Type,
    /// `static mut`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub mutable: bool,
    /// Whether reading it is unsafe.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_unsafe: bool,
}

/// A type alias.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TypeAlias {
    /// Its parameters.
    #[serde(default, skip_serializing_if = "Generics::is_empty")]
    pub generics: Generics,
    /// What it stands for.
    pub of: Type,
}

/// A macro by example; its bodies are not visible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Macro {
    /// What each arm matches, in order.
    pub arms: Vec<String>,
}

/// A procedural macro; what it accepts is not visible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ProcMacro {
    /// `bang`, `attribute` or `derive`.
    pub flavour: String,
    /// The attributes that a derive helps itself with, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub helpers: Vec<String>,
}

/// Another crate's item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Reexport {
    /// The path of its definition.
    pub target: String,
    /// What it is, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether everything in it is meant: `pub use target::*`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub glob: bool,
}

/// An implementation of a trait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Impl {
    /// The trait.
    pub of: Named,
    /// The type.
    pub on: Type,
    /// Its parameters.
    #[serde(default, skip_serializing_if = "Generics::is_empty")]
    pub generics: Generics,
    /// `impl !Trait`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub negative: bool,
    /// Whether the compiler derived it: `Send`, `Sync`, ...
    #[serde(default, skip_serializing_if = "is_false")]
    pub auto: bool,
    /// The associated types.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub types: BTreeMap<String, Type>,
    /// Where it stands in the source; no part of a snapshot.
    #[serde(skip)]
    pub location: Option<Location>,
}

impl Impl {
    /// The arguments of the trait.
    #[must_use]
    pub fn trait_arguments(&self) -> &[Argument] {
        &self.of.args
    }
}
