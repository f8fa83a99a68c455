//! Everything that was loaded and compared.

use crate::evidence::ContractEvidence;

/// Everything that was loaded and compared.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Loaded {
    /// The contracts, in the order in which they were named.
    pub contracts: Vec<ContractEvidence>,
    /// What could not be looked at, a line each: the verdict is then never "safe".
    pub troubles: Vec<String>,
}
