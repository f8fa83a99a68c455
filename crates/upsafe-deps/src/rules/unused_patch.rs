//! A patch is declared that nothing uses.

use upsafe_core::{Sink, Subject};

use crate::{CargoEvidence, Deps, Evidence, ecosystem::cargo::LockPackage};

upsafe_core::rule!(Deps, "deps/unused-patch", "unused_patch.md",
    level: Warning, since: "0.1.0",
    summary: "a `[patch]` is declared that no package of the graph uses", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for cargo in evidence.cargo {
        for unused in &cargo.lock.unused_patches {
            report(cargo, unused, sink);
        }
    }
}

fn report(cargo: &CargoEvidence, unused: &LockPackage, sink: &mut Sink<'_>) {
    let (name, version) = (&unused.name, &unused.version);
    let subject = Subject::package("cargo", name, Some(&version.to_string()));
    let message = format!("the patch of `{name}` by version {version} is used by nobody");
    let finding = sink.report(subject, message);
    let patches = cargo
        .workspace
        .iter()
        .flat_map(|workspace| &workspace.patches);
    let declared: Vec<_> = patches
        .filter(|patch| *patch.dependency.package == **name)
        .collect();
    for patch in &declared {
        finding.at(
            patch.dependency.place.clone(),
            format!("patches `{}`", patch.source),
        );
    }
    finding.at(
        cargo.lock.place(&unused.version_span),
        "the lock lists it as unused",
    );
    let ids = cargo.graph.named(crate::graph::Ecosystem::Cargo, name);
    match ids {
        [] => {
            finding.because(format!(
                "no package of the graph requires `{name}` any more"
            ));
            finding.help("remove the patch");
        }
        ids => {
            for &id in ids {
                let package = cargo.graph.package(id);
                let text = format!("`{package}` from {} is what is built", package.source);
                finding.because(text);
            }
            let versions = ids
                .iter()
                .map(|id| cargo.graph.package(*id).version.to_string());
            let versions: Vec<String> = versions.collect();
            finding.help(format!(
                "remove the patch, or patch with a version that the requirements allow: {} is locked",
                crate::wording::listed(versions)
            ));
        }
    }
}
