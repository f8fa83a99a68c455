//! A waiver whose last day is over.

use upsafe_core::{Sink, count};

use crate::policy::{
    ConfigEvidence, ConfigGate, Standing,
    gate::{named, subject},
};

upsafe_core::rule!(ConfigGate, "config/expired-waiver", "expired_waiver.md",
    level: Error, since: "0.1.0",
    summary: "a waiver's last day is over, and its findings count again", check);

fn check(evidence: &ConfigEvidence<'_>, sink: &mut Sink<'_>) {
    for (waiver, used) in evidence.used() {
        let Some(until) = waiver.until.as_ref().filter(|_| used.standing == Standing::Expired) else {
            continue;
        };
        let message = format!("{} ended on {}", named(waiver), **until);
        let finding = sink.report(subject(waiver), message);
        evidence.label(finding, until.span(), "the last day on which it held");
        finding
            .because(format!("today is {}; {} again", evidence.today, again(used.findings)))
            .help("fix what it waived, or set a later `until` if the reason still holds");
    }
}

/// `1 finding counts`, `2 findings count`.
fn again(findings: usize) -> String {
    let verb = if findings == 1 { "counts" } else { "count" };
    format!("{} {verb}", count(findings, "finding"))
}
