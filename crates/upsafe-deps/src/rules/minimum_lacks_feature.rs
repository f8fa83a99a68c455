//! The minimum that a member declares does not have a feature that the member asks for.

use upsafe_core::{Sink, Subject};

use crate::{CargoEvidence, Deps, Evidence, declared::declared, wording::listed};

upsafe_core::rule!(Deps, "deps/minimum-lacks-feature", "minimum_lacks_feature.md",
    level: Warning, since: "0.1.0",
    summary: "the minimum that a member declares lacks a feature that the member asks for", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for cargo in evidence.cargo {
        check_cargo(evidence, cargo, sink);
    }
}

fn check_cargo(evidence: &Evidence<'_>, cargo: &CargoEvidence, sink: &mut Sink<'_>) {
    let kinds = &evidence.settings.floor.kinds;
    for one in declared(cargo, kinds, |_, minimum| !minimum.lacks.is_empty()) {
        let minimum = one.minimum;
        let Some(lowest) = &minimum.lowest else {
            continue;
        };
        let (members, verb) = (listed(&one.members), one.verb());
        let (package, text) = (&one.dependency.package, &one.requirement.text);
        let noun = if minimum.lacks.len() == 1 {
            "feature"
        } else {
            "features"
        };
        let message = format!(
            "{members} {verb} `{package} {text}`, but {lowest} does not have the {noun} {}",
            listed(&minimum.lacks)
        );
        let subject = Subject::dependency("cargo", &one.member.name, package);
        let finding = sink.report(subject, message).copies(one.members.len());
        finding.at(
            one.requirement.place.clone(),
            format!("{lowest} is the minimum"),
        );
        for feature in &minimum.lacks {
            let stated = one
                .dependency
                .features
                .iter()
                .find(|stated| stated.value == *feature);
            finding.at_if(stated.map(|stated| &stated.place), "asked for here");
        }
        match &minimum.with_features {
            Some(version) => {
                finding.help(format!(
                    "replace `{text}` by `{version}`, the first release with the {noun}"
                ));
            }
            None => {
                finding.help("no release that is allowed has all that is asked for");
            }
        }
    }
}
