//! Every rule of the gate: a file, a page, and a line here.

use crate::Deps;

upsafe_core::rules![Deps:
    banned_package,
    checksum_mismatch,
    conflicting_go_sum,
    conflicting_lock_entries,
    duplicate_version,
    evicted_version,
    exact_tier_unavailable,
    go_sum_mismatch,
    impossible_requirement,
    local_replace,
    minimum_lacks_feature,
    minimum_needs_newer_rust,
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
    unpublished_minimum,
    unreachable_minimum,
    unresolved_lock_entry,
    untested_minimum,
    unused_patch,
    wildcard_requirement,
    yanked_version,
];

#[cfg(test)]
mod tests;
