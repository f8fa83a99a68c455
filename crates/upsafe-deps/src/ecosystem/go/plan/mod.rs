//! What `go get module@version` would move.

mod disqualify;
mod edit;
mod make;
mod query;

pub use edit::{Conflict, ConflictCause};
pub use make::{Move, Plan, PlanError, PlannedRequire, plan};
pub use query::QueryError;
