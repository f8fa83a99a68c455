//! The baseline: findings that were there before the gate was, and may only become fewer.
//!
//! What must stay true: an entry is exactly what its text says (the fingerprint is checked against
//! rule, subject and class), so a reviewer of the file sees all that it hides; and a file that a
//! newer `upsafe` wrote is refused, not half understood.

mod apply;
mod file;
mod format;
mod update;

pub use apply::{BaselineApplied, apply_baseline};
pub use file::WriteError;
pub use format::{BASELINE_FORMAT, Baseline, BaselineEntry};
pub use update::{BaselineUpdate, Growth};
