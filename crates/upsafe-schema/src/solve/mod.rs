//! Is a set of values empty? If not, here is a value.
//!
//! `Unsat` is a proof: every way to build a value was closed. `Sat` carries the value. Sets that
//! refer to themselves are decided as least fixed points of "is inhabited" (a JSON value is
//! finite): a question met again while it is open is answered "no" for the round, and the round
//! is repeated if that answer turned out wrong. Only a round without wrong answers proves.

mod array;
mod array_build;
mod name_classes;
mod number;
mod object;
mod search;
mod solver;
mod text;

pub(crate) use solver::{Gap, Outcome, Solver};
use solver::{MAX_FRAMES, Question, keep};
