//! No published version meets a requirement.

use upsafe_config::Kind;
use upsafe_core::{Sink, Subject};

use crate::{Deps, Evidence, NamedState, declared::declared, wording::listed};

upsafe_core::rule!(Deps, "deps/impossible-requirement", "impossible_requirement.md",
    level: Error, since: "0.1.0",
    summary: "no published version meets a member's requirement", check);

const ALL: [Kind; 3] = [Kind::Normal, Kind::Build, Kind::Dev];

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for cargo in evidence.cargo {
        let none = declared(cargo, &ALL, |_, minimum| {
            minimum.lowest.is_none() && minimum.latest.is_some() && minimum.locked.is_none()
        });
        for one in none {
            let (members, verb) = (listed(&one.members), one.verb());
            let (package, text) = (&one.dependency.package, &one.requirement.text);
            let Some(latest) = &one.minimum.latest else {
                continue;
            };
            let but = match one.minimum.named_state {
                NamedState::Yanked => "what meets it is yanked",
                _ => "no published version meets it",
            };
            let message = format!(
                "{members} {verb} `{package} {text}`, but {but}: the latest release is {latest}"
            );
            let subject = Subject::dependency("cargo", &one.member.name, package);
            let finding = sink.report(subject, message).copies(one.members.len());
            finding.at(one.requirement.place.clone(), "nothing to select");
            finding.help(format!("require what there is, such as `{latest}`"));
            finding.help_command(
                "cargo update --dry-run",
                "renews the local index, if it is old",
            );
        }
    }
}
