//! Where a rule puts what it found. The sink, not the rule, knows the level.

use crate::{Finding, Level, RuleMeta, Subject};

/// Takes the findings of one rule and gives them its id and level.
#[derive(Debug)]
pub struct Sink<'s> {
    meta: &'static RuleMeta,
    level: Level,
    findings: &'s mut Vec<Finding>,
    limits: &'s mut Vec<Limit>,
}

/// A question that a rule could not answer, and what was missing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Limit {
    /// The rule's id.
    pub rule: &'static str,
    /// What was not looked at and why, one line.
    pub message: String,
}

impl<'s> Sink<'s> {
    /// A sink for one rule at one level.
    pub fn new(
        meta: &'static RuleMeta,
        level: Level,
        findings: &'s mut Vec<Finding>,
        limits: &'s mut Vec<Limit>,
    ) -> Self {
        Self {
            meta,
            level,
            findings,
            limits,
        }
    }

    /// Reports a finding; the returned reference takes its labels, reasons and help.
    pub fn report(&mut self, subject: Subject, message: impl Into<String>) -> &mut Finding {
        let finding = Finding::new(self.meta, self.level, subject, message.into());
        self.findings.push(finding);
        self.findings
            .last_mut()
            .expect("a finding was pushed on the line above")
    }

    /// Says that part of the question could not be answered, and what was missing.
    pub fn limit(&mut self, message: impl Into<String>) {
        self.limits.push(Limit {
            rule: self.meta.id,
            message: message.into(),
        });
    }
}
