//! The gate: its rules over what was loaded.

use upsafe_config::Config;
use upsafe_core::{Finding, Gate, GateRun, GateStatus, LoadError, Rule, run_rules};

use crate::{evidence::Evidence, matrix::MatrixEvidence, rules::RULES};

/// The gate over version numbers.
#[derive(Clone, Copy, Debug)]
pub enum Semver {}

impl Gate for Semver {
    const NAME: &'static str = "semver";
    type Evidence<'e> = Evidence<'e>;

    fn rules() -> &'static [&'static Rule<Self>] {
        RULES
    }
}

/// Runs every rule that `config` does not turn off. Does no I/O. What could not be read makes the
/// gate a failed one: what was found elsewhere stays.
pub fn check(
    matrix: Option<&MatrixEvidence>,
    troubles: &[LoadError],
    config: &Config,
) -> (Vec<Finding>, GateRun) {
    let evidence = Evidence { matrix };
    let (findings, mut run) = run_rules::<Semver>(&evidence, |rule| config.setting(rule));
    if !troubles.is_empty() {
        let reasons: Vec<String> = troubles.iter().map(ToString::to_string).collect();
        run.status = GateStatus::Failed {
            reason: reasons.join("; "),
        };
    }
    (findings, run)
}
