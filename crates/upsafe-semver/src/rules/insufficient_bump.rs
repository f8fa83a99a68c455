//! A version that is below what the API asks for.

use upsafe_core::Sink;

use crate::{
    ApiVerdict, Evidence, Semver,
    judge::{proposed, too_low},
};

upsafe_core::rule!(Semver, "semver/insufficient-bump", "insufficient_bump.md",
    level: Error, since: "0.1.0",
    summary: "the public API changed more than the version says", check);

/// How many reasons are told.
const SHOWN: usize = 10;

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, proposed) in proposed(evidence) {
        let ApiVerdict::Needs { part, reasons } = &package.api.since_release else {
            continue;
        };
        let (Some(needed), Some(tag)) =
            (too_low(package, &proposed, *part), package.compared_tag())
        else {
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
        for reason in reasons.iter().take(SHOWN) {
            finding.because(reason.clone());
        }
        if reasons.len() > SHOWN {
            finding.because(format!("and {} more", reasons.len() - SHOWN));
        }
        finding.help(format!("release {needed}, or take the changes back"));
    }
}
