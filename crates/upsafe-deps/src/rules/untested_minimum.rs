//! The lock is above what the members declare, so that the lower versions are tested by nobody.

use std::collections::BTreeMap;

use upsafe_config::Distance;
use upsafe_core::{Sink, Subject, count};
use upsafe_version::{Difference, cargo::Version};

use crate::{
    CargoEvidence, Deps, Evidence, Minimum,
    declared::{Declared, declared},
};

upsafe_core::rule!(Deps, "deps/untested-minimum", "untested_minimum.md",
    level: Info, since: "0.1.0",
    summary: "the lock is above the minimum that a member declares", check);

/// How many requirements a finding spells out.
const SHOWN: usize = 8;

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for cargo in evidence.cargo {
        check_cargo(evidence, cargo, sink);
    }
}

fn check_cargo(evidence: &Evidence<'_>, cargo: &CargoEvidence, sink: &mut Sink<'_>) {
    let drift = &evidence.settings.drift;
    let is_above = |minimum: &Minimum| distance(minimum).is_some_and(|far| !within(far, drift.within));
    let all = declared(cargo, &drift.kinds, |_, minimum| distance(minimum).is_some());
    let mut by_member: BTreeMap<&str, Vec<&Declared<'_>>> = BTreeMap::new();
    for one in all.iter().filter(|one| is_above(one.minimum)) {
        by_member.entry(&one.member.name).or_default().push(one);
    }
    for (member, mut above) in by_member {
        above.sort_by_key(|one| {
            (std::cmp::Reverse(distance(one.minimum)), one.dependency.package.as_str())
        });
        let total = all.iter().filter(|one| one.member.name == member).count();
        let Some(first) = above.first() else {
            continue;
        };
        let is = if above.len() == 1 { "is" } else { "are" };
        let message = format!(
            "{} of {} that `{member}` declares {is} below the lock and tested by nobody, the farthest {}",
            above.len(),
            count(total, "minimum"),
            described(first)
        );
        let finding = sink.report(Subject::other("cargo", member), message).copies(above.len());
        finding.at(first.requirement.place.clone(), "the farthest");
        let more = above.iter().skip(1).take(SHOWN - 1).map(|one| described(one));
        let more: Vec<String> = more.collect();
        if !more.is_empty() {
            let rest = above.len() - 1 - more.len();
            let and = if rest == 0 { String::new() } else { format!(" and {rest} more") };
            finding.because(format!("{}{and}", more.join(", ")));
        }
        finding.help_command(
            "upsafe deps floor --write-lock Cargo.lock",
            "gives a lock to test the minimums with; or raise the requirements to what is locked",
        );
    }
}

fn described(one: &Declared<'_>) -> String {
    match (&one.minimum.floor, &one.minimum.locked) {
        (Some(floor), Some(locked)) => {
            format!("`{}` from {floor} to {locked}", one.dependency.package)
        }
        _ => format!("`{}`", one.dependency.package),
    }
}

/// How far the lock is above the lowest version that can be selected; none where they are of
/// different classes, or one of them is not known.
fn distance(minimum: &Minimum) -> Option<Difference> {
    let floor = Version::from(minimum.floor.clone()?);
    let locked = Version::from(minimum.locked.clone()?);
    (floor.class() == locked.class() && floor <= locked).then(|| locked.difference(&floor))
}

fn within(difference: Difference, limit: Distance) -> bool {
    let n = match difference {
        Difference::Same | Difference::Build => 0,
        Difference::Prerelease | Difference::Patch => 1,
        Difference::Minor => 2,
        Difference::Major => 3,
    };
    n <= match limit {
        Distance::None => 0,
        Distance::Patch => 1,
        Distance::Minor => 2,
        _ => 3,
    }
}
