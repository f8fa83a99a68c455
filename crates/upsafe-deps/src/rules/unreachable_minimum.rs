//! The minimum that a member declares is never selected.

use std::collections::BTreeMap;

use semver::{BuildMetadata, Version};
use upsafe_core::{Finding, Sink, Subject};

use crate::{
    CargoEvidence, Deps, Evidence,
    declared::{Declared, declared},
    wording::listed,
};

upsafe_core::rule!(Deps, "deps/unreachable-minimum", "unreachable_minimum.md",
    level: Warning, since: "0.1.0",
    summary: "the minimum that a member declares is never selected", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for cargo in evidence.cargo {
        check_cargo(evidence, cargo, sink);
        if !cargo.floor.unknown.is_empty() {
            let names = listed(&cargo.floor.unknown);
            sink.limit(format!(
                "the local index says nothing of {names}, which the lowest versions need"
            ));
        }
    }
}

/// One finding for each package and whoever raises it.
fn check_cargo(evidence: &Evidence<'_>, cargo: &CargoEvidence, sink: &mut Sink<'_>) {
    let raised = declared(cargo, &evidence.settings.floor.kinds, |_, minimum| {
        minimum.lowest.is_some()
            && minimum.floor > minimum.lowest
            // A requirement of another member is for the rule on skewed requirements.
            && minimum.raised_by.len() > 1
    });
    let mut causes: BTreeMap<(&str, &Version), Vec<&Declared<'_>>> = BTreeMap::new();
    for one in &raised {
        if let Some(floor) = &one.minimum.floor {
            causes
                .entry((&one.dependency.package, floor))
                .or_default()
                .push(one);
        }
    }
    for ((package, floor), all) in causes {
        report(package, floor, &all, sink);
    }
}

fn report(package: &str, floor: &Version, all: &[&Declared<'_>], sink: &mut Sink<'_>) {
    let [first, rest @ ..] = all else { return };
    let mut members: Vec<&str> = all
        .iter()
        .flat_map(|one| one.members.iter().copied())
        .collect();
    members.sort_unstable();
    members.dedup();
    let verb = if members.len() == 1 {
        "requires"
    } else {
        "require"
    };
    let same = rest
        .iter()
        .all(|one| one.requirement.text == first.requirement.text);
    let text = match same {
        true => format!("`{package} {}`", first.requirement.text),
        false => format!("`{package} {}` or another version", first.requirement.text),
    };
    let lowest = all
        .iter()
        .filter_map(|one| one.minimum.lowest.as_ref())
        .min();
    let lowest = lowest.map_or_else(String::new, |lowest| plain(lowest).to_string());
    let floor = plain(floor);
    let message = format!(
        "{} {verb} {text}, but nothing below {floor} is selected: {}",
        listed(&members),
        reason(first)
    );
    let subject = Subject::package("cargo", package, None);
    let class = first
        .minimum
        .floor
        .as_ref()
        .map(crate::analysis::catalog::class_of);
    let finding = sink.report(subject, message).copies(members.len());
    finding.class(class.map(|class| class.to_string()).unwrap_or_default());
    for one in all {
        let least = one.minimum.lowest.as_ref().map(plain);
        let least = least.map_or_else(|| lowest.clone(), |least| least.to_string());
        finding.at(
            one.requirement.place.clone(),
            format!("{least} is never selected"),
        );
    }
    way(first, package, &floor, finding);
    finding.help(format!(
        "require `{floor}`, which is the lowest that can be tested"
    ));
}

fn reason(one: &Declared<'_>) -> String {
    let minimum = one.minimum;
    let raiser = minimum.raised_by.last().map_or("", String::as_str);
    match (&minimum.raised_for_feature, &minimum.raised_by_requirement) {
        (Some(feature), _) => format!("`{raiser}` asks it for the feature `{feature}`"),
        (None, Some(requirement)) => format!("`{raiser}` requires {requirement}"),
        (None, None) => format!("`{raiser}` raises it"),
    }
}

fn way(one: &Declared<'_>, package: &str, floor: &Version, finding: &mut Finding) {
    let way = &one.minimum.raised_by;
    if way.len() > 1 {
        let end = format!("{package} {floor}");
        finding.because_path(way.iter().cloned().chain([end]));
    }
}

/// The version as a requirement states it.
fn plain(version: &Version) -> Version {
    let mut version = version.clone();
    version.build = BuildMetadata::EMPTY;
    version
}
