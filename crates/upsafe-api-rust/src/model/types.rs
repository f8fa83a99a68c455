//! Types, bounds and predicates as they stand in signatures.

use serde::{Deserialize, Serialize};

/// A type in a signature.
///
/// Exhaustive on purpose: a comparison that forgets a kind of type should not compile.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Type {
    /// `u8`, `str`, `never`.
    Primitive(String),
    /// A generic parameter, or `Self` inside a trait.
    Param(String),
    /// A struct, enum, union, type alias or foreign type, by the path of its definition.
    Path(Named),
    /// `(A, B)`.
    Tuple(Vec<Type>),
    /// `[T]`.
    Slice(Box<Type>),
    /// `[T; N]`.
    #[serde(rename_all = "kebab-case")]
    Array {
        /// The element.
        of: Box<Type>,
        /// The length as written.
        len: String,
    },
    /// `&'a mut T`.
    #[serde(rename_all = "kebab-case")]
    Ref {
        /// None where it is elided.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lifetime: Option<String>,
        /// Whether it is `&mut`.
        #[serde(default, skip_serializing_if = "is_false")]
        mutable: bool,
        /// What it points at.
        of: Box<Type>,
    },
    /// `*const T`, `*mut T`.
    #[serde(rename_all = "kebab-case")]
    Pointer {
        /// Whether it is `*mut`.
        #[serde(default, skip_serializing_if = "is_false")]
        mutable: bool,
        /// What it points at.
        of: Box<Type>,
    },
    /// `fn(A) -> B`.
    Function(Box<FunctionPointer>),
    /// `dyn A + Send + 'a`.
    #[serde(rename_all = "kebab-case")]
    Dyn {
        /// The traits, sorted after the first.
        traits: Vec<PolyTrait>,
        /// None where it is elided or the default.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lifetime: Option<String>,
    },
    /// `impl A + B`.
    #[serde(rename_all = "kebab-case")]
    Opaque {
        /// Sorted.
        bounds: Vec<Bound>,
        /// The generic parameters that the hidden type may name; none in argument position.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        captures: Option<Vec<String>>,
    },
    /// `<T as Trait>::Name`.
    Associated(Box<Associated>),
    /// What has no form of its own: `_` and unstable types, as written.
    Other(String),
}

/// A path with its generic arguments: a type or a trait.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Named {
    /// The path of the definition, from the crate's name on.
    pub path: String,
    /// Positional arguments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<Argument>,
    /// `Item = T`, `Item: Bound`; sorted by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bindings: Vec<Binding>,
    /// Whether it was written `Fn(A) -> B`: elided lifetimes inside are bound there.
    #[serde(default, skip_serializing_if = "is_false")]
    pub parenthesized: bool,
    /// Whether the path is of this crate, and no public path leads to it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unnameable: bool,
}

/// A generic argument.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Argument {
    /// `'a`; `'_` where elided.
    Lifetime(String),
    /// A type.
    Type(Type),
    /// The expression of a constant, as written.
    Const(String),
    /// `_`.
    Infer,
}

/// What a trait's associated item is said to be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Binding {
    /// The associated item.
    pub name: String,
    /// Its own generic arguments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<Argument>,
    /// What is said.
    pub value: BindingValue,
}

/// The right side of a [`Binding`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum BindingValue {
    /// `= T`.
    Type(Type),
    /// `= N`.
    Const(String),
    /// `: Bound`.
    Bounds(Vec<Bound>),
}

/// A bound on a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Bound {
    /// `: Trait`.
    Trait(PolyTrait),
    /// `: ?Sized`.
    Maybe(Named),
    /// `: 'a`.
    Outlives(String),
}

/// `for<'a> Trait<'a>`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PolyTrait {
    /// The lifetimes bound here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lifetimes: Vec<String>,
    /// The trait.
    pub of: Named,
}

/// `<T as Trait>::Name`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Associated {
    /// The type.
    pub of: Type,
    /// The trait; none for an inherent associated type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<Named>,
    /// The associated type's name.
    pub name: String,
    /// Its own arguments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<Argument>,
}

/// The type of a function pointer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FunctionPointer {
    /// `for<'a>`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lifetimes: Vec<String>,
    /// The parameters.
    pub inputs: Vec<Type>,
    /// None for `()`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<Type>,
    /// Whether calling it is unsafe.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_unsafe: bool,
    /// None for Rust's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abi: Option<String>,
    /// Whether it takes C's `...`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub variadic: bool,
}

/// A line of a `where` clause; bounds written at the parameter are told the same way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Predicate {
    /// `for<'a> T: Bound`.
    #[serde(rename_all = "kebab-case")]
    Type {
        /// The lifetimes bound here.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lifetimes: Vec<String>,
        /// The type.
        of: Type,
        /// Its bound.
        bound: Bound,
    },
    /// `'a: 'b`.
    #[serde(rename_all = "kebab-case")]
    Lifetime {
        /// The longer one.
        of: String,
        /// The shorter one.
        outlives: String,
    },
    /// `T == U`.
    #[serde(rename_all = "kebab-case")]
    Equal {
        /// The left side.
        left: Type,
        /// The right side.
        right: Type,
    },
}

impl Type {
    /// The path of a trait's or type's definition, where this is one.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match self {
            Type::Path(named) => Some(&named.path),
            _ => None,
        }
    }
}

impl Named {
    /// A path without arguments.
    #[must_use]
    pub fn new(path: impl Into<String>) -> Self {
        Named {
            path: path.into(),
            args: Vec::new(),
            bindings: Vec::new(),
            parenthesized: false,
            unnameable: false,
        }
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
pub(crate) fn is_false(value: &bool) -> bool {
    !*value
}
