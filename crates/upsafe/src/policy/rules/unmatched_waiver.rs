//! A waiver that matches no finding.

use upsafe_core::Sink;

use crate::policy::{
    ConfigEvidence, ConfigGate, Standing,
    gate::{Ran, named, ran, subject},
};

upsafe_core::rule!(ConfigGate, "config/unmatched-waiver", "unmatched_waiver.md",
    level: Warning, since: "0.1.0", aliases: &["cargo-deny:unmatched-skip"],
    summary: "a waiver matches no finding, and would hide the next one", check);

fn check(evidence: &ConfigEvidence<'_>, sink: &mut Sink<'_>) {
    for (waiver, used) in evidence.used() {
        if used.standing != Standing::Unmatched {
            continue;
        }
        let rule = waiver.rule.as_str();
        let why = match ran(rule, evidence.gates) {
            Ran::Fully => None,
            Ran::Off => Some(format!("the rule `{rule}` is off")),
            Ran::InPart => {
                let why = format!("`{rule}` could not look at everything");
                sink.limit(format!("whether {} is needed: {why}", named(waiver)));
                continue;
            }
            Ran::No => continue,
        };
        let finding = sink.report(subject(waiver), format!("{} matches no finding", named(waiver)));
        evidence.label(finding, waiver.subject.span(), "matches nothing");
        if let Some(why) = why {
            finding.because(why);
        }
        finding.help("remove it: what it was for is gone, or its subject is misspelt");
    }
}
