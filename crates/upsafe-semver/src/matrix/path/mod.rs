//! The way from one version of a component to another, step by step.
//!
//! The known versions are the places, and a step is allowed unless a rule refuses it. A path goes in
//! one direction and never past its end; pre-releases are no places on the way, only at its ends.
//! The shortest path is the answer, and of several the one whose stops are newest.
//!
//! What must stay true: [`rules`] alone decides about a step; [`search`] knows no rule.

mod answer;
mod query;
mod rules;
mod search;

pub use answer::{Direction, NeedAt, Outcome, PathAnswer, PathStep, Refusal, RuleKind};
pub use query::{PathError, PathQuery};
