//! One package is built in several versions.

use upsafe_core::{Sink, Subject, count};

use crate::{CargoEvidence, Deps, Evidence};

upsafe_core::rule!(Deps, "deps/duplicate-version", "duplicate_version.md",
    level: Warning, since: "0.1.0", aliases: &["cargo-deny:duplicate"],
    summary: "one package is built in several versions", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for cargo in evidence.cargo {
        check_cargo(cargo, sink);
    }
}

fn check_cargo(cargo: &CargoEvidence, sink: &mut Sink<'_>) {
    for (ecosystem, name, ids) in cargo.graph.names().filter(|(.., ids)| ids.len() > 1) {
        let subject = Subject::package(ecosystem.name(), name, None);
        let message = format!("`{name}` is built in {}", count(ids.len(), "version"));
        let finding = sink.report(subject, message).copies(ids.len());
        for &id in ids {
            let package = cargo.graph.package(id);
            finding.at_if(package.place.as_ref(), format!("version {}", package.version));
            finding.because_path(cargo.graph.describe_path(&cargo.graph.shortest_path(id)));
        }
    }
}
