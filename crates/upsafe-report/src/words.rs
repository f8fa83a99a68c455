//! Phrases that several formats share, so that the same thing has the same words everywhere.

use upsafe_core::{Audience, Counts, GateStatus, Level, Report, count};

/// `1 error, 2 warnings, 1 info, 3 waived`: errors and warnings always, the rest where there are any.
pub(crate) fn counts(report: &Report) -> String {
    let Counts {
        error,
        warning,
        info,
    } = report.counts();
    let mut parts = vec![count(error, "error"), count(warning, "warning")];
    if info > 0 {
        parts.push(count(info, "info"));
    }
    if !report.waived.is_empty() {
        parts.push(format!("{} waived", report.waived.len()));
    }
    parts.join(", ")
}

/// How each gate went: `deps 12 rules`, `semver ok`, `schema skipped (no table)`, `matrix failed`.
pub(crate) fn gates(report: &Report) -> Vec<String> {
    let gate = |run: &upsafe_core::GateRun| match &run.status {
        GateStatus::Checked => {
            let found = report
                .findings
                .iter()
                .any(|finding| finding.rule.gate() == run.name);
            if found {
                format!("{} {}", run.name, count(run.rules.len(), "rule"))
            } else {
                format!("{} ok", run.name)
            }
        }
        GateStatus::Skipped { reason } => format!("{} skipped ({reason})", run.name),
        GateStatus::Failed { .. } => format!("{} failed", run.name),
    };
    report.gates.iter().map(gate).collect()
}

/// Whom a finding breaks.
pub(crate) fn breaks(audiences: &[Audience]) -> String {
    let name = |audience: &Audience| match audience {
        Audience::Readers => "readers",
        Audience::Writers => "writers",
        _ => "others",
    };
    let names: Vec<_> = audiences.iter().map(name).collect();
    format!("breaks {}", names.join(" and "))
}

/// `deps/drift 31, deps/yanked 2`: how often each rule occurs, in the order of first appearance.
pub(crate) fn tally<'r>(rules: impl IntoIterator<Item = &'r str>) -> String {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for rule in rules {
        match counted.iter_mut().find(|(known, _)| *known == rule) {
            Some((_, n)) => *n += 1,
            None => counted.push((rule, 1)),
        }
    }
    let parts: Vec<_> = counted
        .iter()
        .map(|(rule, n)| format!("{rule} {n}"))
        .collect();
    parts.join(", ")
}

/// The levels, heaviest first: the order in which findings are shown.
pub(crate) const LEVELS: [Level; 3] = [Level::Error, Level::Warning, Level::Info];
