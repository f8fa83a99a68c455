//! The resolution core: which pairs of types meet, where they disagree, and what shows it.
//!
//! A pair is a type of the reader and a type of the writer that the same value is read and
//! written with. Each pair is compared once, by itself; the pairs of its parts are its children.
//! A reader's union with several branches of the right name is a choice: it fails if all its
//! children fail. Everything else fails if one child fails. Failure is the least fixed point of
//! this, so recursion without a failure is success. A pair whose writer's type has no value at
//! all (a record that needs itself, an enum without symbols) is passed over: nothing can be
//! written there. If nothing else fails, such pairs are compared as if there were values, and a
//! failure makes the answer "unknown": no value shows it, yet checkers of types refuse it.

mod branches;
mod check;
mod conflict;
mod explore;
mod inhabit;
mod misread;
mod pairs;
mod reversed;
mod route;
mod witness;

pub(super) use branches::promotions;
pub use check::{Comparison, can_read, compare};
pub use conflict::{Class, Conflict, ConflictKind};
pub(super) use misread::misread;
pub use witness::Example;
