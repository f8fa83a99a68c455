//! Every rule of the gate: a file, a page, and a line here.

use crate::StoredMetadata;

upsafe_core::rules![StoredMetadata:
    client_breaking,
    drifted_copy,
    lossy,
    misplaced,
    newer_reader_needed,
    unreadable,
    unverifiable,
    update_blocked,
];

pub(crate) use unverifiable::RULE as UNVERIFIABLE;

#[cfg(test)]
mod tests;
