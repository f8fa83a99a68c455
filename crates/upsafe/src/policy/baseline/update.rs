//! What writing the baseline would change, decided before anything is written.

use std::collections::BTreeMap;

use upsafe_core::{Finding, Fingerprint, Gate, Report};

use super::{Baseline, BaselineEntry, apply::copies};
use crate::policy::{
    ConfigGate,
    gate::{Ran, ran},
};

/// Whether a baseline may come to allow more than it did. Complete: there are two answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Growth {
    /// New findings are refused: fix or waive them.
    Refuse,
    /// New findings are taken in.
    Allow,
}

/// A baseline that is to be written, and how it differs from the one that is there.
#[derive(Debug)]
#[non_exhaustive]
pub struct BaselineUpdate {
    /// What is to be written.
    pub baseline: Baseline,
    /// Whether there was none before: the first one may hold anything.
    pub is_first: bool,
    /// Entries that were not there.
    pub added: Vec<BaselineEntry>,
    /// Entries that were there with a lower count.
    pub grown: Vec<BaselineEntry>,
    /// Entries that were there with a higher count.
    pub fallen: Vec<BaselineEntry>,
    /// Entries that are there no longer.
    pub gone: Vec<BaselineEntry>,
}

impl BaselineUpdate {
    /// The baseline for a report that was made *without* one, in place of `old` at `path`.
    ///
    /// The report's findings become entries, those of the gate `config` excepted. Entries of rules
    /// that did not look, or not at everything, stay as they are: nothing is known of them.
    pub fn plan(path: &str, old: Option<&Baseline>, report: &Report) -> Self {
        let current: Vec<&Finding> = report
            .findings
            .iter()
            .filter(|finding| finding.rule.gate() != ConfigGate::NAME)
            .collect();
        let counts = copies(&report.findings);
        let mut entries: BTreeMap<Fingerprint, BaselineEntry> = BTreeMap::new();
        for finding in current {
            let print = finding.fingerprint();
            let n = counts.get(&print).copied().unwrap_or(1);
            entries.entry(print).or_insert_with(|| {
                BaselineEntry::new(
                    finding.rule.as_str(),
                    finding.subject.as_str(),
                    &finding.class,
                    n,
                )
            });
        }
        let before = old.map(Baseline::entries).unwrap_or_default();
        for entry in before
            .iter()
            .filter(|entry| ran(&entry.rule, &report.gates) != Ran::Fully)
        {
            let kept = entries
                .entry(entry.identity())
                .or_insert_with(|| entry.clone());
            kept.count = kept.count.max(entry.count);
        }
        let mut update = Self {
            is_first: old.is_none(),
            added: Vec::new(),
            grown: Vec::new(),
            fallen: Vec::new(),
            gone: Vec::new(),
            baseline: Baseline::new(path, entries.into_values().collect()),
        };
        update.compare(before);
        update
    }

    fn compare(&mut self, before: &[BaselineEntry]) {
        let counts = |entries: &[BaselineEntry]| -> BTreeMap<Fingerprint, usize> {
            entries
                .iter()
                .map(|entry| (entry.identity(), entry.count))
                .collect()
        };
        let (old, new) = (counts(before), counts(self.baseline.entries()));
        for entry in self.baseline.entries() {
            match old.get(&entry.identity()) {
                None => self.added.push(entry.clone()),
                Some(&count) if count < entry.count => self.grown.push(entry.clone()),
                Some(&count) if count > entry.count => self.fallen.push(entry.clone()),
                Some(_) => {}
            }
        }
        let gone = before
            .iter()
            .filter(|entry| !new.contains_key(&entry.identity()));
        self.gone = gone.cloned().collect();
    }

    /// Whether more would be allowed than before.
    pub fn is_growth(&self) -> bool {
        let grows = !self.added.is_empty() || !self.grown.is_empty();
        grows && !self.is_first
    }
}
