//! Takes out the findings that the baseline allows.
//!
//! What must stay true: every finding that goes in comes out, and a finding of which there are more
//! than the baseline allows counts in full, for it cannot be told which copy is new.

use std::collections::BTreeMap;

use upsafe_core::{Finding, Fingerprint, Gate, GateRun};

use super::Baseline;
use crate::policy::{
    ConfigGate,
    gate::{Ran, StaleEntry, ran},
};

/// What became of the findings, and which entries of the baseline allow too much.
#[derive(Debug)]
#[non_exhaustive]
pub struct BaselineApplied {
    /// The findings that count, in the order in which they came in.
    pub kept: Vec<Finding>,
    /// The findings that the baseline allows.
    pub baselined: Vec<Finding>,
    /// The entries that allow more than was found, where their rule looked at everything.
    pub stale: Vec<StaleEntry>,
}

/// Takes out the findings that the baseline allows. `returned` are findings that count whatever it
/// allows; `gates` says which rules looked.
pub fn apply_baseline(
    findings: Vec<Finding>,
    returned: &[Finding],
    baseline: &Baseline,
    gates: &[GateRun],
) -> BaselineApplied {
    let found = copies(findings.iter().chain(returned));
    let allowed: BTreeMap<Fingerprint, usize> = baseline
        .entries()
        .iter()
        .map(|entry| (entry.identity(), entry.count))
        .collect();
    let (mut kept, mut baselined) = (Vec::new(), Vec::new());
    for mut finding in findings {
        let print = finding.fingerprint();
        let found = found.get(&print).copied().unwrap_or_default();
        match allowed
            .get(&print)
            .filter(|_| finding.rule.gate() != ConfigGate::NAME)
        {
            Some(&allowed) if found <= allowed => baselined.push(finding),
            Some(&allowed) => {
                finding.because(format!(
                    "the baseline allows {allowed} of it, found {found}"
                ));
                kept.push(finding);
            }
            None => kept.push(finding),
        }
    }
    let stale = baseline
        .entries()
        .iter()
        .filter(|entry| ran(&entry.rule, gates) == Ran::Fully)
        .map(|entry| StaleEntry {
            name: format!("`{}` for `{}`", entry.rule, entry.subject),
            allowed: entry.count,
            found: found.get(&entry.identity()).copied().unwrap_or_default(),
            span: baseline.place(entry),
        })
        .filter(|entry| entry.found < entry.allowed)
        .collect();
    BaselineApplied {
        kept,
        baselined,
        stale,
    }
}

/// How many copies the findings of each identity stand for.
pub(crate) fn copies<'f>(
    findings: impl IntoIterator<Item = &'f Finding>,
) -> BTreeMap<Fingerprint, usize> {
    let mut copies = BTreeMap::new();
    for finding in findings {
        let sum: &mut usize = copies.entry(finding.fingerprint()).or_default();
        // A finding stands for itself at least.
        *sum = sum.saturating_add(finding.copies.max(1));
    }
    copies
}
