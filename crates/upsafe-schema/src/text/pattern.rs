//! From the text of a pattern to its automaton, or why there is none.

use super::{Dfa, Dot, derivative, ecma};
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
