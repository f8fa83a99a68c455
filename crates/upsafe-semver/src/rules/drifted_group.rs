//! Members of a group in lock-step with several versions.

use std::collections::BTreeMap;

use upsafe_config::GroupKind;
use upsafe_core::{Sink, Subject};

use crate::{Evidence, Package, Semver};

upsafe_core::rule!(Semver, "semver/drifted-group", "drifted_group.md",
    level: Error, since: "0.1.0",
    summary: "packages that go in lock-step have several versions", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for group in evidence
        .groups
        .iter()
        .filter(|group| group.kind == GroupKind::LockStep)
    {
        let members = group
            .members
            .iter()
            .filter_map(|at| evidence.packages.get(*at));
        let mut versions: BTreeMap<&str, Vec<&Package>> = BTreeMap::new();
        for package in members.filter(|package| package.is_published()) {
            if let Some(version) = &package.declared.version {
                versions.entry(&version.value).or_default().push(package);
            }
        }
        if versions.len() < 2 {
            continue;
        }
        let told: Vec<&str> = versions.keys().copied().collect();
        let message = format!(
            "the group `{}` goes in lock-step, but has the versions {}",
            group.name,
            told.join(", ")
        );
        let finding = sink.report(Subject::other("group", &group.name), message);
        let mut by_number: Vec<(&str, Vec<&Package>)> = versions.into_iter().collect();
        by_number.sort_by_key(|(_, packages)| packages.len());
        for (version, packages) in &by_number {
            let package = packages[0];
            let more = match packages.len() {
                1 => String::new(),
                n => format!(" and {} more", n - 1),
            };
            finding.at(
                package.version_place(),
                format!("`{}`{more}: {version}", package.declared.name),
            );
        }
        finding
            .because("users are told that the same number fits together")
            .help("give all of them one version: `upsafe semver next`");
    }
}
