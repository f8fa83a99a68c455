//! The gate: its rules over what was loaded.

use upsafe_config::Config;
use upsafe_core::{Finding, Gate, GateRun, Rule, run_rules};

use crate::{Evidence, Loaded, rules::RULES};

/// The dependency gate.
#[derive(Clone, Copy, Debug)]
pub enum Deps {}

impl Gate for Deps {
    const NAME: &'static str = "deps";
    type Evidence<'e> = Evidence<'e>;

    fn rules() -> &'static [&'static Rule<Self>] {
        RULES
    }
}

/// Runs every rule that `config` does not turn off. Does no I/O.
pub fn check(loaded: &Loaded, config: &Config) -> (Vec<Finding>, GateRun) {
    let evidence = Evidence {
        settings: &config.deps,
        cargo: &loaded.cargo,
        go: &loaded.go,
        go_repository: &loaded.go_repository,
    };
    let (findings, mut run) = run_rules::<Deps>(&evidence, |rule| config.setting(rule));
    run.notes = loaded.notes();
    (findings, run)
}
