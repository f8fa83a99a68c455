//! A member's requirement has no upper limit.

use std::collections::BTreeMap;

use upsafe_core::{Sink, Subject};
use upsafe_version::cargo::Requirement;

use crate::{
    Deps, Evidence,
    wording::{listed, requirements, suggested},
};

upsafe_core::rule!(Deps, "deps/open-ended-requirement", "open_ended_requirement.md",
    level: Warning, since: "0.1.0",
    summary: "a member's requirement has no upper limit", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let allowed = &evidence.settings.requirements.open_ended;
    for cargo in evidence.cargo {
        let is_open =
            |requirement: &Requirement| requirement.is_open_ended() && !requirement.is_any();
        let found: BTreeMap<_, _> = requirements(cargo, allowed, is_open);
        for ((_, package), declared) in found {
            let first = &declared[0];
            let names = listed(declared.iter().map(|one| one.by));
            let verb = if declared.len() == 1 {
                "requires"
            } else {
                "require"
            };
            let message = format!(
                "{names} {verb} `{package} {}`, without an upper limit",
                first.text
            );
            let subject = Subject::dependency("cargo", first.by, package);
            let finding = sink.report(subject, message).copies(declared.len());
            finding.at(first.place.clone(), "allows every later major version");
            match suggested(cargo, first) {
                Some(version) => {
                    finding.help(format!(
                        "replace `{}` by `{version}`, the locked version, or add an upper limit",
                        first.text
                    ));
                }
                None => {
                    finding.help("add an upper limit, such as `, <2`");
                }
            }
        }
    }
}
