//! A version that is below what the API asks for.

use upsafe_core::Sink;

use crate::{
    ApiChange, ApiVerdict, Certainty, Evidence, Semver,
    judge::{proposed, too_low},
};

upsafe_core::rule!(Semver, "semver/insufficient-bump", "insufficient_bump.md",
    level: Error, since: "0.1.0",
    summary: "the public API changed more than the version says", check);

/// How many reasons are told.
const SHOWN: usize = 10;

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, proposed) in proposed(evidence) {
        for limit in &package.api.limits {
            sink.limit(format!("`{}`: {limit}", package.declared.name));
        }
        let verdict = &package.api.since_release;
        let Some(tag) = package.compared_tag() else {
            continue;
        };
        if *verdict == ApiVerdict::NotAsked {
            let name = &package.declared.name;
            sink.limit(format!(
                "nobody compared the API of `{name}` with `{}`",
                tag.name
            ));
        }
        let Some(part) = verdict.part() else { continue };
        let Some(needed) = too_low(package, &proposed, part) else {
            continue;
        };
        let (name, text) = (&package.declared.name, &proposed.text);
        let message =
            format!("`{name}` {text} changes the API so that it has to be {needed} at least");
        let finding = sink.report(package.subject(), message);
        finding.at(
            package.version_place(),
            format!("compared with `{}`", tag.name),
        );
        let changes: Vec<&ApiChange> = verdict.asking_for(part).collect();
        for change in changes.iter().take(SHOWN) {
            finding.because(change.to_string());
        }
        if changes.len() > SHOWN {
            finding.because(format!("and {} more", changes.len() - SHOWN));
        }
        finding.help(format!("release {needed}, or take the changes back"));
        let suspected = |change: &&ApiChange| change.certainty == Certainty::Suspect;
        if changes.iter().all(suspected) {
            finding.help(
                "a suspicion that you looked at goes into `[[semver.api.acknowledged]]`, with a \
                 reason",
            );
        }
    }
}
