//! The lock has two entries for one release.

use std::collections::BTreeMap;

use upsafe_core::Sink;

use crate::{
    CargoEvidence, Deps, Evidence,
    ecosystem::cargo::{LockPackage, index::canonical},
    graph::PackageSource,
};

upsafe_core::rule!(Deps, "deps/conflicting-lock-entries", "conflicting_lock_entries.md",
    level: Error, since: "0.1.0",
    summary: "the lock has two entries for one release", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for cargo in evidence.cargo {
        check_cargo(cargo, sink);
    }
}

fn check_cargo(cargo: &CargoEvidence, sink: &mut Sink<'_>) {
    let mut entries: BTreeMap<_, Vec<&LockPackage>> = BTreeMap::new();
    for entry in &cargo.lock.packages {
        let key = (
            &entry.name,
            &entry.version,
            source_key(&entry.package_source),
        );
        entries.entry(key).or_default().push(entry);
    }
    for ((name, version, _), same) in entries.into_iter().filter(|(_, same)| same.len() > 1) {
        let checksum = |entry: &LockPackage| {
            entry
                .checksum
                .as_ref()
                .map(|checksum| checksum.text.to_ascii_lowercase())
        };
        let first = checksum(same[0]);
        let differ = same.iter().any(|entry| checksum(entry) != first);
        let how = match differ {
            true => "with different checksums",
            false => "with the same source",
        };
        let n = match same.len() {
            2 => "twice".to_owned(),
            n => format!("{n} times"),
        };
        let message = format!("`{name} {version}` stands {n} in the lock, {how}");
        let subject = upsafe_core::Subject::package("cargo", name, Some(&version.to_string()));
        let finding = sink.report(subject, message).copies(same.len());
        for (at, entry) in same.iter().enumerate() {
            let text = if at == 0 {
                "the first entry"
            } else {
                "once more"
            };
            let checksum = entry.checksum.as_ref().filter(|_| differ);
            let span = checksum.map_or(&entry.name_span, |checksum| &checksum.span);
            finding.at(cargo.lock.place(span), text);
        }
        if differ {
            let at = cargo
                .lock
                .packages
                .iter()
                .position(|entry| std::ptr::eq(entry, same[0]));
            let known = at.and_then(|at| cargo.registry.known.get(&cargo.lock_ids[at]));
            if let Some(release) = known {
                finding.because(format!("the registry's index says {}", release.checksum));
            }
        }
        finding.help_command(
            "git checkout HEAD -- Cargo.lock",
            "and then `cargo update --workspace`: most often a merge has kept both sides",
        );
    }
}

/// The source, with one spelling for each registry.
fn source_key(source: &PackageSource) -> PackageSource {
    match source {
        PackageSource::Registry(url) => PackageSource::Registry(canonical(url).into()),
        other => other.clone(),
    }
}
