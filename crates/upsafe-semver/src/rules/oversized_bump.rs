//! A version that says more than what changed.

use upsafe_config::GroupKind;
use upsafe_core::Sink;
use upsafe_version::Number;

use crate::{
    ApiVerdict, Evidence, Package, Semver,
    judge::proposed,
    policy::{Need, Release, need, needed_core, next_cores},
};

upsafe_core::rule!(Semver, "semver/oversized-bump", "oversized_bump.md",
    level: Warning, since: "0.1.0",
    summary: "a version breaks or adds by its number, but nothing of the public API does", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, proposed) in proposed(evidence) {
        let group = evidence.groups.get(package.group);
        let goes_with_others =
            group.is_some_and(|group| group.kind == GroupKind::LockStep && group.members.len() > 1);
        // Only who compared the API can say that nothing of it changed.
        let is_known = !matches!(
            package.api.since_release,
            ApiVerdict::NotAsked | ApiVerdict::Unknown { .. }
        );
        let Some(tag) = package.compared_tag() else {
            continue;
        };
        let need = need(package, evidence.settings);
        if goes_with_others || !is_known || !need.unknown.is_empty() || proposed.is_prerelease() {
            continue;
        }
        let Some(enough) = enough(package, &tag.release, &need) else {
            continue;
        };
        let raised = next_cores(&tag.release.core).contains(&proposed.core);
        // To declare the first stable release is a promise, not a break.
        let is_stable = tag.release.core[0].is_zero() && proposed.core[0] == Number::from(1_u64);
        if !raised || is_stable || proposed.core <= enough {
            continue;
        }
        let enough = proposed.written(&enough);
        let name = &package.declared.name;
        let message = format!(
            "`{name}` {} says more than what changed since `{}`: {enough} is enough",
            proposed.text, tag.name
        );
        let finding = sink.report(package.subject(), message);
        finding.at(package.version_place(), format!("{enough} is honest"));
        for reason in need.reasons.iter().take(3) {
            finding.because(format!("{}: {}", reason.part, reason.text));
        }
        finding
            .because(
                "nobody gets it without asking, and everybody looks for a break that is not there",
            )
            .help(format!(
                "release {enough}, or say in the changelog why it is more"
            ));
    }
}

/// The numbers that what changed asks for.
fn enough(package: &Package, base: &Release, need: &Need) -> Option<[Number; 3]> {
    let part = need.part()?;
    (!base.is_prerelease()).then(|| needed_core(&base.core, part, package.zero))
}
