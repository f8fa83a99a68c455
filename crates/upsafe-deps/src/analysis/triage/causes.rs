//! From copies to causes: who is hardest to move, and which copies share that.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use semver::Version;

use super::{
    holder::Mover,
    report::{DuplicateName, Fix, HeldCopy, Move, RootCause, Triage},
    verify,
};
use crate::{
    analysis::{catalog::class_of, names::Req, release::Release, world::World},
    graph::{PackageId, PackageSource},
};

/// Finds what keeps every copy. Only packages that `counts` accepts are looked at.
pub(crate) fn triage(world: &World<'_>, counts: &dyn Fn(PackageId) -> bool) -> Triage {
    let names = duplicates(world, counts);
    let mut kept = BTreeMap::new();
    for duplicate in &names {
        if let Some((last, copies)) = duplicate.packages.split_last() {
            kept.extend(copies.iter().map(|copy| (*copy, *last)));
        }
    }
    let search = Search {
        mover: Mover::new(world),
        counts,
        kept: &kept,
    };
    let mut holds: BTreeMap<PackageId, Vec<Hold>> = BTreeMap::new();
    for copy in kept.keys() {
        search.collect(*copy, &mut holds, &mut Vec::new());
    }
    let mut causes = assign(world, &holds, &kept);
    if world.workspace.is_some() {
        verify::verify(world, &mut causes);
    }
    let mut unknown = BTreeSet::new();
    for cause in &causes {
        let fixes = cause
            .copies
            .iter()
            .flat_map(|copy| copy.others.iter().map(|(_, fix)| fix));
        for fix in fixes.chain([&cause.fix]) {
            if let Fix::Unknown { package } = fix {
                unknown.insert(package.to_string());
            }
        }
    }
    Triage {
        names,
        causes,
        unknown: unknown.into_iter().collect(),
    }
}

/// The names with several packages, in order; of each the one that should stay last: the tree's
/// own, else the newest.
fn duplicates(world: &World<'_>, counts: &dyn Fn(PackageId) -> bool) -> Vec<DuplicateName> {
    let graph = world.graph;
    let all = graph.names().map(|(_, name, ids)| {
        let mut packages: Vec<_> = ids.iter().copied().filter(|id| counts(*id)).collect();
        packages.sort_by_key(|id| {
            let package = graph.package(*id);
            (
                package.source == PackageSource::Path,
                &package.version,
                &package.source,
            )
        });
        DuplicateName {
            name: name.into(),
            packages,
        }
    });
    all.filter(|duplicate| duplicate.packages.len() > 1)
        .collect()
}

/// One reason why a copy is there.
#[derive(Clone, Debug)]
struct Hold {
    holder: PackageId,
    fix: Fix,
    /// From the holder to the copy.
    path: Vec<PackageId>,
    requirement: Option<String>,
}

struct Search<'s> {
    mover: Mover<'s>,
    counts: &'s dyn Fn(PackageId) -> bool,
    kept: &'s BTreeMap<PackageId, PackageId>,
}

impl Search<'_> {
    /// Finds the holds of a copy, those of the older copies that hold it included.
    fn collect(
        &self,
        copy: PackageId,
        holds: &mut BTreeMap<PackageId, Vec<Hold>>,
        open: &mut Vec<PackageId>,
    ) {
        if holds.contains_key(&copy) || open.contains(&copy) {
            return;
        }
        open.push(copy);
        let mut found = Vec::new();
        for holder in self
            .mover
            .holders(copy)
            .into_iter()
            .filter(|id| (self.counts)(*id))
        {
            let requirement = self.mover.stated(holder, copy);
            let direct = self.direct(holder, copy);
            if !self.kept.contains_key(&holder) || self.is_own_move(&direct, holder, copy) {
                let path = vec![holder, copy];
                found.push(Hold {
                    holder,
                    fix: direct,
                    path,
                    requirement,
                });
                continue;
            }
            self.collect(holder, holds, open);
            for above in holds.get(&holder).into_iter().flatten() {
                let mut hold = above.clone();
                hold.path.push(copy);
                hold.requirement.clone_from(&requirement);
                found.push(hold);
            }
        }
        open.pop();
        let mut one_each: Vec<Hold> = Vec::new();
        for hold in found {
            let same = |known: &Hold| known.holder == hold.holder && known.fix == hold.fix;
            if !one_each.iter().any(same) {
                one_each.push(hold);
            }
        }
        holds.insert(copy, one_each);
    }

    /// Whether a fix moves the holder or the copy alone, and nobody above them.
    fn is_own_move(&self, fix: &Fix, holder: PackageId, copy: PackageId) -> bool {
        let Fix::Update { moves, .. } = fix else {
            return false;
        };
        let graph = self.mover.world.graph;
        let names = [&graph.package(holder).name, &graph.package(copy).name];
        moves.iter().all(|step| names.contains(&&step.name))
    }

    /// What it takes to make one holder let go of a copy.
    fn direct(&self, holder: PackageId, copy: PackageId) -> Fix {
        let world = self.mover.world;
        let Some((name, version)) = world.spot(copy) else {
            return Fix::Source;
        };
        let newer: Vec<&Version> = world
            .locked(*name)
            .iter()
            .filter(|other| *other > version)
            .filter(|other| {
                let id = world.id(&(*name, (*other).clone()));
                id.is_some_and(|id| (self.counts)(id))
            })
            .collect();
        let Some(newest) = newer.iter().max() else {
            return Fix::Source;
        };
        let stated = self.mover.requirements(holder, copy);
        let takes = |req: &Req| self.takes_newer(*req, copy, &newer);
        if !stated.is_empty() && stated.iter().all(takes) {
            return self.precise(copy, &stated, &newer);
        }
        if world.graph.package(holder).source == PackageSource::Path {
            return self.mover.edit(holder, copy, newest);
        }
        let good = |release: &Release| {
            let mut reqs = self.mover.relevant(holder, release, *name);
            reqs.all(|req| takes(&req))
        };
        let off = (&*world.graph.package(copy).name, &(*name, version.clone()));
        self.mover.fix(holder, &good, off)
    }

    /// The move of a copy whose holder takes a newer one that is locked.
    fn precise(&self, copy: PackageId, stated: &[Req], newer: &[&Version]) -> Fix {
        let world = self.mover.world;
        let Some((_, from)) = world.spot(copy) else {
            return Fix::Source;
        };
        let meets = |version: &&&Version| stated.iter().all(|req| world.req(*req).matches(version));
        let to = newer.iter().filter(meets).max().or(newer.iter().max());
        let step = to.map(|to| Move {
            name: Arc::clone(&world.graph.package(copy).name),
            from: from.clone(),
            to: (*to).clone(),
            precise: true,
            ambiguous: true,
        });
        Fix::Update {
            moves: step.into_iter().collect(),
            brings: Vec::new(),
        }
    }

    /// Whether a requirement allows a version of the class of a newer copy.
    fn takes_newer(&self, req: Req, copy: PackageId, newer: &[&Version]) -> bool {
        let world = self.mover.world;
        let Some((name, _)) = world.spot(copy) else {
            return false;
        };
        let req = world.req(req);
        if newer.iter().any(|version| req.matches(version)) {
            return true;
        }
        let versions = world.catalog.versions(*name);
        let Ok(versions) = versions.as_ref() else {
            return false;
        };
        let is_newer = |version: &&Version| {
            newer
                .iter()
                .any(|other| class_of(other) == class_of(version))
        };
        versions
            .iter()
            .filter(is_newer)
            .any(|version| req.matches(version))
    }
}

/// Gives every copy to one cause: the hardest of its holds, of several the one that most copies
/// share, so that there are as few causes as can be.
fn assign(
    world: &World<'_>,
    holds: &BTreeMap<PackageId, Vec<Hold>>,
    kept: &BTreeMap<PackageId, PackageId>,
) -> Vec<RootCause> {
    let mut open: BTreeMap<PackageId, Vec<&Hold>> = BTreeMap::new();
    for copy in kept.keys() {
        let all = holds.get(copy).map_or(&[][..], Vec::as_slice);
        let hardest = all.iter().map(|hold| hold.fix.rank()).max();
        let hardest = all.iter().filter(|hold| Some(hold.fix.rank()) == hardest);
        open.insert(*copy, hardest.collect());
    }
    let mut causes = Vec::new();
    loop {
        let mut shares: BTreeMap<(PackageId, u8), usize> = BTreeMap::new();
        for hold in open.values().flatten() {
            *shares.entry((hold.holder, hold.fix.rank())).or_default() += 1;
        }
        let most = shares
            .iter()
            .max_by_key(|(key, n)| (**n, std::cmp::Reverse(**key)));
        let Some((&(holder, rank), _)) = most else {
            break;
        };
        let is_it = |hold: &&&Hold| hold.holder == holder && hold.fix.rank() == rank;
        let mut cause: Option<RootCause> = None;
        open.retain(|copy, all| {
            let Some(hold) = all.iter().find(is_it) else {
                return true;
            };
            let held = held(*copy, hold, holds, kept);
            let fix = held.fix.clone();
            match &mut cause {
                Some(cause) => {
                    cause.copies.push(held);
                    cause.fix = cause.fix.clone().and(fix);
                }
                None => {
                    let copies = vec![held];
                    cause = Some(RootCause {
                        holder,
                        copies,
                        fix,
                    });
                }
            }
            false
        });
        causes.extend(cause);
    }
    for copy in open.into_keys() {
        let kept = kept.get(&copy).copied().unwrap_or(copy);
        let alone = HeldCopy {
            package: copy,
            kept,
            path: vec![copy],
            requirement: None,
            fix: Fix::Nobody,
            others: Vec::new(),
        };
        causes.push(RootCause {
            holder: copy,
            copies: vec![alone],
            fix: Fix::Nobody,
        });
    }
    for cause in &mut causes {
        cause.copies.sort_by_key(|copy| {
            let package = world.graph.package(copy.package);
            (Arc::clone(&package.name), package.version.clone())
        });
    }
    causes.sort_by_key(|cause| {
        let package = world.graph.package(cause.holder);
        (
            Arc::clone(&package.name),
            package.version.clone(),
            cause.fix.rank(),
        )
    });
    causes
}

fn held(
    copy: PackageId,
    hold: &Hold,
    holds: &BTreeMap<PackageId, Vec<Hold>>,
    kept: &BTreeMap<PackageId, PackageId>,
) -> HeldCopy {
    let all = holds.get(&copy).map_or(&[][..], Vec::as_slice);
    let others = all.iter().filter(|other| other.holder != hold.holder);
    let mut fix = hold.fix.clone();
    // What can be done has to be done for everybody; of what cannot, one reason will do.
    if fix.can_be_done() {
        fix = all
            .iter()
            .fold(fix, |fix, other| fix.and(other.fix.clone()));
    }
    HeldCopy {
        package: copy,
        kept: kept.get(&copy).copied().unwrap_or(copy),
        path: hold.path.clone(),
        requirement: hold.requirement.clone(),
        fix,
        others: others
            .map(|other| (other.holder, other.fix.clone()))
            .collect(),
    }
}
