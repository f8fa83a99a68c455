//! A committed snapshot of an API that is not that of the sources.

use upsafe_core::Sink;

use crate::{Evidence, Semver};

upsafe_core::rule!(Semver, "semver/stale-api-snapshot", "stale_api_snapshot.md",
    level: Error, since: "0.1.0",
    summary: "the committed snapshot of the API is not that of the sources", check);

/// How many reasons are told.
const SHOWN: usize = 5;

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for package in evidence.packages.iter().filter(|one| one.is_published()) {
        let Some(stale) = &package.api.stale else {
            continue;
        };
        let (name, path) = (&package.declared.name, &stale.path);
        let message = format!("`{path}` is not the API of these sources of `{name}`");
        let finding = sink.report(package.subject(), message);
        finding.at(package.version_place(), "what is compared is the snapshot");
        for reason in stale.reasons.iter().take(SHOWN) {
            finding.because(reason.clone());
        }
        if stale.reasons.len() > SHOWN {
            finding.because(format!("and {} more", stale.reasons.len() - SHOWN));
        }
        finding.help_command("upsafe semver api write", "writes it anew, for the commit");
    }
}
