//! The report of a run, its order and its verdict.

use std::{cmp::Ordering, fmt};

use serde::{Deserialize, Serialize};

use crate::{Finding, Fingerprint, GateRun, GateStatus, Level, RuleMeta, Sources};

/// Everything one run found out: the only thing that renderers see.
#[derive(Debug, Default)]
pub struct Report {
    /// How each gate went, in the order of the gates.
    pub gates: Vec<GateRun>,
    /// What is unsafe. Call [`Report::sort`] when all are in.
    pub findings: Vec<Finding>,
    /// Findings that do not count, each with the reason.
    pub waived: Vec<Waived>,
    /// The texts that labels point into.
    pub sources: Sources,
}

/// A finding that does not count, because somebody vouched for it.
#[derive(Debug)]
pub struct Waived {
    /// What was found.
    pub finding: Finding,
    /// Why it does not count.
    pub reason: String,
}

impl Report {
    /// Gives the runs of a gate a reason why no verdict but "cannot tell" follows from them.
    pub fn fail(&mut self, gate: &str, reason: &str) {
        for run in self.gates.iter_mut().filter(|run| run.name == gate) {
            run.fail(reason);
        }
    }

    /// Brings findings into their total order: gate (as run), rule, subject, class, place, message.
    pub fn sort(&mut self) {
        let gates: Vec<&str> = self.gates.iter().map(|gate| gate.name).collect();
        let order = |finding: &Finding| {
            gates
                .iter()
                .position(|name| *name == finding.rule.gate())
                .unwrap_or(gates.len())
        };
        let place = |finding: &Finding| {
            finding.labels.first().map(|label| {
                let span = label.place.span.as_ref();
                (label.place.source, span.map(|s| (s.start, s.end)))
            })
        };
        let compare = |a: &Finding, b: &Finding| -> Ordering {
            (order(a), &a.rule, &a.subject, &a.class)
                .cmp(&(order(b), &b.rule, &b.subject, &b.class))
                .then_with(|| place(a).cmp(&place(b)))
                .then_with(|| a.message.cmp(&b.message))
        };
        self.findings.sort_by(compare);
        self.waived.sort_by(|a, b| compare(&a.finding, &b.finding));
        for gate in &mut self.gates {
            gate.limits.sort();
            gate.limits.dedup();
        }
    }

    /// The fingerprints of the findings, in their order. Findings that a rule did not tell apart
    /// are numbered, so no two are the same.
    pub fn fingerprints(&self) -> Vec<Fingerprint> {
        let mut seen = std::collections::BTreeMap::<_, usize>::new();
        self.findings
            .iter()
            .map(|finding| {
                let plain = finding.fingerprint();
                let nth = seen.entry(plain).and_modify(|n| *n += 1).or_default();
                match nth {
                    0 => plain,
                    n => Fingerprint::of([&*plain.to_string(), &n.to_string()]),
                }
            })
            .collect()
    }

    /// How many findings there are at each level.
    pub fn counts(&self) -> Counts {
        let at = |level| {
            self.findings
                .iter()
                .filter(|finding| finding.level == level)
                .count()
        };
        Counts {
            error: at(Level::Error),
            warning: at(Level::Warning),
            info: at(Level::Info),
        }
    }

    /// What the report says, apart from how it is shown.
    ///
    /// An error finding is "not safe", whatever else happened. Otherwise a gate that failed, or a
    /// run in which no gate looked at anything, is "cannot tell".
    pub fn verdict(&self) -> Verdict {
        let failed = |gate: &GateRun| matches!(gate.status, GateStatus::Failed { .. });
        let checked = |gate: &GateRun| gate.status == GateStatus::Checked;
        if self
            .findings
            .iter()
            .any(|finding| finding.level == Level::Error)
        {
            Verdict::NotSafe
        } else if self.gates.iter().any(failed) || !self.gates.iter().any(checked) {
            Verdict::CannotTell
        } else {
            Verdict::Safe
        }
    }

    /// The data of a rule that ran, by id.
    pub fn rule(&self, id: &str) -> Option<&'static RuleMeta> {
        self.gates
            .iter()
            .flat_map(|gate| &gate.rules)
            .find(|meta| meta.id == id)
            .copied()
    }
}

/// How many findings there are at each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Counts {
    /// Findings that make the report unsafe.
    pub error: usize,
    /// Findings worth a look.
    pub warning: usize,
    /// Findings worth knowing.
    pub info: usize,
}

/// The answer to "is this upgrade safe?". Complete: these are the exit codes 0, 1 and 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Verdict {
    /// Every gate that ran looked and found no error.
    Safe,
    /// At least one finding is an error.
    NotSafe,
    /// Nothing unsafe was found, but not everything could be looked at.
    CannotTell,
}

impl Verdict {
    /// The process exit code: 0 safe, 1 not safe, 2 cannot tell.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Safe => 0,
            Self::NotSafe => 1,
            Self::CannotTell => 2,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Safe => "safe",
            Self::NotSafe => "not safe",
            Self::CannotTell => "cannot tell",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Sink, Status, Subject};

    static META: RuleMeta = RuleMeta {
        id: "deps/x",
        summary: "",
        docs: "",
        level: Level::Error,
        since: "0.1.0",
        status: Status::Stable,
        aliases: &[],
    };

    fn report(level: Option<Level>, statuses: &[GateStatus]) -> Report {
        let mut report = Report::default();
        for status in statuses {
            report.gates.push(GateRun::new("deps", status.clone()));
        }
        if let Some(level) = level {
            let mut limits = Vec::new();
            Sink::new(&META, level, &mut report.findings, &mut limits)
                .report(Subject::file("a"), "b");
        }
        report
    }

    #[test]
    fn the_verdict_fails_closed() {
        let failed = GateStatus::Failed {
            reason: "no lock".to_owned(),
        };
        let skipped = GateStatus::Skipped {
            reason: "no table".to_owned(),
        };
        let checked = GateStatus::Checked;
        let check = |level, statuses: &[&GateStatus], expected| {
            let statuses: Vec<_> = statuses.iter().map(|&s| s.clone()).collect();
            assert_eq!(
                report(level, &statuses).verdict(),
                expected,
                "{level:?} {statuses:?}"
            );
        };
        check(None, &[], Verdict::CannotTell);
        check(None, &[&skipped], Verdict::CannotTell);
        check(None, &[&checked], Verdict::Safe);
        check(None, &[&checked, &skipped], Verdict::Safe);
        check(None, &[&checked, &failed], Verdict::CannotTell);
        check(Some(Level::Warning), &[&checked], Verdict::Safe);
        check(Some(Level::Warning), &[&failed], Verdict::CannotTell);
        check(Some(Level::Error), &[&checked, &failed], Verdict::NotSafe);
    }

    #[test]
    fn findings_that_look_the_same_have_fingerprints_of_their_own() {
        let mut twice = report(Some(Level::Error), &[GateStatus::Checked]);
        let again = twice.findings[0].clone();
        twice.findings.push(again);
        let prints = twice.fingerprints();
        assert_ne!(prints[0], prints[1]);
        assert_eq!(prints, twice.fingerprints());
    }
}
