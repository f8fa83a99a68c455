//! What the rules of the gate may look at.

use crate::matrix::MatrixEvidence;

/// Everything that was loaded.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Evidence<'e> {
    /// What was found out about the version matrix, where there is one.
    pub matrix: Option<&'e MatrixEvidence>,
}
