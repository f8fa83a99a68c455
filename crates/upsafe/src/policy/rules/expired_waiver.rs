//! A waiver whose last day is over.

use upsafe_core::Sink;

use crate::policy::{
    ConfigEvidence, ConfigGate, Standing,
    gate::{consequence, named, subject},
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
            .because(format!("today is {}; {}", evidence.today, consequence(used)))
            .help("fix what it waived, or set a later `until` if the reason still holds");
    }
}
