//! The gate: its rules over what was scanned.

use upsafe_config::Config;
use upsafe_core::{Finding, Gate, GateRun, Report, Rule, Sources, count, run_rules};

use crate::{
    evidence::{Evidence, StoreEvidence},
    load::Loaded,
    reader::Verdict,
    rules::{RULES, UNVERIFIABLE},
};

/// The metadata gate.
#[derive(Clone, Copy, Debug)]
pub enum StoredMetadata {}

impl Gate for StoredMetadata {
    const NAME: &'static str = "metadata";
    type Evidence<'e> = Evidence<'e>;

    fn rules() -> &'static [&'static Rule<Self>] {
        RULES
    }
}

/// Runs every rule that `config` does not turn off. Does no I/O.
///
/// A store that could not be read makes the gate a failed one: what was found elsewhere stays.
pub fn check(loaded: &Loaded, sources: &Sources, config: &Config) -> (Vec<Finding>, GateRun) {
    let evidence = Evidence::new(&loaded.stores, &loaded.drifts, sources);
    let (findings, mut run) = run_rules::<StoredMetadata>(&evidence, |rule| config.setting(rule));
    run.notes = loaded.stores.iter().flat_map(notes).collect();
    run.notes.extend(loaded.drifts.iter().map(|pair| {
        let compared = count(pair.drift.n_compared, "object");
        format!(
            "`{}`: {compared} of `{}` compared with `{}`",
            pair.name, pair.truth, pair.copy
        )
    }));
    let mut troubles = loaded.troubles.clone();
    for pair in &loaded.drifts {
        if let Some(first) = pair.drift.unread.first() {
            let n = count(pair.drift.unread.len(), "object");
            troubles.push(format!(
                "`{}`: {n} cannot be compared, first `{first}`",
                pair.name
            ));
        }
    }
    if !troubles.is_empty() {
        run.fail(&troubles.join("; "));
    }
    (findings, run)
}

fn notes(store: &StoreEvidence) -> Vec<String> {
    let survey = &store.survey;
    let told: Vec<String> = Verdict::ALL
        .into_iter()
        .map(|verdict| (verdict, survey.count(verdict)))
        .filter(|(_, n)| *n > 0)
        .map(|(verdict, n)| format!("{n} {}", verdict.name()))
        .collect();
    let told = if told.is_empty() {
        "none".to_owned()
    } else {
        told.join(", ")
    };
    let objects = count(survey.total(), "object");
    let mut notes = vec![format!(
        "`{}`: {objects}: {told} ({}, read by {})",
        store.name, store.source, store.reader
    )];
    if let Some((need, key)) = &survey.need {
        notes.push(format!(
            "`{}`: the oldest version that can read it is {}: `{key}` has `{}`",
            store.name, need.version, need.path
        ));
    }
    if !survey.strays.is_empty() {
        let shown: Vec<String> = survey
            .strays
            .iter()
            .take(5)
            .map(|stray| format!("`{stray}`"))
            .collect();
        let more = if survey.strays.len() > 5 { ", ..." } else { "" };
        notes.push(format!(
            "`{}`: no objects by their names, and passed over: {}{more}",
            store.name,
            shown.join(", ")
        ));
    }
    if let Some(revision) = &survey.revision {
        notes.push(format!("`{}`: read at revision {revision}", store.name));
    }
    notes
}

/// Makes an object that nobody could judge and nobody vouches for a reason not to tell.
///
/// Call it when exceptions are applied. A configuration that sets the rule, or its gate, has
/// decided what such an object weighs.
pub fn settle(report: &mut Report, config: &Config) {
    let meta = UNVERIFIABLE.meta;
    let copies = report
        .findings
        .iter()
        .filter(|finding| finding.rule.as_str() == meta.id)
        .map(|finding| finding.copies);
    let n_objects: usize = copies.sum();
    if n_objects == 0 || config.is_set(meta) {
        return;
    }
    let reason = format!(
        "{} could not be judged; `\"{}\" = \"warning\"` in `[levels]` lets them pass",
        count(n_objects, "object"),
        meta.id
    );
    report.fail(StoredMetadata::NAME, &reason);
}
