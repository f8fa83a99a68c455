//! The gate `semver` behind the facade, also where it was not built in.
//!
//! What must stay true: it runs where `upsafe.toml` has a table `[semver]` or somebody names it, and
//! stands in the report as skipped otherwise: most repositories have no versions to publish. A build
//! without the feature `semver` never answers "safe" where it would have run, and understands levels
//! and waivers of the gate's rules all the same.

use upsafe_config::Config;
use upsafe_core::{GateRun, Report};

use crate::{Environment, Request, Workspace};

/// The gate's name.
pub(crate) const NAME: &str = "semver";

/// The ids of the gate's rules, for configurations that a build without it reads.
#[cfg(any(test, not(feature = "semver")))]
const RULES: [&str; 47] = [
    "semver/any-version",
    "semver/bad-signature",
    "semver/break-after-candidate",
    "semver/build-metadata",
    "semver/changed-candidate",
    "semver/commit-needs-bump",
    "semver/disordered-prerelease",
    "semver/drifted-group",
    "semver/exact-pin",
    "semver/go-major-path",
    "semver/insufficient-bump",
    "semver/loose-member-requirement",
    "semver/malformed-version",
    "semver/matrix-inconsistent",
    "semver/matrix-row-broken",
    "semver/matrix-support-dropped",
    "semver/matrix-version-differs",
    "semver/member-requirement",
    "semver/missing-changelog",
    "semver/odd-first-version",
    "semver/open-range",
    "semver/oversized-bump",
    "semver/prerelease-requirement",
    "semver/raised-public-dependency",
    "semver/raised-requirement",
    "semver/removed-feature",
    "semver/replaced-dependency",
    "semver/resolved-prerelease",
    "semver/reused-version",
    "semver/skipped-version",
    "semver/stale-api-snapshot",
    "semver/stale-lock-version",
    "semver/stored-schema-changed",
    "semver/tag-differs-from-manifest",
    "semver/toolchain-raised",
    "semver/unbumped-package",
    "semver/unfit-tag",
    "semver/unknown-api",
    "semver/unknown-channel",
    "semver/unknown-history",
    "semver/unmarked-break",
    "semver/unneeded-bump",
    "semver/unpublished-dependency",
    "semver/unreleased-dependent",
    "semver/unverifiable-tag",
    "semver/version-goes-back",
    "semver/yanked-base",
];

/// The ids of rules that a configuration may name although they are not built in.
pub(crate) fn absent_rules() -> &'static [&'static str] {
    #[cfg(feature = "semver")]
    return &[];
    #[cfg(not(feature = "semver"))]
    return &RULES;
}

/// Runs the gate, or says why it did not look.
pub(crate) fn run(
    workspace: &Workspace,
    config: &Config,
    environment: &Environment,
    request: &Request,
    report: &mut Report,
) {
    let named = request.gates.iter().any(|gate| gate == NAME);
    if config.semver.is_none() && !named {
        let reason = "no `[semver]` in upsafe.toml";
        report.gates.push(GateRun::skipped(NAME, reason));
        return;
    }
    look(workspace, config, environment, request, report);
}

#[cfg(feature = "semver")]
use crate::semver_run::look;

#[cfg(not(feature = "semver"))]
fn look(_: &Workspace, _: &Config, _: &Environment, _: &Request, report: &mut Report) {
    let reason = "this build has no version gate: build it with the feature `semver`";
    report.gates.push(GateRun::failed(NAME, reason));
}

/// What is left to say when the exceptions are applied.
pub(crate) fn settle(config: &Config, report: &mut Report) {
    #[cfg(feature = "semver")]
    upsafe_semver::settle(report, config);
    #[cfg(not(feature = "semver"))]
    let _unused = (config, report);
}

#[cfg(all(test, feature = "semver"))]
mod tests {
    use upsafe_core::Gate as _;

    #[test]
    fn the_rules_that_may_be_absent_are_those_of_the_gate() {
        let rules = upsafe_semver::Semver::rules().iter();
        let ids: Vec<&str> = rules.map(|rule| rule.meta.id).collect();
        assert_eq!(ids, super::RULES);
    }
}
