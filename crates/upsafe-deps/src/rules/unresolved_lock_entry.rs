//! A dependency line of the lock names no entry, or several.

use std::collections::BTreeMap;

use upsafe_core::{Sink, Subject, count};

use crate::{
    CargoEvidence, Deps, Evidence,
    ecosystem::cargo::{LockDependency, LockPackage, UnresolvedLine},
    wording::listed,
};

upsafe_core::rule!(Deps, "deps/unresolved-lock-entry", "unresolved_lock_entry.md",
    level: Error, since: "0.1.0",
    summary: "a dependency line of the lock names no entry of it, or several", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for cargo in evidence.cargo {
        check_cargo(cargo, sink);
    }
}

type Line<'e> = (&'e LockPackage, &'e LockDependency, &'e UnresolvedLine);

fn check_cargo(cargo: &CargoEvidence, sink: &mut Sink<'_>) {
    let mut lines: BTreeMap<String, Vec<Line<'_>>> = BTreeMap::new();
    for unresolved in &cargo.unresolved {
        let holder = &cargo.lock.packages[unresolved.package];
        let line = &holder.dependencies[unresolved.line];
        let wanted = match &line.version {
            Some(version) => format!("{} {version}", line.name),
            None => line.name.to_string(),
        };
        lines
            .entry(wanted)
            .or_default()
            .push((holder, line, unresolved));
    }
    for (wanted, lines) in lines {
        let (_, line, unresolved) = lines[0];
        let holders = listed(
            lines
                .iter()
                .map(|(holder, ..)| format!("{} {}", holder.name, holder.version)),
        );
        let verb = if lines.len() == 1 {
            "requires"
        } else {
            "require"
        };
        let found = match unresolved.n_fitting {
            0 => "of which the lock has no entry".to_owned(),
            n => format!("which fits {} of the lock", count(n, "entry")),
        };
        let message = format!("{holders} {verb} `{wanted}`, {found}");
        let version = line.version.as_ref().map(ToString::to_string);
        let subject = Subject::package("cargo", &line.name, version.as_deref());
        let finding = sink.report(subject, message).copies(lines.len());
        for (_, line, unresolved) in lines.iter().take(3) {
            let text = match unresolved.n_fitting {
                0 => "names no entry",
                _ => "names several",
            };
            finding.at(cargo.lock.place(&line.span), text);
        }
        let same_name = cargo
            .lock
            .packages
            .iter()
            .filter(|entry| *entry.name == *line.name);
        for entry in same_name.take(3) {
            let text = format!("`{}` is here in version {}", entry.name, entry.version);
            finding.at(cargo.lock.place(&entry.version_span), text);
        }
        finding.help_command(
            "cargo update --workspace",
            "resolves what is missing; where a merge broke the lock, take one side's lock first",
        );
    }
}
