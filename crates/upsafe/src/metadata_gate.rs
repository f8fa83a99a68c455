//! The gate `metadata` behind the facade, also where it was not built in.
//!
//! What must stay true: a build without the feature `metadata` never answers "safe" about a store
//! that somebody configured, and understands levels and waivers of the gate's rules all the same.

use upsafe_config::Config;
use upsafe_core::{GateRun, Report};

use crate::{Environment, Workspace};

/// The gate's name.
pub(crate) const NAME: &str = "metadata";

/// The ids of the gate's rules, for configurations that a build without it reads.
#[cfg(any(test, not(feature = "metadata")))]
const RULES: [&str; 8] = [
    "metadata/client-breaking",
    "metadata/drifted-copy",
    "metadata/lossy",
    "metadata/misplaced",
    "metadata/newer-reader-needed",
    "metadata/unreadable",
    "metadata/unverifiable",
    "metadata/update-blocked",
];

/// The ids of rules that a configuration may name although they are not built in.
pub(crate) fn absent_rules() -> &'static [&'static str] {
    #[cfg(feature = "metadata")]
    return &[];
    #[cfg(not(feature = "metadata"))]
    return &RULES;
}

/// Runs the gate, or says why it did not look.
pub(crate) fn run(
    workspace: &Workspace,
    environment: &Environment,
    config: &Config,
    report: &mut Report,
) {
    if config.metadata.store.is_empty() && config.metadata.drift.is_empty() {
        let reason = "no `[[metadata.store]]` in upsafe.toml";
        report.gates.push(GateRun::skipped(NAME, reason));
        return;
    }
    look(workspace, environment, config, report);
}

#[cfg(feature = "metadata")]
fn look(workspace: &Workspace, environment: &Environment, config: &Config, report: &mut Report) {
    use upsafe_metadata::{Grain, check, load};
    let root = &workspace.root;
    let loaded = load(
        &config.metadata,
        root,
        &environment.etcd,
        Grain::Cause,
        &mut report.sources,
        &mut |_, _| {},
    );
    let (findings, run) = check(&loaded, &report.sources, config);
    report.findings.extend(findings);
    report.gates.push(run);
}

#[cfg(not(feature = "metadata"))]
fn look(_: &Workspace, _: &Environment, _: &Config, report: &mut Report) {
    let reason = "this build has no metadata gate: build it with the feature `metadata`";
    report.gates.push(GateRun::failed(NAME, reason));
}

/// What is left to say when the exceptions are applied.
pub(crate) fn settle(config: &Config, report: &mut Report) {
    #[cfg(feature = "metadata")]
    upsafe_metadata::settle(report, config);
    #[cfg(not(feature = "metadata"))]
    let _unused = (config, report);
}

#[cfg(all(test, feature = "metadata"))]
mod tests {
    use upsafe_core::Gate as _;

    #[test]
    fn the_rules_that_may_be_absent_are_those_of_the_gate() {
        let rules = upsafe_metadata::StoredMetadata::rules().iter();
        let ids: Vec<&str> = rules.map(|rule| rule.meta.id).collect();
        assert_eq!(ids, super::RULES);
    }
}
