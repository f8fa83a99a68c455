//! The lock is above what the members declare, so that the lower versions are tested by nobody.

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
    let all = declared(cargo, &drift.kinds, |_, minimum| {
        distance(minimum).is_some()
    });
    let mut above: Vec<&Declared<'_>> = all
        .iter()
        .filter(|one| distance(one.minimum).is_some_and(|far| !within(far.0, drift.within)))
        .collect();
    above.sort_by_key(|one| {
        (
            std::cmp::Reverse(distance(one.minimum)),
            one.dependency.package.as_str(),
        )
    });
    above.dedup_by_key(|one| (one.dependency.package.as_str(), one.minimum.floor.as_ref()));
    let (Some(first), Some((root, _))) = (above.first(), cargo.member_packages().next()) else {
        return;
    };
    let mut names: Vec<_> = all
        .iter()
        .map(|one| (one.dependency.package.as_str(), one.minimum.floor.as_ref()))
        .collect();
    names.sort_unstable();
    names.dedup();
    let is = if above.len() == 1 { "is" } else { "are" };
    let message = format!(
        "{} of {} {is} below the lock, so that nobody tests what they promise, the farthest {}",
        above.len(),
        count(names.len(), "declared minimum"),
        described(first)
    );
    let finding = sink.report(Subject::other("workspace", &root.name), message);
    finding.copies(above.len());
    finding.at(first.requirement.place.clone(), "the farthest");
    let more: Vec<String> = above
        .iter()
        .skip(1)
        .take(SHOWN - 1)
        .map(|one| described(one))
        .collect();
    if !more.is_empty() {
        let rest = above.len() - 1 - more.len();
        let and = if rest == 0 {
            String::new()
        } else {
            format!(" and {rest} more")
        };
        finding.because(format!("{}{and}", more.join(", ")));
    }
    finding.help_command(
        "upsafe deps floor --write-lock Cargo.lock",
        "gives a lock to test the minimums with; or require what is locked",
    );
}

fn described(one: &Declared<'_>) -> String {
    match (&one.minimum.floor, &one.minimum.locked) {
        (Some(floor), Some(locked)) => {
            format!("`{}` from {floor} to {locked}", one.dependency.package)
        }
        _ => format!("`{}`", one.dependency.package),
    }
}

/// How far the lock is above the lowest version that can be selected, as the part that differs and
/// by how much; none where they are of different classes, or one of them is not known.
fn distance(minimum: &Minimum) -> Option<(Difference, u64)> {
    let floor = Version::from(minimum.floor.clone()?);
    let locked = Version::from(minimum.locked.clone()?);
    if floor.class() != locked.class() || floor > locked {
        return None;
    }
    let difference = locked.difference(&floor);
    let by = match difference {
        Difference::Major => locked.major().abs_diff(floor.major()),
        Difference::Minor => locked.minor().abs_diff(floor.minor()),
        Difference::Patch => locked.patch().abs_diff(floor.patch()),
        _ => 0,
    };
    Some((difference, by))
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
