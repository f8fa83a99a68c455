//! Every rule of the gate: a file, a page, and a line here.

use crate::Semver;

upsafe_core::rules![Semver:
    any_version,
    bad_signature,
    break_after_candidate,
    build_metadata,
    changed_candidate,
    commit_needs_bump,
    disordered_prerelease,
    drifted_group,
    exact_pin,
    go_major_path,
    insufficient_bump,
    loose_member_requirement,
    malformed_version,
    matrix_inconsistent,
    matrix_row_broken,
    matrix_support_dropped,
    matrix_version_differs,
    member_requirement,
    missing_changelog,
    odd_first_version,
    open_range,
    oversized_bump,
    prerelease_requirement,
    raised_public_dependency,
    raised_requirement,
    removed_feature,
    replaced_dependency,
    resolved_prerelease,
    reused_version,
    skipped_version,
    stale_api_snapshot,
    stale_lock_version,
    stored_schema_changed,
    tag_differs_from_manifest,
    toolchain_raised,
    unbumped_package,
    unfit_tag,
    unknown_api,
    unknown_channel,
    unknown_history,
    unmarked_break,
    unneeded_bump,
    unpublished_dependency,
    unreleased_dependent,
    unverifiable_tag,
    version_goes_back,
    yanked_base,
];

/// The rules whose findings say that nobody could tell.
pub(crate) const CANNOT_TELL: [&upsafe_core::Rule<Semver>; 4] = [
    &unknown_api::RULE,
    &unknown_history::RULE,
    &unverifiable_tag::RULE,
    &yanked_base::RULE,
];

#[cfg(test)]
mod tests;
