//! Sets of JSON values as terms of a Boolean algebra over constraints by type.
//!
//! Formats lower their schemas to these sets; the solver asks whether a set is empty. Invariants:
//! terms are hash-consed (equal terms have equal ids), negation is pushed to the constraints, and
//! a constraint on one type says nothing about values of the other types.

mod constants;
mod eval;
mod names;
mod negate;
mod store;

pub(crate) use names::{NameSet, NamesId};
pub(crate) use store::{DefId, Id, LangId, OpaqueId, Set, Store};
