//! A break between two candidates.

use upsafe_config::BumpPart;
use upsafe_core::Sink;

use crate::{Evidence, Semver, judge::proposed};

upsafe_core::rule!(Semver, "semver/break-after-candidate", "break_after_candidate.md",
    level: Error, since: "0.1.0",
    summary: "the API breaks between two candidates of a release", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let Some(last) = evidence.settings.channels.last() else {
        return;
    };
    let is_candidate = |release: &crate::Release| {
        release
            .channel
            .as_ref()
            .is_some_and(|one| one.name == last.as_str())
    };
    for (package, proposed) in proposed(evidence) {
        let verdict = &package.api.since_prerelease;
        if verdict.part() != Some(BumpPart::Major) {
            continue;
        }
        let Some(tag) = package.base_tag() else {
            continue;
        };
        let same = tag.release.core == proposed.core && is_candidate(&tag.release);
        let final_or_candidate = !proposed.is_prerelease() || is_candidate(&proposed);
        if !same || !final_or_candidate {
            continue;
        }
        let (name, text) = (&package.declared.name, &proposed.text);
        let message = format!("`{name}` {text} breaks what `{}` promised", tag.name);
        let finding = sink.report(package.subject(), message);
        finding.at(
            package.version_place(),
            "a candidate is what will be released",
        );
        for change in verdict.asking_for(BumpPart::Major).take(10) {
            finding.because(change.to_string());
        }
        finding.help("take the break back, or go back to an earlier channel with raised numbers");
    }
}
