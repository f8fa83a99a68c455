//! An entry of the lock from a registry has no checksum.

use std::collections::BTreeMap;

use upsafe_core::{Sink, Subject, count};

use crate::{
    CargoEvidence, Deps, Evidence,
    ecosystem::cargo::{LockPackage, index::canonical},
    graph::PackageSource,
    wording::listed,
};

upsafe_core::rule!(Deps, "deps/missing-checksum", "missing_checksum.md",
    level: Error, since: "0.1.0",
    summary: "an entry of the lock from a registry has no checksum", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for cargo in evidence.cargo {
        check_cargo(cargo, sink);
    }
}

fn check_cargo(cargo: &CargoEvidence, sink: &mut Sink<'_>) {
    let mut registries: BTreeMap<&str, Vec<&LockPackage>> = BTreeMap::new();
    for entry in &cargo.lock.packages {
        if let PackageSource::Registry(url) = &entry.package_source {
            registries.entry(canonical(url)).or_default().push(entry);
        }
    }
    for (url, entries) in registries {
        let n_entries = entries.len();
        let without: Vec<&LockPackage> = entries
            .into_iter()
            .filter(|entry| entry.checksum.is_none())
            .collect();
        // Where no entry has one, the registry or the program that wrote the lock is the cause.
        if without.len() == n_entries && n_entries > 1 {
            let message = format!(
                "none of the {} from `{url}` has a checksum in the lock",
                count(n_entries, "package")
            );
            let finding = sink
                .report(Subject::other("registry", url), message)
                .copies(n_entries);
            finding.at(cargo.lock.place(&without[0].name_span), "the first of them");
            finding.because(listed(
                without
                    .iter()
                    .map(|entry| format!("{} {}", entry.name, entry.version)),
            ));
            finding.help_command(
                "cargo generate-lockfile",
                "writes the lock anew, with checksums",
            );
            continue;
        }
        for entry in without {
            let (name, version) = (&entry.name, &entry.version);
            let subject = Subject::package("cargo", name, Some(&version.to_string()));
            let message = format!("`{name} {version}` has no checksum in the lock");
            let finding = sink.report(subject, message);
            finding.at(
                cargo.lock.place(&entry.name_span),
                "has `source`, but no `checksum`",
            );
            finding.because("cargo takes whatever the registry or a mirror sends for it");
            finding.help(
                "restore the line from an earlier commit, or delete the whole entry and run \
                 `cargo update --workspace`, which writes it anew",
            );
        }
    }
}
