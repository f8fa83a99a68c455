//! The minimum that a member declares can never be selected.

use upsafe_core::{Sink, Subject};

use crate::{CargoEvidence, Deps, Evidence, declared::declared, wording::listed};

upsafe_core::rule!(Deps, "deps/unreachable-minimum", "unreachable_minimum.md",
    level: Warning, since: "0.1.0",
    summary: "the minimum that a member declares can never be selected", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for cargo in evidence.cargo {
        check_cargo(evidence, cargo, sink);
        if !cargo.floor.unknown.is_empty() {
            let names = listed(&cargo.floor.unknown);
            sink.limit(format!("the local index says nothing of {names}, which the lowest versions need"));
        }
    }
}

fn check_cargo(evidence: &Evidence<'_>, cargo: &CargoEvidence, sink: &mut Sink<'_>) {
    let kinds = &evidence.settings.floor.kinds;
    let found = declared(cargo, kinds, |_, minimum| {
        minimum.lowest.is_some() && minimum.floor > minimum.lowest && !minimum.raised_by.is_empty()
    });
    for one in found {
        let minimum = one.minimum;
        let (Some(lowest), Some(floor)) = (&minimum.lowest, &minimum.floor) else {
            continue;
        };
        let (names, verb) = (listed(&one.members), one.verb());
        let (package, text) = (&one.dependency.package, &one.requirement.text);
        let raiser = minimum.raised_by.last().map_or("", String::as_str);
        let reason = match (&minimum.raised_for_feature, &minimum.raised_by_requirement) {
            (Some(feature), _) => format!("`{raiser}` asks it for the feature `{feature}`"),
            (None, Some(requirement)) => format!("`{raiser}` requires {requirement}"),
            (None, None) => format!("`{raiser}` raises it"),
        };
        let never = match minimum.raised_by_own {
            true => "can never be",
            false => "is never",
        };
        let place = if minimum.raised_by_own { "" } else { " in this workspace" };
        let message =
            format!("{names} {verb} `{package} {text}`, but {lowest} {never} selected{place}: {reason}");
        let subject = Subject::dependency("cargo", &one.member.name, package);
        let finding = sink.report(subject, message).copies(one.members.len());
        finding.at(one.requirement.place.clone(), format!("below {floor}, the lowest that is selected"));
        if minimum.raised_by.len() > 1 {
            let way = minimum.raised_by.iter().cloned();
            finding.because_path(way.chain([format!("{package} {floor}")]));
        }
        finding.help(format!("replace `{text}` by `{}`", plain(floor)));
    }
}

/// The version as a requirement states it: without build metadata.
fn plain(version: &semver::Version) -> semver::Version {
    let mut version = version.clone();
    version.build = semver::BuildMetadata::EMPTY;
    version
}
