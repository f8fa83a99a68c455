//! An entry of the lock is required by nobody.

use std::collections::BTreeSet;

use upsafe_core::{Sink, count};

use crate::{
    CargoEvidence, Deps, Evidence,
    graph::{Graph, PackageId, PackageSource},
    wording::listed,
};

upsafe_core::rule!(Deps, "deps/orphan-lock-entry", "orphan_lock_entry.md",
    level: Warning, since: "0.1.0",
    summary: "an entry of the lock is required by nobody", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for cargo in evidence.cargo {
        check_cargo(cargo, sink);
    }
}

fn check_cargo(cargo: &CargoEvidence, sink: &mut Sink<'_>) {
    let graph = &cargo.graph;
    // Whatever hangs on a broken line is not an orphan: the line is the cause.
    let broken = cargo.unresolved.iter().filter_map(|unresolved| {
        let line = cargo.lock.packages.get(unresolved.package)?;
        Some(&*line.dependencies.get(unresolved.line)?.name)
    });
    let broken: BTreeSet<&str> = broken.collect();
    let is_root = |id: PackageId| {
        let package = graph.package(id);
        package.member || package.source == PackageSource::Path || broken.contains(&*package.name)
    };
    let roots = graph.packages().map(|(id, _)| id).filter(|id| is_root(*id));
    let mut reached = BTreeSet::new();
    reach(graph, roots.collect(), &mut reached);
    // First those that nobody requires at all, then one of each circle that is left.
    let orphans: Vec<PackageId> = graph
        .packages()
        .map(|(id, _)| id)
        .filter(|id| !reached.contains(id))
        .collect();
    let (tops, others): (Vec<PackageId>, Vec<PackageId>) = orphans
        .into_iter()
        .partition(|id| graph.dependents(*id).is_empty());
    for id in tops.into_iter().chain(others) {
        if reached.contains(&id) {
            continue;
        }
        let before = reached.clone();
        reach(graph, vec![id], &mut reached);
        let follow: Vec<PackageId> = reached
            .difference(&before)
            .copied()
            .filter(|other| *other != id)
            .collect();
        let package = graph.package(id);
        let message = match follow.len() {
            0 => format!("`{package}` stands in the lock, but nobody requires it"),
            n => format!(
                "`{package}` stands in the lock with {} of its own, but nobody requires it",
                count(n, "dependency")
            ),
        };
        let finding = sink
            .report(package.subject(), message)
            .copies(1 + follow.len());
        finding.at_if(package.place.as_ref(), "no member reaches this entry");
        if !follow.is_empty() {
            let names = listed(follow.iter().map(|id| graph.package(*id).to_string()));
            finding.because(format!("only it requires {names}"));
        }
        finding.help_command("cargo update --workspace", "removes what nobody requires");
    }
}

fn reach(graph: &Graph, mut open: Vec<PackageId>, reached: &mut BTreeSet<PackageId>) {
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            open.extend(graph.dependencies(id).iter().map(|edge| edge.to));
        }
    }
}
