//! The baseline: what is read is what is written again.

use upsafe::{
    core::{GateRun, GateStatus, Report},
    policy::{Baseline, BaselineUpdate, apply_baseline},
};

use crate::promise;

const PATH: &str = "upsafe.baseline.json";

/// Reads a baseline, and holds a run without findings against it.
pub fn run(data: &[u8]) {
    let baseline = match Baseline::parse(data, PATH) {
        Ok(baseline) => baseline,
        Err(error) => return promise::refusal(&error, PATH, &String::from_utf8_lossy(data)),
    };
    assert!(baseline.entries().iter().all(|entry| entry.count > 0));

    // Nobody looked, so nothing is known to be gone.
    let kept = BaselineUpdate::plan(PATH, Some(&baseline), &Report::default()).baseline;
    let mut entries = baseline.entries().to_vec();
    entries.sort();
    assert_eq!(kept.entries(), entries);
    let again = Baseline::parse(kept.text().as_bytes(), PATH);
    let again = again.expect("what is written can be read");
    assert_eq!(again.entries(), entries);
    assert_eq!(again.text(), kept.text());

    // Every rule looked and found nothing, so every entry of a known rule is stale.
    let mut report = Report::default();
    let mut gate = GateRun::new("deps", GateStatus::Checked);
    gate.rules = upsafe::rules();
    report.gates.push(gate);
    let applied = apply_baseline(Vec::new(), &[], &baseline, &report.gates);
    assert!(applied.kept.is_empty() && applied.baselined.is_empty());
    for entry in &applied.stale {
        assert!(entry.found == 0 && entry.allowed > 0);
        if let Some(span) = &entry.span {
            promise::span(baseline.text(), span);
        }
    }
}
