//! Every rule of the gate: a file, a page, and a line here.

use crate::Deps;

upsafe_core::rules![Deps:
    banned_package,
    checksum_mismatch,
    conflicting_go_sum,
    conflicting_lock_entries,
    duplicate_version,
    exact_tier_unavailable,
    go_sum_mismatch,
    local_replace,
    missing_checksum,
    newer_rust_needed,
    open_ended_requirement,
    orphan_lock_entry,
    path_outside_workspace,
    skewed_requirement,
    skewed_version,
    stale_lock,
    unknown_git,
    unknown_registry,
    unpinned_git,
    unresolved_lock_entry,
    unused_patch,
    wildcard_requirement,
    yanked_version,
];

#[cfg(test)]
mod tests;
