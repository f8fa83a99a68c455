//! A history from which tags or commits may be missing.

use upsafe_core::Sink;

use crate::{Evidence, Semver};

upsafe_core::rule!(Semver, "semver/unknown-history", "unknown_history.md",
    level: Error, since: "0.1.0",
    summary: "tags or commits may be missing, so nobody can tell what was released", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for trouble in evidence.history_troubles {
        let (command, text) = &trouble.help;
        sink.report(trouble.subject.clone(), trouble.message.clone())
            .because("without its tags, every version looks like the first")
            .help_command(command, text);
    }
}
