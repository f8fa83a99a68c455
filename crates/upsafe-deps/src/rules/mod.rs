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
    excluded_version,
    go_sum_mismatch,
    go_version_raised,
    impossible_requirement,
    local_replace,
    minimum_lacks_feature,
    minimum_needs_newer_rust,
    missing_checksum,
    missing_go_sum,
    newer_rust_needed,
    open_ended_requirement,
    orphan_lock_entry,
    path_outside_workspace,
    retracted_version,
    skewed_requirement,
    skewed_version,
    stale_go_sum,
    stale_lock,
    uninherited_replace,
    unknown_git,
    unknown_registry,
    unpinned_git,
    unpublished_minimum,
    unreachable_minimum,
    unresolved_lock_entry,
    untested_minimum,
    untidy_manifest,
    unused_patch,
    wildcard_requirement,
    yanked_version,
];

#[cfg(test)]
mod tests;
