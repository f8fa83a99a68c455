//! Every rule of the gate: a file, a page, and a line here.

use crate::Semver;

upsafe_core::rules![Semver:
    unknown_history,
    version_goes_back,
];

/// The rules whose findings say that nobody could tell.
pub(crate) const CANNOT_TELL: [&upsafe_core::Rule<Semver>; 1] = [&unknown_history::RULE];

#[cfg(test)]
mod tests;
