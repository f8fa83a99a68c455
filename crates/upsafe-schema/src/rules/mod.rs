//! Every rule of the gate: a file, a page, and a line here.

use crate::Schemas;

upsafe_core::rules![Schemas:
    deleted_contract,
    incompatible,
    misread,
    no_baseline,
    profile_differs,
    unclaimed_change,
    undecided,
];

pub(crate) use undecided::RULE as UNDECIDED;

#[cfg(test)]
mod tests;
