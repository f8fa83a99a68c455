//! The seam for other languages: a difference of two APIs as JSON, and what turns another tool's
//! output into it.

mod api_diff;
mod apidiff;

pub use api_diff::{API_DIFF_FORMAT, ApiDiff, ApiDiffError};
pub use apidiff::{ApidiffError, read_apidiff};
