//! A waiver whose findings stand for more copies than it allows.

use upsafe_core::{Sink, count};

use crate::policy::{
    ConfigEvidence, ConfigGate, Standing,
    gate::{consequence, named, subject},
};

upsafe_core::rule!(ConfigGate, "config/exceeded-waiver", "exceeded_waiver.md",
    level: Error, since: "0.1.0",
    summary: "a waiver's findings stand for more copies than it allows", check);

fn check(evidence: &ConfigEvidence<'_>, sink: &mut Sink<'_>) {
    for (waiver, used) in evidence.used() {
        let Some(most) = waiver.max_copies.as_ref().filter(|_| used.standing == Standing::Exceeded)
        else {
            continue;
        };
        let allowed = count(most.get() as usize, "copy");
        let message = format!("{} allows {allowed}, found {}", named(waiver), used.copies);
        let finding = sink.report(subject(waiver), message);
        evidence.label(finding, most.span(), format!("allows {allowed}"));
        finding
            .because(consequence(used))
            .because("which of the copies is new cannot be told")
            .help("fix what was added, or raise `max-copies` if the reason holds for it too");
    }
}
