//! Every rule of the gate: a file, a page, and a line here.

use crate::Semver;

upsafe_core::rules![Semver:
    matrix_inconsistent,
    matrix_row_broken,
    matrix_support_dropped,
    matrix_version_differs,
];

#[cfg(test)]
mod tests;
