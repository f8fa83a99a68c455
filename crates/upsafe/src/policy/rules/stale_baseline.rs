//! A baseline that allows more than was found.

use upsafe_core::{Place, Sink, Subject};

use crate::policy::{ConfigEvidence, ConfigGate};

upsafe_core::rule!(ConfigGate, "config/stale-baseline", "stale_baseline.md",
    level: Warning, since: "0.1.0",
    summary: "the baseline allows findings that are gone, and would hide their return", check);

/// More entries than this are counted, not shown.
const SHOWN: usize = 3;

fn check(evidence: &ConfigEvidence<'_>, sink: &mut Sink<'_>) {
    let Some(baseline) = evidence.baseline.as_ref().filter(|baseline| !baseline.stale.is_empty())
    else {
        return;
    };
    let stale = baseline.stale.len();
    let message = match (stale, baseline.entries) {
        (_, 1) => "the baseline's only entry allows more than was found".to_owned(),
        (1, n) => format!("1 of the baseline's {n} entries allows more than was found"),
        (_, n) => format!("{stale} of the baseline's {n} entries allow more than was found"),
    };
    let finding = sink.report(Subject::file(&baseline.path), message).copies(stale);
    for entry in baseline.stale.iter().take(SHOWN) {
        let text = format!("allows {}, found {}", entry.allowed, entry.found);
        let place = match &entry.span {
            Some(span) => Place::new(baseline.source, span.clone()),
            None => Place::whole(baseline.source),
        };
        finding.because(format!("{}: {text}", entry.name)).at(place, text);
    }
    if stale > SHOWN {
        finding.because(format!("and {} more", stale - SHOWN));
    }
    finding.help_command("upsafe baseline write", "takes them out, so that they cannot come back");
}
