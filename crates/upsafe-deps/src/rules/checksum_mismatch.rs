//! A checksum in the lock is another than the registry's, or than that of the downloaded archive.

use upsafe_core::{Sink, count};

use crate::{
    CargoEvidence, Deps, Evidence,
    ecosystem::cargo::{LockChecksum, index::Checksum},
    graph::{Package, PackageId, PackageSource},
    wording::{because_way, limit_by_index, listed},
};

upsafe_core::rule!(Deps, "deps/checksum-mismatch", "checksum_mismatch.md",
    level: Error, since: "0.1.0",
    summary: "a checksum in the lock is not that of the registry or of the downloaded archive",
    check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for cargo in evidence.cargo {
        for (entry, &id) in cargo.lock.packages.iter().zip(&cargo.lock_ids) {
            // Which of two entries for one release is wrong is for another rule to say.
            let is_repeated = cargo
                .repeated
                .iter()
                .any(|(first, _)| cargo.lock_ids[*first] == id);
            let asked = entry.is_from_registry() && !is_repeated;
            if let Some(checksum) = entry.checksum.as_ref().filter(|_| asked) {
                check_entry(cargo, id, checksum, sink);
            }
        }
        let asked = |id| {
            cargo
                .lock_entry(id)
                .is_some_and(|entry| entry.checksum.is_some())
        };
        limit_by_index(sink, &cargo.registry, &cargo.graph, asked);
        limit_by_archives(cargo, sink);
    }
}

fn check_entry(cargo: &CargoEvidence, id: PackageId, stated: &LockChecksum, sink: &mut Sink<'_>) {
    let package = cargo.graph.package(id);
    let place = cargo.lock.place(&stated.span);
    let Ok(locked) = stated.text.parse::<Checksum>() else {
        let message = format!("the checksum of `{package}` in the lock is no SHA-256 digest");
        sink.report(package.subject(), message)
            .at(place, "expected 64 hexadecimal digits")
            .help("restore the line from an earlier commit");
        return;
    };
    if let Some(release) = cargo.registry.known.get(&id)
        && release.checksum != locked
    {
        let registry = registry_of(package);
        let message = format!("the checksum of `{package}` is not the one that {registry} states");
        let finding = sink.report(package.subject(), message).class("index");
        finding.at(
            place.clone(),
            format!("the index says {}", release.checksum),
        );
        finding.because(
            "either the lock was changed by hand or in a merge, or the release was replaced after \
             the lock was written; published releases never change",
        );
        because_way(finding, &cargo.graph, id);
        finding.help("find out who changed this line: `git log -S` with its digits");
        finding.help(
            "if the registry is right, delete the whole entry and run `cargo update --workspace`, \
             which writes it anew",
        );
    }
    let digests = cargo
        .archives
        .iter()
        .flat_map(|archives| archives.digests.get(&id));
    if let Some(found) = digests.flatten().find(|digest| **digest != locked) {
        let message = format!("the downloaded archive of `{package}` is not what the lock says");
        let finding = sink.report(package.subject(), message).class("archive");
        finding.at(place, format!("the archive on this machine has {found}"));
        because_way(finding, &cargo.graph, id);
        let file = format!("{}-{}.crate", package.name, package.version);
        finding.help(format!(
            "delete `{file}` below `$CARGO_HOME/registry/cache` and its folder below \
             `registry/src`, then run `cargo fetch --locked`"
        ));
    }
}

fn registry_of(package: &Package) -> String {
    use crate::ecosystem::cargo::index::{CRATES_IO, same_registry};
    match &package.source {
        PackageSource::Registry(url) if same_registry(url, CRATES_IO) => "crates.io".to_owned(),
        source => format!("`{source}`"),
    }
}

fn limit_by_archives(cargo: &CargoEvidence, sink: &mut Sink<'_>) {
    let Some(archives) = &cargo.archives else {
        return;
    };
    let names =
        |ids: &[PackageId]| listed(ids.iter().map(|id| cargo.graph.package(*id).to_string()));
    if !archives.absent.is_empty() {
        let n = count(archives.absent.len(), "archive");
        let verb = if archives.absent.len() == 1 {
            "is"
        } else {
            "are"
        };
        let names = names(&archives.absent);
        sink.limit(format!(
            "{n} {verb} not on this machine ({names}); `cargo fetch` loads them"
        ));
    }
    if !archives.unreadable.is_empty() {
        let ids: Vec<PackageId> = archives.unreadable.keys().copied().collect();
        let (n, names) = (count(ids.len(), "archive"), names(&ids));
        sink.limit(format!("{n} cannot be read ({names})"));
    }
}
