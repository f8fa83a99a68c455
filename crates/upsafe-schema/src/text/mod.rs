//! Regular languages of strings: patterns are compiled to complete automata over code points.
//!
//! A [`Dfa`] is minimal and canonical, so equal languages (over equal partitions) are equal
//! values. Everything is bounded: a pattern whose automaton is too large is refused, never cut.

mod class;
mod derivative;
mod dfa;
mod ecma;
mod words;

pub(crate) use dfa::Dfa;
pub(crate) use ecma::Dot;
pub(crate) use words::{Found, Query, words};

use std::fmt;

/// Why a pattern has no automaton here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Refused {
    /// It is not a regular expression of the dialect.
    Syntax,
    /// It uses a construct beyond regular languages, or one that is not modelled.
    Construct(&'static str),
    /// Its automaton is larger than the bound.
    Size,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Syntax => f.write_str("it is not an ECMA 262 regular expression"),
            Refused::Construct(what) => write!(f, "it uses {what}"),
            Refused::Size => f.write_str("its automaton is too large"),
        }
    }
}

/// Compiles an ECMA 262 pattern, searched anywhere in the string as JSON Schema does.
pub(crate) fn pattern(source: &str) -> Result<Dfa, Refused> {
    pattern_with(source, Dot::NoLineEnd)
}

/// Compiles a pattern as a dialect reads it.
pub(crate) fn pattern_with(source: &str, dot: Dot) -> Result<Dfa, Refused> {
    derivative::search(&ecma::parse(source, dot)?)
}
