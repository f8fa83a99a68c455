//! A member requires any version of a package.

use std::collections::BTreeMap;

use upsafe_core::{Sink, Subject};
use upsafe_version::cargo::Requirement;

use crate::{
    Deps, Evidence,
    wording::{listed, requirements, suggested},
};

upsafe_core::rule!(Deps, "deps/wildcard-requirement", "wildcard_requirement.md",
    level: Error, since: "0.1.0", aliases: &["cargo-deny:wildcard"],
    summary: "a member requires any version of a package", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let allowed = &evidence.settings.requirements.wildcard;
    for cargo in evidence.cargo {
        let is_any = |requirement: &Requirement| requirement.is_any();
        let found: BTreeMap<_, _> = requirements(cargo, allowed, is_any);
        for ((_, package), declared) in found {
            let first = &declared[0];
            let names = listed(declared.iter().map(|one| one.by));
            let verb = if declared.len() == 1 {
                "requires"
            } else {
                "require"
            };
            let message = format!(
                "{names} {verb} `{package}` in any version (`{}`)",
                first.text
            );
            let subject = Subject::dependency("cargo", first.by, package);
            let finding = sink.report(subject, message).copies(declared.len());
            finding.at(first.place.clone(), "any version, also the next major one");
            match suggested(cargo, first) {
                Some(version) => {
                    finding.help(format!(
                        "replace `{}` by `{version}`, the locked version",
                        first.text
                    ));
                }
                None => {
                    finding.help("state the lowest version that is known to work");
                }
            }
        }
    }
}
