//! The minimum that a member declares was never published, or is yanked.

use semver::{Comparator, Op};
use upsafe_core::{Sink, Subject};

use crate::{
    CargoEvidence, Deps, Evidence, NamedState,
    declared::{Declared, declared},
    wording::listed,
};

upsafe_core::rule!(Deps, "deps/unpublished-minimum", "unpublished_minimum.md",
    level: Warning, since: "0.1.0",
    summary: "the minimum that a member declares was never published, or is yanked", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for cargo in evidence.cargo {
        check_cargo(evidence, cargo, sink);
    }
}

fn check_cargo(evidence: &Evidence<'_>, cargo: &CargoEvidence, sink: &mut Sink<'_>) {
    let kinds = &evidence.settings.floor.kinds;
    for one in declared(cargo, kinds, |_, minimum| minimum.lowest.is_some()) {
        let minimum = one.minimum;
        let (Some(named), Some(lowest)) = (&minimum.named, &minimum.lowest) else {
            continue;
        };
        let what = match minimum.named_state {
            NamedState::Absent if names(&one, 3) => "was never published",
            NamedState::Yanked if names(&one, 2) => "is yanked",
            _ => continue,
        };
        let (members, verb) = (listed(&one.members), one.verb());
        let (package, text) = (&one.dependency.package, &one.requirement.text);
        let message = format!(
            "{members} {verb} `{package} {text}`, but {named} {what}: the lowest that is offered is {lowest}"
        );
        let subject = Subject::dependency("cargo", &one.member.name, package);
        let finding = sink.report(subject, message).copies(one.members.len());
        finding.at(one.requirement.place.clone(), format!("{named} {what}"));
        let mut plain = lowest.clone();
        plain.build = semver::BuildMetadata::EMPTY;
        finding.help(format!(
            "replace `{text}` by `{plain}`, or by the version that is tested"
        ));
    }
}

/// Whether the requirement names so many numbers of its minimum. `1` and `0.3` stand for a class,
/// not for a release.
fn names(one: &Declared<'_>, n_numbers: usize) -> bool {
    let numbers = |comparator: &Comparator| {
        1 + usize::from(comparator.minor.is_some()) + usize::from(comparator.patch.is_some())
    };
    let lower = |comparator: &&Comparator| {
        matches!(
            comparator.op,
            Op::Exact | Op::GreaterEq | Op::Caret | Op::Tilde
        )
    };
    let comparators = one.requirement.parsed.comparators.iter();
    comparators
        .filter(lower)
        .any(|comparator| numbers(comparator) >= n_numbers)
}
