//! The gate: its rules over what was loaded and compared.

use std::collections::BTreeMap;

use upsafe_config::Config;
use upsafe_core::{Finding, Gate, GateRun, Report, Rule, count, run_rules};

use crate::{
    any::{Format, Judge},
    evidence::{ContractEvidence, Evidence, State},
    load::Loaded,
    rules::{RULES, UNDECIDED},
    semantics::{Defaults, Formats, Writers},
};

/// The schema gate.
#[derive(Clone, Copy, Debug)]
pub enum Schemas {}

impl Gate for Schemas {
    const NAME: &'static str = "schema";
    type Evidence<'e> = Evidence<'e>;

    fn rules() -> &'static [&'static Rule<Self>] {
        RULES
    }
}

/// How many contracts get a note of their own.
const MAX_NOTES: usize = 20;

/// Runs every rule that `config` does not turn off. Does no I/O.
///
/// A contract that could not be read makes the gate a failed one: what was found elsewhere stays.
pub fn check(loaded: &Loaded, config: &Config) -> (Vec<Finding>, GateRun) {
    let evidence = Evidence {
        contracts: &loaded.contracts,
    };
    let (findings, mut run) = run_rules::<Schemas>(&evidence, |rule| config.setting(rule));
    run.notes = notes(&loaded.contracts);
    if !loaded.troubles.is_empty() {
        run.fail(&loaded.troubles.join("; "));
    }
    (findings, run)
}

/// Makes an undecided comparison that nobody vouches for a reason not to tell.
///
/// Call it when exceptions are applied. A configuration that sets the rule, or its gate, has
/// decided what an undecided comparison weighs.
pub fn settle(report: &mut Report, config: &Config) {
    let undecided = UNDECIDED.meta;
    let of_rule = |finding: &&Finding| finding.rule.as_str() == undecided.id;
    let n_undecided = report.findings.iter().filter(of_rule).count();
    if n_undecided == 0 || config.is_set(undecided) {
        return;
    }
    let told = count(n_undecided, "comparison");
    let verb = if n_undecided == 1 { "was" } else { "were" };
    let reason = format!(
        "{told} {verb} not decided; `\"{}\" = \"warning\"` in `[levels]` lets them pass",
        undecided.id
    );
    report.fail(Schemas::NAME, &reason);
}

fn notes(contracts: &[ContractEvidence]) -> Vec<String> {
    let mut notes: Vec<String> = contracts.iter().take(MAX_NOTES).map(note).collect();
    if contracts.len() > MAX_NOTES {
        notes.push(format!(
            "and {}",
            count(contracts.len() - MAX_NOTES, "more contract")
        ));
    }
    notes.extend(contracts.iter().take(MAX_NOTES).filter_map(moved));
    let mut meanings: Vec<String> = Vec::new();
    for contract in contracts {
        let meaning = meaning(contract);
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }
    notes.extend(meanings);
    notes
}

/// What was compared, and how it went.
fn note(contract: &ContractEvidence) -> String {
    let ContractEvidence {
        name,
        format,
        mode,
        baseline,
        ..
    } = contract;
    let head = format!("`{name}` ({}, {}, {baseline})", format.name(), mode.name());
    if matches!(contract.state, State::Deleted { .. }) {
        return format!("{head}: gone");
    }
    if contract.answers.is_empty() {
        return format!("{head}: nothing to compare");
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for answer in &contract.answers {
        *counts.entry(answer.judgement.ruling().name()).or_default() += 1;
    }
    let counts: Vec<String> = counts
        .iter()
        .map(|(name, n)| format!("{n} {name}"))
        .collect();
    let versions = count(contract.versions.len(), "version");
    format!("{head}: {versions}, {}", counts.join(", "))
}

/// That a contract is followed to another path.
fn moved(contract: &ContractEvidence) -> Option<String> {
    match &contract.state {
        State::Present {
            path,
            moved_from: Some(from),
            ..
        } => Some(format!("`{}`: `{from}` is now `{path}`", contract.name)),
        _ => None,
    }
}

/// The switches under which the answers hold.
fn meaning(contract: &ContractEvidence) -> String {
    if let Judge::Profile(profile) = contract.judge {
        return format!(
            "`{}`: the answers are those of this tool, right or wrong, and no proofs",
            profile.name()
        );
    }
    if contract.format == Format::Crd {
        let audience = match contract.judge {
            Judge::Audience(audience) => audience.name(),
            _ => "everybody",
        };
        return format!(
            "crd: objects are read as the API server reads them (apiextensions v0.36), for `{audience}`"
        );
    }
    if contract.format == Format::Avro {
        return "avro: schema resolution of the specification, logical types compared".to_owned();
    }
    let semantics = contract.switches.semantics;
    let writers = match semantics.writers {
        Writers::Any => "writers may emit anything the schema allows",
        Writers::Declared => "writers emit declared properties only",
    };
    let defaults = match semantics.defaults {
        Defaults::Ignored => "`default` is not filled in",
        Defaults::Filled => "readers fill in `default`",
    };
    let formats = match semantics.formats {
        Formats::Annotate => "`format` does not assert",
        Formats::Assert => "`format` asserts",
    };
    format!("json-schema: {writers}, {defaults}, {formats}")
}
