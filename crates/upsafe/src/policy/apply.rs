//! Applies the exceptions to a report in which all other gates stand.

use upsafe_config::Config;
use upsafe_core::{Date, Finding, Gate, GateRun, GateStatus, Report, SourceId, Waived, run_rules};

use super::{
    Baseline, BaselineEvidence, ConfigEvidence, ConfigGate, apply_baseline, apply_waivers,
};

/// The exceptions of one run.
#[derive(Clone, Copy, Debug)]
pub struct Exceptions<'e> {
    /// The configuration with its waivers.
    pub config: &'e Config,
    /// The text of `upsafe.toml` among the report's sources; findings about waivers point there.
    pub source: Option<SourceId>,
    /// The baseline, if there is one and it is not to be ignored.
    pub baseline: Option<&'e Baseline>,
    /// The day on which waivers are judged.
    pub today: Date,
}

impl Exceptions<'_> {
    /// Moves what is waived or baselined out of the findings, adds the gate `config` and sorts.
    ///
    /// Waivers come first, so that a finding stands in the baseline only if nobody vouches for it;
    /// what a waiver gives back, the baseline does not hide.
    /// The gate `config` looks only where another gate did: exceptions alone make nothing safe.
    pub fn apply(&self, report: &mut Report) {
        let findings = std::mem::take(&mut report.findings);
        let waivers = apply_waivers(findings, &self.config.waivers, self.today);
        report.waived.extend(waivers.waived);
        report.findings = waivers.kept;
        let baseline = self
            .baseline
            .map(|baseline| apply(baseline, &waivers.returned, report));
        report.findings.extend(waivers.returned);
        let looked = report
            .gates
            .iter()
            .any(|run| run.status == GateStatus::Checked);
        if looked {
            let evidence = ConfigEvidence {
                waivers: &self.config.waivers,
                uses: &waivers.uses,
                source: self.source,
                baseline,
                today: self.today,
                gates: &report.gates,
            };
            let (findings, run) =
                run_rules::<ConfigGate>(&evidence, |rule| self.config.setting(rule));
            report.findings.extend(findings);
            report.gates.push(run);
        } else {
            let reason = "no gate looked at anything";
            report
                .gates
                .push(GateRun::skipped(ConfigGate::NAME, reason));
        }
        report.sort();
    }
}

fn apply(baseline: &Baseline, returned: &[Finding], report: &mut Report) -> BaselineEvidence {
    let findings = std::mem::take(&mut report.findings);
    let applied = apply_baseline(findings, returned, baseline, &report.gates);
    report.findings = applied.kept;
    let reason = "baseline".to_owned();
    report
        .waived
        .extend(applied.baselined.into_iter().map(|finding| Waived {
            finding,
            reason: reason.clone(),
        }));
    let source = report.sources.add(baseline.path(), baseline.text());
    BaselineEvidence {
        source,
        path: baseline.path().to_owned(),
        entries: baseline.entries().len(),
        stale: applied.stale,
    }
}
