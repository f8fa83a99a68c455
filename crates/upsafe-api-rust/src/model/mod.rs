//! The normalised model of a crate's public API: no ids, no order of declaration, no printed text.
//!
//! Two builds of the same source give equal models. Paths begin with the name of the crate that
//! defines the item (`alloc::vec::Vec`), and own items carry every public path they can be named by.

mod api;
mod fold;
mod item;
mod substitute;
mod text;
mod types;

pub use api::{Api, CrateInfo, Dependency, Library, Location};
pub use item::{
    AssociatedType, Constant, Enum, Field, Function, Generics, Header, Impl, Input, Item, ItemKind,
    Macro, Owner, Parameter, ParameterKind, ProcMacro, Reach, Reexport, Repr, Shape, Slot, Static,
    Struct, Trait, TypeAlias, Variance, Variant,
};
pub use types::{
    Argument, Associated, Binding, BindingValue, Bound, FunctionPointer, Named, PolyTrait,
    Predicate, Type,
};

pub(crate) use api::is_std;
pub(crate) use fold::{Fold, visit_type};
pub(crate) use substitute::Substitute;
