//! The gate `schema` behind the facade, also where it was not built in.
//!
//! What must stay true: a build without the feature `schema` never answers "safe" about a contract
//! that somebody configured, and understands levels and waivers of the gate's rules all the same.

use upsafe_config::Config;
use upsafe_core::{GateRun, Report};

use crate::Workspace;

/// The gate's name.
pub(crate) const NAME: &str = "schema";

/// The ids of the gate's rules, for configurations that a build without it reads.
#[cfg(any(test, not(feature = "schema")))]
const RULES: [&str; 7] = [
    "schema/deleted-contract",
    "schema/incompatible",
    "schema/misread",
    "schema/no-baseline",
    "schema/profile-differs",
    "schema/unclaimed-change",
    "schema/undecided",
];

/// The ids of rules that a configuration may name although they are not built in.
pub(crate) fn absent_rules() -> &'static [&'static str] {
    #[cfg(feature = "schema")]
    return &[];
    #[cfg(not(feature = "schema"))]
    return &RULES;
}

/// Runs the gate, or says why it did not look.
pub(crate) fn run(workspace: &Workspace, config: &Config, report: &mut Report) {
    if config.schema.contract.is_empty() {
        let reason = "no `[[schema.contract]]` in upsafe.toml";
        report.gates.push(GateRun::skipped(NAME, reason));
        return;
    }
    look(workspace, config, report);
}

#[cfg(feature = "schema")]
fn look(workspace: &Workspace, config: &Config, report: &mut Report) {
    use upsafe_schema::{GitBinary, LoadRequest};
    let repository = GitBinary::new(&workspace.root);
    let request = LoadRequest {
        root: &workspace.root,
        settings: &config.schema,
        repository: &repository,
    };
    let loaded = upsafe_schema::load(&request, &mut report.sources);
    let (findings, run) = upsafe_schema::check(&loaded, config);
    report.findings.extend(findings);
    report.gates.push(run);
}

#[cfg(not(feature = "schema"))]
fn look(_: &Workspace, _: &Config, report: &mut Report) {
    let reason = "this build has no schema gate: build it with the feature `schema`";
    report.gates.push(GateRun::failed(NAME, reason));
}

/// What is left to say when the exceptions are applied.
pub(crate) fn settle(config: &Config, report: &mut Report) {
    #[cfg(feature = "schema")]
    upsafe_schema::settle(report, config);
    #[cfg(not(feature = "schema"))]
    let _unused = (config, report);
}

#[cfg(all(test, feature = "schema"))]
mod tests {
    use upsafe_core::Gate as _;

    #[test]
    fn the_rules_that_may_be_absent_are_those_of_the_gate() {
        let rules = upsafe_schema::Schemas::rules().iter();
        let ids: Vec<&str> = rules.map(|rule| rule.meta.id).collect();
        assert_eq!(ids, super::RULES);
    }
}
