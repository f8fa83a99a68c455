//! Regular languages of strings: patterns are compiled to complete automata over code points.
//!
//! A [`Dfa`] is minimal and canonical, so equal languages (over equal partitions) are equal
//! values. Everything is bounded: a pattern whose automaton is too large is refused, never cut.

mod class;
mod derivative;
mod dfa;
mod ecma;
mod pattern;
mod words;

pub(crate) use dfa::Dfa;
pub(crate) use ecma::Dot;
pub(crate) use pattern::{Refused, pattern, pattern_with};
pub(crate) use words::{Found, Query, words};
