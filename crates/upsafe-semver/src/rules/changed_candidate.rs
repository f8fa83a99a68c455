//! A release with other numbers than its candidate.

use upsafe_core::Sink;

use crate::{Evidence, Semver, judge::proposed};

upsafe_core::rule!(Semver, "semver/changed-candidate", "changed_candidate.md",
    level: Error, since: "0.1.0",
    summary: "a release has other numbers than its last candidate", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let Some(last) = evidence.settings.channels.last() else {
        return;
    };
    for (package, proposed) in proposed(evidence) {
        let mut candidates = package.tags.iter().filter(|tag| {
            let is_candidate = tag
                .release
                .channel
                .as_ref()
                .is_some_and(|one| one.name == last.as_str());
            is_candidate && tag.is_reachable && tag.release.compare(&proposed).is_lt()
        });
        let Some(candidate) = candidates.next_back() else {
            continue;
        };
        let released = package.tags.iter().any(|tag| {
            !tag.release.is_prerelease()
                && tag.release.core >= candidate.release.core
                && tag.release.compare(&proposed).is_lt()
        });
        if released || candidate.release.core == proposed.core {
            continue;
        }
        let (name, found) = (&package.declared.name, &proposed.text);
        let expected = proposed.written(&candidate.release.core);
        let message = format!(
            "`{name}` goes from the candidate {} to {found}",
            candidate.release.text
        );
        sink.report(package.subject(), message)
            .at(package.version_place(), format!("expected {expected}"))
            .because("what was tried as a candidate is what has to be released")
            .help(format!("release {expected}, then go on from there"));
    }
}
